"""The order in which BatchWriteItem checks a request."""

import pytest
import write_faults as faults
from fault_order import MISSING_TABLE, Fault, expect_fault, pairs
from values import NOT_FOUND, SCHEMA_MISMATCH, deep, n, s


def first(*requests):
    return {"RequestItems": {"FIRST": list(requests)}}


def second(*requests):
    return {"RequestItems": {"SECOND": list(requests)}}


def put(**item):
    return {"PutRequest": {"Item": item}}


BASE = {
    "RequestItems": {
        "FIRST": [put(pk=s(f"order{i}")) for i in range(6)],
        "SECOND": [put(pk=s("order"), sk=s(str(i))) for i in range(2)],
    }
}
FAULTS = [
    faults.ENUM,
    Fault(
        "empty request",
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        first({}),
    ),
    Fault("value", "The parameter cannot be converted to a numeric value: x", first(None, put(v=n("x")))),
    Fault(
        "nesting",
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
        first(None, None, put(v=deep(32))),
    ),
    Fault(
        "size", "Item size has exceeded the maximum allowed size", first(None, None, None, put(v=s("x" * 409_600)))
    ),
    Fault(
        "value of another table", "The parameter cannot be converted to a numeric value: y", second(put(v=n("y")))
    ),
    Fault("missing table", NOT_FOUND, {"RequestItems": {MISSING_TABLE: [put(pk=s("a"))]}}, code="ResourceNotFoundException"),
    Fault("key", SCHEMA_MISMATCH, first(None, None, None, None, put(pk=n(1)))),
    Fault("empty key", faults.EMPTY_KEY, first(None, None, None, None, None, put(pk=s("")))),
    Fault("key of another table", SCHEMA_MISMATCH, second(None, put(pk=n(2)))),
    Fault("duplicates", "Provided list of item keys contains duplicates", first(None, put(pk=s("order0")))),
]


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.batch_write_item, fault, request_, FIRST=tables.s, SECOND=tables.ss)
    assert "Item" not in client.get_item(TableName=tables.s, Key={"pk": s("order1")})
