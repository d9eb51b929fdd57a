"""Tables that stay DELETING for a while."""

import pytest
from lasting_statuses import Table, in_use, minute_server
from raw_client import RawClient
from server_process import ServerProcess
from values import s

pytestmark = pytest.mark.own_server

NOT_FOUND = ("ResourceNotFoundException", "Requested resource not found")


@pytest.fixture(scope="module")
def server():
    with minute_server() as server:
        yield server


def deleting(server):
    table = Table(server)
    assert table.call("PutItem", Item={"pk": s("p"), "sk": s("s")}).status == 200
    answer = table.call("DeleteTable")
    assert answer.status == 200
    assert answer.body["TableDescription"]["TableStatus"] == "DELETING"
    assert "KeySchema" not in answer.body["TableDescription"]
    return table


def test_the_control_plane_shows_it_and_the_data_plane_does_not(server):
    table = deleting(server)
    assert table.status() == "DELETING"
    assert table.name in server.api.ok("ListTables")["TableNames"]
    assert table.call("Scan").error == NOT_FOUND
    assert table.call("PutItem", Item={"pk": s("p"), "sk": s("s")}).error == NOT_FOUND
    server.clock(advance="60s")
    assert table.call("DescribeTable").error == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {table.name} not found",
    )
    assert table.name not in server.api.ok("ListTables")["TableNames"]


def test_what_is_refused(server):
    table = deleting(server)
    arn = table.created["TableArn"]
    deleted = in_use(f"Table is being deleted: {table.name}")
    assert table.call("DeleteTable").error == deleted
    assert table.update(DeletionProtectionEnabled=True).error == deleted
    assert table.update(BillingMode="PAY_PER_REQUEST").error == deleted
    assert server.api.call("TagResource", {"ResourceArn": arn, "Tags": [{"Key": "k", "Value": "v"}]}).error == deleted
    assert server.api.call("CreateTable", table.parameters).error == (
        "ResourceInUseException",
        f"Table already exists: {table.name}",
    )


def test_its_name_is_free_once_it_is_gone(server):
    table = deleting(server)
    server.clock(advance="60s")
    new = server.api.ok("CreateTable", table.parameters)["TableDescription"]
    assert new["TableId"] != table.created["TableId"]
    server.clock(advance="60s")
    assert table.call("Scan").body["Items"] == []


def test_it_is_gone_after_a_restart_without_delays(tmp_path):
    flags = ["--data-dir", str(tmp_path / "data")]
    with minute_server(*flags) as server:
        table = deleting(server)
        server.process.kill()
    with minute_server(*flags) as server:
        table.server = server
        assert table.status() == "DELETING"
        server.process.kill()
    with ServerProcess.start(flags) as process:
        client = RawClient(process.endpoint)
        assert client.ok("ListTables") == {"TableNames": []}
        client.close()
