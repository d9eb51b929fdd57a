"""What UpdateItem refuses: expressions, targets, operands, sizes."""

import pytest
from update_vectors import ITEM, values_of
from values import ENVELOPE, INVALID, NOT_FOUND, deep, expect_error, expect_invalid, n, s

PATH = "The document path provided in the update expression is invalid for update"
TYPE = "An operand in the update expression has an incorrect data type"
MISSING = "The provided expression refers to an attribute that does not exist in the item"
OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range"
UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range"
MUST = "; must remove or rewrite one of these paths; "


@pytest.mark.parametrize(
    "expression, message",
    [
        ("SET m.d.e = :n5", PATH),
        ("SET q.r = :n5", PATH),
        ("SET a.b = :n5", PATH),
        ("SET a[0] = :n5", PATH),
        ("SET l.x = :n5", PATH),
        ("SET m[0] = :n5", PATH),
        ("REMOVE m.d.e", PATH),
        ("REMOVE q.r", PATH),
        ("ADD q.r :n5", PATH),
        ("SET n = n + absent", MISSING),
        ("SET q = absent", MISSING),
        ("SET q = m.x", MISSING),
        ("SET q = l[9]", MISSING),
        ("SET l = list_append(absent, :list)", MISSING),
        ("SET n = a + :n5", TYPE),
        ("SET n = l - :n5", TYPE),
        ("SET l = list_append(a, :list)", TYPE),
        ("ADD a :n5", TYPE),
        ("ADD n :p", TYPE),
        ("ADD s :three", TYPE),
        ("ADD s :n5", TYPE),
        ("DELETE s :three", TYPE),
        ("DELETE n :p", TYPE),
        ("DELETE a :p", TYPE),
    ],
)
def test_run_time_error(client, tables, key, expression, message):
    item = {"pk": s(key), **ITEM}
    client.put_item(TableName=tables.s, Item=item)
    expect_invalid(
        message, client.update_item, TableName=tables.s, Key={"pk": s(key)}, UpdateExpression=expression, **values_of(expression)
    )
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == item


@pytest.mark.parametrize("expression", ["SET m.b = :n5", "SET l[0] = :n5", "ADD m.b :n5"])
def test_nested_target_on_a_missing_item(client, tables, key, expression):
    expect_invalid(
        PATH, client.update_item, TableName=tables.s, Key={"pk": s(key)}, UpdateExpression=expression, **values_of(expression)
    )


@pytest.mark.parametrize(
    "expression, message",
    [
        ("", "The expression can not be empty;"),
        ("  ", "The expression can not be empty;"),
        ("INVALID SYNTAX HERE", 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'),
        ("SET a = :n5,", 'Syntax error; token: "<EOF>", near: ","'),
        ("ADD hits : incr", 'Syntax error; token: ":", near: "hits : incr"'),
        ("SET _123 = :n5", 'Syntax error; token: "_", near: "SET _123"'),
        ("SET a = b + c + d", 'Syntax error; token: "+", near: "c + d"'),
        ("SET a = 5", 'Syntax error; token: "5", near: "= 5"'),
        ("SET a", 'Syntax error; token: "<EOF>", near: "a"'),
        ("ADD a b", 'Syntax error; token: "b", near: "a b"'),
        ("DELETE s", 'Syntax error; token: "<EOF>", near: "s"'),
        ("SET a = :n5 SET b = :n5", 'The "SET" section can only be used once in an update expression;'),
        ("REMOVE a REMOVE b", 'The "REMOVE" section can only be used once in an update expression;'),
        ("SET name = :n5", "Attribute name is a reserved keyword; reserved keyword: name"),
        ("REMOVE status", "Attribute name is a reserved keyword; reserved keyword: status"),
        ("SET a = nofunction(b)", "Invalid function name; function: nofunction"),
        (
            "SET a = if_not_exists(b)",
            "Incorrect number of operands for operator or function; operator or function: if_not_exists, "
            "number of operands: 1",
        ),
        (
            "SET a = list_append(b)",
            "Incorrect number of operands for operator or function; operator or function: list_append, "
            "number of operands: 1",
        ),
        (
            "SET a = if_not_exists(:n5, :sx)",
            "Operator or function requires a document path; operator or function: if_not_exists",
        ),
        (
            "SET l = list_append(list_append(l, :list), :list)",
            "The function is not allowed to be used this way in an expression; function: list_append",
        ),
        ("SET a = n + :sx", "Incorrect operand type for operator or function; operator or function: +, operand type: S"),
        ("SET a = n - :list", "Incorrect operand type for operator or function; operator or function: -, operand type: L"),
        (
            "SET a = list_append(l, :sx)",
            "Incorrect operand type for operator or function; operator or function: list_append, operand type: S",
        ),
        ("ADD a :sx", "Incorrect operand type for operator or function; operator: ADD, operand type: STRING"),
        ("ADD a :list", "Incorrect operand type for operator or function; operator: ADD, operand type: LIST"),
        ("ADD a :false", "Incorrect operand type for operator or function; operator: ADD, operand type: BOOLEAN"),
        ("DELETE a :n5", "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER"),
        ("DELETE a :map", "Incorrect operand type for operator or function; operator: DELETE, operand type: MAP"),
        ("DELETE a :null", "Incorrect operand type for operator or function; operator: DELETE, operand type: NULL"),
        (
            "SET m.b = :n5, m = :sx",
            "Two document paths overlap with each other" + MUST + "path one: [m, b], path two: [m]",
        ),
        (
            "SET a = :n5 REMOVE a",
            "Two document paths overlap with each other" + MUST + "path one: [a], path two: [a]",
        ),
        (
            "SET l[0] = :n5, l.x = :n5",
            "Two document paths conflict with each other" + MUST + "path one: [l, [0]], path two: [l, x]",
        ),
        (
            "SET a = :undefined",
            "An expression attribute value used in expression is not defined; attribute value: :undefined",
        ),
        (
            "REMOVE #undefined",
            "An expression attribute name used in the document path is not defined; attribute name: #undefined",
        ),
        ("REMOVE " + ".".join("a" * 33), "The document path has too many nesting levels; nesting levels: 33"),
        ("REMOVE a[4294967296]", "List index is not within the allowable range; index: [4294967296]"),
        ("REMOVE " + "a" * 4090, "Expression size has exceeded the maximum allowed size;"),
    ],
    ids=lambda text: text[:50],
)
def test_bad_expression(client, name, expression, message):
    values = {} if ":undefined" in expression or ": incr" in expression else values_of(expression)
    # None of these needs the table.
    expect_invalid(
        f"{ENVELOPE}Invalid UpdateExpression: {message}",
        client.update_item,
        TableName=name,
        Key={"pk": s("a")},
        UpdateExpression=expression,
        **values,
    )


@pytest.mark.parametrize("expression", ["SET pk = :sx", "REMOVE sk", "ADD sk :n5", "DELETE pk :p"])
def test_key_attributes_cannot_be_updated(client, tables, expression):
    name = "pk" if "pk" in expression else "sk"
    expect_invalid(
        f"{INVALID}Cannot update attribute {name}. This attribute is part of the key",
        client.update_item,
        TableName=tables.ss,
        Key={"pk": s("a"), "sk": s("a")},
        UpdateExpression=expression,
        **values_of(expression),
    )


def test_a_key_may_be_read_by_the_expression(client, tables, key):
    client.update_item(TableName=tables.s, Key={"pk": s(key)})
    answer = client.update_item(
        TableName=tables.s, Key={"pk": s(key)}, UpdateExpression="SET c = pk", ReturnValues="UPDATED_NEW"
    )
    assert answer["Attributes"] == {"c": s(key)}


@pytest.mark.parametrize(
    "start, change, by, message",
    [
        ("9.9e125", "SET v = v + :v", "9.9e125", OVERFLOW),
        ("9.9e125", "ADD v :v", "9.9e125", OVERFLOW),
        ("-9.9e125", "SET v = v - :v", "9.9e125", OVERFLOW),
        ("1.1e-130", "SET v = v - :v", "1e-130", UNDERFLOW),
        ("1.1e-130", "ADD v :v", "-1e-130", UNDERFLOW),
    ],
)
def test_result_out_of_range(client, tables, key, start, change, by, message):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(start)})
    expect_invalid(
        message,
        client.update_item,
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=change,
        ExpressionAttributeValues={":v": n(by)},
    )


def test_result_is_never_rounded(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n("1e50")})
    expect_invalid(
        None,
        client.update_item,
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression="ADD v :v",
        ExpressionAttributeValues={":v": n(1)},
    )
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]["v"] == n("1" + "0" * 50)


def test_item_must_stay_within_the_limit(client, tables, key):
    fixed = len("pk") + len(key) + len("v") + len("w")
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * 300_000)})
    update = {"TableName": tables.s, "Key": {"pk": s(key)}, "UpdateExpression": "SET w = :w"}
    room = 409_600 - fixed - 300_000
    expect_invalid(
        "Item size to update has exceeded the maximum allowed size",
        client.update_item,
        ExpressionAttributeValues={":w": s("x" * (room + 1))},
        **update,
    )
    client.update_item(ExpressionAttributeValues={":w": s("x" * room)}, **update)


def test_deep_value(client, tables, key):
    update = {"TableName": tables.s, "Key": {"pk": s(key)}, "UpdateExpression": "SET v = :v"}
    client.update_item(ExpressionAttributeValues={":v": deep(31)}, **update)
    expect_invalid(None, client.update_item, ExpressionAttributeValues={":v": deep(40)}, **update)


def test_unknown_return_values_is_reported_alone(client, tables):
    expect_invalid(
        ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: "
        "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
        client.update_item,
        TableName=tables.s,
        Key={"pk": s("a")},
        ReturnValues="X",
        ReturnConsumedCapacity="X",
    )


def test_several_member_failures_without_a_key(raw):
    assert raw.call("UpdateItem", {"TableName": ""}).error == (
        "ValidationException",
        "2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length "
        "greater than or equal to 1; Value null at 'key' failed to satisfy constraint: Member must not be null",
    )


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"ExpressionAttributeValues": {":a": n(1)}},
            "ExpressionAttributeValues can only be specified when using expressions",
        ),
        (
            {"UpdateExpression": "SET a = :n5", "ExpressionAttributeValues": {":n5": n(5), ":z": n(1), ":b": n(1)}},
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b, :z}",
        ),
        (
            # UpdateExpression is parsed before ConditionExpression.
            {"UpdateExpression": "SET a = 1", "ConditionExpression": "a-b"},
            'Invalid UpdateExpression: Syntax error; token: "1", near: "= 1"',
        ),
    ],
)
def test_placeholders(client, name, options, message):
    expect_invalid(ENVELOPE + message, client.update_item, TableName=name, Key={"pk": s("a")}, **options)


def test_value_used_by_either_expression_counts_as_used(client, tables, key):
    client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression="SET a = :a",
        ConditionExpression="attribute_not_exists(pk) OR a = :b",
        ExpressionAttributeValues={":a": n(1), ":b": n(2)},
    )


def test_failed_condition_leaves_the_item(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "a": n(1)})
    expect_error(
        "ConditionalCheckFailedException",
        "The conditional request failed",
        client.update_item,
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression="SET a = :two",
        ConditionExpression="a = :two",
        ExpressionAttributeValues={":two": n(2)},
    )
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]["a"] == n(1)


def test_missing_table_comes_after_the_expressions(client, name):
    expect_error(
        "ResourceNotFoundException",
        NOT_FOUND,
        client.update_item,
        TableName=name,
        Key={"other": n(1)},
        UpdateExpression="SET pk = :v",
        ExpressionAttributeValues={":v": n(1)},
    )
