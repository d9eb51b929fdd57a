"""Faults of several key attributes at once: one attribute after the other, in the order of the key."""

import pytest
from values import INVALID, SCHEMA_MISMATCH, b, expect_invalid, n, s

EMPTY = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
LONG_HASH = INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
LONG_RANGE = INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"


@pytest.mark.parametrize(
    "item, message",
    [
        ({"sk": n(1)}, INVALID + "Missing the key pk in the item"),
        ({"pk": n(1)}, INVALID + "Type mismatch for key pk expected: S actual: N"),
        ({"pk": s("")}, EMPTY + "string value. Key: pk"),
        ({"pk": s("a" * 2049)}, LONG_HASH),
        ({"pk": s("a" * 2049), "sk": s("")}, LONG_HASH),
        ({"pk": s(""), "sk": n(1)}, EMPTY + "string value. Key: pk"),
        ({"pk": s("a"), "sk": s("")}, EMPTY + "string value. Key: sk"),
        ({"pk": s("a"), "sk": s("a" * 1025)}, LONG_RANGE),
    ],
    ids=lambda value: str(value)[:40],
)
def test_items(client, tables, item, message):
    expect_invalid(message, client.put_item, TableName=tables.ss, Item=item)


@pytest.mark.parametrize(
    "key_values, message",
    [
        ({"pk": s("")}, SCHEMA_MISMATCH),
        ({"pk": s(""), "sk": s("a"), "x": s("a")}, SCHEMA_MISMATCH),
        ({"pk": s("a" * 2049), "x": s("")}, LONG_HASH),
        ({"pk": s(""), "sk": s("a" * 1025)}, EMPTY + "string value. Key: pk"),
        ({"pk": s("a"), "sk": n(1)}, SCHEMA_MISMATCH),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("operation", ["get_item", "update_item", "delete_item"])
def test_keys(client, tables, operation, key_values, message):
    expect_invalid(message, getattr(client, operation), TableName=tables.ss, Key=key_values)


def calls_with_key(table, key_values):
    """Every operation that takes a Key."""
    one = {"TableName": table, "Key": key_values}
    return {
        "get_item": one,
        "update_item": one,
        "delete_item": one,
        "batch_get_item": {"RequestItems": {table: {"Keys": [key_values]}}},
        "batch_write_item": {"RequestItems": {table: [{"DeleteRequest": {"Key": key_values}}]}},
    }


@pytest.mark.parametrize("operation", calls_with_key("", {}))
@pytest.mark.parametrize(
    "kinds, key_values, message",
    [
        ("ss", {"pk": s("a")}, SCHEMA_MISMATCH),
        ("ss", {"pk": s("a"), "sk": s("a"), "x": s("a")}, SCHEMA_MISMATCH),
        ("ss", {"pk": s("a"), "x": s("a")}, SCHEMA_MISMATCH),
        ("ss", {"pk": n(1), "sk": s("a")}, SCHEMA_MISMATCH),
        ("ss", {"pk": s("a"), "sk": s("")}, EMPTY + "string value. Key: sk"),
        ("bb", {"pk": b(b""), "sk": b(b"a")}, EMPTY + "binary value. Key: pk"),
        ("ss", {"pk": s("a" * 2049), "sk": s("a")}, LONG_HASH),
        ("bb", {"pk": b(b"a"), "sk": b(b"a" * 1025)}, LONG_RANGE),
    ],
    ids=lambda value: str(value)[:40],
)
def test_every_operation(client, tables, operation, kinds, key_values, message):
    table = getattr(tables, kinds)
    expect_invalid(message, getattr(client, operation), **calls_with_key(table, key_values)[operation])


@pytest.mark.parametrize(
    "item, message",
    [
        ({"pk": s("a")}, SCHEMA_MISMATCH),
        ({"pk": s("a"), "sk": n(1)}, SCHEMA_MISMATCH),
        ({"pk": s("a"), "sk": s(""), "v": s("x")}, EMPTY + "string value. Key: sk"),
        ({"pk": s("a" * 2049), "sk": s("a")}, LONG_HASH),
    ],
    ids=lambda value: str(value)[:40],
)
def test_puts_of_a_batch_have_the_texts_of_keys(client, tables, item, message):
    expect_invalid(message, client.batch_write_item, RequestItems={tables.ss: [{"PutRequest": {"Item": item}}]})


def test_numbers_are_never_too_long(client, tables):
    item = {"pk": n("-0." + "0" * 92 + "1" * 37 + "2"), "sk": n("9" * 38 + "0" * 88)}
    client.put_item(TableName=tables.nn, Item=item)
    assert client.get_item(TableName=tables.nn, Key=item)["Item"] == item


@pytest.mark.parametrize("name", ["pk", "sk"])
@pytest.mark.parametrize(
    "operation, options",
    [
        ("update_item", {"ConditionExpression": "attribute_exists({}.a)"}),
        ("update_item", {"UpdateExpression": "SET {}.a = :v"}),
        ("update_item", {"UpdateExpression": "SET b = {}.a"}),
        ("update_item", {"UpdateExpression": "REMOVE {}[0]"}),
        ("get_item", {"ProjectionExpression": "b, {}.a"}),
        ("scan", {"ProjectionExpression": "{}[0]"}),
        ("scan", {"FilterExpression": "attribute_exists({}[0])"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_nothing_is_nested_in_a_key(client, tables, operation, options, name):
    expressions = {member: text.format(name) for member, text in options.items()}
    if any(":v" in text for text in expressions.values()):
        expressions["ExpressionAttributeValues"] = {":v": s("x")}
    target = {} if operation == "scan" else {"Key": {"pk": s("nested"), "sk": s("a")}}
    expect_invalid(
        f"Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: {name}",
        getattr(client, operation),
        TableName=tables.ss,
        **target,
        **expressions,
    )
