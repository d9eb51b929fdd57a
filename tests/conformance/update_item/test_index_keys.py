"""UpdateItem on a table with indexes: what their keys can become."""

import pytest
from index_writes import (
    HASH_TOO_LONG,
    RANGE_TOO_LONG,
    UNSUPPORTED_TYPE,
    empty_in_update,
    nested_path,
    new_indexed_table,
    type_mismatch,
)
from values import INVALID, NULL, expect_invalid, l, m, n, ns, s, ss


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


@pytest.fixture
def where(client, table, key):
    """The table and a key in it, with an item."""
    keys = {"pk": s(key), "sk": n(1)}
    stored = {"g": s("g"), "number": n(1), "text": s("t"), "empty": s(""), "long": s("x" * 2049), "map": m(k=n(1))}
    client.put_item(TableName=table, Item={**keys, **stored})
    return {"TableName": table, "Key": keys}


def update(client, where, expression, values=None, **more):
    if values:
        more["ExpressionAttributeValues"] = {f":{name}": value for name, value in values.items()}
    return client.update_item(UpdateExpression=expression, **where, **more)


LITERALS = {
    "type": ("SET a = :v", {"v": n(1)}, type_mismatch("a", "S", "N", "by-a")),
    "null": ("SET g = :v", {"v": NULL}, type_mismatch("g", "S", "NULL", "by-g")),
    "number": ("SET n = :v", {"v": s("1")}, type_mismatch("n", "N", "S", "by-g-n")),
    "first index by name": (
        "SET n = :v, c = :v, g = :w",
        {"v": s("x"), "w": n(1)},
        type_mismatch("c", "B", "S", "by-c"),
    ),
    "empty string": ("SET g = :v", {"v": s("")}, empty_in_update()),
    "empty binary": ("SET c = :v", {"v": {"B": b""}}, empty_in_update("binary")),
    "long hash key": ("SET g = :v", {"v": s("x" * 2049)}, HASH_TOO_LONG),
    "long range key": ("SET a = :v", {"v": s("x" * 1025)}, RANGE_TOO_LONG),
}


@pytest.mark.parametrize("expression, values, message", LITERALS.values(), ids=LITERALS.keys())
def test_literals(client, where, expression, values, message):
    expect_invalid(message, update, client, where, expression, values)


@pytest.mark.parametrize("expression, values, message", LITERALS.values(), ids=LITERALS.keys())
def test_literals_come_before_the_condition(client, where, expression, values, message):
    expect_invalid(
        message, update, client, where, expression, values, ConditionExpression="attribute_not_exists(pk)"
    )


COMPUTED = {
    "copied number": ("SET a = #number", {}, UNSUPPORTED_TYPE),
    "copied map": ("SET g = #map", {}, UNSUPPORTED_TYPE),
    "copied element": ("SET g = #map.k", {}, UNSUPPORTED_TYPE),
    "sum": ("SET a = #number + :v", {"v": n(1)}, UNSUPPORTED_TYPE),
    "default": ("SET a = if_not_exists(a, :v)", {"v": n(1)}, UNSUPPORTED_TYPE),
    "appended list": ("SET a = list_append(:v, :v)", {"v": l()}, UNSUPPORTED_TYPE),
    "added set": ("ADD a :v", {"v": ss("x")}, UNSUPPORTED_TYPE),
    "added number": ("ADD a :v", {"v": n(1)}, UNSUPPORTED_TYPE),
    "copied empty string": ("SET a = #empty", {}, empty_in_update()),
    "copied long string": ("SET a = #long", {}, RANGE_TOO_LONG),
    "default long string": ("SET a = if_not_exists(a, #long)", {}, RANGE_TOO_LONG),
}
NAMES = ("number", "map", "empty", "long")


@pytest.mark.parametrize("expression, values, message", COMPUTED.values(), ids=COMPUTED.keys())
def test_computed_values(client, where, expression, values, message):
    names = {f"#{name}": name for name in NAMES if f"#{name}" in expression}
    more = {"ExpressionAttributeNames": names} if names else {}
    before = client.get_item(**where)["Item"]
    expect_invalid(message, update, client, where, expression, values, **more)
    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        update(client, where, expression, values, ConditionExpression="attribute_not_exists(pk)", **more)
    assert client.get_item(**where)["Item"] == before


def test_good_values(client, where):
    update(
        client,
        where,
        "SET a = :a, c = :c, g = #text REMOVE #empty, #long ADD n :n",
        {"a": s("x" * 1024), "c": {"B": b"x" * 1024}, "n": n(1)},
        ExpressionAttributeNames={"#text": "text", "#empty": "empty", "#long": "long"},
    )
    item = client.get_item(**where)["Item"]
    assert item["g"] == s("t") and item["n"] == n(1)
    update(client, where, "REMOVE a, c, g, n")
    assert client.get_item(**where)["Item"].keys() == {"pk", "sk", "number", "text", "map"}


def test_key_comes_first(client, where):
    expect_invalid(
        INVALID + "Cannot update attribute sk. This attribute is part of the key",
        update,
        client,
        where,
        "SET a = :v, sk = :v",
        {"v": n(1)},
    )
    expect_invalid(
        "The provided key element does not match the schema",
        update,
        client,
        {**where, "Key": {"pk": s("x")}},
        "SET a = :v",
        {"v": n(1)},
    )


NESTED = {
    "target": ("SET a.b = :v", None, nested_path("a")),
    "target in a list": ("SET g[0] = :v", None, nested_path("g")),
    "operand": ("SET x = g.b + :v", None, nested_path("g")),
    "condition": ("SET x = :v", "n.b = :v", nested_path("n")),
    "table key first": ("SET a.b = :v, sk.b = :v", None, nested_path("sk", "Key")),
    "key of table and index": ("SET pk.b = :v", None, nested_path("pk", "Key")),
}


@pytest.mark.parametrize("expression, condition, message", NESTED.values(), ids=NESTED.keys())
def test_paths_below_index_keys(client, where, expression, condition, message):
    more = {"ConditionExpression": condition} if condition else {}
    expect_invalid(message, update, client, where, expression, {"v": n(1)}, **more)


def test_literals_come_before_paths(client, where):
    expect_invalid(
        type_mismatch("g", "S", "N", "by-g"), update, client, where, "SET a.b = :v, g = :v", {"v": n(1)}
    )


def legacy(client, where, **updates):
    return client.update_item(AttributeUpdates=updates, **where)


LEGACY = {
    "type": ({"Value": n(1)}, type_mismatch("a", "S", "N", "by-a")),
    "put": ({"Action": "PUT", "Value": NULL}, type_mismatch("a", "S", "NULL", "by-a")),
    "add": ({"Action": "ADD", "Value": n(1)}, type_mismatch("a", "S", "N", "by-a")),
    "delete": ({"Action": "DELETE", "Value": ns(1)}, type_mismatch("a", "S", "NS", "by-a")),
    "empty": ({"Value": s("")}, empty_in_update()),
    "long": ({"Value": s("x" * 1025)}, RANGE_TOO_LONG),
}


@pytest.mark.parametrize("change, message", LEGACY.values(), ids=LEGACY.keys())
def test_attribute_updates(client, where, change, message):
    expect_invalid(message, legacy, client, where, a=change)


def test_attribute_updates_of_good_values(client, where):
    legacy(client, where, g={"Value": s("new")}, n={"Action": "ADD", "Value": n(2)}, a={"Action": "DELETE"})
    item = client.get_item(**where)["Item"]
    assert item["g"] == s("new") and item["n"] == n(2)


def test_missing_items_are_judged_the_same(client, table, key):
    where = {"TableName": table, "Key": {"pk": s(key), "sk": n(1)}}
    expect_invalid(UNSUPPORTED_TYPE, update, client, where, "ADD a :v", {"v": n(1)})
    expect_invalid(
        type_mismatch("a", "S", "N", "by-a"), update, client, where, "SET a = :v", {"v": n(1)}
    )
    assert "Item" not in client.get_item(**where)
