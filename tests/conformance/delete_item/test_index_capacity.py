"""DeleteItem on a table with indexes: what is charged, and the item collection that is reported."""

import pytest
from index_writes import capacity, metrics, new_indexed_table
from values import n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


def test_entries_are_charged_their_size(client, table, key):
    keys = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item={**keys, "a": s("a"), "g": s("g"), "x": s("x" * 1500), "y": s("y" * 1500)})
    answer = client.delete_item(TableName=table, Key=keys, ReturnConsumedCapacity="INDEXES")
    assert answer["ConsumedCapacity"] == capacity(table, 8, 3, {"by-a": 3}, {"by-g": 2})
    answer = client.delete_item(TableName=table, Key=keys, ReturnConsumedCapacity="INDEXES")
    assert answer["ConsumedCapacity"] == capacity(table, 1, 1)


def test_total_shows_no_arms(client, table, key):
    keys = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item={**keys, "a": s("a"), "g": s("g")})
    answer = client.delete_item(TableName=table, Key=keys, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": table, "CapacityUnits": 3}


def test_collection_metrics(client, table, key):
    keys = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item=keys)
    answer = client.delete_item(TableName=table, Key=keys, ReturnItemCollectionMetrics="SIZE")
    assert answer["ItemCollectionMetrics"] == metrics(s(key))


def test_a_missing_item_touches_no_collection(client, table, key):
    answer = client.delete_item(
        TableName=table, Key={"pk": s(key), "sk": n(1)}, ReturnItemCollectionMetrics="SIZE"
    )
    assert "ItemCollectionMetrics" not in answer


def test_no_collection_metrics_unasked(client, table, key):
    keys = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item=keys)
    assert "ItemCollectionMetrics" not in client.delete_item(TableName=table, Key=keys)
