"""The order in which UpdateItem checks a request."""

import dataclasses

import pytest
import write_faults as faults
from fault_order import Fault, expect_fault, pairs
from table_factory import TableFactory
from values import ENVELOPE, INVALID, SCHEMA_MISMATCH, expect_invalid, n, s

NESTED = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: "

UNKNOWN_RETURN_VALUES = Fault(
    "unknown return values",
    ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: "
    "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
    {"ReturnValues": "X"},
)
BASE = {"TableName": "TABLE", "Key": {"pk": s("order"), "sk": s("update")}}
FAULTS = [
    faults.TABLE_NAME,
    UNKNOWN_RETURN_VALUES,
    faults.ENUM,
    Fault("value", ENVELOPE + "The parameter cannot be converted to a numeric value: x", {"Key": {"v": n("x")}}),
    faults.MIXING,
    faults.NAMES_ALONE,
    faults.VALUES_ALONE,
    Fault(
        "attribute updates",
        ENVELOPE + INVALID + "Only DELETE action is allowed when no attribute value is specified",
        {"AttributeUpdates": {"a": {}}},
        without=("UpdateExpression", "ConditionExpression"),
    ),
    faults.CONDITIONAL_OPERATOR,
    faults.EXPECTED,
    faults.NAMES,
    faults.VALUES,
    Fault(
        "update",
        ENVELOPE + 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"',
        {"UpdateExpression": "SET a"},
        without=("Expected", "ConditionalOperator", "AttributeUpdates"),
    ),
    faults.CONDITION,
    faults.UNUSED,
    faults.NO_TABLE,
    Fault("key", SCHEMA_MISMATCH, {"Key": {"sk": n(1)}}),
    Fault(
        "key updated",
        INVALID + "Cannot update attribute pk. This attribute is part of the key",
        {"UpdateExpression": "REMOVE pk"},
        without=("Expected", "ConditionalOperator", "AttributeUpdates"),
    ),
    Fault(
        "target below a key",
        NESTED + "pk",
        {"UpdateExpression": "REMOVE pk[0]"},
        without=("Expected", "ConditionalOperator", "AttributeUpdates"),
    ),
    Fault("path below a key", NESTED + "sk", {"ConditionExpression": "attribute_exists(sk.a)"}),
    faults.FAILED_CONDITION,
    Fault(
        "missing operand",
        "The provided expression refers to an attribute that does not exist in the item",
        {"UpdateExpression": "SET a = nope"},
        without=("Expected", "ConditionalOperator", "AttributeUpdates"),
    ),
    Fault(
        "size",
        "Item size to update has exceeded the maximum allowed size",
        {"UpdateExpression": "SET a = :big", "ExpressionAttributeValues": {":big": s("x" * 409_600)}},
        without=("Expected", "ConditionalOperator", "AttributeUpdates"),
    ),
]



@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_first_fault(client, tables, fault, request_):
    client.put_item(TableName=tables.ss, Item=BASE["Key"])
    expect_fault(client.update_item, fault, request_, TABLE=tables.ss)
    assert client.get_item(TableName=tables.ss, Key=BASE["Key"])["Item"] == BASE["Key"]


# Both layers check in one order. What the constraint stage finds is joined in the older one.
CLASSIC = [
    dataclasses.replace(fault, message=fault.message.removeprefix(ENVELOPE))
    for fault in FAULTS
    if fault not in (faults.TABLE_NAME, UNKNOWN_RETURN_VALUES, faults.ENUM, faults.VALUES_ALONE)
]


@pytest.fixture(scope="module")
def classic_table(classic_client):
    return TableFactory(classic_client)("pk:S", "sk:S")


@pytest.mark.parametrize("fault, request_", pairs(BASE, CLASSIC))
def test_first_fault_in_the_classic_layer(classic_client, classic_table, fault, request_):
    classic_client.put_item(TableName=classic_table, Item=BASE["Key"])
    expect_fault(classic_client.update_item, fault, request_, TABLE=classic_table)


def test_a_key_is_not_updated_before_it_is_not_looked_into(client, tables):
    expect_invalid(
        INVALID + "Cannot update attribute sk. This attribute is part of the key",
        client.update_item, TableName=tables.ss, Key=BASE["Key"], UpdateExpression="REMOVE pk.a, sk",
    )  # fmt: skip


def test_operands_come_before_the_size(client, tables):
    expect_invalid(
        "The provided expression refers to an attribute that does not exist in the item",
        client.update_item, TableName=tables.ss, Key=BASE["Key"], UpdateExpression="SET a = :big, b = nope",
        ExpressionAttributeValues={":big": s("x" * 409_600)},
    )  # fmt: skip
