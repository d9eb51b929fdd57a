"""UpdateItem on a table with indexes: what is charged, and the item collection that is reported."""

import pytest
from index_writes import capacity, metrics, new_indexed_table
from values import n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


def x(length):
    return s("x" * length)


STORED = {"a": s("a"), "g": s("g"), "x": x(1500), "y": x(600)}  # 3 units; 2 in by-g, 3 in by-a
CHARGES = {
    "attribute of no entry": ({"a": s("a"), "y": s("y")}, "SET z = :v", {":v": n(1)}, 1, {"by-a": 1}, {}),
    "attribute of one entry": (STORED, "SET y = :v", {":v": s("y")}, 3, {"by-a": 3}, {}),
    "attribute of every entry": (STORED, "SET x = :v", {":v": s("x")}, 3, {"by-a": 3}, {"by-g": 2}),
    "key": (STORED, "SET g = :v", {":v": s("h")}, 3, {"by-a": 3}, {"by-g": 4}),
    "local key": (STORED, "SET a = :v", {":v": s("b")}, 3, {"by-a": 6}, {}),
    "into an index": (STORED, "ADD n :v", {":v": n(1)}, 3, {"by-a": 3}, {"by-g-n": 3}),
    "out of all": (STORED, "REMOVE a, g", None, 3, {"by-a": 3}, {"by-g": 2}),
    "nothing": (STORED, "SET g = if_not_exists(g, :v)", {":v": s("h")}, 3, {}, {}),
    "a new item": (None, "SET g = :v", {":v": s("g")}, 1, {}, {"by-g": 1}),
}


@pytest.mark.parametrize("before, expression, values, units, local, global_", CHARGES.values(), ids=CHARGES.keys())
def test_charges(client, table, key, before, expression, values, units, local, global_):
    keys = {"pk": s(key), "sk": n(1)}
    if before is not None:
        client.put_item(TableName=table, Item={**keys, **before})
    more = {"ExpressionAttributeValues": values} if values else {}
    answer = client.update_item(
        TableName=table, Key=keys, UpdateExpression=expression, ReturnConsumedCapacity="INDEXES", **more
    )
    total = units + sum(local.values()) + sum(global_.values())
    assert answer["ConsumedCapacity"] == capacity(table, total, units, local, global_)


def test_attribute_updates(client, table, key):
    keys = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item={**keys, **STORED})
    answer = client.update_item(
        TableName=table,
        Key=keys,
        AttributeUpdates={"g": {"Value": s("h")}, "a": {"Action": "DELETE"}},
        ReturnConsumedCapacity="INDEXES",
    )
    assert answer["ConsumedCapacity"] == capacity(table, 10, 3, {"by-a": 3}, {"by-g": 4})


def test_total_shows_no_arms(client, table, key):
    answer = client.update_item(
        TableName=table,
        Key={"pk": s(key), "sk": n(1)},
        UpdateExpression="SET g = :v",
        ExpressionAttributeValues={":v": s("g")},
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"] == {"TableName": table, "CapacityUnits": 2}


def test_collection_metrics(client, table, key):
    for _ in range(2):  # the second changes nothing
        answer = client.update_item(
            TableName=table, Key={"pk": s(key), "sk": n(1)}, ReturnItemCollectionMetrics="SIZE"
        )
        assert answer["ItemCollectionMetrics"] == metrics(s(key))
    answer = client.update_item(TableName=table, Key={"pk": s(key), "sk": n(1)})
    assert "ItemCollectionMetrics" not in answer


def test_an_update_that_leaves_no_item_touches_no_collection(client, table, key):
    answer = client.update_item(
        TableName=table,
        Key={"pk": s(key), "sk": n(1)},
        UpdateExpression="REMOVE x",
        ReturnItemCollectionMetrics="SIZE",
    )
    assert "ItemCollectionMetrics" not in answer
