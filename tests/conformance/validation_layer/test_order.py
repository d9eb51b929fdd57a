"""Constraints first, then the request as a whole, then the table, then its schema."""

import pytest
from least_requests import KEY, least
from values import NOT_FOUND, SCHEMA_MISMATCH, n, s

pytestmark = pytest.mark.own_server

# A fault of the request, and one that only the table's schema shows.
CASES = {
    "PutItem": ({"ConditionExpression": "="}, {"Item": {"pk": s("a")}}, "Missing the key sk in the item"),
    "UpdateItem": ({"UpdateExpression": "="}, {"Key": {"pk": s("a")}}, SCHEMA_MISMATCH),
    "DeleteItem": ({"ConditionExpression": "="}, {"Key": {"pk": s("a")}}, SCHEMA_MISMATCH),
    "GetItem": ({"ProjectionExpression": "="}, {"Key": {"pk": s("a")}}, SCHEMA_MISMATCH),
    "Query": (
        {"FilterExpression": "="},
        {"ExpressionAttributeValues": {":pk": n(1)}},
        "Condition parameter type does not match schema type",
    ),
    "Scan": ({"FilterExpression": "="}, {"ExclusiveStartKey": {"pk": s("a")}}, "The provided starting key is invalid"),
}


@pytest.mark.parametrize("operation", CASES)
def test_constraints_then_request_then_table_then_schema(either, operation):
    request_fault, schema_fault, schema_text = CASES[operation]
    everything = least(operation, either.missing_table, **request_fault, **schema_fault, ReturnConsumedCapacity="X")
    assert "'returnConsumedCapacity'" in either.error(operation, everything)
    del everything["ReturnConsumedCapacity"]
    assert "Syntax error" in either.error(operation, everything)
    for member in request_fault:
        del everything[member]
    assert either.raw.call(operation, everything).error == ("ResourceNotFoundException", NOT_FOUND)
    everything["TableName"] = either.table
    assert schema_text in either.error(operation, everything)
    assert either.raw.call(operation, least(operation, either.table)).status == 200


def test_keys_of_batches_come_after_their_table(either):
    body = {"RequestItems": {either.missing_table: {"Keys": [{"pk": KEY["pk"]}]}}}
    assert either.raw.call("BatchGetItem", body).error == ("ResourceNotFoundException", NOT_FOUND)
    body = {"RequestItems": {either.table: {"Keys": [{"pk": KEY["pk"]}]}}}
    assert either.error("BatchGetItem", body) == SCHEMA_MISMATCH
