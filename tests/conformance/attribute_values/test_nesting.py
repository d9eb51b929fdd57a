"""32 levels: what is deeper is refused before the table is looked up, and what grows deeper when it happens."""

import pytest
from transactions import check, expect_cancelled, invalid, put, stored, update
from values import ENVELOPE, deep, expect_invalid, l, m, s

TOO_DEEP = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
DEEP = deep(32)
DEEP_KEY = {"pk": DEEP}


def one(table, **more):
    return {"TableName": table, "Key": {"pk": s("a")}, **more}


VALUES = {"ExpressionAttributeValues": {":v": DEEP}}
CALLS = {
    "put": ("put_item", lambda t: {"TableName": t, "Item": {"pk": s("a"), "v": DEEP}}, ENVELOPE),
    "lists": ("put_item", lambda t: {"TableName": t, "Item": {"v": l(l(deep(30)))}}, ENVELOPE),
    "batch put": ("batch_write_item", lambda t: {"RequestItems": {t: [{"PutRequest": {"Item": {"v": DEEP}}}]}}, ""),
    "batch delete": ("batch_write_item", lambda t: {"RequestItems": {t: [{"DeleteRequest": {"Key": DEEP_KEY}}]}}, ""),
    "transact put": ("transact_write_items", lambda t: {"TransactItems": [put(t, {"pk": s("a"), "v": DEEP})]}, ""),
    "get key": ("get_item", lambda t: {"TableName": t, "Key": DEEP_KEY}, ""),
    "update key": ("update_item", lambda t: {"TableName": t, "Key": DEEP_KEY}, ENVELOPE),
    "delete key": ("delete_item", lambda t: {"TableName": t, "Key": DEEP_KEY}, ENVELOPE),
    "batch get key": ("batch_get_item", lambda t: {"RequestItems": {t: {"Keys": [DEEP_KEY]}}}, ""),
    "update value": ("update_item", lambda t: one(t, UpdateExpression="SET v = :v", **VALUES), ENVELOPE),
    "delete value": ("delete_item", lambda t: one(t, ConditionExpression="v = :v", **VALUES), ENVELOPE),
    "put value": (
        "put_item",
        lambda t: {"TableName": t, "Item": {"pk": s("a")}, "ConditionExpression": "v = :v", **VALUES},
        ENVELOPE,
    ),
    "query value": ("query", lambda t: {"TableName": t, "KeyConditionExpression": "pk = :v", **VALUES}, ""),
}


@pytest.mark.parametrize("call", CALLS)
def test_before_the_table_is_looked_up(client, name, call):
    operation, parameters, envelope = CALLS[call]
    expect_invalid(envelope + TOO_DEEP, getattr(client, operation), **parameters(name))


@pytest.mark.parametrize("leaf", [s("x"), m(), l(), {"SS": ["a"]}], ids=str)
def test_leaves_may_sit_at_level_32(client, tables, key, leaf):
    item = {"pk": s(key), "v": deep(31, leaf)}
    client.put_item(TableName=tables.s, Item=item)
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == item


def test_values_of_transactions_are_a_level_looser(client, tables, key):
    wrapped = f"ExpressionAttributeValues contains invalid value: {TOO_DEEP} for key :v"
    for levels in (33, 40):
        expect_invalid(
            wrapped,
            client.transact_write_items,
            TransactItems=[update("no-such-table", {"pk": s(key)}, "SET v = :v", {":v": deep(levels)})],
        )
    # It may be compared with, but not be stored.
    client.transact_write_items(
        TransactItems=[check(tables.s, {"pk": s(key)}, "NOT v = :v", ExpressionAttributeValues={":v": DEEP})]
    )
    expect_cancelled(
        [invalid(TOO_DEEP)],
        client.transact_write_items,
        TransactItems=[update(tables.s, {"pk": s(key)}, "SET v = :v", {":v": DEEP})],
    )
    assert stored(client, tables.s, {"pk": s(key)}) is None


@pytest.mark.parametrize(
    "expression, value",
    [
        ("SET m." + ".".join("a" * 20) + " = :v", deep(12)),
        ("SET l = list_append(:v, l)", l(deep(31))),
        ("SET m." + ".".join("a" * 20) + " = v", None),
    ],
    ids=["value", "list", "copy"],
)
def test_what_grows_deeper_by_an_update(client, tables, key, expression, value):
    item = {"pk": s(key), "m": deep(20), "l": l(), "v": deep(12)}
    client.put_item(TableName=tables.s, Item=item)
    values = {"ExpressionAttributeValues": {":v": value}} if value else {}
    response = expect_invalid(
        None, client.update_item, TableName=tables.s, Key={"pk": s(key)}, UpdateExpression=expression, **values
    )
    assert response["Error"]["Message"] in (TOO_DEEP, ENVELOPE + TOO_DEEP)
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == item
