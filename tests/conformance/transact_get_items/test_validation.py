"""TransactGetItems: refusals and cancellations."""

import re

import pytest
from transactions import DUPLICATE, NONE, expect_cancelled, get, invalid
from values import INVALID, NOT_FOUND, SCHEMA_MISMATCH, expect_error, expect_invalid, n, s

ONE = "1 validation error detected: "


def test_no_actions(client):
    response = expect_invalid(None, client.transact_get_items, TransactItems=[])
    assert response["Error"]["Message"] in (
        ONE + "Value '[]' at 'transactItems' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
        ONE + "Value at 'TransactItems' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
    )


def test_no_transact_items(raw):
    assert raw.call("TransactGetItems", {}).error == (
        "ValidationException",
        ONE + "Value null at 'transactItems' failed to satisfy constraint: Member must not be null",
    )


def test_101_actions(client, tables):
    items = [get(tables.s, {"pk": s(str(i))}) for i in range(101)]
    response = expect_invalid(None, client.transact_get_items, TransactItems=items)
    assert response["Error"]["Message"].endswith(
        "' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100"
    )


def test_constraints_together(client):
    expect_invalid(
        "2 validation errors detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must "
        "satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'bad!name' at 'transactItems.1.member.get.tableName' "
        "failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        client.transact_get_items,
        TransactItems=[get("bad!name", {"pk": s("a")})],
        ReturnConsumedCapacity="X",
    )


@pytest.mark.parametrize(
    "action, path", [({}, "get"), ({"Get": {"TableName": "abc"}}, "get.key"), ({"Get": {"Key": {}}}, "get.tableName")]
)
def test_required_members(client, action, path):
    expect_invalid(
        f"{ONE}Value null at 'transactItems.1.member.{path}' failed to satisfy constraint: Member must not be null",
        client.transact_get_items,
        TransactItems=[action],
    )


@pytest.mark.parametrize(
    "action, message",
    [
        (
            get("no-such-table", {"pk": s("a")}, ""),
            "Invalid ProjectionExpression: The expression can not be empty;",
        ),
        (
            get("no-such-table", {"pk": s("a")}, "a", ExpressionAttributeNames={"#b": "b"}),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
        ),
        (
            get("no-such-table", {"pk": s("a")}, ExpressionAttributeNames={}),
            "ExpressionAttributeNames must not be empty",
        ),
        (get("no-such-table", {"pk": n("x")}), "The parameter cannot be converted to a numeric value: x"),
    ],
    ids=["empty", "unused", "no names", "value"],
)
def test_faults_of_one_action(client, tables, action, message):
    expect_invalid(message, client.transact_get_items, TransactItems=[get(tables.s, {"pk": s("a")}), action])


def test_empty_key_comes_before_a_missing_table(client, tables, name):
    expect_invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
        "string value. Key: pk",
        client.transact_get_items,
        TransactItems=[get(name, {"pk": s("a")}), get(tables.s, {"pk": s("")})],
    )


def test_missing_table(client, tables, name):
    expect_error(
        "ResourceNotFoundException",
        NOT_FOUND,
        client.transact_get_items,
        TransactItems=[get(tables.s, {"pk": s("a")}), get(name, {"pk": s("a")})],
    )


def test_duplicates(client, tables):
    expect_invalid(
        DUPLICATE, client.transact_get_items, TransactItems=[get(tables.n, {"pk": n("1")}), get(tables.n, {"pk": n("1.0")})]
    )


@pytest.mark.parametrize(
    "key, message",
    [
        ({"pk": n(1)}, SCHEMA_MISMATCH),
        ({"a": s("x")}, SCHEMA_MISMATCH),
        ({"pk": s("a"), "b": s("c")}, SCHEMA_MISMATCH),
        ({"pk": s("a" * 2049)}, INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    ],
    ids=["type", "missing", "more", "size"],
)
def test_key_faults_cancel(client, tables, key, message):
    expect_cancelled(
        [NONE, invalid(message), NONE],
        client.transact_get_items,
        TransactItems=[get(tables.s, {"pk": s("a")}), get(tables.s, key), get(tables.s, {"b": n(1)})],
    )


def test_answer_above_4_mib(client, tables, key):
    for i in range(11):
        client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s(str(i)), "v": s("x" * 409_000)})
    keys = [{"pk": s(key), "sk": s(str(i))} for i in range(11)]
    expect_invalid(
        re.compile("size"), client.transact_get_items, TransactItems=[get(tables.ss, item) for item in keys]
    )
    answer = client.transact_get_items(TransactItems=[get(tables.ss, item) for item in keys[:10]])
    assert len(answer["Responses"]) == 10
    answer = client.transact_get_items(TransactItems=[get(tables.ss, item, "pk") for item in keys])
    assert answer["Responses"] == [{"Item": {"pk": s(key)}}] * 11
