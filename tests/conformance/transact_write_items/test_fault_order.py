"""The order in which TransactWriteItems checks a request."""

import pytest
import write_faults as faults
from fault_order import MISSING_TABLE, Fault, expect_fault, pairs
from transactions import DUPLICATE, put, stored
from values import NOT_FOUND, n, s

CANCELLED = "TransactionCanceledException"
ACTIONS = 24


def at(position, **members):
    """These members in one action; the others stay as they are."""
    return {"TransactItems": [None] * position + [{"Put": members}]}


BASE = {"TransactItems": [put("TABLE", {"pk": s(f"order{i}")}) for i in range(ACTIONS)]}
FAULTS = [
    faults.ENUM,
    Fault(
        "no operation",
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
        {"TransactItems": [None, {}]},
    ),
    Fault(
        "values map",
        'ExpressionAttributeValues contains invalid key: Syntax error; key: "bad"',
        at(2, ExpressionAttributeValues={"bad": s("a")}),
    ),
    Fault(
        "condition",
        'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a"',
        at(2, ConditionExpression="a"),
    ),
    Fault("item value", "The parameter cannot be converted to a numeric value: x", at(2, Item={"v": n("x")})),
    Fault("item size", "Item size has exceeded the maximum allowed size", at(2, Item={"w": s("x" * 409_600)})),
    Fault(
        "condition of a later action",
        'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "b"',
        at(3, ConditionExpression="b"),
    ),
    Fault(
        "payload",
        "Transaction request size cannot exceed 4 MB",
        {"TransactItems": [None] * 10 + [{"Put": {"Item": {"v": s("x" * 390_000)}}}] * 11},
    ),
    Fault("empty key", faults.EMPTY_KEY, at(5, Item={"pk": s("")})),
    Fault("missing table", NOT_FOUND, at(4, TableName=MISSING_TABLE), code="ResourceNotFoundException"),
    Fault("one item twice", DUPLICATE, at(21, Item={"pk": s("order20")})),
    Fault("key", None, at(22, Item={"pk": n(1)}), code=CANCELLED),
    Fault("failed condition", None, at(23, ConditionExpression="attribute_exists(pk)"), code=CANCELLED),
]


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.transact_write_items, fault, request_, TABLE=tables.s)
    assert stored(client, tables.s, {"pk": s("order0")}) is None
