"""TransactWriteItems: what is refused before the transaction starts."""

import re

import pytest
from transactions import DUPLICATE, check, delete, put, stored, update
from values import NOT_FOUND, deep, expect_error, expect_invalid, n, s, ss

ONE = "1 validation error detected: "
PATTERN = " failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
NOT_NULL = " failed to satisfy constraint: Member must not be null"


def test_no_actions(client):
    response = expect_invalid(None, client.transact_write_items, TransactItems=[])
    assert response["Error"]["Message"] in (
        ONE + "Value '[]' at 'transactItems' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
        ONE + "Value at 'TransactItems' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
    )


def test_no_transact_items(raw):
    assert raw.call("TransactWriteItems", {}).error == (
        "ValidationException",
        ONE + "Value null at 'transactItems'" + NOT_NULL,
    )


def test_101_actions(client, tables):
    items = [put(tables.s, {"pk": s(str(i))}) for i in range(101)]
    response = expect_invalid(None, client.transact_write_items, TransactItems=items)
    assert response["Error"]["Message"].endswith(
        "' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100"
    )


@pytest.mark.parametrize("token, bound", [("", "greater than or equal to 1"), ("t" * 37, "less than or equal to 36")])
def test_token_length(client, tables, token, bound):
    expect_invalid(
        f"{ONE}Value '{token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length {bound}",
        client.transact_write_items,
        TransactItems=[put(tables.s, {"pk": s("a")})],
        ClientRequestToken=token,
    )


def test_all_constraints_together(client):
    expect_invalid(
        "4 validation errors detected: "
        f"Value '{'t' * 37}' at 'clientRequestToken' failed to satisfy constraint: "
        "Member must have length less than or equal to 36; "
        "Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: "
        "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; "
        "Value 'Y' at 'returnItemCollectionMetrics' failed to satisfy constraint: "
        "Member must satisfy enum value set: [SIZE, NONE]; "
        f"Value 'bad!name' at 'transactItems.1.member.put.tableName'{PATTERN}",
        client.transact_write_items,
        TransactItems=[put("bad!name", {"pk": s("a")})],
        ClientRequestToken="t" * 37,
        ReturnConsumedCapacity="X",
        ReturnItemCollectionMetrics="Y",
    )


@pytest.mark.parametrize(
    "action, member",
    [
        (put("bad!name", {"pk": s("a")}), "put"),
        (delete("bad!name", {"pk": s("a")}), "delete"),
        (update("bad!name", {"pk": s("a")}, "REMOVE v"), "update"),
        (check("bad!name", {"pk": s("a")}, "attribute_exists(pk)"), "conditionCheck"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_table_names(client, action, member):
    expect_invalid(
        f"{ONE}Value 'bad!name' at 'transactItems.2.member.{member}.tableName'{PATTERN}",
        client.transact_write_items,
        TransactItems=[put("good", {"pk": s("b")}), action],
    )


@pytest.mark.parametrize(
    "action, path",
    [
        ({"Put": {"TableName": "abc"}}, "put.item"),
        ({"Put": {"Item": {"pk": s("a")}}}, "put.tableName"),
        ({"Delete": {"TableName": "abc"}}, "delete.key"),
        ({"Update": {"TableName": "abc", "Key": {"pk": s("a")}}}, "update.updateExpression"),
        ({"ConditionCheck": {"TableName": "abc", "Key": {"pk": s("a")}}}, "conditionCheck.conditionExpression"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_required_members(client, action, path):
    expect_invalid(
        f"{ONE}Value null at 'transactItems.1.member.{path}'{NOT_NULL}",
        client.transact_write_items,
        TransactItems=[action],
    )


def test_on_failure_enum(client):
    expect_invalid(
        f"{ONE}Value 'X' at 'transactItems.1.member.put.returnValuesOnConditionCheckFailure' failed to satisfy "
        "constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
        client.transact_write_items,
        TransactItems=[put("abc", {"pk": s("a")}, ReturnValuesOnConditionCheckFailure="X")],
    )


def test_action_without_operation(client):
    response = expect_invalid(None, client.transact_write_items, TransactItems=[{}])
    assert response["Error"]["Message"] in (
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
        ONE + "Value '' at 'transactItems' failed to satisfy constraint: "
        "TransactWriteRequest should contain Delete or Put or Update or ConditionCheck",
    )


def test_action_with_two_operations(client, tables, key):
    both = {**put(tables.s, {"pk": s(key)}), **delete(tables.s, {"pk": s(key + "2")})}
    expect_invalid(None, client.transact_write_items, TransactItems=[both])
    assert stored(client, tables.s, {"pk": s(key)}) is None


# Faults of one action: told before the table is looked for, the first of the request first.
FAULTS = [
    (
        put("no-such-table", {"pk": s("a")}, "a ="),
        'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="',
    ),
    (put("no-such-table", {"pk": s("a"), "": s("b")}), "Empty attribute name"),
    (
        update("no-such-table", {"pk": s("a")}, "REMOVE #a", ExpressionAttributeNames={"#a": ""}),
        "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
    ),
    (
        put("no-such-table", {"pk": s("a")}, "a" * 4097),
        "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097",
    ),
    (
        update("no-such-table", {"pk": s("a")}, "a" * 4097),
        "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;",
    ),
    (put("no-such-table", {"pk": s("a")}, ""), "Invalid ConditionExpression: The expression can not be empty;"),
    (
        update("no-such-table", {"pk": s("a")}, "SET a = :v", {}),
        "ExpressionAttributeValues must not be empty",
    ),
    (
        update("no-such-table", {"pk": s("a")}, "SET a = :v"),
        "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v",
    ),
    (
        update("no-such-table", {"pk": s("a")}, "SET a = :v", {":v": n(1), ":w": n(2)}),
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}",
    ),
    (
        update("no-such-table", {"pk": s("a")}, "REMOVE a", ExpressionAttributeNames={"#b": "b"}),
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
    ),
    (
        update("no-such-table", {"pk": s("a")}, "SET a = :v", {":v": n("x")}),
        "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x "
        "for key :v",
    ),
    (
        check("no-such-table", {"pk": s("a")}, "#b = pk"),
        "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
        "attribute name: #b",
    ),
    (put("no-such-table", {"pk": s("a"), "v": n("x")}), "The parameter cannot be converted to a numeric value: x"),
    (delete("no-such-table", {"pk": n("x")}), "The parameter cannot be converted to a numeric value: x"),
    (
        put("no-such-table", {"pk": s("a"), "v": ss("b", "b")}),
        "One or more parameter values were invalid: Input collection [b, b] contains duplicates.",
    ),
    (
        put("no-such-table", {"pk": s("a"), "v": deep(32)}),
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    ),
    (put("no-such-table", {"pk": s("a"), "v": s("x" * 409_600)}), "Item size has exceeded the maximum allowed size"),
]


@pytest.mark.parametrize("action, message", FAULTS, ids=[f"{i}" for i in range(len(FAULTS))])
def test_faults_of_one_action(client, tables, key, action, message):
    expect_invalid(message, client.transact_write_items, TransactItems=[put(tables.s, {"pk": s(key)}), action])
    assert stored(client, tables.s, {"pk": s(key)}) is None


def test_first_action_first(client):
    expect_invalid(
        "Item size has exceeded the maximum allowed size",
        client.transact_write_items,
        TransactItems=[FAULTS[-1][0], FAULTS[0][0]],
    )


def test_payload_above_4_mib(client, tables, key):
    items = [put(tables.ss, {"pk": s(key), "sk": s(str(i)), "v": s("x" * 409_000)}) for i in range(11)]
    expect_invalid(re.compile("size cannot exceed"), client.transact_write_items, TransactItems=items)
    client.transact_write_items(TransactItems=items[:10])
    assert stored(client, tables.ss, {"pk": s(key), "sk": s("9")})


def test_payload_of_expression_values_counts(client, tables, key):
    items = [
        update(tables.ss, {"pk": s(key), "sk": s(str(i))}, "SET v = :v", {":v": s("x" * 409_000)}) for i in range(11)
    ]
    expect_invalid(re.compile("size cannot exceed"), client.transact_write_items, TransactItems=items)


def test_stored_items_do_not_count(client, tables, key):
    for i in range(11):
        client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s(str(i)), "v": s("x" * 409_000)})
    client.transact_write_items(
        TransactItems=[
            update(tables.ss, {"pk": s(key), "sk": s(str(i))}, "SET w = :w", {":w": n(1)}) for i in range(11)
        ]
    )


@pytest.mark.parametrize(
    "action",
    [
        lambda table: put(table, {"pk": s("")}),
        lambda table: delete(table, {"pk": s("")}),
        lambda table: update(table, {"pk": s("")}, "REMOVE a"),
        lambda table: check(table, {"pk": s("")}, "attribute_exists(pk)"),
    ],
    ids=["put", "delete", "update", "check"],
)
def test_empty_key_comes_before_a_missing_table(client, tables, name, action):
    expect_invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
        "string value. Key: pk",
        client.transact_write_items,
        TransactItems=[put(name, {"pk": s("a")}), action(tables.s)],
    )


def test_empty_binary_key(client, tables):
    expect_invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
        "binary value. Key: pk",
        client.transact_write_items,
        TransactItems=[put(tables.b, {"pk": {"B": b""}})],
    )


def test_missing_table(client, tables, key, name):
    expect_error(
        "ResourceNotFoundException",
        NOT_FOUND,
        client.transact_write_items,
        TransactItems=[put(tables.s, {"pk": s(key)}), put(name, {"pk": s("a")})],
    )
    assert stored(client, tables.s, {"pk": s(key)}) is None


@pytest.mark.parametrize(
    "second",
    [
        lambda table, key: delete(table, key),
        lambda table, key: update(table, key, "REMOVE a"),
        lambda table, key: check(table, key, "attribute_exists(pk)"),
    ],
    ids=["delete", "update", "check"],
)
def test_two_actions_on_one_item(client, tables, key, second):
    expect_invalid(
        DUPLICATE,
        client.transact_write_items,
        TransactItems=[put(tables.s, {"pk": s(key), "v": n(1)}), second(tables.s, {"pk": s(key)})],
    )


def test_duplicate_numbers_are_compared_by_value(client, tables):
    expect_invalid(
        DUPLICATE,
        client.transact_write_items,
        TransactItems=[put(tables.n, {"pk": n("1")}), delete(tables.n, {"pk": n("1.0")})],
    )


def test_one_key_in_two_tables_is_two_items(client, tables, new_table, key):
    other = new_table("pk:S")
    client.transact_write_items(TransactItems=[put(tables.s, {"pk": s(key)}), put(other, {"pk": s(key)})])
    assert stored(client, other, {"pk": s(key)})
