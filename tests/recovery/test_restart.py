"""Clean restarts, and the directories a server refuses to start on."""

import json
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from raw_client import RawClient
from server_process import ServerProcess
from table_factory import table_parameters
from values import all_items, batch_put, m, n, s


def refused(data_dir):
    """What the server says when it will not start on this directory: one line on standard error."""
    with pytest.raises(RuntimeError) as raised:
        ServerProcess.start(["--data-dir", str(data_dir)], timeout=20)
    text = str(raised.value)
    assert "exit code 0" not in text and "exit code None" not in text and "exit code -" not in text, text
    return text


def test_everything_survives_a_clean_restart(start, connect):
    server = start()
    client = connect(server)
    client.create_table(**table_parameters("kept", "pk:S", "sk:N"))
    items = [{"pk": s(f"p{i % 5}"), "sk": n(i), "v": m(i=n(i), t=s("x" * i))} for i in range(200)]
    batch_put(client, "kept", items)
    before = client.describe_table(TableName="kept")["Table"]
    scanned = all_items(client.scan, TableName="kept")
    assert server.stop() == 0
    client = connect(start())
    after = client.describe_table(TableName="kept")["Table"]
    assert after == before
    assert after["ItemCount"] == 200
    assert all_items(client.scan, TableName="kept") == scanned


def test_settings_of_a_table_survive(start, connect):
    server = start()
    client = connect(server)
    parameters = table_parameters("table")
    parameters["BillingMode"] = "PROVISIONED"
    parameters["ProvisionedThroughput"] = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}
    client.create_table(**parameters)
    client.get_waiter("table_exists").wait(TableName="table", WaiterConfig={"Delay": 1})
    client.update_table(TableName="table", TableClass="STANDARD_INFREQUENT_ACCESS")
    client.get_waiter("table_exists").wait(TableName="table", WaiterConfig={"Delay": 1})
    before = client.describe_table(TableName="table")["Table"]
    server.kill()
    after = connect(start()).describe_table(TableName="table")["Table"]
    assert after == before
    assert after["TableClassSummary"]["TableClass"] == "STANDARD_INFREQUENT_ACCESS"


def test_tags_survive(start, connect):
    server = start()
    client = connect(server)
    created = client.create_table(**table_parameters("table"), Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}])
    arn = created["TableDescription"]["TableArn"]
    client.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "2"}, {"Key": "c", "Value": "3"}])
    client.untag_resource(ResourceArn=arn, TagKeys=["b"])
    server.kill()
    tags = connect(start()).list_tags_of_resource(ResourceArn=arn)["Tags"]
    assert tags == [{"Key": "a", "Value": "2"}, {"Key": "c", "Value": "3"}]


def test_resource_policies_survive(start, connect):
    server = start()
    client = connect(server)
    stream = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    table = client.create_table(**table_parameters("table"), StreamSpecification=stream)["TableDescription"]
    answers = {}
    for arn in (table["TableArn"], table["LatestStreamArn"]):
        denial = {"Effect": "Deny", "Principal": "*", "Action": "dynamodb:D*", "Resource": arn}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [denial]}, separators=(",", ":"))
        put = RawClient(server.endpoint).ok("PutResourcePolicy", {"ResourceArn": arn, "Policy": policy})
        answers[arn] = {"Policy": policy, **put}
    server.kill()
    raw = RawClient(start().endpoint)
    for arn, answer in answers.items():
        assert raw.ok("GetResourcePolicy", {"ResourceArn": arn}) == answer


def test_second_server_on_one_directory(start, connect, data_dir):
    server = start()
    text = refused(data_dir)
    assert "in use by another" in text
    assert str(data_dir) in text
    # The first one is not disturbed.
    assert connect(server).list_tables()["TableNames"] == []


def test_directory_is_free_again_after_a_kill(start, connect):
    start().kill()
    assert connect(start()).list_tables()["TableNames"] == []


def test_newer_format(start, data_dir):
    start().stop()
    marker = data_dir / "FORMAT"
    original = marker.read_text()
    marker.write_text("dynarocks-format 999\n")
    text = refused(data_dir)
    assert "newer" in text and "999" in text
    marker.write_text(original)
    start().stop()


@pytest.mark.parametrize("content", ["", "something else\n", "dynarocks-format x\n"])
def test_marker_of_something_else(start, data_dir, content):
    start().stop()
    (data_dir / "FORMAT").write_text(content)
    assert "FORMAT" in refused(data_dir)


def test_directory_cannot_be_created(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert "file" in refused(tmp_path / "file" / "data")


def test_in_memory_leaves_no_file(tmp_path):
    with ServerProcess.start(["--in-memory"], cwd=tmp_path) as server:
        assert server.running()
    assert list(tmp_path.iterdir()) == []


def test_graceful_stop_finishes_what_was_begun(start, connect):
    """SIGTERM while requests are on their way: each gets its answer or a broken connection, and what
    was answered is there after the restart."""
    server = start()
    connect(server).create_table(**table_parameters("table"))
    written = []

    def write(writer, client):
        number = 0
        while True:
            key = f"{writer}-{number}"
            try:
                client.put_item(TableName="table", Item={"pk": s(key)})
            except (BotoCoreError, ClientError):
                return
            written.append(key)
            number += 1

    threads = [threading.Thread(target=write, args=(i, connect(server))) for i in range(3)]
    for thread in threads:
        thread.start()
    while len(written) < 100:
        time.sleep(0.001)
    assert server.stop() == 0
    for thread in threads:
        thread.join(30)
    client = connect(start())
    stored = {item["pk"]["S"] for item in all_items(client.scan, TableName="table")}
    assert set(written) <= stored
    assert len(stored) <= len(written) + 3
