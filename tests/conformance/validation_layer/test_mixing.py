"""Legacy parameters beside expressions: every pair of every operation, and when that is told."""

import pytest
from legacy_vectors import mixed
from least_requests import KEY, WRITES, least
from values import ENVELOPE, s

pytestmark = pytest.mark.own_server

# By operation: the legacy parameters and the expressions, each in the order in which they are told.
PARAMETERS = {
    "PutItem": (["Expected", "ConditionalOperator"], ["ConditionExpression"]),
    "DeleteItem": (["Expected", "ConditionalOperator"], ["ConditionExpression"]),
    "UpdateItem": (["AttributeUpdates", "Expected", "ConditionalOperator"], ["UpdateExpression", "ConditionExpression"]),
    "GetItem": (["AttributesToGet"], ["ProjectionExpression"]),
    "Query": (
        ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
        ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    ),
    "Scan": (["AttributesToGet", "ScanFilter", "ConditionalOperator"], ["ProjectionExpression", "FilterExpression"]),
}
VALUES = {"AttributesToGet": ["a"], "ConditionalOperator": "OR"}
PAIRS = [
    (operation, legacy, expression)
    for operation, (all_legacy, expressions) in PARAMETERS.items()
    for legacy in all_legacy
    for expression in expressions
    # KeyConditions may stand beside other expressions.
    if legacy != "KeyConditions" or expression == "KeyConditionExpression"
]


def bare(operation, table, **more):
    """The least request, of Query without its condition."""
    return {"TableName": table, **more} if operation == "Query" else least(operation, table, **more)


def text(layer, current, operation, message):
    return ENVELOPE + message if operation in WRITES and layer is current else message


@pytest.mark.parametrize("operation, legacy, expression", PAIRS)
def test_pair(current, either, operation, legacy, expression):
    body = bare(operation, either.missing_table, **{legacy: VALUES.get(legacy, {}), expression: "="})
    assert either.error(operation, body) == text(either, current, operation, mixed(legacy, expression))


@pytest.mark.parametrize("operation", PARAMETERS)
def test_all_of_them(current, either, operation):
    legacy, expressions = PARAMETERS[operation]
    body = bare(operation, either.missing_table)
    body |= {name: VALUES.get(name, {}) for name in reversed(legacy)} | {name: "=" for name in reversed(expressions)}
    message = mixed(", ".join(legacy), ", ".join(expressions))
    assert either.error(operation, body) == text(either, current, operation, message)
    # Before anything about placeholders, and after the constraints.
    body |= {"ExpressionAttributeNames": {"bad": "a"}}
    if operation != "GetItem":
        body |= {"ExpressionAttributeValues": {}}
    assert either.error(operation, body) == text(either, current, operation, message)
    assert "'returnConsumedCapacity'" in either.error(operation, body | {"ReturnConsumedCapacity": "X"})
    assert "'tableName'" in either.error(operation, body | {"TableName": "bad!name"})


@pytest.mark.parametrize("expression", ["FilterExpression", "ProjectionExpression"])
def test_key_conditions_beside_other_expressions(either, expression):
    conditions = {"pk": {"ComparisonOperator": "EQ", "AttributeValueList": [s("nobody")]}}
    text = "attribute_exists(a)" if expression == "FilterExpression" else "a"
    body = {"TableName": either.table, "KeyConditions": conditions, expression: text}
    assert either.raw.ok("Query", body)["Count"] == 0


def test_batch_get_item(either):
    old, new = {"Keys": [KEY], "AttributesToGet": ["a"]}, {"Keys": [KEY], "ProjectionExpression": "="}
    message = mixed("AttributesToGet", "ProjectionExpression")
    names = either.missing_table, either.missing_table + "2"
    assert either.error("BatchGetItem", {"RequestItems": {names[0]: {**old, **new}}}) == message
    assert either.error("BatchGetItem", {"RequestItems": {names[0]: old, names[1]: new}}) == message
    assert either.error("BatchGetItem", {"RequestItems": {names[0]: new, names[1]: old}}) == message


def test_others_have_no_legacy_parameters(either):
    """There they are members nobody knows."""
    expected = {"Expected": {"pk": {"Value": s("x")}}, "ConditionalOperator": "X"}
    put = {"TableName": either.table, "Item": KEY, **expected}
    either.raw.ok("TransactWriteItems", {"TransactItems": [{"Put": put}]})
    get = {"TableName": either.table, "Key": KEY, "AttributesToGet": ["x"]}
    answer = either.raw.ok("TransactGetItems", {"TransactItems": [{"Get": get}]})
    assert answer["Responses"] == [{"Item": KEY}]
    either.raw.ok("BatchWriteItem", {"RequestItems": {either.table: [{"PutRequest": {"Item": KEY, **expected}}]}})
