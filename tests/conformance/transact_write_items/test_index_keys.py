"""TransactWriteItems on a table with indexes: what their keys can be."""

import pytest
from index_writes import (
    BAD_ITEMS,
    EMPTY_ITEMS,
    HASH_TOO_LONG,
    UNSUPPORTED_TYPE,
    empty_in_update,
    nested_path,
    new_indexed_table,
    type_mismatch,
)
from transactions import DUPLICATE, NONE, check, delete, expect_cancelled, invalid, put, stored, update
from values import expect_error, expect_invalid, n, s, ss


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


def keys(key, sk=1):
    return {"pk": s(key), "sk": n(sk)}


@pytest.mark.parametrize("attributes, message", BAD_ITEMS.values(), ids=BAD_ITEMS.keys())
def test_bad_values_of_a_put_cancel(client, table, key, attributes, message):
    expect_cancelled(
        [NONE, invalid(message), NONE],
        client.transact_write_items,
        TransactItems=[
            put(table, keys(key, 1)),
            put(table, {**keys(key, 2), **attributes}),
            put(table, keys(key, 3)),
        ],
    )
    assert stored(client, table, keys(key, 1)) is None


@pytest.mark.parametrize("attributes, message", EMPTY_ITEMS.values(), ids=EMPTY_ITEMS.keys())
def test_empty_values_of_a_put_are_refused(client, table, key, attributes, message):
    expect_invalid(
        message,
        client.transact_write_items,
        TransactItems=[put(table, {**keys(key, 1), "a": n(1)}), put(table, {**keys(key, 2), **attributes})],
    )


UPDATES = {
    "type": ("SET a = :v", n(1), type_mismatch("a", "S", "N", "by-a")),
    "long": ("SET g = :v", s("x" * 2049), HASH_TOO_LONG),
    "computed": ("SET a = if_not_exists(a, :v)", n(1), UNSUPPORTED_TYPE),
    "added": ("ADD g :v", ss("x"), UNSUPPORTED_TYPE),
    "nested path": ("SET a.b = :v", n(1), nested_path("a")),
}


@pytest.mark.parametrize("expression, value, message", UPDATES.values(), ids=UPDATES.keys())
def test_bad_values_of_an_update_cancel(client, table, key, expression, value, message):
    expect_cancelled(
        [NONE, invalid(message)],
        client.transact_write_items,
        TransactItems=[
            check(table, keys(key, 1), "attribute_exists(pk)"),
            update(table, keys(key, 2), expression, {":v": value}),
        ],
    )


@pytest.mark.parametrize("name, value, kind", [("g", s(""), "string"), ("c", {"B": b""}, "binary")])
def test_empty_values_of_an_update_are_refused(client, table, key, name, value, kind):
    expect_invalid(
        empty_in_update(kind),
        client.transact_write_items,
        TransactItems=[
            put(table, {**keys(key, 1), "a": n(1)}),
            update(table, keys(key, 2), f"SET {name} = :v", {":v": value}),
        ],
    )


def test_computed_empty_values_cancel(client, table, key):
    client.put_item(TableName=table, Item={**keys(key), "x": s("")})
    expect_cancelled(
        [invalid(empty_in_update())],
        client.transact_write_items,
        TransactItems=[update(table, keys(key), "SET a = x")],
    )


def test_only_the_first_offender_is_named(client, table, key):
    expect_cancelled(
        [NONE, invalid(type_mismatch("g", "S", "N", "by-g")), NONE, NONE],
        client.transact_write_items,
        TransactItems=[
            delete(table, keys(key, 1)),
            update(table, keys(key, 2), "SET g = :v", {":v": n(1)}),
            put(table, {**keys(key, 3), "a": n(1)}),
            put(table, keys(key, 4), "attribute_exists(pk)"),
        ],
    )


def test_order_of_faults(client, table, name, key):
    bad = put(table, {**keys(key), "a": n(1)})
    empty = put(table, {**keys(key), "a": s("")})
    missing_table = put(name, keys(key))
    expect_invalid(EMPTY_ITEMS["empty range key"][1], client.transact_write_items, TransactItems=[missing_table, empty])
    expect_error(
        "ResourceNotFoundException",
        "Requested resource not found",
        client.transact_write_items,
        TransactItems=[bad, missing_table],
    )
    expect_invalid(DUPLICATE, client.transact_write_items, TransactItems=[bad, delete(table, keys(key))])


def test_good_values(client, table, key):
    client.transact_write_items(
        TransactItems=[
            put(table, {**keys(key, 1), "a": s("a"), "c": {"B": b"c"}, "g": s("g"), "n": n(1)}),
            update(table, keys(key, 2), "SET a = :v ADD n :n", {":v": s("a"), ":n": n(1)}),
        ]
    )
    assert stored(client, table, keys(key, 2)) == {**keys(key, 2), "a": s("a"), "n": n(1)}
