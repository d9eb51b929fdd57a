"""ConditionExpression on PutItem, and what a failed one answers."""

import threading

import pytest
from values import ENVELOPE, expect_error, expect_invalid, n, s

FAILED = ("ConditionalCheckFailedException", "The conditional request failed")


def test_create_once(client, tables, key):
    put = {"TableName": tables.s, "Item": {"pk": s(key)}, "ConditionExpression": "attribute_not_exists(pk)"}
    client.put_item(**put)
    expect_error(*FAILED, client.put_item, **put)


def test_replace_only_what_exists(client, tables, key):
    put = {"TableName": tables.s, "Item": {"pk": s(key)}, "ConditionExpression": "attribute_exists(pk)"}
    expect_error(*FAILED, client.put_item, **put)
    assert "Item" not in client.get_item(TableName=tables.s, Key={"pk": s(key)})
    client.put_item(TableName=tables.s, Item={"pk": s(key)})
    client.put_item(**put)


def test_condition_sees_the_stored_item_not_the_new_one(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(1)})
    put = {
        "TableName": tables.s,
        "Item": {"pk": s(key), "v": n(2)},
        "ConditionExpression": "#v = :v",
        "ExpressionAttributeNames": {"#v": "v"},
    }
    expect_error(*FAILED, client.put_item, ExpressionAttributeValues={":v": n(2)}, **put)
    client.put_item(ExpressionAttributeValues={":v": n(1)}, **put)


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_failed_condition_may_return_the_item(raw, tables, key, operation):
    stored = {"pk": s(key), "v": n(1)}
    raw.ok("PutItem", {"TableName": tables.s, "Item": stored})
    target = {"Item": {"pk": s(key)}} if operation == "PutItem" else {"Key": {"pk": s(key)}}
    body = {"TableName": tables.s, **target, "ConditionExpression": "attribute_not_exists(pk)"}
    without = raw.call(operation, body)
    assert without.error == FAILED
    assert "Item" not in without.body
    assert "Attributes" not in without.body
    asked = raw.call(operation, {**body, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})
    assert asked.error == FAILED
    assert asked.body["Item"] == stored
    none = raw.call(operation, {**body, "ReturnValuesOnConditionCheckFailure": "NONE"})
    assert "Item" not in none.body


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_failed_condition_shows_nothing_else(raw, tables, key, operation):
    target = {"Item": {"pk": s(key)}} if operation == "PutItem" else {"Key": {"pk": s(key)}}
    options = {"ReturnValues": "ALL_OLD", "ReturnConsumedCapacity": "TOTAL", "ReturnItemCollectionMetrics": "SIZE"}
    answer = raw.call(
        operation, {"TableName": tables.s, **target, "ConditionExpression": "attribute_exists(pk)", **options}
    )
    assert answer.error == FAILED
    assert set(answer.body) == {"__type", "message"}


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_failed_condition_on_nothing_returns_no_item(raw, tables, key, operation):
    target = {"Item": {"pk": s(key)}} if operation == "PutItem" else {"Key": {"pk": s(key)}}
    answer = raw.call(
        operation,
        {
            "TableName": tables.s,
            **target,
            "ConditionExpression": "attribute_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        },
    )
    assert answer.error == FAILED
    assert "Item" not in answer.body


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"ExpressionAttributeValues": {":a": s("a")}},
            "ExpressionAttributeValues can only be specified when using expressions",
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {}},
            "ExpressionAttributeNames must not be empty",
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": {}},
            "ExpressionAttributeValues must not be empty",
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {"a": "a"}},
            'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": {"a": s("a")}},
            'ExpressionAttributeValues contains invalid key: Syntax error; key: "a"',
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {"#" + "a" * 255: "a"}},
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too "
            "long; size of key: 256",
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": {":" + "a" * 255: s("a")}},
            "ExpressionAttributeValues contains invalid key: The expression attribute map contains a key that is too long;",
        ),
        (
            {"ConditionExpression": "attribute_exists(#a)", "ExpressionAttributeNames": {"#a": ""}},
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
        ),
        (
            {"ConditionExpression": "a = :a", "ExpressionAttributeValues": {":a": n("x")}},
            "The parameter cannot be converted to a numeric value: x",
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {"#b": "b", "#a": "a"}},
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}",
        ),
        (
            {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": {":a": s("a")}},
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}",
        ),
        (
            {"ConditionExpression": ""},
            "Invalid ConditionExpression: The expression can not be empty;",
        ),
        (
            {"ConditionExpression": "a = :a"},
            "Invalid ConditionExpression: An expression attribute value used in expression is not defined; "
            "attribute value: :a",
        ),
        (
            {"ConditionExpression": "attribute_exists(#c)"},
            "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
            "attribute name: #c",
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_placeholders(client, tables, options, message):
    expect_invalid(ENVELOPE + message, client.put_item, TableName=tables.s, Item={"pk": s("a")}, **options)


def test_one_winner_among_many_writers(make_boto, client, tables, key):
    """Single-item writes are serializable: of many conditional creations exactly one succeeds."""
    clients = [make_boto() for _ in range(8)]
    outcomes = []

    def create(who, client):
        try:
            client.put_item(
                TableName=tables.s,
                Item={"pk": s(key), "who": n(who)},
                ConditionExpression="attribute_not_exists(pk)",
            )
            outcomes.append(who)
        except client.exceptions.ConditionalCheckFailedException:
            pass

    threads = [threading.Thread(target=create, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]["who"] == n(outcomes[0])
