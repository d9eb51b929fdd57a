"""ExpressionAttributeNames and ExpressionAttributeValues: the order of their checks and of the expressions."""

import pytest
from fault_order import Fault, expect_fault, pairs
from values import ENVELOPE, expect_error, expect_invalid, n, s

LONG = "a" * 255
NAMES = ENVELOPE + "ExpressionAttributeNames "
VALUES = ENVELOPE + "ExpressionAttributeValues "
USES = {"UpdateExpression": "REMOVE a", "ConditionExpression": "attribute_exists(b)"}

FAULTS = [
    Fault("no names", NAMES + "must not be empty", {"ExpressionAttributeNames": {}}),
    Fault(
        "long name key",
        NAMES + "contains invalid key: The expression attribute map contains a key that is too long; size of key: 256",
        {"ExpressionAttributeNames": {f"#{LONG}": "a"}},
    ),
    Fault(
        "name key",
        NAMES + 'contains invalid key: Syntax error; key: "#a-b"',
        {"ExpressionAttributeNames": {"#a-b": "a"}},
    ),
    Fault(
        "empty name",
        NAMES + "contains invalid value: Empty attribute name for key #e",
        {"ExpressionAttributeNames": {"#e": ""}},
    ),
    Fault("no values", VALUES + "must not be empty", {"ExpressionAttributeValues": {}}),
    Fault(
        "long value key",
        VALUES + "contains invalid key: The expression attribute map contains a key that is too long;",
        {"ExpressionAttributeValues": {f":{LONG}": s("a")}},
    ),
    Fault(
        "value key",
        VALUES + 'contains invalid key: Syntax error; key: ":a-b"',
        {"ExpressionAttributeValues": {":a-b": s("a")}},
    ),
    Fault(
        "value",
        ENVELOPE + "The parameter cannot be converted to a numeric value: x",
        {"ExpressionAttributeValues": {":x": n("x")}},
    ),
    Fault(
        "update",
        ENVELOPE + 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"',
        {"UpdateExpression": "SET a"},
    ),
    Fault(
        "condition",
        ENVELOPE + 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a"',
        {"ConditionExpression": "a"},
    ),
    Fault(
        "unused names",
        ENVELOPE + "Value provided in ExpressionAttributeNames unused in expressions: keys: {#u, #w}",
        {"ExpressionAttributeNames": {"#w": "w", "#u": "u"}},
    ),
    Fault(
        "unused values",
        ENVELOPE + "Value provided in ExpressionAttributeValues unused in expressions: keys: {:u, :w}",
        {"ExpressionAttributeValues": {":w": s("w"), ":u": s("u")}},
    ),
]

@pytest.mark.parametrize("fault, request_", pairs({"Key": {"pk": s("a")}, **USES}, FAULTS))
def test_first_fault(client, name, fault, request_):
    expect_fault(client.update_item, fault, {"TableName": name, **request_})


@pytest.mark.parametrize("empty", ["UpdateExpression", "ConditionExpression"])
def test_an_empty_expression_counts_as_one(client, name, empty):
    expect_invalid(
        f"{ENVELOPE}Invalid {empty}: The expression can not be empty;",
        client.update_item, TableName=name, Key={"pk": s("a")}, **{empty: ""},
        ExpressionAttributeNames={"#a": "a"}, ExpressionAttributeValues={":a": s("a")},
    )  # fmt: skip


def test_longest_keys(client, tables, key):
    client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=f"SET #{LONG[1:]} = :{LONG[1:]}, #0 = :0",
        ExpressionAttributeNames={f"#{LONG[1:]}": "a", "#0": "b"},
        ExpressionAttributeValues={f":{LONG[1:]}": s("x"), ":0": s("y")},
    )
    found = client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]
    assert found == {"pk": s(key), "a": s("x"), "b": s("y")}


def test_the_text_counts_as_written(client, name):
    """Long names and values do not make an expression longer."""
    call = {
        "TableName": name,
        "Key": {"pk": s("a")},
        "ExpressionAttributeNames": {"#a": "a" * 5000},
        "ExpressionAttributeValues": {":v": s("x" * 5000)},
    }
    text = "SET #a = :v"
    longest = text + " " * (4096 - len(text))
    expect_error("ResourceNotFoundException", None, client.update_item, UpdateExpression=longest, **call)
    expect_invalid(
        f"{ENVELOPE}Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;",
        client.update_item, UpdateExpression=longest + " ", **call,
    )  # fmt: skip


def test_maps_above_2_mib(client, name):
    values = {f":v{i}": s("x" * 350_000) for i in range(7)}
    call = {"TableName": name, "Key": {"pk": s("a")}}

    def update(values):
        client.update_item(
            UpdateExpression="SET " + ", ".join(f"a{i} = {value}" for i, value in enumerate(values)),
            ExpressionAttributeValues=values,
            **call,
        )

    expect_invalid(None, update, values)
    del values[":v6"], values[":v5"]
    expect_error("ResourceNotFoundException", None, update, values)
