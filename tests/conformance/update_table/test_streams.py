"""A table's stream: enabled with the table or later, disabled, enabled again."""

import re

import pytest
from table_factory import table_parameters
from values import expect_error

LABEL = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}"
ENABLE = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
DISABLE = {"StreamEnabled": False}


def described(client, table):
    return client.describe_table(TableName=table)["Table"]


def enable(client, table, view_type="NEW_AND_OLD_IMAGES"):
    specification = {"StreamEnabled": True, "StreamViewType": view_type}
    return client.update_table(TableName=table, StreamSpecification=specification)["TableDescription"]


def disable(client, table):
    return client.update_table(TableName=table, StreamSpecification=DISABLE)["TableDescription"]


@pytest.mark.parametrize("view_type", ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"])
def test_created_with_a_stream(raw, client, new_table, name, view_type):
    new_table.remember(name)
    specification = {"StreamEnabled": True, "StreamViewType": view_type}
    answer = raw.ok("CreateTable", table_parameters(name, "h:S") | {"StreamSpecification": specification})
    table = answer["TableDescription"]
    assert table["StreamSpecification"] == specification
    assert re.fullmatch(LABEL, table["LatestStreamLabel"])
    assert table["LatestStreamArn"] == f"{table['TableArn']}/stream/{table['LatestStreamLabel']}"
    later = described(client, name)
    for member in ("StreamSpecification", "LatestStreamLabel", "LatestStreamArn"):
        assert later[member] == table[member]


def test_created_with_a_stream_that_is_off(client, new_table, name):
    new_table.remember(name)
    parameters = table_parameters(name, "h:S") | {"StreamSpecification": DISABLE}
    table = client.create_table(**parameters)["TableDescription"]
    for absent in ("StreamSpecification", "LatestStreamLabel", "LatestStreamArn"):
        assert absent not in table


def test_enabled_later(client, new_table):
    table = new_table("h:S")
    assert "LatestStreamArn" not in described(client, table)
    answer = enable(client, table)
    assert answer["TableStatus"] == "UPDATING"
    assert answer["StreamSpecification"] == ENABLE
    assert answer["LatestStreamArn"].endswith("/stream/" + answer["LatestStreamLabel"])
    later = described(client, table)
    assert later["TableStatus"] == "ACTIVE"
    assert later["LatestStreamArn"] == answer["LatestStreamArn"]


def test_disabled_keeps_its_arn_and_label(client, new_table):
    table = new_table("h:S")
    enabled = enable(client, table)
    answer = disable(client, table)
    assert answer["TableStatus"] == "UPDATING"
    for shown in (answer, described(client, table)):
        assert "StreamSpecification" not in shown
        assert shown["LatestStreamArn"] == enabled["LatestStreamArn"]
        assert shown["LatestStreamLabel"] == enabled["LatestStreamLabel"]


def test_enabled_again_is_another_stream(client, new_table):
    table = new_table("h:S")
    labels = []
    for view_type in ("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"):
        labels.append(enable(client, table, view_type)["LatestStreamLabel"])
        disable(client, table)
    assert labels == sorted(set(labels))


@pytest.mark.parametrize("view_type", ["NEW_AND_OLD_IMAGES", "KEYS_ONLY"])
def test_already_enabled(client, new_table, view_type):
    table = new_table("h:S")
    before = enable(client, table)["LatestStreamArn"]
    message = f"Table already has an enabled stream: TableName: {table}"
    expect_error("ValidationException", message, enable, client, table, view_type)
    assert described(client, table)["LatestStreamArn"] == before


def test_nothing_to_disable(client, new_table):
    table = new_table("h:S")
    message = f"Table has no stream to disable: TableName: {table}"
    expect_error("ValidationException", message, disable, client, table)
    enable(client, table)
    disable(client, table)
    expect_error("ValidationException", message, disable, client, table)


def test_beside_a_switch_to_on_demand(client, new_table):
    units = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
    table = new_table("h:S", BillingMode="PROVISIONED", ProvisionedThroughput=units)
    answer = client.update_table(TableName=table, BillingMode="PAY_PER_REQUEST", StreamSpecification=ENABLE)
    assert answer["TableDescription"]["StreamSpecification"] == ENABLE
    assert described(client, table)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_a_streams_tags_are_its_own(client, new_table):
    table = new_table("h:S")
    first = enable(client, table)["LatestStreamArn"]
    client.tag_resource(ResourceArn=first, Tags=[{"Key": "team", "Value": "a"}, {"Key": "b", "Value": ""}])
    client.untag_resource(ResourceArn=first, TagKeys=["b"])
    disable(client, table)
    second = enable(client, table)["LatestStreamArn"]
    assert client.list_tags_of_resource(ResourceArn=first)["Tags"] == [{"Key": "team", "Value": "a"}]
    assert client.list_tags_of_resource(ResourceArn=second)["Tags"] == []
    assert client.list_tags_of_resource(ResourceArn=described(client, table)["TableArn"])["Tags"] == []
