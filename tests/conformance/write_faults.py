"""Faults of a request that PutItem, UpdateItem and DeleteItem tell in the same words; see fault_order.py."""

from fault_order import MISSING_TABLE, Fault
from legacy_vectors import NO_CONDITIONS, mixed
from values import ENVELOPE, INVALID, NOT_FOUND, s

EXPRESSION = {"ConditionExpression": "attribute_exists(nope)"}

TABLE_NAME = Fault(
    "table name",
    ENVELOPE + "Value 'bad!name' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression "
    "pattern: [a-zA-Z0-9_.-]+",
    {"TableName": "bad!name"},
)
ENUM = Fault(
    "enum",
    ENVELOPE + "Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: "
    "[INDEXES, TOTAL, NONE]",
    {"ReturnConsumedCapacity": "X"},
)
MIXING = Fault(
    "mixing",
    ENVELOPE + mixed("Expected", "ConditionExpression"),
    {"Expected": {"a": {"Exists": True}}},
    needs=EXPRESSION,
    without=("ConditionalOperator", "UpdateExpression", "AttributeUpdates"),
)
NAMES_ALONE = Fault(
    "names alone",
    ENVELOPE + "ExpressionAttributeNames can only be specified when using expressions",
    {"ExpressionAttributeNames": {"#a": "a"}},
    without=("ConditionExpression", "UpdateExpression"),
)
VALUES_ALONE = Fault(
    "values alone",
    ENVELOPE + "ExpressionAttributeValues can only be specified when using expressions",
    {"ExpressionAttributeValues": {":a": s("a")}},
    without=("ConditionExpression", "UpdateExpression"),
)
RETURN_VALUES = Fault(
    "return values", ENVELOPE + "ReturnValues can only be ALL_OLD or NONE", {"ReturnValues": "ALL_NEW"}
)
CONDITIONAL_OPERATOR = Fault(
    "conditional operator",
    ENVELOPE + NO_CONDITIONS,
    {"ConditionalOperator": "OR"},
    without=("ConditionExpression", "UpdateExpression", "Expected"),
)
EXPECTED = Fault(
    "expected",
    ENVELOPE + INVALID + "Value must be provided when Exists is true for Attribute: a",
    {"Expected": {"a": {"Exists": True}}},
    without=("ConditionExpression", "UpdateExpression"),
)
NAMES = Fault(
    "names",
    ENVELOPE + 'ExpressionAttributeNames contains invalid key: Syntax error; key: "bad"',
    {"ExpressionAttributeNames": {"bad": "a"}},
    needs=EXPRESSION,
)
VALUES = Fault(
    "values",
    ENVELOPE + 'ExpressionAttributeValues contains invalid key: Syntax error; key: "bad"',
    {"ExpressionAttributeValues": {"bad": s("a")}},
    needs=EXPRESSION,
)
CONDITION = Fault(
    "condition",
    ENVELOPE + 'Invalid ConditionExpression: Syntax error; token: "-", near: "a-b"',
    {"ConditionExpression": "a-b"},
)
UNUSED = Fault(
    "unused",
    ENVELOPE + "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
    {"ExpressionAttributeNames": {"#unused": "a"}},
    needs=EXPRESSION,
)
NO_TABLE = Fault("missing table", NOT_FOUND, {"TableName": MISSING_TABLE}, code="ResourceNotFoundException")
FAILED_CONDITION = Fault(
    "failed condition",
    "The conditional request failed",
    {"ConditionExpression": "attribute_not_exists(pk)"},
    code="ConditionalCheckFailedException",
)
EMPTY_KEY = (
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string "
    "value. Key: pk"
)
LARGE_KEY = INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
