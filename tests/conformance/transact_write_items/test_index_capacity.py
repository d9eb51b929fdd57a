"""TransactWriteItems on tables with indexes: what is charged, and the item collections."""

import uuid

import pytest
from index_writes import (
    metrics,
    new_globally_indexed_table,
    new_indexed_table,
    transaction_capacity,
)
from transactions import check, delete, put, update
from values import n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


@pytest.fixture(scope="module")
def other(new_module_table):
    return new_globally_indexed_table(new_module_table)


def keys(key, sk=1):
    return {"pk": s(key), "sk": n(sk)}


def test_the_table_is_charged_double_and_indexes_are_not(client, table, other, key):
    client.put_item(TableName=table, Item={**keys(key, 2), "g": s("g"), "x": s("x" * 1500)})
    client.put_item(TableName=table, Item={**keys(key, 3), "a": s("a")})
    answer = client.transact_write_items(
        TransactItems=[
            put(table, {**keys(key, 1), "a": s("a"), "g": s("g")}),
            update(table, keys(key, 2), "SET g = :v", {":v": s("h")}),
            delete(table, keys(key, 3)),
            check(table, keys(key, 4), "attribute_not_exists(pk)"),
            put(other, {"pk": s(key), "g": s("g")}),
        ],
        ReturnConsumedCapacity="INDEXES",
    )
    consumed = sorted(answer["ConsumedCapacity"], key=lambda entry: entry["TableName"] != table)
    assert consumed == [
        transaction_capacity(table, 17, 10, {"by-a": 2}, {"by-g": 5}),
        transaction_capacity(other, 3, 2, {}, {"by-g": 1}),
    ]


def test_moving_entries_of_1517_bytes(client, table, key):
    # pk 2 + key, sk 4, g 2, x 1 + its value
    item = {**keys(key), "x": s("x" * (1517 - 9 - len(key)))}
    client.put_item(TableName=table, Item={**item, "g": s("1")})
    answer = client.transact_write_items(
        TransactItems=[put(table, {**item, "g": s("2")})], ReturnConsumedCapacity="INDEXES"
    )
    assert answer["ConsumedCapacity"] == [transaction_capacity(table, 8, 4, {}, {"by-g": 4})]


def test_total_shows_no_arms(client, table, key):
    answer = client.transact_write_items(
        TransactItems=[put(table, {**keys(key), "a": s("a"), "g": s("g")})], ReturnConsumedCapacity="TOTAL"
    )
    assert answer["ConsumedCapacity"] == [{"TableName": table, "CapacityUnits": 4, "WriteCapacityUnits": 4}]


def test_a_replay_reads_the_table_alone(client, table, key):
    request = {
        "TransactItems": [put(table, {**keys(key), "a": s("a"), "g": s("g")})],
        "ClientRequestToken": str(uuid.uuid4()),
        "ReturnItemCollectionMetrics": "SIZE",
    }
    client.transact_write_items(**request)
    replay = client.transact_write_items(ReturnConsumedCapacity="INDEXES", **request)
    assert replay["ConsumedCapacity"] == [
        transaction_capacity(table, 2, 2, member="ReadCapacityUnits")
    ]
    assert "ItemCollectionMetrics" not in replay


def test_collection_metrics(client, table, other, key):
    client.put_item(TableName=table, Item=keys(key + "3"))
    answer = client.transact_write_items(
        TransactItems=[
            put(table, keys(key, 1)),
            put(other, {"pk": s(key)}),
            update(table, keys(key, 2), "SET a = :v", {":v": s("a")}),
            delete(table, keys(key + "3")),
            delete(table, keys(key + "4")),
            check(table, keys(key + "5"), "attribute_not_exists(pk)"),
        ],
        ReturnItemCollectionMetrics="SIZE",
    )
    assert answer["ItemCollectionMetrics"] == {table: [metrics(s(key)), metrics(s(key + "3"))]}


def test_checks_touch_no_collection(client, table, key):
    client.put_item(TableName=table, Item=keys(key))
    answer = client.transact_write_items(
        TransactItems=[check(table, keys(key), "attribute_exists(pk)")], ReturnItemCollectionMetrics="SIZE"
    )
    assert "ItemCollectionMetrics" not in answer


def test_no_collection_metrics_unasked(client, table, key):
    assert "ItemCollectionMetrics" not in client.transact_write_items(TransactItems=[put(table, keys(key))])
