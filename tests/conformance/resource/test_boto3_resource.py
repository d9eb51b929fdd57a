"""boto3's resource API, as most programs in Python use DynamoDB."""

from decimal import Decimal

import pytest
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError


@pytest.fixture
def table(resource, name):
    table = resource.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "UserId", "KeyType": "HASH"},
            {"AttributeName": "Timestamp", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "UserId", "AttributeType": "S"},
            {"AttributeName": "Timestamp", "AttributeType": "N"},
        ],
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    )
    table.meta.client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    yield table
    table.delete()
    table.meta.client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def test_life_of_an_item(table):
    key = {"UserId": "123", "Timestamp": 1}
    item = {
        **key,
        "Score": Decimal("12.50"),
        "Tags": {"a", "b"},
        "Nested": {"list": [1, "two", None, True, b"bytes"], "leaf": {}},
        "Sizes": {Decimal(1), Decimal(2)},
    }
    table.put_item(Item=item)
    found = table.get_item(Key=key, ConsistentRead=True)["Item"]
    assert found == item
    answer = table.update_item(
        Key=key,
        UpdateExpression="SET Score = Score + :one, Nested.leaf.x = :x REMOVE Tags",
        ExpressionAttributeValues={":one": 1, ":x": "y"},
        ReturnValues="ALL_NEW",
    )
    assert answer["Attributes"]["Score"] == Decimal("13.5")
    assert answer["Attributes"]["Nested"]["leaf"] == {"x": "y"}
    assert "Tags" not in answer["Attributes"]
    old = table.delete_item(Key=key, ReturnValues="ALL_OLD")["Attributes"]
    assert old["Score"] == Decimal("13.5")
    assert "Item" not in table.get_item(Key=key)


def test_batch_writer_query_and_scan(table):
    with table.batch_writer() as batch:
        for user in ("123", "456"):
            for timestamp in range(60):
                batch.put_item(Item={"UserId": user, "Timestamp": timestamp, "even": timestamp % 2 == 0})
        batch.delete_item(Key={"UserId": "123", "Timestamp": 0})
    found = table.query(KeyConditionExpression=Key("UserId").eq("123"))
    assert [int(item["Timestamp"]) for item in found["Items"]] == list(range(1, 60))
    found = table.query(
        KeyConditionExpression=Key("UserId").eq("456") & Key("Timestamp").between(10, 19),
        FilterExpression=Attr("even").eq(True) & Attr("nothing").not_exists(),
        ScanIndexForward=False,
    )
    assert [int(item["Timestamp"]) for item in found["Items"]] == [18, 16, 14, 12, 10]
    assert (found["Count"], found["ScannedCount"]) == (5, 10)
    assert table.scan(FilterExpression=Attr("Timestamp").lt(2))["Count"] == 3


@pytest.mark.own_server
def test_item_count(table):
    with table.batch_writer() as batch:
        for timestamp in range(7):
            batch.put_item(Item={"UserId": "1", "Timestamp": timestamp})
    table.reload()
    assert table.item_count == 7
    assert table.table_size_bytes > 0
    assert table.table_status == "ACTIVE"


def test_condition_objects(table):
    put = {"Item": {"UserId": "1", "Timestamp": 1}, "ConditionExpression": Attr("UserId").not_exists()}
    table.put_item(**put)
    with pytest.raises(ClientError) as raised:
        table.put_item(**put)
    assert raised.value.response["Error"]["Code"] == "ConditionalCheckFailedException"


def test_paginators(table, name):
    with table.batch_writer() as batch:
        for timestamp in range(30):
            batch.put_item(Item={"UserId": "1", "Timestamp": timestamp})
    pages = list(table.meta.client.get_paginator("scan").paginate(TableName=name, PaginationConfig={"PageSize": 7}))
    assert sum(page["Count"] for page in pages) == 30
    assert len(pages) == 5
