"""TagResource: what it adds and replaces, and its empty answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from table_factory import table_parameters
from tagged_tables import arn_of, expect_tags, tag_list, tags_of
from values import s


def test_the_answer_is_empty(client, raw, new_table):
    arn = arn_of(client, new_table())
    response = raw.call("TagResource", {"ResourceArn": arn, "Tags": tag_list({"k": "v"})})
    assert response.status == 200
    assert response.content == b""
    assert response.headers["Content-Length"] == "0"
    assert response.headers["x-amz-crc32"] == "0"


def test_adds_and_replaces(client, new_table, on_aws):
    arn = arn_of(client, new_table())
    client.tag_resource(ResourceArn=arn, Tags=tag_list({"Owner": "me", "Stage": "test"}))
    expect_tags(client, arn, {"Owner": "me", "Stage": "test"}, on_aws)
    client.tag_resource(ResourceArn=arn, Tags=tag_list({"Stage": "live", "Empty": ""}))
    expect_tags(client, arn, {"Owner": "me", "Stage": "live", "Empty": ""}, on_aws)


def test_keys_and_values_of_any_script(client, new_table, on_aws):
    arn = arn_of(client, new_table())
    tags = {"ключ": "значение", "鍵": "值", "k" * 128: "v" * 256, "a b": "x y+-=._:/@", "KEY": "1", "key": "2"}
    client.tag_resource(ResourceArn=arn, Tags=tag_list(tags))
    expect_tags(client, arn, tags, on_aws)


def test_the_same_tags_again(client, new_table, on_aws):
    arn = arn_of(client, new_table(Tags=tag_list({"k": "v"})))
    client.tag_resource(ResourceArn=arn, Tags=tag_list({"k": "v"}))
    expect_tags(client, arn, {"k": "v"}, on_aws)


@pytest.mark.own_server  # AWS lets one change run at a time, and refuses the others
def test_changes_at_once(client, new_table):
    arn = arn_of(client, new_table(Tags=tag_list({f"old{i}": "" for i in range(20)})))

    def change(i):
        client.tag_resource(ResourceArn=arn, Tags=tag_list({f"new{i}": str(i)}))
        client.untag_resource(ResourceArn=arn, TagKeys=[f"old{i}"])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(change, range(20)))
    assert tags_of(client, arn) == {f"new{i}": str(i) for i in range(20)}


def test_a_tagged_table_is_as_before(client, new_table, key):
    table = new_table()
    client.put_item(TableName=table, Item={"pk": s(key)})
    before = client.describe_table(TableName=table)["Table"]
    client.tag_resource(ResourceArn=before["TableArn"], Tags=tag_list({"k": "v"}))
    assert client.describe_table(TableName=table)["Table"] == before
    assert client.get_item(TableName=table, Key={"pk": s(key)})["Item"] == {"pk": s(key)}


def test_a_new_table_of_the_name_has_no_tags(client, new_table, on_aws):
    table = new_table(Tags=tag_list({"old": "1"}))
    arn = arn_of(client, table)
    client.tag_resource(ResourceArn=arn, Tags=tag_list({"new": "2"}))
    expect_tags(client, arn, {"old": "1", "new": "2"}, on_aws)
    client.delete_table(TableName=table)
    client.get_waiter("table_not_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
    client.create_table(**table_parameters(table))
    new_table.wait(table)
    assert arn_of(client, table) == arn
    expect_tags(client, arn, {}, on_aws)
