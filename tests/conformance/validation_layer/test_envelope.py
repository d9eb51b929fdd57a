"""What the request alone decides is in an envelope on PutItem, UpdateItem and DeleteItem, and bare in
the older layer; what needs the table is bare in both."""

import pytest
from least_requests import KEY, WRITES, least
from values import ENVELOPE, INVALID, NULL, SCHEMA_MISMATCH, deep, n, ns, s, ss

pytestmark = pytest.mark.own_server

NUMERIC = "The parameter cannot be converted to a numeric value"
TOO_DEEP = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"


def value(bad):
    """A value at fault, in the item or the key."""
    return lambda operation: {"Item" if operation == "PutItem" else "Key": {**KEY, "v": bad}}


def members(**given):
    return lambda _: given


def condition(text, **more):
    return members(ConditionExpression=text, **more)


def no_expression(operation):
    nothing = "ConditionExpression is null"
    if operation == "UpdateItem":
        nothing = "UpdateExpression and ConditionExpression are null"
    return f"ExpressionAttributeValues can only be specified when using expressions: {nothing}"


# What is at fault, its text, and the text of the older layer where it is another one.
FAULTS = {
    "number": (value(n("x")), NUMERIC + ": x", None),
    "empty number": (value(n("")), NUMERIC + ": ", NUMERIC),
    "empty set": (value(ss()), INVALID + "An string set  may not be empty", None),
    "duplicates": (
        value(ss("b", "a", "b")),
        INVALID + 'Input collection ["a", "b", "b"] contains duplicates.',
        INVALID + "Input collection [b, a, b] contains duplicates.",
    ),
    "duplicate numbers": (
        value(ns(1, "1.0")),
        INVALID + "Input collection contains duplicates.",
        "Input collection contains duplicates",
    ),
    "null": (value({"NULL": False}), INVALID + "Null attribute value types must have the value of true", None),
    "nesting": (value(deep(32)), TOO_DEEP, None),
    "mixing": (
        members(Expected={}, ConditionExpression="a"),
        "Can not use both expression and non-expression parameters in the same request: "
        "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}",
        None,
    ),
    "names without expression": (
        members(ExpressionAttributeNames={"#a": "a"}),
        "ExpressionAttributeNames can only be specified when using expressions",
        None,
    ),
    "values without expression": (
        members(ExpressionAttributeValues={":a": s("a")}),
        "ExpressionAttributeValues can only be specified when using expressions",
        no_expression,
    ),
    "no names": (
        condition("attribute_exists(a)", ExpressionAttributeNames={}),
        "ExpressionAttributeNames must not be empty",
        None,
    ),
    "no values": (
        condition("attribute_exists(a)", ExpressionAttributeValues={}),
        "ExpressionAttributeValues must not be empty",
        None,
    ),
    "syntax": (condition("a-b"), 'Invalid ConditionExpression: Syntax error; token: "-", near: "a-b"', None),
    "empty": (condition(""), "Invalid ConditionExpression: The expression can not be empty;", None),
    "reserved word": (
        condition("attribute_exists(name)"),
        "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name",
        None,
    ),
    "undefined name": (
        condition("attribute_exists(#a)"),
        "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
        "attribute name: #a",
        None,
    ),
    "undefined value": (
        condition("a = :a"),
        "Invalid ConditionExpression: An expression attribute value used in expression is not defined; "
        "attribute value: :a",
        None,
    ),
    "unused name": (
        condition("attribute_exists(a)", ExpressionAttributeNames={"#a": "a"}),
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}",
        None,
    ),
    "unused value": (
        condition("attribute_exists(a)", ExpressionAttributeValues={":a": s("a")}),
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}",
        None,
    ),
    "parentheses": (
        condition("((a = b))"),
        "Invalid ConditionExpression: The expression has redundant parentheses;",
        None,
    ),
    "operands": (
        condition("size(a, b) > size(c)"),
        "Invalid ConditionExpression: Incorrect number of operands for operator or function; "
        "operator or function: size, number of operands: 2",
        None,
    ),
    "Expected": (
        members(Expected={"a": {}}),
        INVALID + "Value must be provided when Exists is null for Attribute: a",
        None,
    ),
    "ConditionalOperator": (
        members(ConditionalOperator="AND"),
        "ConditionalOperator cannot be used without Filter or Expected",
        None,
    ),
}
OVERSIZED = {"ConditionExpression": "attribute_exists(" + "a" * 4096 + ")"}


def fault_of(operation, fault):
    make, text, old_text = FAULTS[fault]
    if callable(old_text):
        old_text = old_text(operation)
    return make(operation), text, old_text or text


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("operation", WRITES)
def test_current_server_wraps(current, operation, fault):
    more, text, _ = fault_of(operation, fault)
    assert current.error(operation, least(operation, current.missing_table, **more)) == ENVELOPE + text


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("operation", WRITES)
def test_classic_server_answers_bare(classic, operation, fault):
    more, _, text = fault_of(operation, fault)
    assert classic.error(operation, least(operation, classic.missing_table, **more)) == text


@pytest.mark.parametrize("operation", WRITES)
def test_oversized_expression(current, classic, operation):
    start = "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
    text = current.error(operation, least(operation, current.missing_table, **OVERSIZED))
    assert text.startswith(ENVELOPE + start)
    assert classic.error(operation, least(operation, classic.missing_table, **OVERSIZED)).startswith(start)


@pytest.mark.parametrize("operation", ["PutItem", "DeleteItem"])
def test_return_values_the_operation_cannot_give(current, classic, operation):
    text = "ReturnValues can only be ALL_OLD or NONE"
    for layer, expected in ((current, ENVELOPE + text), (classic, text)):
        assert layer.error(operation, least(operation, layer.missing_table, ReturnValues="ALL_NEW")) == expected


EMPTY_KEY = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
LONG_HASH = INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
LONG_RANGE = INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"


def update(expression, **values):
    placeholders = {f":{name}": given for name, given in values.items()}
    return {"UpdateExpression": expression, **({"ExpressionAttributeValues": placeholders} if values else {})}


@pytest.mark.parametrize(
    "operation, more, message",
    [
        ("PutItem", {"Item": {"pk": s("a")}}, INVALID + "Missing the key sk in the item"),
        ("PutItem", {"Item": {**KEY, "sk": NULL}}, INVALID + "Type mismatch for key sk expected: S actual: NULL"),
        ("PutItem", {"Item": {**KEY, "pk": s("")}}, EMPTY_KEY + "string value. Key: pk"),
        ("PutItem", {"Item": {**KEY, "pk": s("a" * 2049)}}, LONG_HASH),
        ("PutItem", {"Item": {**KEY, "sk": s("a" * 1025)}}, LONG_RANGE),
        *(
            case
            for operation in ("UpdateItem", "DeleteItem")
            for case in (
                (operation, {"Key": {"pk": s("a")}}, SCHEMA_MISMATCH),
                (operation, {"Key": {**KEY, "x": s("a")}}, SCHEMA_MISMATCH),
                (operation, {"Key": {**KEY, "sk": n(1)}}, SCHEMA_MISMATCH),
                (operation, {"Key": {**KEY, "sk": s("")}}, EMPTY_KEY + "string value. Key: sk"),
                (operation, {"Key": {**KEY, "pk": s("a" * 2049)}}, LONG_HASH),
                (operation, {"Key": {**KEY, "sk": s("a" * 1025)}}, LONG_RANGE),
            )
        ),
        (
            "UpdateItem",
            update("SET sk = :a", a=s("a")),
            INVALID + "Cannot update attribute sk. This attribute is part of the key",
        ),
        (
            "UpdateItem",
            update("SET m.a = :a", a=s("a")),
            "The document path provided in the update expression is invalid for update",
        ),
        (
            "UpdateItem",
            update("SET a = q"),
            "The provided expression refers to an attribute that does not exist in the item",
        ),
        ("UpdateItem", update("SET a = pk + :a", a=n(1)), "An operand in the update expression has an incorrect data type"),
        (
            "UpdateItem",
            update("SET a = :a", a=s("a" * 409_600)),
            "Item size to update has exceeded the maximum allowed size",
        ),
    ],
    ids=lambda given: str(given)[:50],
)
def test_what_needs_the_table_is_bare_in_both_layers(either, operation, more, message):
    either.raw.ok("PutItem", least("PutItem", either.table))
    assert either.error(operation, least(operation, either.table, **more)) == message


def test_item_size_is_bare_in_both_layers(either):
    body = least("PutItem", either.table, Item={**KEY, "v": s("a" * 409_600)})
    assert either.error("PutItem", body) == "Item size has exceeded the maximum allowed size"
