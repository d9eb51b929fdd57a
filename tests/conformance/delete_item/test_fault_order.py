"""The order in which DeleteItem checks a request."""

import pytest
import write_faults as faults
from fault_order import Fault, expect_fault, pairs
from values import ENVELOPE, SCHEMA_MISMATCH, n, s

BASE = {"TableName": "TABLE", "Key": {"pk": s("order"), "sk": s("delete")}}
FAULTS = [
    faults.TABLE_NAME,
    faults.ENUM,
    Fault("value", ENVELOPE + "The parameter cannot be converted to a numeric value: x", {"Key": {"v": n("x")}}),
    faults.MIXING,
    faults.NAMES_ALONE,
    faults.VALUES_ALONE,
    faults.RETURN_VALUES,
    faults.CONDITIONAL_OPERATOR,
    faults.EXPECTED,
    faults.NAMES,
    faults.VALUES,
    faults.CONDITION,
    faults.UNUSED,
    faults.NO_TABLE,
    Fault("key", SCHEMA_MISMATCH, {"Key": {"sk": n(1)}}),
    faults.FAILED_CONDITION,
]


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    client.put_item(TableName=tables.ss, Item=BASE["Key"])
    expect_fault(client.delete_item, fault, request_, TABLE=tables.ss)
    assert "Item" in client.get_item(TableName=tables.ss, Key=BASE["Key"])
