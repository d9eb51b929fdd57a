"""GetItem: what it finds, what it shows, what it refuses, what it costs."""

import pytest
from values import (
    ENVELOPE, INVALID, NOT_FOUND, SCHEMA_MISMATCH, b, expect_error, expect_invalid, l, m, n, s,
)  # fmt: skip


@pytest.fixture
def item(client, tables, key):
    value = {
        "pk": s(key),
        "sk": s("1"),
        "a": s("x"),
        "l": l(n(1), n(2), n(3), m(k=n(4), o=n(5))),
        "m": m(b=n(1), c=n(2), d=m(e=l(s("deep")))),
        "dot.ted": s("dot"),
    }
    client.put_item(TableName=tables.ss, Item=value)
    return value


def get(client, tables, item, **options):
    return client.get_item(TableName=tables.ss, Key={"pk": item["pk"], "sk": item["sk"]}, **options)


@pytest.mark.parametrize("consistent", [True, False])
def test_found(client, tables, item, consistent):
    assert get(client, tables, item, ConsistentRead=consistent)["Item"] == item


def test_not_found_has_no_item_member(raw, tables, key):
    assert raw.ok("GetItem", {"TableName": tables.s, "Key": {"pk": s(key)}}) == {}


@pytest.mark.parametrize(
    "projection, expected",
    [
        ("a", {"a": s("x")}),
        ("pk, a", {"pk": None, "a": s("x")}),
        ("m.c, l[2], l[0], nope.x", {"m": m(c=n(2)), "l": l(n(1), n(3))}),
        ("l[2], l[0]", {"l": l(n(1), n(3))}),
        ("l[3].k, l[3].o", {"l": l(m(k=n(4), o=n(5)))}),
        ("l[3].o, l[1]", {"l": l(n(2), m(o=n(5)))}),
        ("m.d.e[0]", {"m": m(d=m(e=l(s("deep"))))}),
        ("m.b, m.d.e", {"m": m(b=n(1), d=m(e=l(s("deep"))))}),
        ("m.nope", {}),
        ("a.b", {}),
        ("l[7]", {}),
        ("a[0]", {}),
        ("l.x", {}),
        ("nope", {}),
        (" a ,\n\t m.b ", {"a": s("x"), "m": m(b=n(1))}),
    ],
)
def test_projection(client, tables, item, projection, expected):
    expected = {name: item[name] if value is None else value for name, value in expected.items()}
    assert get(client, tables, item, ProjectionExpression=projection)["Item"] == expected


def test_projection_through_names(client, tables, item):
    found = get(
        client,
        tables,
        item,
        ProjectionExpression="#dot, #m.#c",
        ExpressionAttributeNames={"#dot": "dot.ted", "#m": "m", "#c": "c"},
    )
    assert found["Item"] == {"dot.ted": s("dot"), "m": m(c=n(2))}


P = "Invalid ProjectionExpression: "
MUST = "; must remove or rewrite one of these paths; "


@pytest.mark.parametrize(
    "options, message",
    [
        ({"ProjectionExpression": ""}, P + "The expression can not be empty;"),
        ({"ProjectionExpression": "a,"}, P + 'Syntax error; token: "<EOF>", near: ","'),
        ({"ProjectionExpression": "a b"}, P + 'Syntax error; token: "b", near: "a b"'),
        ({"ProjectionExpression": "a, name"}, P + "Attribute name is a reserved keyword; reserved keyword: name"),
        ({"ProjectionExpression": "a.Size"}, P + "Attribute name is a reserved keyword; reserved keyword: Size"),
        (
            {"ProjectionExpression": "#a"},
            P + "An expression attribute name used in the document path is not defined; attribute name: #a",
        ),
        (
            {"ProjectionExpression": "a.b, a"},
            P + "Two document paths overlap with each other" + MUST + "path one: [a, b], path two: [a]",
        ),
        (
            {"ProjectionExpression": "a, a"},
            P + "Two document paths overlap with each other" + MUST + "path one: [a], path two: [a]",
        ),
        (
            {"ProjectionExpression": "q, q[0]"},
            P + "Two document paths overlap with each other" + MUST + "path one: [q], path two: [q, [0]]",
        ),
        (
            {"ProjectionExpression": "a.b, a[1]"},
            P + "Two document paths conflict with each other" + MUST + "path one: [a, b], path two: [a, [1]]",
        ),
        (
            {"ProjectionExpression": "a[99999999999999]"},
            P + "List index is not within the allowable range; index: [99999999999999]",
        ),
        (
            {"ProjectionExpression": ".".join("a" * 33)},
            P + "The document path has too many nesting levels; nesting levels: 33",
        ),
        ({"ProjectionExpression": "a" * 4097}, P + "Expression size has exceeded the maximum allowed size;"),
        (
            {"ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"ProjectionExpression": "a", "ExpressionAttributeNames": {"#a": "a"}},
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}",
        ),
    ],
    ids=lambda value: str(value)[:60],
)
def test_bad_projection(client, name, options, message):
    # None of these needs the table.
    expect_invalid(message, client.get_item, TableName=name, Key={"pk": s("a")}, **options)


@pytest.mark.parametrize(
    "item_key",
    [
        {"pk": s("a")},
        {"sk": s("a")},
        {},
        {"pk": s("a"), "sk": s("a"), "x": s("a")},
        {"pk": s("a"), "x": s("a")},
        {"pk": n(1), "sk": s("a")},
        {"pk": s("a"), "sk": b(b"a")},
        {"pk": s("a"), "sk": {"NULL": True}},
    ],
    ids=str,
)
@pytest.mark.parametrize("operation", ["get_item", "delete_item", "update_item"])
def test_key_of_another_schema(client, tables, item_key, operation):
    expect_invalid(SCHEMA_MISMATCH, getattr(client, operation), TableName=tables.ss, Key=item_key)


@pytest.mark.parametrize("operation", ["get_item", "delete_item", "update_item"])
@pytest.mark.parametrize(
    "item_key, message",
    [
        (
            {"pk": s(""), "sk": s("a")},
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty string value. Key: pk",
        ),
        ({"pk": s("a" * 2049), "sk": s("a")}, INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
        (
            {"pk": s("a"), "sk": s("a" * 1025)},
            INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
        ),
    ],
    ids=["empty", "hash", "range"],
)
def test_key_value(client, tables, operation, item_key, message):
    expect_invalid(message, getattr(client, operation), TableName=tables.ss, Key=item_key)


@pytest.mark.parametrize(
    "value, message",
    [
        ({}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
        ({"S": "a", "N": "1"}, "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"),
        (n("x"), "The parameter cannot be converted to a numeric value: x"),
    ],
    ids=["empty", "two", "number"],
)  # fmt: skip
@pytest.mark.parametrize("operation, envelope", [("get_item", ""), ("delete_item", ENVELOPE), ("update_item", ENVELOPE)])
def test_bad_key_value_before_the_table(client, name, value, message, operation, envelope):
    expect_invalid(envelope + message, getattr(client, operation), TableName=name, Key={"pk": value})


@pytest.mark.parametrize("operation", ["get_item", "delete_item", "update_item"])
def test_missing_table(client, name, operation):
    expect_error("ResourceNotFoundException", NOT_FOUND, getattr(client, operation), TableName=name, Key={"pk": s("a")})


@pytest.mark.parametrize("operation", ["GetItem", "DeleteItem", "UpdateItem"])
def test_missing_key(raw, tables, operation):
    assert raw.call(operation, {"TableName": tables.s}).error == (
        "ValidationException",
        ENVELOPE + "Value null at 'key' failed to satisfy constraint: Member must not be null",
    )


@pytest.mark.parametrize(
    "size, eventual, consistent", [(100, 0.5, 1), (4096, 0.5, 1), (4097, 1, 2), (100_000, 12.5, 25)]
)
def test_capacity(client, tables, key, size, eventual, consistent):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * (size - len("pk") - len(key) - len("v")))})
    for flag, expected in ((False, eventual), (True, consistent)):
        answer = client.get_item(
            TableName=tables.s,
            Key={"pk": s(key)},
            ConsistentRead=flag,
            ReturnConsumedCapacity="TOTAL",
            ProjectionExpression="pk",
        )
        assert answer["ConsumedCapacity"] == {"TableName": tables.s, "CapacityUnits": expected}


def test_capacity_of_nothing(client, tables, key):
    answer = client.get_item(TableName=tables.s, Key={"pk": s(key)}, ReturnConsumedCapacity="INDEXES")
    assert answer["ConsumedCapacity"] == {
        "TableName": tables.s,
        "CapacityUnits": 0.5,
        "Table": {"CapacityUnits": 0.5},
    }


@pytest.mark.parametrize("path", ["pk.a", "sk[0]"])
def test_nested_path_on_a_key(client, tables, item, path):
    name = path[:2]
    expect_invalid(
        f"Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: {name}",
        get,
        client,
        tables,
        item,
        ProjectionExpression=path,
    )
