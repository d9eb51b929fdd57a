"""DescribeTable, and what every table operation says about a table that is not there."""

import pytest
from values import ENVELOPE, expect_error, expect_invalid, s


def test_members_of_an_active_table(raw, tables):
    table = raw.ok("DescribeTable", {"TableName": tables.sn})["Table"]
    assert table["TableStatus"] == "ACTIVE"
    assert {
        "AttributeDefinitions", "KeySchema", "TableName", "TableStatus", "CreationDateTime", "TableSizeBytes",
        "ItemCount", "TableArn", "TableId", "ProvisionedThroughput", "BillingModeSummary", "DeletionProtectionEnabled",
    } <= set(table)  # fmt: skip
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert "LastUpdateToPayPerRequestDateTime" in table["BillingModeSummary"]


def test_creation_time_is_a_json_number(raw, tables):
    answer = raw.ok("DescribeTable", {"TableName": tables.s})["Table"]
    assert isinstance(answer["CreationDateTime"], (int, float))


@pytest.mark.parametrize("provisioned", [False, True])
def test_warm_throughput(raw, new_table, provisioned):
    more = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}
    table = new_table(**(more if provisioned else {}))
    warm = raw.ok("DescribeTable", {"TableName": table})["Table"]["WarmThroughput"]
    expected = (3, 4) if provisioned else (12000, 4000)
    assert (warm["ReadUnitsPerSecond"], warm["WriteUnitsPerSecond"]) == expected
    assert warm["Status"] == "ACTIVE"


def test_by_arn(client, tables):
    table = client.describe_table(TableName=tables.s)["Table"]
    assert client.describe_table(TableName=table["TableArn"])["Table"]["TableName"] == tables.s


def test_missing_table(client, name):
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
        client.describe_table,
        TableName=name,
    )


def test_missing_table_by_arn(client, tables, name):
    arn = client.describe_table(TableName=tables.s)["Table"]["TableArn"].replace(tables.s, name)
    expect_error("ResourceNotFoundException", None, client.describe_table, TableName=arn)


def test_arn_of_another_region(client, tables):
    arn = client.describe_table(TableName=tables.s)["Table"]["TableArn"].replace("us-east-1", "eu-west-1")
    expect_invalid(f"{ENVELOPE}Invalid AWS region in '{arn}'", client.describe_table, TableName=arn)


def test_arn_of_another_account(client, tables):
    parts = client.describe_table(TableName=tables.s)["Table"]["TableArn"].split(":")
    parts[4] = "999999999999"
    expect_error("AccessDeniedException", "Access is denied", client.describe_table, TableName=":".join(parts))


@pytest.mark.parametrize(
    "table, message",
    [
        (
            "ab",
            ENVELOPE + "Value 'ab' at 'tableName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 3",
        ),
        (
            "bad!name",
            ENVELOPE + "Value 'bad!name' at 'tableName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        ),
    ],
)
@pytest.mark.parametrize("operation", ["describe_table", "delete_table"])
def test_bad_name(client, operation, table, message):
    expect_invalid(message, getattr(client, operation), TableName=table)


@pytest.mark.parametrize("operation", ["DescribeTable", "DeleteTable", "UpdateTable"])
def test_no_name(raw, operation):
    code, message = raw.call(operation, {}).error
    assert (code, message) == (
        "ValidationException",
        "The parameter 'TableName' is required but was not present in the request",
    )


@pytest.mark.own_server
def test_item_count_and_size_are_live(client, new_table):
    table = new_table()

    def counters():
        described = client.describe_table(TableName=table)["Table"]
        return described["ItemCount"], described["TableSizeBytes"]

    assert counters() == (0, 0)
    client.put_item(TableName=table, Item={"pk": s("a"), "x": s("12345")})
    assert counters() == (1, 2 + 1 + 1 + 5)
    client.put_item(TableName=table, Item={"pk": s("a")})
    assert counters() == (1, 3)
    client.update_item(TableName=table, Key={"pk": s("b")})
    assert counters() == (2, 6)
    client.delete_item(TableName=table, Key={"pk": s("a")})
    assert counters() == (1, 3)


def test_a_table_id_is_no_name(client, tables):
    table_id = client.describe_table(TableName=tables.s)["Table"]["TableId"]
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {table_id} not found",
        client.describe_table,
        TableName=table_id,
    )
