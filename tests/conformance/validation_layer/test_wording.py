"""Which operation uses which wording: GetItem, BatchGetItem and Query the newer one without an envelope;
Scan, BatchWriteItem and transactions the older one."""

import pytest
from least_requests import KEY, least
from values import INVALID, n, s, ss

pytestmark = pytest.mark.own_server

NUMERIC = "The parameter cannot be converted to a numeric value"
NEW_DUPLICATES = INVALID + 'Input collection ["a", "b", "b"] contains duplicates.'
OLD_DUPLICATES = INVALID + "Input collection [b, a, b] contains duplicates."
EMPTY = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"


def with_value(operation, table, value):
    """A request that holds the value where the operation takes one."""
    key = {**KEY, "v": value}
    return {
        "GetItem": {"TableName": table, "Key": key},
        "BatchGetItem": {"RequestItems": {table: {"Keys": [key]}}},
        "Query": {
            "TableName": table,
            "KeyConditionExpression": "pk = :v",
            "ExpressionAttributeValues": {":v": value},
        },
        "BatchWriteItem": {"RequestItems": {table: [{"PutRequest": {"Item": key}}]}},
        "TransactGetItems": {"TransactItems": [{"Get": {"TableName": table, "Key": key}}]},
        "TransactWriteItems": {"TransactItems": [{"Put": {"TableName": table, "Item": key}}]},
        "Scan": {
            "TableName": table,
            "ScanFilter": {"v": {"ComparisonOperator": "EQ", "AttributeValueList": [value]}},
        },
    }[operation]


@pytest.mark.parametrize(
    "value, new, old",
    [(n(""), NUMERIC + ": ", NUMERIC), (ss("b", "a", "b"), NEW_DUPLICATES, OLD_DUPLICATES)],
)
class TestValues:
    @pytest.mark.parametrize("operation", ["GetItem", "BatchGetItem"])
    def test_reads(self, current, classic, operation, value, new, old):
        assert current.error(operation, with_value(operation, current.table, value)) == new
        assert classic.error(operation, with_value(operation, classic.table, value)) == old

    def test_query(self, current, classic, value, new, old):
        assert current.error("Query", with_value("Query", current.table, value)) == new
        wrapped = f"ExpressionAttributeValues contains invalid value: {old} for key :v"
        assert classic.error("Query", with_value("Query", classic.table, value)) == wrapped

    @pytest.mark.parametrize("operation", ["Scan", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"])
    def test_classic_operations(self, either, operation, value, new, old):
        assert either.error(operation, with_value(operation, either.table, value)) == old


@pytest.mark.parametrize("value, message", [(n(""), NUMERIC), (ss("b", "a", "b"), OLD_DUPLICATES), ({}, EMPTY)])
def test_classic_expression_values(either, value, message):
    wrapped = f"ExpressionAttributeValues contains invalid value: {message} for key :v"
    values = {"ExpressionAttributeValues": {":v": value}}
    assert either.error("Scan", least("Scan", either.table, FilterExpression="a = :v", **values)) == wrapped
    put = {"TableName": either.table, "Item": KEY, "ConditionExpression": "a = :v", **values}
    assert either.error("TransactWriteItems", {"TransactItems": [{"Put": put}]}) == wrapped


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_expression_values_of_writes(current, classic, operation):
    more = {"ConditionExpression": "a = :v", "ExpressionAttributeValues": {":v": {}}}
    assert current.error(operation, least(operation, current.table, **more)) == "1 validation error detected: " + EMPTY
    wrapped = f"ExpressionAttributeValues contains invalid value: {EMPTY} for key :v"
    assert classic.error(operation, least(operation, classic.table, **more)) == wrapped


@pytest.mark.parametrize(
    "value, new, old",
    [
        ({}, "The provided starting key is invalid: " + EMPTY, "The provided starting key is invalid: " + EMPTY),
        (
            {"NULL": False},
            f"The provided starting key is invalid: {INVALID}Null attribute value types must have the value of true",
            f"The provided starting key is invalid: {INVALID}Null attribute value types must have the value of true",
        ),
        (ss("b", "a", "b"), NEW_DUPLICATES, OLD_DUPLICATES),
        (
            ss(),
            INVALID + "An string set  may not be empty",
            "The provided starting key is invalid: " + INVALID + "An string set  may not be empty",
        ),
        ({"NS": []}, INVALID + "An number set  may not be empty", INVALID + "An number set  may not be empty"),
        (n("x"), NUMERIC + ": x", NUMERIC + ": x"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_starting_keys(current, classic, value, new, old):
    more = {"ExclusiveStartKey": {"pk": s("a"), "sk": value}}
    assert current.error("Query", least("Query", current.table, **more)) == new
    assert classic.error("Query", least("Query", classic.table, **more)) == old
    for layer in (current, classic):
        assert layer.error("Scan", least("Scan", layer.table, **more)) == old
