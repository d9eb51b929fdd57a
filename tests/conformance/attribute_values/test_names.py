"""Names of attributes: which there may be, and wherever they are given."""

import pytest
from values import ENVELOPE, INVALID, expect_invalid, l, m, n, s

EMPTY = "Empty attribute name"
TOO_LONG = INVALID + "Attribute name is too large, must be less than or equal to 65535 bytes"
LONGEST = "a" * 65535


NAMES = ["a.b", "#a", ":a", " ", "\u0000", "\n", "ü", "漢字 🦀", "name", "[0]", '"', LONGEST]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:12]))
def test_any_character(client, tables, key, name):
    item = {"pk": s(key), name: n(1), "m": m(**{name: s("x")})}
    client.put_item(TableName=tables.s, Item=item)
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == item
    client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression="SET #n = #n + :one, m.#n = :y",
        ExpressionAttributeNames={"#n": name},
        ExpressionAttributeValues={":one": n(1), ":y": s("y")},
    )
    found = client.get_item(TableName=tables.s, Key={"pk": s(key)}, AttributesToGet=[name, "m"])["Item"]
    assert found == {name: n(2), "m": m(**{name: s("y")})}


@pytest.mark.parametrize(
    "name, message",
    [("", EMPTY), (LONGEST + "a", TOO_LONG), ("ü" * 32768, TOO_LONG)],
    ids=["empty", "long", "bytes"],
)
def test_refused(client, tables, name, message):
    for item in ({name: s("x")}, {"m": m(**{name: s("x")})}, {"l": l(m(m=m(**{name: s("x")})))}):
        expect_invalid(ENVELOPE + message, client.put_item, TableName=tables.s, Item={"pk": s("a"), **item})
    batch = {tables.s: [{"PutRequest": {"Item": {"pk": s("a"), name: s("x")}}}]}
    expect_invalid(message, client.batch_write_item, RequestItems=batch)
    expect_invalid(message, client.get_item, TableName=tables.s, Key={"pk": s("a"), name: s("x")})
    expect_invalid(
        ENVELOPE + message,
        client.update_item,
        TableName=tables.s,
        Key={"pk": s("a")},
        AttributeUpdates={name: {"Value": s("x")}},
    )


def test_empty_placeholder(client, tables):
    expect_invalid(
        f"{ENVELOPE}ExpressionAttributeNames contains invalid value: {EMPTY} for key #a",
        client.update_item,
        TableName=tables.s,
        Key={"pk": s("a")},
        UpdateExpression="REMOVE #a",
        ExpressionAttributeNames={"#a": ""},
    )


def test_too_long_a_placeholder(client, tables):
    expect_invalid(
        f"{ENVELOPE}ExpressionAttributeNames contains invalid value: Attribute name is too large, must be at most 65535 "
        "bytes for key #a",
        client.update_item,
        TableName=tables.s,
        Key={"pk": s("a")},
        UpdateExpression="REMOVE #a",
        ExpressionAttributeNames={"#a": LONGEST + "a"},
    )


def test_names_of_key_attributes(client, new_table):
    longest = "k" * 255
    table = new_table(f"{longest}:S")
    client.put_item(TableName=table, Item={longest: s("a")})
    expect_invalid(
        f"{ENVELOPE}Value '{longest}k' at 'keySchema.1.member.attributeName' failed to satisfy constraint: "
        "Member must have length less than or equal to 255",
        client.create_table,
        TableName=table + "2",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": longest + "k", "KeyType": "HASH"}],
    )
