"""The order in which PutItem checks a request."""

import pytest
import write_faults as faults
from fault_order import Fault, expect_fault, pairs
from values import ENVELOPE, INVALID, expect_invalid, n, s

BASE = {"TableName": "TABLE", "Item": {"pk": s("order"), "sk": s("a")}}
FAULTS = [
    faults.TABLE_NAME,
    faults.ENUM,
    Fault("value", ENVELOPE + "The parameter cannot be converted to a numeric value: x", {"Item": {"v": n("x")}}),
    faults.MIXING,
    faults.NAMES_ALONE,
    faults.VALUES_ALONE,
    faults.RETURN_VALUES,
    Fault("size", "Item size has exceeded the maximum allowed size", {"Item": {"big": s("x" * 409_600)}}),
    faults.CONDITIONAL_OPERATOR,
    faults.EXPECTED,
    faults.NAMES,
    faults.VALUES,
    faults.CONDITION,
    faults.UNUSED,
    faults.NO_TABLE,
    Fault("key", INVALID + "Type mismatch for key sk expected: S actual: N", {"Item": {"sk": n(1)}}),
    faults.FAILED_CONDITION,
]


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    client.put_item(TableName=tables.ss, Item=BASE["Item"])
    expect_fault(client.put_item, fault, request_, TABLE=tables.ss)


@pytest.mark.parametrize(
    "item, message",
    [
        # Key attributes in the order of the schema; of one attribute: missing, type, empty, size.
        ({"sk": n(1)}, INVALID + "Missing the key pk in the item"),
        ({"pk": n(1), "sk": n(1)}, INVALID + "Type mismatch for key pk expected: S actual: N"),
        ({"pk": n(1)}, INVALID + "Type mismatch for key pk expected: S actual: N"),
        ({"pk": s(""), "sk": s("x" * 1025)}, faults.EMPTY_KEY),
        ({"pk": s("x" * 2049), "sk": s("x" * 1025)}, faults.LARGE_KEY),
    ],
    ids=["missing", "types", "type then missing", "empty then size", "sizes"],
)
def test_key_attributes_in_schema_order(client, tables, item, message):
    expect_invalid(message, client.put_item, TableName=tables.ss, Item=item)
