"""The order in which GetItem checks a request."""

import pytest
import write_faults as faults
from fault_order import Fault, expect_fault, pairs
from legacy_vectors import mixed
from values import INVALID, SCHEMA_MISMATCH, n, s

PROJECTION = {"ProjectionExpression": "a"}

BASE = {"TableName": "TABLE", "Key": {"pk": s("order"), "sk": s("get")}}
FAULTS = [
    faults.ENUM,
    Fault("value", "The parameter cannot be converted to a numeric value: x", {"Key": {"v": n("x")}}),
    Fault("mixing", mixed("AttributesToGet", "ProjectionExpression"), {"AttributesToGet": ["a", "a"]}, needs=PROJECTION),
    Fault(
        "names alone",
        "ExpressionAttributeNames can only be specified when using expressions",
        {"ExpressionAttributeNames": {"#a": "a"}},
        without=("ProjectionExpression",),
    ),
    Fault(
        "attributes to get",
        INVALID + "Duplicate value in attribute name: a",
        {"AttributesToGet": ["a", "a"]},
        without=("ProjectionExpression",),
    ),
    Fault(
        "names",
        'ExpressionAttributeNames contains invalid key: Syntax error; key: "bad"',
        {"ExpressionAttributeNames": {"bad": "a"}},
        needs=PROJECTION,
    ),
    Fault(
        "projection",
        'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
        {"ProjectionExpression": "a,"},
    ),
    Fault(
        "unused",
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
        {"ExpressionAttributeNames": {"#unused": "a"}},
        needs=PROJECTION,
    ),
    faults.NO_TABLE,
    Fault("key", SCHEMA_MISMATCH, {"Key": {"sk": n(1)}}),
    Fault(
        "path below a key",
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
        {"ProjectionExpression": "pk.a"},
    ),
]


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.get_item, fault, request_, TABLE=tables.ss)
