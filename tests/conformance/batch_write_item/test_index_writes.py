"""BatchWriteItem into tables with indexes: their keys, what is charged, item collections."""

import pytest
from index_writes import (
    BAD_ITEMS,
    EMPTY_ITEMS,
    capacity,
    metrics,
    new_globally_indexed_table,
    new_indexed_table,
)
from values import SCHEMA_MISMATCH, expect_invalid, n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


@pytest.fixture(scope="module")
def other(new_module_table):
    return new_globally_indexed_table(new_module_table)


def put(pk, sk, **attributes):
    return {"PutRequest": {"Item": {"pk": s(pk), "sk": n(sk), **attributes}}}


def delete(pk, sk):
    return {"DeleteRequest": {"Key": {"pk": s(pk), "sk": n(sk)}}}


BAD = {**BAD_ITEMS, **EMPTY_ITEMS}


@pytest.mark.parametrize("attributes, message", BAD.values(), ids=BAD.keys())
def test_one_bad_item_rejects_the_batch(client, table, key, attributes, message):
    requests = [put(key, 1), put(key, 2, **attributes), put(key, 3)]
    expect_invalid(message, client.batch_write_item, RequestItems={table: requests})
    assert client.query(
        TableName=table,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": s(key)},
        Select="COUNT",
    )["Count"] == 0


def test_order_of_faults(client, table, key):
    bad = put(key, 2, a=n(1))
    missing = {"PutRequest": {"Item": {"pk": s(key), "a": n(1)}}}
    for requests, message in [
        ([missing, bad], SCHEMA_MISMATCH),
        ([bad, missing], BAD_ITEMS["type"][1]),
        ([put(key, 1), put(key, 1), bad], BAD_ITEMS["type"][1]),
    ]:
        expect_invalid(message, client.batch_write_item, RequestItems={table: requests})


def test_charges_are_summed_by_table(client, table, other, key):
    client.put_item(TableName=table, Item=put(key, 2, g=s("g"), x=s("x" * 1500))["PutRequest"]["Item"])
    client.put_item(TableName=table, Item=put(key, 3, a=s("a"))["PutRequest"]["Item"])
    answer = client.batch_write_item(
        RequestItems={
            table: [
                put(key, 1, a=s("a"), g=s("g")),
                put(key, 2, g=s("h"), x=s("x" * 1500)),
                delete(key, 3),
                delete(key, 4),
            ],
            other: [{"PutRequest": {"Item": {"pk": s(key), "g": s("g")}}}],
        },
        ReturnConsumedCapacity="INDEXES",
    )
    consumed = sorted(answer["ConsumedCapacity"], key=lambda entry: entry["TableName"] != table)
    assert consumed == [
        capacity(table, 12, 5, {"by-a": 2}, {"by-g": 5}),
        capacity(other, 2, 1, {}, {"by-g": 1}),
    ]
    answer = client.batch_write_item(
        RequestItems={table: [put(key, 9, a=s("a"), g=s("g"))]}, ReturnConsumedCapacity="TOTAL"
    )
    assert answer["ConsumedCapacity"] == [{"TableName": table, "CapacityUnits": 3}]


def test_collection_metrics(client, table, other, key):
    client.batch_write_item(RequestItems={table: [put(key + "3", 1)]})
    answer = client.batch_write_item(
        RequestItems={
            table: [put(key, 1), put(key, 2, a=s("a")), put(key + "2", 1), delete(key + "3", 1), delete(key + "4", 1)],
            other: [{"PutRequest": {"Item": {"pk": s(key)}}}],
        },
        ReturnItemCollectionMetrics="SIZE",
    )
    assert answer["ItemCollectionMetrics"].keys() == {table}
    found = sorted(answer["ItemCollectionMetrics"][table], key=lambda entry: entry["ItemCollectionKey"]["pk"]["S"])
    assert found == [metrics(s(key)), metrics(s(key + "2")), metrics(s(key + "3"))]


def test_no_collection_metrics(client, table, other, key):
    assert "ItemCollectionMetrics" not in client.batch_write_item(RequestItems={table: [put(key, 1)]})
    answer = client.batch_write_item(
        RequestItems={other: [{"PutRequest": {"Item": {"pk": s(key)}}}]}, ReturnItemCollectionMetrics="SIZE"
    )
    assert "ItemCollectionMetrics" not in answer
