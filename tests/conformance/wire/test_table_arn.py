"""A table's ARN is accepted wherever its name is, and answers echo what the caller wrote."""

import pytest
from values import ENVELOPE, expect_error, expect_invalid, n, s


@pytest.fixture(scope="module")
def arn(client, tables):
    return client.describe_table(TableName=tables.ss)["Table"]["TableArn"]


CALLS = {
    "put_item": {"Item": {"pk": s("arn"), "sk": s("1"), "v": n(1)}},
    "get_item": {"Key": {"pk": s("arn"), "sk": s("1")}},
    "update_item": {"Key": {"pk": s("arn"), "sk": s("1")}},
    "delete_item": {"Key": {"pk": s("arn"), "sk": s("none")}},
    "query": {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": s("arn")}},
    "scan": {"Limit": 1},
}


@pytest.mark.parametrize("operation", CALLS)
def test_single_table_operations(client, arn, operation):
    answer = getattr(client, operation)(TableName=arn, ReturnConsumedCapacity="TOTAL", **CALLS[operation])
    assert answer["ConsumedCapacity"]["TableName"] == arn


def test_written_by_arn_and_read_by_name(client, tables, arn, key):
    client.put_item(TableName=arn, Item={"pk": s(key), "sk": s("1")})
    assert "Item" in client.get_item(TableName=tables.ss, Key={"pk": s(key), "sk": s("1")})


def test_batch_get(client, arn, key):
    client.put_item(TableName=arn, Item={"pk": s(key), "sk": s("1")})
    answer = client.batch_get_item(
        RequestItems={arn: {"Keys": [{"pk": s(key), "sk": s("1")}]}}, ReturnConsumedCapacity="TOTAL"
    )
    assert len(answer["Responses"][arn]) == 1
    assert answer["ConsumedCapacity"][0]["TableName"] == arn


def test_batch_write(client, arn, key):
    answer = client.batch_write_item(
        RequestItems={arn: [{"PutRequest": {"Item": {"pk": s(key), "sk": s("1")}}}]}, ReturnConsumedCapacity="TOTAL"
    )
    assert answer["ConsumedCapacity"][0]["TableName"] == arn


@pytest.mark.parametrize("operation", CALLS)
def test_other_account(client, arn, operation):
    parts = arn.split(":")
    parts[4] = "999999999999"
    expect_error("AccessDeniedException", None, getattr(client, operation), TableName=":".join(parts), **CALLS[operation])


@pytest.mark.parametrize("operation", ["put_item", "get_item", "query", "scan"])
def test_index_arn(client, arn, operation):
    expect_invalid(None, getattr(client, operation), TableName=arn + "/index/some-index", **CALLS[operation])


def test_other_region(client, arn):
    other = arn.replace(":us-east-1:", ":ap-south-1:")
    response = expect_invalid(None, client.get_item, TableName=other, **CALLS["get_item"])
    assert response["Error"]["Message"] == f"{ENVELOPE}Invalid AWS region in '{other}'"
