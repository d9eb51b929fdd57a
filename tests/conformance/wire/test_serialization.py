"""SerializationException: JSON of the wrong type, member by member."""

import json

import pytest
from values import s

STRUCTURE = "Start of structure or map found where not expected"
ATTRIBUTE_VALUE = "com.amazonaws.dynamodb.v20120810.AttributeValue"
CAST = (
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of "
    "loader 'bootstrap')"
)


@pytest.mark.parametrize(
    "operation, member, value, message",
    [
        # String
        ("PutItem", "TableName", True, "TRUE_VALUE cannot be converted to String"),
        ("PutItem", "TableName", False, "FALSE_VALUE cannot be converted to String"),
        ("PutItem", "TableName", 23, "NUMBER_VALUE cannot be converted to String"),
        ("PutItem", "TableName", -2.5, "DECIMAL_VALUE cannot be converted to String"),
        ("PutItem", "TableName", [], "Unrecognized collection type class java.lang.String"),
        ("PutItem", "TableName", {}, STRUCTURE),
        ("GetItem", "ProjectionExpression", 23, "NUMBER_VALUE cannot be converted to String"),
        ("Query", "Select", True, "TRUE_VALUE cannot be converted to String"),
        # Boolean
        ("GetItem", "ConsistentRead", 23, "NUMBER_VALUE cannot be converted to Boolean"),
        ("GetItem", "ConsistentRead", 2.5, "DECIMAL_VALUE cannot be converted to Boolean"),
        ("GetItem", "ConsistentRead", "hi", "Unexpected token received from parser"),
        ("GetItem", "ConsistentRead", [], "Unrecognized collection type class java.lang.Boolean"),
        ("GetItem", "ConsistentRead", {}, STRUCTURE),
        # Integer and Long
        ("Scan", "Limit", True, "TRUE_VALUE cannot be converted to Integer"),
        ("Scan", "Limit", False, "FALSE_VALUE cannot be converted to Integer"),
        ("Scan", "Limit", "hi", "STRING_VALUE cannot be converted to Integer"),
        ("Scan", "Limit", [], "Unrecognized collection type class java.lang.Integer"),
        ("Scan", "Limit", {}, STRUCTURE),
        ("Scan", "TotalSegments", "1", "STRING_VALUE cannot be converted to Integer"),
        (
            "CreateTable",
            "ProvisionedThroughput",
            {"ReadCapacityUnits": "hi"},
            "STRING_VALUE cannot be converted to Long",
        ),
        ("CreateTable", "ProvisionedThroughput", {"WriteCapacityUnits": True}, "TRUE_VALUE cannot be converted to Long"),
        # Lists
        ("CreateTable", "KeySchema", "hi", "Unexpected field type"),
        ("CreateTable", "KeySchema", 23, "Unexpected field type"),
        ("CreateTable", "KeySchema", True, "Unexpected field type"),
        ("CreateTable", "KeySchema", {}, STRUCTURE),
        # Structures
        ("CreateTable", "KeySchema", ["hi"], "Unexpected value type in payload"),
        ("CreateTable", "KeySchema", [23], "Unexpected value type in payload"),
        (
            "CreateTable",
            "KeySchema",
            [[]],
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement",
        ),
        (
            "CreateTable",
            "ProvisionedThroughput",
            "hi",
            "Unexpected field type",
        ),
        (
            "CreateTable",
            "ProvisionedThroughput",
            [],
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput",
        ),
        # Maps of attribute values
        ("PutItem", "Item", "hi", "Unexpected field type"),
        ("PutItem", "Item", [], f"Unrecognized collection type java.util.Map<java.lang.String, {ATTRIBUTE_VALUE}>"),
        ("PutItem", "Item", {"a": "hi"}, "Unexpected value type in payload"),
        ("PutItem", "Item", {"a": []}, f"Unrecognized collection type class {ATTRIBUTE_VALUE}"),
        ("PutItem", "Item", {"a": {"S": 5}}, "NUMBER_VALUE cannot be converted to String"),
        ("PutItem", "Item", {"a": {"S": []}}, "Unrecognized collection type class java.lang.String"),
        ("PutItem", "Item", {"a": {"N": 5}}, "NUMBER_VALUE cannot be converted to String"),
        ("PutItem", "Item", {"a": {"N": True}}, "TRUE_VALUE cannot be converted to String"),
        ("PutItem", "Item", {"a": {"BOOL": "hi"}}, "Unexpected token received from parser"),
        ("PutItem", "Item", {"a": {"NULL": 1}}, "NUMBER_VALUE cannot be converted to Boolean"),
        ("PutItem", "Item", {"a": {"SS": "hi"}}, "Unexpected field type"),
        ("PutItem", "Item", {"a": {"SS": [1]}}, "NUMBER_VALUE cannot be converted to String"),
        ("PutItem", "Item", {"a": {"NS": [1]}}, "NUMBER_VALUE cannot be converted to String"),
        ("PutItem", "Item", {"a": {"L": {}}}, STRUCTURE),
        ("PutItem", "Item", {"a": {"L": ["hi"]}}, "Unexpected value type in payload"),
        ("PutItem", "Item", {"a": {"M": "hi"}}, "Unexpected field type"),
        ("PutItem", "Item", {"a": {"M": {"b": {"N": 1}}}}, "NUMBER_VALUE cannot be converted to String"),
        # Blobs
        ("PutItem", "Item", {"a": {"B": 5}}, "only base-64-encoded strings are convertible to bytes"),
        ("PutItem", "Item", {"a": {"B": True}}, "only base-64-encoded strings are convertible to bytes"),
        (
            "PutItem",
            "Item",
            {"a": {"B": "abc"}},
            "Base64 encoded length is expected a multiple of 4 bytes but found: 3",
        ),
        ("PutItem", "Item", {"a": {"B": "abc!"}}, "Invalid last non-pad Base64 character dectected"),
        ("PutItem", "Item", {"a": {"B": []}}, "Unrecognized collection type class java.nio.ByteBuffer"),
        ("PutItem", "Item", {"a": {"B": {}}}, STRUCTURE),
        # Other maps
        ("PutItem", "ExpressionAttributeNames", "hi", "Unexpected field type"),
        (
            "PutItem",
            "ExpressionAttributeNames",
            [],
            "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>",
        ),
        ("PutItem", "ExpressionAttributeNames", {"#a": 5}, "NUMBER_VALUE cannot be converted to String"),
        (
            "BatchGetItem",
            "RequestItems",
            [],
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.KeysAndAttributes>",
        ),
        ("BatchGetItem", "RequestItems", {"abc": "hi"}, "Unexpected value type in payload"),
        ("BatchGetItem", "RequestItems", {"abc": {"Keys": "hi"}}, "Unexpected field type"),
        ("BatchGetItem", "RequestItems", {"abc": {"Keys": ["hi"]}}, CAST),
        (
            "BatchWriteItem",
            "RequestItems",
            [],
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>",
        ),
        ("BatchWriteItem", "RequestItems", {"abc": "hi"}, CAST),
        ("BatchWriteItem", "RequestItems", {"abc": ["hi"]}, "Unexpected value type in payload"),
        ("BatchWriteItem", "RequestItems", {"abc": [{"PutRequest": "hi"}]}, "Unexpected field type"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_wrong_type(raw, operation, member, value, message):
    answer = raw.call(operation, {member: value})
    assert answer.status == 400
    assert answer.body == {"__type": "com.amazon.coral.service#SerializationException", "Message": message}


def test_types_come_before_constraints(raw):
    assert raw.call("PutItem", {"TableName": "bad!name", "ReturnValues": 5}).error[0] == "SerializationException"


def test_members_are_checked_in_declared_order(raw):
    # Limit is declared after TableName, wherever it stands in the request.
    code, message = raw.call("Scan", '{"Limit": "hi", "TableName": 5}').error
    assert (code, message) == ("SerializationException", "NUMBER_VALUE cannot be converted to String")


@pytest.mark.parametrize("value", ["true", "TRUE", "1", "yes", "false", "0", "No", True, False])
def test_booleans_may_be_words(raw, tables, value):
    assert raw.call("GetItem", {"TableName": tables.s, "Key": {"pk": s("a")}, "ConsistentRead": value}).status == 200


def test_decimals_are_truncated_for_integers(raw, tables):
    assert raw.call("Scan", {"TableName": tables.s, "Limit": 1.9}).body["ScannedCount"] <= 1


def test_null_and_unknown_members_are_dropped(raw, tables, key):
    body = {
        "TableName": tables.s,
        "Item": {"pk": {"S": key, "N": None, "Unknown": 5}, "gone": {"S": "x"}},
        "ReturnValues": None,
        "Unknown": [1, 2, {"x": None}],
    }
    raw.ok("PutItem", body)
    assert raw.ok("GetItem", {"TableName": tables.s, "Key": {"pk": s(key)}})["Item"] == {"pk": s(key), "gone": s("x")}


def test_null_as_boolean_word_fails_later(raw, tables):
    code, message = raw.call("PutItem", {"TableName": tables.s, "Item": {"pk": s("a"), "v": {"NULL": "no"}}}).error
    assert code == "ValidationException"
    assert message.endswith("Null attribute value types must have the value of true")


@pytest.mark.parametrize("text", ["\\u00e9", "\\ud83e\\udd80", "\\u0000", "\\\"\\\\\\/\\b\\f\\n\\r\\t"])
def test_json_escapes(raw, tables, key, text):
    raw.ok("PutItem", '{"TableName":"%s","Item":{"pk":{"S":"%s"},"v":{"S":"%s"}}}' % (tables.s, key, text))
    stored = raw.ok("GetItem", {"TableName": tables.s, "Key": {"pk": s(key)}})["Item"]["v"]["S"]
    assert stored == json.loads(f'"{text}"')
