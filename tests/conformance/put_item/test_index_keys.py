"""PutItem into a table with indexes: what their keys can be."""

import pytest
from index_writes import BAD_ITEMS, EMPTY_ITEMS, new_indexed_table
from values import INVALID, expect_error, expect_invalid, n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


BAD = {**BAD_ITEMS, **EMPTY_ITEMS}


@pytest.mark.parametrize("attributes, message", BAD.values(), ids=BAD.keys())
def test_bad_values(client, table, key, attributes, message):
    # The table decides, so the text has no envelope.
    expect_invalid(message, client.put_item, TableName=table, Item={"pk": s(key), "sk": n(1), **attributes})
    assert "Item" not in client.get_item(TableName=table, Key={"pk": s(key), "sk": n(1)})


GOOD_ITEMS = {
    "no index key": {},
    "some": {"g": s("x")},
    "all": {"a": s("x"), "c": {"B": b"x"}, "g": s("x"), "n": n(-1)},
    "longest": {"a": s("x" * 1024), "c": {"B": b"x" * 1024}, "g": s("x" * 2048)},
    "empty elsewhere": {"x": s(""), "y": {"M": {"g": s("")}}},
}


@pytest.mark.parametrize("attributes", GOOD_ITEMS.values(), ids=GOOD_ITEMS.keys())
def test_good_values(client, table, key, attributes):
    item = {"pk": s(key), "sk": n(1), **attributes}
    client.put_item(TableName=table, Item=item)
    assert client.get_item(TableName=table, Key={"pk": s(key), "sk": n(1)})["Item"] == item


def test_table_key_comes_first(client, table, key):
    bad = {"a": n(1)}
    expect_invalid(
        INVALID + "Missing the key sk in the item", client.put_item, TableName=table, Item={"pk": s(key), **bad}
    )
    expect_invalid(
        INVALID + "Type mismatch for key sk expected: N actual: S",
        client.put_item,
        TableName=table,
        Item={"pk": s(key), "sk": s("1"), **bad},
    )


def test_index_keys_come_before_the_condition(client, table, key):
    expect_invalid(
        BAD_ITEMS["type"][1],
        client.put_item,
        TableName=table,
        Item={"pk": s(key), "sk": n(1), **BAD_ITEMS["type"][0]},
        ConditionExpression="attribute_exists(pk)",
    )


def test_missing_table_comes_first(client, name, key):
    expect_error(
        "ResourceNotFoundException",
        "Requested resource not found",
        client.put_item,
        TableName=name,
        Item={"pk": s(key), "sk": n(1), "a": n(1)},
    )


def test_conditions_may_look_below_index_keys(client, table, key):
    client.put_item(
        TableName=table, Item={"pk": s(key), "sk": n(1)}, ConditionExpression="attribute_not_exists(a.b)"
    )
