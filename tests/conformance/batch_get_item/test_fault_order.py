"""The order in which BatchGetItem checks a request."""

import pytest
import write_faults as faults
from fault_order import MISSING_TABLE, Fault, expect_fault, pairs
from legacy_vectors import mixed
from values import ENVELOPE, INVALID, NOT_FOUND, SCHEMA_MISMATCH, n, s

PROJECTION = {"RequestItems": {"FIRST": {"ProjectionExpression": "a"}}}


def first(**members):
    return {"RequestItems": {"FIRST": members}}


def second(**members):
    return {"RequestItems": {"SECOND": members}}


BASE = {"RequestItems": {"FIRST": {"Keys": [{"pk": s("a")}]}, "SECOND": {"Keys": [{"pk": s("a"), "sk": s("a")}]}}}
FAULTS = [
    faults.ENUM,
    Fault("mixing", mixed("AttributesToGet", "ProjectionExpression"), second(AttributesToGet=["a", "a"]), needs=PROJECTION),
    Fault("names alone", "ExpressionAttributeNames can only be specified when using expressions",
          first(ExpressionAttributeNames={"#a": "a"}), without=("ProjectionExpression",)),
    Fault("attributes to get", INVALID + "Duplicate value in attribute name: a", first(AttributesToGet=["a", "a"]),
          without=("ProjectionExpression",)),
    Fault("names", 'ExpressionAttributeNames contains invalid key: Syntax error; key: "bad"',
          first(ExpressionAttributeNames={"bad": "a"}), needs=PROJECTION),
    Fault("projection", 'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
          first(ProjectionExpression="a,")),
    Fault("unused", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
          first(ExpressionAttributeNames={"#unused": "a"}), needs=PROJECTION),
    Fault("value", "The parameter cannot be converted to a numeric value: x", first(Keys=[{"pk": n("x")}])),
    Fault("value of another table", "The parameter cannot be converted to a numeric value: y",
          second(Keys=[{"pk": s("a"), "sk": n("y")}])),
    Fault("duplicates", "Provided list of item keys contains duplicates",
          first(Keys=[{}, {"pk": s("b")}, {"pk": s("b")}])),
    Fault("missing table", NOT_FOUND, {"RequestItems": {MISSING_TABLE: {"Keys": [{"pk": s("a")}]}}},
          code="ResourceNotFoundException"),
    Fault("key", SCHEMA_MISMATCH, second(Keys=[{"pk": s("a"), "x": s("a")}])),
    Fault("path below a key",
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
          first(ProjectionExpression="pk.a")),
]  # fmt: skip


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.batch_get_item, fault, request_, FIRST=tables.s, SECOND=tables.ss)
