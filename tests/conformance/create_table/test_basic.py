"""What CreateTable answers, and that the table is there."""

import re
import time

import pytest
from table_factory import table_parameters
from values import expect_error, s


@pytest.mark.parametrize("hash_type", ["S", "N", "B"])
@pytest.mark.parametrize("range_type", [None, "S", "N", "B"])
def test_every_key_type(client, new_table, hash_type, range_type):
    table = new_table(f"h:{hash_type}", range_type and f"r:{range_type}")
    described = client.describe_table(TableName=table)["Table"]
    expected = [{"AttributeName": "h", "KeyType": "HASH"}]
    if range_type:
        expected.append({"AttributeName": "r", "KeyType": "RANGE"})
    assert described["KeySchema"] == expected
    types = {d["AttributeName"]: d["AttributeType"] for d in described["AttributeDefinitions"]}
    assert types == ({"h": hash_type, "r": range_type} if range_type else {"h": hash_type})


def test_answer_on_demand(raw, new_table, name):
    new_table.remember(name)
    before = time.time()
    answer = raw.ok("CreateTable", table_parameters(name, "z:S", "a:N"))["TableDescription"]
    assert answer["TableName"] == name
    assert answer["TableStatus"] == "CREATING"
    assert answer["ItemCount"] == 0
    assert answer["TableSizeBytes"] == 0
    assert answer["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert "LastUpdateToPayPerRequestDateTime" not in answer["BillingModeSummary"]
    assert answer["ProvisionedThroughput"] == {
        "NumberOfDecreasesToday": 0,
        "ReadCapacityUnits": 0,
        "WriteCapacityUnits": 0,
    }
    assert answer["DeletionProtectionEnabled"] is False
    assert re.fullmatch(r"arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table/" + name, answer["TableArn"])
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer["TableId"])
    assert abs(answer["CreationDateTime"] - before) < 60
    # Attribute definitions come sorted, the key schema as it was sent.
    assert [d["AttributeName"] for d in answer["AttributeDefinitions"]] == ["a", "z"]
    assert [k["AttributeName"] for k in answer["KeySchema"]] == ["z", "a"]
    for absent in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes", "StreamSpecification", "SSEDescription"):
        assert absent not in answer


def test_answer_provisioned(client, new_table, name):
    new_table.remember(name)
    parameters = table_parameters(name)
    del parameters["BillingMode"]
    parameters["ProvisionedThroughput"] = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 7}
    answer = client.create_table(**parameters)["TableDescription"]
    throughput = answer["ProvisionedThroughput"]
    assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (5, 7)
    assert throughput["NumberOfDecreasesToday"] == 0
    assert "BillingModeSummary" not in answer


def test_a_name_is_taken_once(client, tables):
    expect_error(
        "ResourceInUseException",
        f"Table already exists: {tables.s}",
        client.create_table,
        **table_parameters(tables.s),
    )


def test_table_ids_differ_between_incarnations(client, new_table, name):
    identifiers = set()
    for _ in range(2):
        identifiers.add(client.create_table(**table_parameters(name))["TableDescription"]["TableId"])
        new_table.wait(name)
        client.delete_table(TableName=name)
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    assert len(identifiers) == 2


def test_names_are_case_sensitive(client, new_table, name):
    for table in (name + "-a", name + "-A"):
        new_table.remember(table)
        client.create_table(**table_parameters(table))
        new_table.wait(table)
    client.put_item(TableName=name + "-a", Item={"pk": s("1")})
    assert "Item" not in client.get_item(TableName=name + "-A", Key={"pk": s("1")})


@pytest.mark.parametrize("length", [3, 255])
def test_longest_and_shortest_name(client, new_table, name, length):
    table = (name.replace("test-", "") + "x" * 255)[:length]
    new_table.remember(table)
    assert client.create_table(**table_parameters(table))["TableDescription"]["TableName"] == table


def test_every_character_of_names(client, new_table, name):
    table = new_table.remember(name + "_.-AZaz09")
    assert client.create_table(**table_parameters(table))["TableDescription"]["TableName"] == table


def test_deletion_protection_from_the_start(raw, new_table, name):
    new_table.remember(name)
    raw.ok("CreateTable", {**table_parameters(name), "DeletionProtectionEnabled": True})
    new_table.wait(name)
    assert raw.ok("DescribeTable", {"TableName": name})["Table"]["DeletionProtectionEnabled"] is True
    raw.ok("UpdateTable", {"TableName": name, "DeletionProtectionEnabled": False})


def test_table_class(client, new_table):
    table = new_table(TableClass="STANDARD_INFREQUENT_ACCESS")
    summary = client.describe_table(TableName=table)["Table"]["TableClassSummary"]
    assert summary["TableClass"] == "STANDARD_INFREQUENT_ACCESS"


def test_unknown_members_and_nulls_are_ignored(raw, new_table, name):
    new_table.remember(name)
    raw.ok("CreateTable", {**table_parameters(name), "Unknown": 1, "LocalSecondaryIndexes": None})


def test_caps_and_warm_throughput_are_kept(raw, new_table, name):
    new_table.remember(name)
    raw.ok(
        "CreateTable",
        {
            **table_parameters(name),
            "OnDemandThroughput": {"MaxReadRequestUnits": 10, "MaxWriteRequestUnits": 20},
            "WarmThroughput": {"ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 5000},
        },
    )
    new_table.wait(name)
    described = raw.ok("DescribeTable", {"TableName": name})["Table"]
    assert described["OnDemandThroughput"] == {"MaxReadRequestUnits": 10, "MaxWriteRequestUnits": 20}
    warm = described["WarmThroughput"]
    assert (warm["ReadUnitsPerSecond"], warm["WriteUnitsPerSecond"]) == (13000, 5000)
