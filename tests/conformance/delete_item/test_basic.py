"""DeleteItem: effect, conditions, what it returns and costs."""

import pytest
from values import ENVELOPE, expect_error, expect_invalid, n, s


def test_delete(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key)})
    client.delete_item(TableName=tables.s, Key={"pk": s(key)})
    assert "Item" not in client.get_item(TableName=tables.s, Key={"pk": s(key)})


def test_deleting_nothing_succeeds(raw, tables, key):
    for _ in range(2):
        assert raw.ok("DeleteItem", {"TableName": tables.s, "Key": {"pk": s(key)}, "ReturnValues": "ALL_OLD"}) == {}


def test_deletes_only_its_own_key(client, tables, key):
    for sort in ("1", "2"):
        client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s(sort)})
    client.delete_item(TableName=tables.ss, Key={"pk": s(key), "sk": s("1")})
    assert "Item" in client.get_item(TableName=tables.ss, Key={"pk": s(key), "sk": s("2")})


def test_all_old(client, tables, key):
    item = {"pk": s(key), "v": n(1)}
    client.put_item(TableName=tables.s, Item=item)
    answer = client.delete_item(TableName=tables.s, Key={"pk": s(key)}, ReturnValues="ALL_OLD")
    assert answer["Attributes"] == item


@pytest.mark.parametrize("value", ["ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"])
def test_bad_return_values(client, tables, value):
    expect_invalid(
        ENVELOPE + "ReturnValues can only be ALL_OLD or NONE",
        client.delete_item,
        TableName=tables.s,
        Key={"pk": s("a")},
        ReturnValues=value,
    )


def test_condition(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(1)})
    delete = {"TableName": tables.s, "Key": {"pk": s(key)}, "ConditionExpression": "v = :v"}
    expect_error(
        "ConditionalCheckFailedException",
        "The conditional request failed",
        client.delete_item,
        ExpressionAttributeValues={":v": n(2)},
        **delete,
    )
    assert "Item" in client.get_item(TableName=tables.s, Key={"pk": s(key)})
    client.delete_item(ExpressionAttributeValues={":v": n(1)}, **delete)
    # On a missing item a condition sees an item without attributes.
    expect_error("ConditionalCheckFailedException", None, client.delete_item, ExpressionAttributeValues={":v": n(1)}, **delete)


@pytest.mark.parametrize("size, units", [(None, 1), (100, 1), (1025, 2), (20_000, 20)])
def test_capacity(client, tables, key, size, units):
    if size:
        client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * (size - len("pk") - len(key) - len("v")))})
    answer = client.delete_item(TableName=tables.s, Key={"pk": s(key)}, ReturnConsumedCapacity="INDEXES")
    assert answer["ConsumedCapacity"] == {
        "TableName": tables.s,
        "CapacityUnits": units,
        "Table": {"CapacityUnits": units},
    }


def test_all_bad_options_together(client, tables):
    expect_invalid(
        "3 validation errors detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must "
        "satisfy enum value set: [INDEXES, TOTAL, NONE]; Failed to satisfy constraint: Member must satisfy enum value "
        "set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]; Value 'X' at 'returnItemCollectionMetrics' failed to "
        "satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]",
        client.delete_item,
        TableName=tables.s,
        Key={"pk": s("a")},
        ReturnConsumedCapacity="X",
        ReturnValues="X",
        ReturnItemCollectionMetrics="X",
    )


def test_bad_condition(client, name):
    expect_invalid(
        ENVELOPE + 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "foo"',
        client.delete_item,
        TableName=name,
        Key={"pk": s("a")},
        ConditionExpression="foo",
    )
