"""PutItem into a table with indexes: what is charged, and the item collection that is reported."""

import pytest
from index_writes import capacity, metrics, new_globally_indexed_table, new_indexed_table
from values import n, s, ss


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


def x(length):
    return s("x" * length)


# Item before, item after (beside their keys; None: no item), units of the table, of local and of
# global indexes. Entries of by-g hold pk, sk, g and x; of by-c the keys; of the others everything.
CHARGES = {
    "no entry": (None, {"x": x(1500)}, 2, {}, {}),
    "new entries": (None, {"a": s("a"), "g": s("g"), "x": x(1500)}, 2, {"by-a": 2}, {"by-g": 2}),
    "entries of every index": (
        None,
        {"a": s("a"), "c": {"B": b"c"}, "g": s("g"), "n": n(1), "y": x(3000)},
        3,
        {"by-a": 3, "by-c": 1},
        {"by-g": 1, "by-g-n": 3},
    ),
    "removed entry": ({"g": s("g"), "x": x(1500)}, {}, 2, {}, {"by-g": 2}),
    "removed local entry": ({"a": s("a"), "y": x(2500)}, {"y": s("y")}, 3, {"by-a": 3}, {}),
    "the same item": ({"a": s("a"), "g": s("g")}, {"a": s("a"), "g": s("g")}, 1, {}, {}),
    "equal entry of another item": ({"g": s("g"), "y": s("y")}, {"g": s("g"), "y": s("z")}, 1, {}, {}),
    "equal entry in keys alone": ({"c": {"B": b"c"}, "y": x(1500)}, {"c": {"B": b"c"}, "y": s("z")}, 2, {}, {}),
    "order of a set": ({"g": s("g"), "x": ss("a", "b")}, {"g": s("g"), "x": ss("b", "a")}, 1, {}, {}),
    "smaller entry": ({"g": s("g"), "x": x(2500)}, {"g": s("g"), "x": x(1500)}, 3, {}, {"by-g": 3}),
    "larger entry": ({"g": s("g"), "x": x(10)}, {"g": s("g"), "x": x(1500)}, 2, {}, {"by-g": 2}),
    "changed entry": ({"g": s("g"), "x": s("x")}, {"g": s("g"), "x": s("y")}, 1, {}, {"by-g": 1}),
    "moved entry": ({"g": s("g"), "x": x(2500)}, {"g": s("h"), "x": s("x")}, 3, {}, {"by-g": 4}),
    "moved local entry": ({"a": s("a"), "y": x(1500)}, {"a": s("b"), "y": x(1500)}, 2, {"by-a": 4}, {}),
    "moved in one index": (
        {"g": s("g"), "n": n(1)},
        {"g": s("g"), "n": n(2)},
        1,
        {},
        {"by-g-n": 2},
    ),
}


@pytest.mark.parametrize("before, after, units, local, global_", CHARGES.values(), ids=CHARGES.keys())
def test_charges(client, table, key, before, after, units, local, global_):
    keys = {"pk": s(key), "sk": n(1)}
    if before is not None:
        client.put_item(TableName=table, Item={**keys, **before})
    consumed = client.put_item(TableName=table, Item={**keys, **after}, ReturnConsumedCapacity="INDEXES")
    total = units + sum(local.values()) + sum(global_.values())
    assert consumed["ConsumedCapacity"] == capacity(table, total, units, local, global_)


def test_total_shows_no_arms(client, table, key):
    item = {"pk": s(key), "sk": n(1), "a": s("a"), "g": s("g")}
    consumed = client.put_item(TableName=table, Item=item, ReturnConsumedCapacity="TOTAL")
    assert consumed["ConsumedCapacity"] == {"TableName": table, "CapacityUnits": 3}


def test_moving_entries_of_1517_bytes(client, table, key):
    # pk 2 + key, sk 4, g 2, x 1 + its value
    item = {"pk": s(key), "sk": n(1), "x": x(1517 - 9 - len(key))}
    client.put_item(TableName=table, Item={**item, "g": s("1")})
    moved = client.put_item(TableName=table, Item={**item, "g": s("2")}, ReturnConsumedCapacity="INDEXES")
    assert moved["ConsumedCapacity"] == capacity(table, 6, 2, {}, {"by-g": 4})


def test_a_failed_condition_reports_nothing(client, table, key):
    item = {"pk": s(key), "sk": n(1), "a": s("a")}
    client.put_item(TableName=table, Item=item)
    with pytest.raises(client.exceptions.ConditionalCheckFailedException) as failed:
        client.put_item(
            TableName=table,
            Item=item,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnConsumedCapacity="INDEXES",
            ReturnItemCollectionMetrics="SIZE",
        )
    assert not failed.value.response.keys() & {"ConsumedCapacity", "ItemCollectionMetrics"}


@pytest.mark.parametrize("attributes", [{}, {"a": s("a")}], ids=["item", "item and entry"])
def test_collection_metrics(client, table, key, attributes):
    item = {"pk": s(key), "sk": n(1), **attributes}
    for _ in range(2):  # the second changes nothing
        answer = client.put_item(TableName=table, Item=item, ReturnItemCollectionMetrics="SIZE")
        assert answer["ItemCollectionMetrics"] == metrics(s(key))


@pytest.mark.parametrize("more", [{}, {"ReturnItemCollectionMetrics": "NONE"}], ids=["absent", "NONE"])
def test_no_collection_metrics_unasked(client, table, key, more):
    answer = client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1)}, **more)
    assert "ItemCollectionMetrics" not in answer


def test_no_collection_metrics_without_local_indexes(client, tables, new_table, key):
    for table in (tables.s, new_globally_indexed_table(new_table)):
        answer = client.put_item(
            TableName=table, Item={"pk": s(key), "g": s("g")}, ReturnItemCollectionMetrics="SIZE"
        )
        assert "ItemCollectionMetrics" not in answer
