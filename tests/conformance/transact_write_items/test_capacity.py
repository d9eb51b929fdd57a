"""TransactWriteItems: consumed capacity, twice that of single writes."""

import pytest
from transactions import check, delete, put, update
from values import n, s


def capacity(client, actions, detail="TOTAL"):
    return client.transact_write_items(TransactItems=actions, ReturnConsumedCapacity=detail)["ConsumedCapacity"]


def entry(table, units, arms=False):
    both = {"CapacityUnits": units, "WriteCapacityUnits": units}
    return {"TableName": table, **both, **({"Table": both} if arms else {})}


def test_total(client, tables, key):
    assert capacity(client, [put(tables.s, {"pk": s(key)})]) == [entry(tables.s, 2)]


def test_indexes(client, tables, key):
    assert capacity(client, [put(tables.s, {"pk": s(key)})], "INDEXES") == [entry(tables.s, 2, arms=True)]


def test_none(client, tables, key):
    answer = client.transact_write_items(
        TransactItems=[put(tables.s, {"pk": s(key)})], ReturnConsumedCapacity="NONE"
    )
    assert "ConsumedCapacity" not in answer


def test_one_entry_for_each_table(client, tables, key):
    actions = [
        put(tables.ss, {"pk": s(key), "sk": s("a")}),
        put(tables.s, {"pk": s(key)}),
        put(tables.ss, {"pk": s(key), "sk": s("b"), "v": s("x" * 1500)}),
    ]
    assert capacity(client, actions) == [entry(tables.ss, 6), entry(tables.s, 2)]


@pytest.mark.parametrize(
    "action, units",
    [
        (lambda t, k: put(t, {"pk": s(k)}), 10),
        (lambda t, k: delete(t, {"pk": s(k)}), 10),
        (lambda t, k: update(t, {"pk": s(k)}, "SET w = :w", {":w": n(1)}), 10),
        (lambda t, k: update(t, {"pk": s(k)}, "SET w = :w", {":w": s("x" * 3000)}), 16),
        (lambda t, k: check(t, {"pk": s(k)}, "attribute_exists(pk)"), 10),
        (lambda t, k: delete(t, {"pk": s(k + "missing")}), 2),
        (lambda t, k: check(t, {"pk": s(k + "missing")}, "attribute_not_exists(pk)"), 2),
    ],
    ids=["put", "delete", "update", "growing", "check", "delete nothing", "check nothing"],
)
def test_larger_image_counts(client, tables, key, action, units):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * 4500)})
    assert capacity(client, [action(tables.s, key)]) == [entry(tables.s, units)]


def test_identifier_is_echoed(client, tables, key):
    arn = client.describe_table(TableName=tables.s)["Table"]["TableArn"]
    assert capacity(client, [put(arn, {"pk": s(key)})]) == [entry(arn, 2)]
