"""The order in which TransactGetItems checks a request."""

import pytest
import write_faults as faults
from fault_order import MISSING_TABLE, Fault, expect_fault, pairs
from transactions import DUPLICATE, get
from values import NOT_FOUND, n, s


def at(position, **members):
    """These members in one action; the others stay as they are."""
    return {"TransactItems": [None] * position + [{"Get": members}]}


BASE = {"TransactItems": [get("TABLE", {"pk": s(f"order{i}")}) for i in range(8)]}
FAULTS = [
    faults.ENUM,
    Fault(
        "names",
        'ExpressionAttributeNames contains invalid key: Syntax error; key: "bad"',
        at(1, ExpressionAttributeNames={"bad": "a"}),
    ),
    Fault(
        "projection",
        'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
        at(1, ProjectionExpression="a,"),
    ),
    Fault(
        "unused",
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
        {"TransactItems": [None, {"Get": {"ExpressionAttributeNames": {"#unused": "a"}}}]},
        needs=at(1, ProjectionExpression="a"),
    ),
    Fault("value", "The parameter cannot be converted to a numeric value: x", at(1, Key={"pk": n("x")})),
    Fault(
        "projection of a later action",
        'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
        at(2, ProjectionExpression="b,"),
    ),
    Fault("empty key", faults.EMPTY_KEY, at(4, Key={"pk": s("")})),
    Fault("missing table", NOT_FOUND, at(3, TableName=MISSING_TABLE), code="ResourceNotFoundException"),
    Fault("one item twice", DUPLICATE, at(6, Key={"pk": s("order5")})),
    Fault("key", None, at(7, Key={"pk": n(1)}), code="TransactionCanceledException"),
]


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    expect_fault(client.transact_get_items, fault, request_, TABLE=tables.s)
