"""What PutItem refuses, with the exact text, and which fault is reported first."""

import pytest
from values import (
    ENVELOPE, FALSE, INVALID, NOT_FOUND, NULL, b, bs, deep, expect_error, expect_invalid, l, m, n, ns, s, ss,
)  # fmt: skip

NUMERIC = "The parameter cannot be converted to a numeric value: "
OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range"
UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range"
DIGITS = "Attempting to store more than 38 significant digits in a Number"
EMPTY = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
TWO_TYPES = "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
TOO_DEEP = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"

BAD_VALUES = [
    ({}, EMPTY),
    ({"S": "a", "N": "1"}, TWO_TYPES),
    ({"S": "a", "BOOL": True}, TWO_TYPES),
    ({"S": "a", "N": "x"}, NUMERIC + "x"),
    ({"NULL": False}, INVALID + "Null attribute value types must have the value of true"),
    (ss(), INVALID + "An string set  may not be empty"),
    (ns(), INVALID + "An number set  may not be empty"),
    (bs(), INVALID + "Binary sets should not be empty"),
    (ss("b", "a", "b"), INVALID + 'Input collection ["a", "b", "b"] contains duplicates.'),
    (ss("", ""), INVALID + 'Input collection ["", ""] contains duplicates.'),
    (ns("1", "1.0"), INVALID + "Input collection contains duplicates."),
    (bs(b"\xff", b"\x00", b"\x00"), INVALID + 'Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.'),
    (ns(""), NUMERIC),
    (n(""), NUMERIC),
    (n("abc"), NUMERIC + "abc"),
    (n(" 1"), NUMERIC + " 1"),
    (n("1 "), NUMERIC + "1 "),
    (n("1e"), NUMERIC + "1e"),
    (n("1.2.3"), NUMERIC + "1.2.3"),
    (n("."), NUMERIC + "."),
    (n("NaN"), NUMERIC + "NaN"),
    (n("Infinity"), NUMERIC + "Infinity"),
    (n("0x10"), NUMERIC + "0x10"),
    (n("1_0"), NUMERIC + "1_0"),
    (n("1e9223372036854775808"), NUMERIC + "1e9223372036854775808"),
    (n("1e126"), OVERFLOW),
    (n("-1e126"), OVERFLOW),
    (n("1e2147483648"), OVERFLOW),
    (n("0e126"), OVERFLOW),
    (n("1e-131"), UNDERFLOW),
    (n("0e-131"), UNDERFLOW),
    (n("1" * 39), DIGITS),
    (n("1." + "0" * 37 + "1"), DIGITS),
    (l(s("a"), {}), EMPTY),
    (m(a=m(b=n("x"))), NUMERIC + "x"),
    (deep(32), TOO_DEEP),
    (deep(60), TOO_DEEP),
]


@pytest.mark.parametrize("value, message", BAD_VALUES, ids=lambda value: str(value)[:40])
def test_bad_value(client, tables, value, message):
    expect_invalid(ENVELOPE + message, client.put_item, TableName=tables.s, Item={"pk": s("a"), "v": value})


def test_null_inside_a_string_set(raw, tables):
    item = {"pk": s("a"), "v": {"SS": ["a", None]}}
    message = ENVELOPE + INVALID + "An string set may not have a null string as a member"
    assert raw.call("PutItem", {"TableName": tables.s, "Item": item}).error == ("ValidationException", message)


def test_empty_attribute_name(client, tables):
    expect_invalid(ENVELOPE + "Empty attribute name", client.put_item, TableName=tables.s, Item={"pk": s("a"), "": s("x")})


def test_longest_attribute_name(client, tables, key):
    name = "a" * 65535
    client.put_item(TableName=tables.s, Item={"pk": s(key), name: s("x")})
    assert name in client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]
    expect_invalid(None, client.put_item, TableName=tables.s, Item={"pk": s(key), name + "a": s("x")})


@pytest.mark.parametrize(
    "item, message",
    [
        ({"a": s("x")}, "Missing the key pk in the item"),
        ({"pk": s("x")}, "Missing the key sk in the item"),
        ({"pk": n(1), "sk": s("x")}, "Type mismatch for key pk expected: S actual: N"),
        ({"pk": s("x"), "sk": b(b"x")}, "Type mismatch for key sk expected: S actual: B"),
        ({"pk": NULL, "sk": s("x")}, "Type mismatch for key pk expected: S actual: NULL"),
        ({"pk": FALSE, "sk": s("x")}, "Type mismatch for key pk expected: S actual: BOOL"),
        ({"pk": ss("x"), "sk": s("x")}, "Type mismatch for key pk expected: S actual: SS"),
        ({"pk": l(), "sk": s("x")}, "Type mismatch for key pk expected: S actual: L"),
        ({"pk": m(), "sk": s("x")}, "Type mismatch for key pk expected: S actual: M"),
        ({"pk": s("a" * 2049), "sk": s("x")}, "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
        (
            {"pk": s("a"), "sk": s("x" * 1025)},
            "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_key(client, tables, item, message):
    expect_invalid(INVALID + message, client.put_item, TableName=tables.ss, Item=item)


@pytest.mark.parametrize(
    "kinds, item, kind, name",
    [
        ("ss", {"pk": s(""), "sk": s("x")}, "string", "pk"),
        ("ss", {"pk": s("x"), "sk": s("")}, "string", "sk"),
        ("bb", {"pk": b(b""), "sk": b(b"x")}, "binary", "pk"),
        ("bb", {"pk": b(b"x"), "sk": b(b"")}, "binary", "sk"),
    ],
)
def test_empty_key(client, tables, kinds, item, kind, name):
    expect_invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
        f"an empty {kind} value. Key: {name}",
        client.put_item,
        TableName=getattr(tables, kinds),
        Item=item,
    )


def test_longest_keys(client, tables, key):
    item = {"pk": s((key * 100)[:2048]), "sk": s("s" * 1024)}
    client.put_item(TableName=tables.ss, Item=item)
    assert client.get_item(TableName=tables.ss, Key=item)["Item"] == item
    # The limit counts bytes, not characters.
    expect_invalid(None, client.put_item, TableName=tables.ss, Item={"pk": s("ü" * 1025), "sk": s("s")})


def test_missing_table(client, name):
    expect_error("ResourceNotFoundException", NOT_FOUND, client.put_item, TableName=name, Item={"pk": s("a")})


NAME = "failed to satisfy constraint: Member must"


@pytest.mark.parametrize(
    "table, message",
    [
        ("", "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("bad!name", f"Value 'bad!name' at 'tableName' {NAME} satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
        ("a" * 1025, f"Value '{'a' * 1025}' at 'tableName' {NAME} have length less than or equal to 1024"),
    ],
    ids=["empty", "characters", "long"],
)
def test_bad_table_name_is_reported_alone(client, table, message):
    expect_invalid(
        ENVELOPE + message, client.put_item, TableName=table, Item={"pk": s("a")}, ReturnConsumedCapacity="INVALID"
    )


def test_missing_table_name(raw):
    assert raw.call("PutItem", {"Item": {"pk": s("a")}}).error == (
        "ValidationException",
        ENVELOPE + "Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    )


def test_missing_item(raw, tables):
    assert raw.call("PutItem", {"TableName": tables.s}).error == (
        "ValidationException",
        ENVELOPE + "Value null at 'item' failed to satisfy constraint: Member must not be null",
    )


def test_a_short_table_name_is_just_unknown(client):
    expect_error("ResourceNotFoundException", NOT_FOUND, client.put_item, TableName="ab", Item={"pk": s("a")})


@pytest.mark.parametrize(
    "options, message",
    [
        ({"ReturnValues": "ALL_NEW"}, ENVELOPE + "ReturnValues can only be ALL_OLD or NONE"),
        ({"ReturnValues": "UPDATED_OLD"}, ENVELOPE + "ReturnValues can only be ALL_OLD or NONE"),
        (
            {"ReturnValues": "INVALID"},
            ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: "
            "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
        ),
        (
            {"ReturnConsumedCapacity": "INVALID"},
            ENVELOPE + "Value 'INVALID' at 'returnConsumedCapacity' failed to satisfy constraint: "
            "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        ),
        (
            {"ReturnConsumedCapacity": "INVALID", "ReturnValues": "INVALID", "ReturnItemCollectionMetrics": "INVALID"},
            "3 validation errors detected: Value 'INVALID' at 'returnConsumedCapacity' failed to satisfy constraint: "
            "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Failed to satisfy constraint: Member must "
            "satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]; Value 'INVALID' at "
            "'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]",
        ),
    ],
    ids=["ALL_NEW", "UPDATED_OLD", "ReturnValues", "ReturnConsumedCapacity", "three"],
)
def test_bad_option(client, tables, options, message):
    expect_invalid(message, client.put_item, TableName=tables.s, Item={"pk": s("a")}, **options)


@pytest.mark.parametrize(
    "parameters, message",
    [
        # Values come before the options that need no table, before the table itself.
        ({"Item": {"pk": s("a"), "v": n("x")}, "ReturnValues": "ALL_NEW"}, ENVELOPE + NUMERIC + "x"),
        ({"Item": {"pk": s("a")}, "ReturnValues": "ALL_NEW"}, ENVELOPE + "ReturnValues can only be ALL_OLD or NONE"),
        (
            {"Item": {"pk": s("a")}, "ConditionExpression": "a-b"},
            ENVELOPE + 'Invalid ConditionExpression: Syntax error; token: "-", near: "a-b"',
        ),
    ],
)
def test_order_before_the_table_is_looked_up(client, name, parameters, message):
    expect_invalid(message, client.put_item, TableName=name, **parameters)


def test_the_table_is_looked_up_before_the_key_is_checked(client, name):
    expect_error("ResourceNotFoundException", NOT_FOUND, client.put_item, TableName=name, Item={"other": n(1)})


def test_a_refused_put_changes_nothing(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("old")})
    expect_invalid(None, client.put_item, TableName=tables.s, Item={"pk": s(key), "v": n("x")})
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]["v"] == s("old")
