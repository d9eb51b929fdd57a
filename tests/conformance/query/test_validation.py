"""What Query refuses, and in which order."""

import pytest
from values import ENVELOPE, INVALID, NOT_FOUND, TRUE, expect_error, expect_invalid, n, s

K = "Invalid KeyConditionExpression: "
V = {":p": s("a"), ":x": s("x"), ":y": s("y"), ":n": n(1), ":t": TRUE}


def values_of(expression):
    used = {name: value for name, value in V.items() if name in expression}
    return {"ExpressionAttributeValues": used} if used else {}


@pytest.mark.parametrize(
    "expression, message",
    [
        ("", K + "The expression can not be empty;"),
        ("pk", K + 'Syntax error; token: "<EOF>", near: "pk"'),
        ("pk = :p OR sk = :x", "Invalid operator used in KeyConditionExpression: OR"),
        ("NOT pk = :p", "Invalid operator used in KeyConditionExpression: NOT"),
        ("pk IN (:p)", "Invalid operator used in KeyConditionExpression: IN"),
        ("pk <> :p", "Invalid operator used in KeyConditionExpression: <>"),
        ("pk = :p AND attribute_exists(sk)", "Invalid operator used in KeyConditionExpression: attribute_exists"),
        ("pk = :p AND contains(sk, :x)", "Invalid operator used in KeyConditionExpression: contains"),
        ("size(pk) = :n", K + "KeyConditionExpressions cannot contain nested operations"),
        ("pk.a = :p", K + "KeyConditionExpressions cannot have conditions on nested attributes"),
        ("pk = sk", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        (":p = :x", "Invalid condition in KeyConditionExpression: No key attribute specified"),
        (
            "pk = :p AND :n BETWEEN sk AND :x",
            "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
        ),
        (
            "pk = :p AND begins_with(:x, sk)",
            "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand",
        ),
        ("pk = :p AND pk = :x", K + "KeyConditionExpressions must only contain one condition per key"),
        ("sk > :x AND sk < :y", K + "KeyConditionExpressions must only contain one condition per key"),
        ("pk = :undefined", K + "An expression attribute value used in expression is not defined; attribute value: :undefined"),
        ("pk = :p AND name = :x", K + "Attribute name is a reserved keyword; reserved keyword: name"),
        (
            "pk = :p AND begins_with(sk, :n)",
            K + "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
        ),
        (
            "pk = :p AND sk < :t",
            K + "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
        ),
        ("((pk = :p))", K + "The expression has redundant parentheses;"),
        (
            "pk = :p AND sk BETWEEN :y AND :x",
            K + "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
            "operand: AttributeValue: {S:y}, upper bound operand: AttributeValue: {S:x}",
        ),
    ],
)
def test_before_the_table_is_looked_up(client, name, expression, message):
    expect_invalid(message, client.query, TableName=name, KeyConditionExpression=expression, **values_of(expression))


@pytest.mark.parametrize(
    "expression, message",
    [
        ("sk = :x", "Query condition missed key schema element: pk"),
        ("another = :x", "Query condition missed key schema element: pk"),
        ("pk > :p", "Query key condition not supported"),
        ("begins_with(pk, :p)", "Query key condition not supported"),
        ("pk = :p AND another = :x", "Query condition missed key schema element: sk"),
        ("pk = :n", INVALID + "Condition parameter type does not match schema type"),
        ("pk = :t", INVALID + "Condition parameter type does not match schema type"),
        ("pk = :p AND sk = :n", INVALID + "Condition parameter type does not match schema type"),
    ],
)
def test_against_the_schema(client, tables, expression, message):
    expect_invalid(message, client.query, TableName=tables.ss, KeyConditionExpression=expression, **values_of(expression))


@pytest.mark.parametrize(
    "expression, message",
    [
        ("pk = :p AND sk = :x", "Query key condition not supported"),
        ("sk = :x", "Query condition missed key schema element: pk"),
    ],
)
def test_table_without_a_sort_key(client, tables, expression, message):
    expect_invalid(message, client.query, TableName=tables.s, KeyConditionExpression=expression, **values_of(expression))


def test_too_many_conditions(client, tables):
    expect_invalid(
        "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
        client.query,
        TableName=tables.ss,
        KeyConditionExpression="pk = :p AND sk = :x AND another = :y",
        ExpressionAttributeValues={":p": s("a"), ":x": s("x"), ":y": s("y")},
    )


def test_no_condition_at_all(client, name):
    expect_invalid(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        client.query,
        TableName=name,
    )


def test_limit_zero(client, name):
    expect_invalid(
        ENVELOPE + "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        client.query,
        TableName=name,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": s("a")},
        Limit=0,
    )


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"ExpressionAttributeValues": {":p": s("a"), ":q": s("a")}},
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:q}",
        ),
        (
            {"ExpressionAttributeValues": {":p": n("x")}},
            "The parameter cannot be converted to a numeric value: x",
        ),
        (
            {"ExpressionAttributeValues": {":p": s("a")}, "FilterExpression": "a-b"},
            'Invalid FilterExpression: Syntax error; token: "-", near: "a-b"',
        ),
        (
            {"ExpressionAttributeValues": {":p": s("a")}, "FilterExpression": "a-b", "ProjectionExpression": "a,"},
            'Invalid FilterExpression: Syntax error; token: "-", near: "a-b"',
        ),
        (
            {"ExpressionAttributeValues": {":p": s("a")}, "ProjectionExpression": "a,"},
            'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_expressions(client, name, options, message):
    expect_invalid(message, client.query, TableName=name, KeyConditionExpression="pk = :p", **options)


def test_missing_table(client, name):
    expect_error(
        "ResourceNotFoundException",
        NOT_FOUND,
        client.query,
        TableName=name,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": s("a")},
    )


@pytest.mark.parametrize("operation", ["Query", "Scan"])
def test_missing_table_name(raw, operation):
    assert raw.call(operation, {}).error == (
        "ValidationException",
        ENVELOPE + "Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    )


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize(
    "index, constraint",
    [
        ("ab", "Member must have length greater than or equal to 3"),
        ("a" * 256, "Member must have length less than or equal to 255"),
        ("bad!name", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
    ],
    ids=["short", "long", "characters"],
)
def test_index_name(client, name, operation, index, constraint):
    expect_invalid(
        f"{ENVELOPE}Value '{index}' at 'indexName' failed to satisfy constraint: {constraint}",
        getattr(client, operation), TableName=name, IndexName=index,
    )  # fmt: skip


@pytest.mark.parametrize("operation", ["query", "scan"])
def test_missing_index(client, tables, operation):
    condition = (
        {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": s("a")}} if operation == "query" else {}
    )
    expect_invalid(
        "The table does not have the specified index: nope",
        getattr(client, operation),
        TableName=tables.ss,
        IndexName="nope",
        **condition,
    )


def start(client, tables, start_key, condition="pk = :p", values=None):
    return client.query(
        TableName=tables.ss,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values or {":p": s("a")},
        ExclusiveStartKey=start_key,
    )


@pytest.mark.parametrize(
    "start_key, message",
    [
        ({"pk": s("a")}, "The provided starting key is invalid"),
        ({"pk": s("a"), "sk": s("a"), "x": s("a")}, "The provided starting key is invalid"),
        ({"pk": s("a"), "x": s("a")}, "The provided starting key is invalid"),
        ({"pk": s("a"), "sk": n(1)}, "The provided key element does not match the schema"),
        (
            {"pk": s("b"), "sk": s("a")},
            "The provided starting key is outside query boundaries based on provided conditions",
        ),
    ],
    ids=str,
)
def test_start_key(client, tables, start_key, message):
    expect_invalid(message, start, client, tables, start_key)


def test_start_key_outside_the_range(client, tables):
    expect_invalid(
        "The provided starting key does not match the range key predicate",
        start,
        client,
        tables,
        {"pk": s("a"), "sk": s("z")},
        "pk = :p AND sk < :x",
        {":p": s("a"), ":x": s("m")},
    )


def test_start_key_of_a_single_row(client, tables):
    expect_invalid(
        "The query can return at most one row and cannot be restarted",
        start,
        client,
        tables,
        {"pk": s("a"), "sk": s("x")},
        "pk = :p AND sk = :x",
        {":p": s("a"), ":x": s("x")},
    )


def test_start_key_of_another_row(client, tables):
    expect_invalid(
        "The provided starting key does not match the range key predicate",
        start, client, tables, {"pk": s("a"), "sk": s("y")}, "pk = :p AND sk = :x", {":p": s("a"), ":x": s("x")},
    )  # fmt: skip


@pytest.mark.parametrize("kind, value, other, shown", [("s", s("a"), s("b"), "S:b"), ("n", n(1), n("2.50"), "N:2.5")])
def test_start_key_of_a_table_without_a_sort_key(client, tables, kind, value, other, shown):
    request = {
        "TableName": getattr(tables, kind),
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": value},
    }
    expect_invalid(
        "The provided exclusive start key is invalid: ExclusiveStartKey: {pk=AttributeValue: {" + shown + "}}",
        client.query, ExclusiveStartKey={"pk": other}, **request,
    )  # fmt: skip
    expect_invalid(
        "The query can return at most one row and cannot be restarted",
        client.query, ExclusiveStartKey={"pk": value}, **request,
    )  # fmt: skip
