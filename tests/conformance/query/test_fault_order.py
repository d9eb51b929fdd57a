"""The order in which Query checks a request."""

import pytest
import write_faults as faults
from fault_order import Fault, expect_fault, pairs
from legacy_vectors import NO_CONDITIONS, condition, mixed
from values import ENVELOPE, INVALID, expect_invalid, n, s

KEY = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": s("a")}}
LEGACY_KEY = {"KeyConditions": {"pk": condition("EQ", [s("a")])}}
START = {"ExclusiveStartKey": {"pk": s("a"), "sk": s("a")}}
NO_KEY = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
NESTED = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"

UNKNOWN_OPERATOR = Fault(
    "unknown conditional operator",
    ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]",
    {"ConditionalOperator": "X"},
)
UNKNOWN_SELECT = Fault(
    "unknown select",
    ENVELOPE + "Value 'X' at 'select' failed to satisfy constraint: Member must satisfy enum value set: "
    "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    {"Select": "X"},
)
LIMIT = Fault(
    "limit",
    ENVELOPE + "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    {"Limit": 0},
)
START_VALUES = Fault(
    "start key values",
    "The parameter cannot be converted to a numeric value: x",
    {"ExclusiveStartKey": {"pk": s("a"), "sk": n("x")}},
)
SELECT = Fault(
    "select",
    ENVELOPE + "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    {"Select": "SPECIFIC_ATTRIBUTES"},
    without=("AttributesToGet", "ProjectionExpression"),
)
INDEX = Fault("index", "The table does not have the specified index: nope", {"IndexName": "nope"})
START_SET = Fault(
    "start key attributes", "The provided starting key is invalid", {"ExclusiveStartKey": {"pk": s("b"), "x": s("a")}}
)
START_TYPE = Fault(
    "start key type",
    "The provided key element does not match the schema",
    {"ExclusiveStartKey": {"pk": n("7"), "sk": s("a")}},
)
OTHER_PARTITION = Fault(
    "start key of another partition",
    "The provided starting key is outside query boundaries based on provided conditions",
    {"ExclusiveStartKey": {"pk": s("b"), "sk": s("a")}},
)
TYPE_MISMATCH = INVALID + "Condition parameter type does not match schema type"
PREDICATE = "The provided starting key does not match the range key predicate"

EXPRESSIONS = [
    UNKNOWN_OPERATOR,
    UNKNOWN_SELECT,
    LIMIT,
    Fault("mixing", mixed("AttributesToGet", "KeyConditionExpression"), {"AttributesToGet": ["a", "a"]},
          without=("ProjectionExpression", "FilterExpression", "QueryFilter", "ConditionalOperator")),
    START_VALUES,
    Fault("names", 'ExpressionAttributeNames contains invalid key: Syntax error; key: "bad"',
          {"ExpressionAttributeNames": {"bad": "a"}}),
    Fault("values", "The parameter cannot be converted to a numeric value: y",
          {"ExpressionAttributeValues": {":y": n("y")}}),
    Fault("key condition", 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "pk"',
          {"KeyConditionExpression": "pk"}),
    Fault("filter", 'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a"', {"FilterExpression": "a"}),
    Fault("projection", 'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
          {"ProjectionExpression": "a,"}),
    Fault("unused", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
          {"ExpressionAttributeNames": {"#unused": "a"}}),
    Fault("structure", "Invalid operator used in KeyConditionExpression: OR", {"KeyConditionExpression": "pk = :pk OR pk = :pk"}),
    SELECT,
    faults.NO_TABLE,
    INDEX,
    START_SET,
    START_TYPE,
    Fault("condition type", TYPE_MISMATCH,
          {"ExpressionAttributeValues": {":pk": n("1")}}),
    OTHER_PARTITION,
    Fault("nested projection", NESTED, {"ProjectionExpression": "pk.a"}),
    Fault("key in filter", "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
          {"FilterExpression": "attribute_exists(sk[0])"}),
]  # fmt: skip


@pytest.mark.parametrize("fault, request_", pairs({"TableName": "TABLE", **KEY}, EXPRESSIONS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.query, fault, request_, TABLE=tables.ss)


LEGACY = [
    UNKNOWN_OPERATOR,
    UNKNOWN_SELECT,
    Fault("mixing", mixed("AttributesToGet", "FilterExpression"), {"AttributesToGet": ["a", "a"]},
          needs={"FilterExpression": "a"},
          without=("ProjectionExpression", "QueryFilter", "ConditionalOperator")),
    Fault("conditional operator", NO_CONDITIONS, {"ConditionalOperator": "OR"}, without=("QueryFilter", "FilterExpression")),
    Fault("query filter", INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator",
          {"QueryFilter": {"a": condition("EQ", [])}}, without=("FilterExpression", "ProjectionExpression")),
    Fault("attributes to get", INVALID + "Duplicate value in attribute name: a", {"AttributesToGet": ["a", "a"]},
          without=("FilterExpression", "ProjectionExpression")),
    START_VALUES,
    Fault("names alone", "ExpressionAttributeNames can only be specified when using expressions",
          {"ExpressionAttributeNames": {"#a": "a"}}, without=("FilterExpression", "ProjectionExpression")),
    Fault("values alone",
          "ExpressionAttributeValues can only be specified when using expressions: FilterExpression and "
          "KeyConditionExpression are null",
          {"ExpressionAttributeValues": {":a": s("a")}}, without=("FilterExpression",)),
    Fault("filter", 'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a"', {"FilterExpression": "a"}),
    Fault("key condition", INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator",
          {"KeyConditions": {"sk": condition("EQ", [])}}),
    Fault("number of key conditions", "Conditions can be of length 1 or 2 only",
          {"KeyConditions": {"b": condition("EQ", [s("b")]), "c": condition("EQ", [s("c")])}}),
    SELECT,
    faults.NO_TABLE,
    INDEX,
    START_SET,
    START_TYPE,
    Fault("condition operator", "Query key condition not supported", {"KeyConditions": {"pk": condition("GT", [s("a")])}}),
    OTHER_PARTITION,
    Fault("key in filter", "QueryFilter can only contain non-primary key attributes: Primary key attribute: sk",
          {"QueryFilter": {"sk": condition("NULL", [])}}, without=("FilterExpression", "ProjectionExpression")),
]  # fmt: skip


@pytest.mark.parametrize("fault, request_", pairs({"TableName": "TABLE", **LEGACY_KEY}, LEGACY))
def test_first_fault_beside_key_conditions(client, tables, fault, request_):
    expect_fault(client.query, fault, request_, TABLE=tables.ss)


@pytest.mark.parametrize(
    "options, message",
    [
        ({"ConditionalOperator": "OR"}, NO_CONDITIONS),
        ({"AttributesToGet": ["a", "a"]}, INVALID + "Duplicate value in attribute name: a"),
        ({"ExclusiveStartKey": {"pk": n("x")}}, "The parameter cannot be converted to a numeric value: x"),
        ({"ExpressionAttributeNames": {}}, NO_KEY),
        ({"FilterExpression": "a"}, NO_KEY),
        ({"Select": "SPECIFIC_ATTRIBUTES"}, NO_KEY),
        ({}, NO_KEY),
    ],
    ids=str,
)
def test_without_a_key_condition(client, name, options, message):
    expect_invalid(message, client.query, TableName=name, **options)


@pytest.mark.parametrize(
    "start, options, message",
    [
        # A start key of another partition, then one beyond the range, and the key of the only row.
        ({"pk": s("b"), "sk": s("z")}, {}, OTHER_PARTITION.message),
        ({"pk": s("a"), "sk": s("z")}, {}, PREDICATE),
        ({"pk": s("a"), "sk": s("z")}, {"ProjectionExpression": "pk.a"}, PREDICATE),
        ({"pk": s("a"), "sk": s("a")}, {"ProjectionExpression": "pk.a", "FilterExpression": "pk = :pk"}, NESTED),
    ],
    ids=["partition", "range", "range before paths", "paths before filter"],
)
def test_start_key_and_the_range(client, tables, start, options, message):
    expect_invalid(
        message, client.query, TableName=tables.ss, KeyConditionExpression="pk = :pk AND sk < :sk",
        ExpressionAttributeValues={":pk": s("a"), ":sk": s("m")}, ExclusiveStartKey=start, **options,
    )  # fmt: skip


@pytest.mark.parametrize(
    "start, values, message",
    [
        # Of each key attribute in turn, the start key's type and then the condition.
        ({"pk": n(1), "sk": s("a")}, {":pk": n(1), ":sk": n(1)}, START_TYPE.message),
        ({"pk": s("a"), "sk": n(1)}, {":pk": n(1), ":sk": n(1)}, TYPE_MISMATCH),
        ({"pk": s("a"), "sk": n(1)}, {":pk": s("a"), ":sk": n(1)}, START_TYPE.message),
        ({"pk": s("a"), "sk": s("a")}, {":pk": s("a"), ":sk": n(1)}, TYPE_MISMATCH),
    ],
    ids=["hash start", "hash condition", "range start", "range condition"],
)
def test_start_key_types_beside_conditions(client, tables, start, values, message):
    expect_invalid(
        message, client.query, TableName=tables.ss, KeyConditionExpression="pk = :pk AND sk > :sk",
        ExpressionAttributeValues=values, ExclusiveStartKey=start,
    )  # fmt: skip
