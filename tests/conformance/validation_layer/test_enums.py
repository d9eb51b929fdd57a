"""Unknown values of enums, and Limit, by operation and layer."""

import pytest
from least_requests import OPERATIONS, WRITES, least
from values import ENVELOPE

pytestmark = pytest.mark.own_server

ENUM = "failed to satisfy constraint: Member must satisfy enum value set: "
CAPACITY = "[INDEXES, TOTAL, NONE]"
METRICS = "[SIZE, NONE]"
SELECT = "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"


def unknown(member, values):
    return f"{ENVELOPE}Value 'X' at '{member[0].lower()}{member[1:]}' {ENUM}{values}"


@pytest.mark.parametrize(
    "operation, member, values",
    [
        *((operation, "ReturnConsumedCapacity", CAPACITY) for operation in OPERATIONS),
        *((operation, "ReturnItemCollectionMetrics", METRICS) for operation in WRITES),
        ("BatchWriteItem", "ReturnItemCollectionMetrics", METRICS),
        ("TransactWriteItems", "ReturnItemCollectionMetrics", METRICS),
        ("Query", "Select", SELECT),
        ("Scan", "Select", SELECT),
        *((operation, "ReturnValuesOnConditionCheckFailure", "[ALL_OLD, NONE]") for operation in WRITES),
    ],
)
def test_classic_form(either, operation, member, values):
    assert either.error(operation, least(operation, either.table, **{member: "X"})) == unknown(member, values)


@pytest.mark.parametrize(
    "operation, member, values",
    [
        *((operation, "ReturnValues", "[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]") for operation in WRITES),
        *((operation, "ConditionalOperator", "[OR, AND]") for operation in (*WRITES, "Query", "Scan")),
    ],
)
def test_classic_server(classic, operation, member, values):
    assert classic.error(operation, least(operation, classic.table, **{member: "X"})) == unknown(member, values)


@pytest.mark.parametrize("operation", WRITES)
def test_return_values_of_the_current_layer(current, operation):
    assert current.error(operation, least(operation, current.table, ReturnValues="X")) == (
        ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: "
        "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
    )


@pytest.mark.parametrize("operation", [*WRITES, "Query"])
def test_conditional_operator_of_the_current_layer(current, operation):
    # Alone, and before Select.
    more = {"ConditionalOperator": "X", "ReturnConsumedCapacity": "X", "Select": "X"}
    assert current.error(operation, least(operation, current.table, **more)) == (
        ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"
    )


AT_LEAST_ONE = "failed to satisfy constraint: Member must have value greater than or equal to 1"


def test_limit_zero(current, classic):
    old = f"{ENVELOPE}Value '0' at 'limit' {AT_LEAST_ONE}"
    assert current.error("Query", least("Query", current.table, Limit=0)) == f"{ENVELOPE}Value at 'Limit' {AT_LEAST_ONE}"
    assert classic.error("Query", least("Query", classic.table, Limit=0)) == old
    for layer in (current, classic):
        assert layer.error("Scan", least("Scan", layer.table, Limit=0)) == old
