"""The order in which Scan checks a request."""

import pytest
import write_faults as faults
from fault_order import Fault, expect_fault, pairs
from legacy_vectors import NO_CONDITIONS, condition, mixed
from values import ENVELOPE, INVALID, n, s

NESTED = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"
EXPRESSIONS = ("ProjectionExpression", "FilterExpression")
FILTER = {"FilterExpression": "attribute_exists(a)"}

BASE = {"TableName": "TABLE"}
FAULTS = [
    Fault("limit",
          ENVELOPE + "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
          {"Limit": 0}),
    Fault("mixing", mixed("AttributesToGet", "FilterExpression"), {"AttributesToGet": ["a", "a"]}, needs=FILTER,
          without=("ProjectionExpression", "ScanFilter", "ConditionalOperator")),
    Fault("conditional operator", NO_CONDITIONS, {"ConditionalOperator": "OR"}, without=("ScanFilter", *EXPRESSIONS)),
    Fault("attributes to get", INVALID + "Duplicate value in attribute name: a", {"AttributesToGet": ["a", "a"]},
          without=EXPRESSIONS),
    Fault("scan filter", INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator",
          {"ScanFilter": {"a": condition("EQ", [])}}, without=EXPRESSIONS),
    Fault("start key values", "The parameter cannot be converted to a numeric value: x",
          {"ExclusiveStartKey": {"pk": s("a"), "sk": n("x")}}),
    Fault("segments",
          "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
          {"Segment": 1}, without=("TotalSegments",)),
    Fault("names alone", "ExpressionAttributeNames can only be specified when using expressions",
          {"ExpressionAttributeNames": {"#a": "a"}}, without=EXPRESSIONS),
    Fault("values alone",
          "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
          {"ExpressionAttributeValues": {":a": s("a")}}, without=("FilterExpression",)),
    Fault("names", 'ExpressionAttributeNames contains invalid key: Syntax error; key: "bad"',
          {"ExpressionAttributeNames": {"bad": "a"}}, needs=FILTER),
    Fault("values", 'ExpressionAttributeValues contains invalid key: Syntax error; key: "bad"',
          {"ExpressionAttributeValues": {"bad": s("a")}}, needs=FILTER),
    Fault("filter", 'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a"', {"FilterExpression": "a"}),
    Fault("projection", 'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
          {"ProjectionExpression": "a,"}),
    Fault("unused", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
          {"ExpressionAttributeNames": {"#unused": "a"}}, needs=FILTER),
    Fault("select", "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
          {"Select": "SPECIFIC_ATTRIBUTES"}, without=("AttributesToGet", "ProjectionExpression")),
    faults.NO_TABLE,
    Fault("index", "The table does not have the specified index: nope", {"IndexName": "nope"}),
    Fault("start key", "The provided starting key is invalid: The provided key element does not match the schema",
          {"ExclusiveStartKey": {"pk": s("a"), "sk": n(7)}}),
    Fault("segment of the start key",
          "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct "
          "Segment. TotalSegments: 4096 Segment: 7",
          {"ExclusiveStartKey": {"pk": s("3635"), "sk": s("a")}, "Segment": 7, "TotalSegments": 4096}),
    Fault("nested filter path", NESTED, {"FilterExpression": "attribute_exists(pk.a)"}),
    Fault("nested projection", NESTED, {"ProjectionExpression": "pk.a"}),
]  # fmt: skip


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.scan, fault, request_, TABLE=tables.ss)
