"""Expected and ConditionalOperator, on the three operations that write one item."""

import pytest
from legacy_vectors import (
    ERRORS,
    EXPECTED_ERRORS,
    EXPECTED_RESULTS,
    ITEM,
    NO_CONDITIONS,
    ONE_CONDITION,
    RESULTS,
    UNKNOWN_OPERATOR,
    condition,
    mixed,
)
from values import ENVELOPE, INVALID, NOT_FOUND, expect_error, expect_invalid, n, s

FAILED = ("ConditionalCheckFailedException", "The conditional request failed")
WRONG = {"a": condition("EQ", [])}
COUNT_OF_EQ = INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator"


@pytest.fixture(params=["put_item", "update_item", "delete_item"])
def write(request, client):
    """A write of the item with key pk: "a", by each operation."""
    operation = getattr(client, request.param)

    def call(TableName, **options):
        target = {"Item" if request.param == "put_item" else "Key": {"pk": s("a")}}
        return operation(TableName=TableName, **target, **options)

    return call


def holds(client, table, expected, **options):
    """Whether an update that changes nothing is let through."""
    try:
        client.update_item(TableName=table, Key={"pk": s("expected")}, Expected=expected, **options)
        return True
    except client.exceptions.ConditionalCheckFailedException as error:
        assert error.response["Error"]["Message"] == FAILED[1]
        return False


@pytest.fixture(scope="module")
def stored(client, tables):
    client.put_item(TableName=tables.s, Item={"pk": s("expected"), **ITEM})
    return tables.s


@pytest.mark.parametrize("attribute, operator, values, expected", RESULTS)
def test_comparison(client, stored, attribute, operator, values, expected):
    entry = condition(operator, values) if values else {"ComparisonOperator": operator}
    assert holds(client, stored, {attribute: entry}) is expected


@pytest.mark.parametrize("attribute, entry, expected", EXPECTED_RESULTS)
def test_expectation(client, stored, attribute, entry, expected):
    assert holds(client, stored, {attribute: entry}) is expected


@pytest.mark.parametrize("operator, one, none", [(None, False, False), ("AND", False, False), ("OR", True, False)])
def test_conditional_operator(client, stored, operator, one, none):
    options = {"ConditionalOperator": operator} if operator else {}
    assert holds(client, stored, {"n": {"Value": n(5)}, "a": {"Exists": False}}, **options) is one
    assert holds(client, stored, {"n": {"Value": n(6)}, "a": {"Exists": False}}, **options) is none
    assert holds(client, stored, {"n": {"Value": n(5)}, "a": {"Value": s("abc")}}, **options)


def test_an_empty_map_is_no_condition(write, client, tables, key):
    write(tables.s, Expected={})


def test_every_write_is_conditional(client, tables, key):
    item = {"pk": s(key), "v": n(1)}
    client.put_item(TableName=tables.s, Item=item, Expected={"pk": {"Exists": False}})
    expect_error(*FAILED, client.put_item, TableName=tables.s, Item=item, Expected={"pk": {"Exists": False}})
    wrong = {"v": {"Value": n(2)}}
    expect_error(*FAILED, client.update_item, TableName=tables.s, Key={"pk": s(key)}, Expected=wrong)
    expect_error(*FAILED, client.delete_item, TableName=tables.s, Key={"pk": s(key)}, Expected=wrong)
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == item
    client.delete_item(TableName=tables.s, Key={"pk": s(key)}, Expected={"v": {"Value": n("1.0")}})
    assert "Item" not in client.get_item(TableName=tables.s, Key={"pk": s(key)})


def test_a_missing_item_is_an_empty_one(client, tables, key):
    absent = {"a": condition("NE", [s("x")]), "b": {"Exists": False}}
    client.delete_item(TableName=tables.s, Key={"pk": s(key)}, Expected=absent)
    present = {"a": condition("NOT_CONTAINS", [s("x")])}
    expect_error(*FAILED, client.delete_item, TableName=tables.s, Key={"pk": s(key)}, Expected=present)


def test_the_failed_item_can_be_shown(raw, tables, key):
    item = {"pk": s(key), "v": n(1)}
    request = {"TableName": tables.s, "Item": item}
    raw.ok("PutItem", request)
    request |= {"Expected": {"v": {"Exists": False}}, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    answer = raw.call("PutItem", request)
    assert answer.error == FAILED
    assert answer.body["Item"] == item


@pytest.mark.parametrize("operator, values, message", ERRORS)
def test_malformed_comparison(write, name, operator, values, message):
    expect_invalid(ENVELOPE + message, write, TableName=name, Expected={"a": condition(operator, values)})


@pytest.mark.parametrize("entry, message", EXPECTED_ERRORS)
def test_malformed_entry(write, name, entry, message):
    expect_invalid(ENVELOPE + message, write, TableName=name, Expected={"a": entry})


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"Expected": WRONG, "ConditionalOperator": "OR", "ConditionExpression": "="},
            mixed("Expected, ConditionalOperator", "ConditionExpression"),
        ),
        ({"Expected": {}, "ConditionExpression": "="}, mixed("Expected", "ConditionExpression")),
        (
            {"Expected": WRONG, "ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"Expected": WRONG, "ExpressionAttributeValues": {":a": s("a")}},
            "ExpressionAttributeValues can only be specified when using expressions",
        ),
        ({"ConditionalOperator": "OR"}, NO_CONDITIONS),
        ({"ConditionalOperator": "AND", "Expected": {}}, NO_CONDITIONS),
        ({"ConditionalOperator": "AND", "Expected": WRONG}, ONE_CONDITION),
        ({"Expected": {"b": {"Exists": True}, "a": {"Value": n("x")}}},
         INVALID + "Value must be provided when Exists is true for Attribute: b"),
        ({"Expected": {"": {"Exists": False}}}, "Empty attribute name"),
        ({"Expected": WRONG, "ConditionalOperator": "XOR"},
         "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"),
    ],
)  # fmt: skip
def test_order_of_checks(write, name, options, message):
    expect_invalid(ENVELOPE + message, write, TableName=name, **options)


def test_unknown_operator(write, name):
    expect_invalid(
        UNKNOWN_OPERATOR.format(value="eq", map="expected"),
        write, TableName=name, Expected={"a": condition("eq", [s("x")])},
    )  # fmt: skip


@pytest.mark.parametrize("operation", ["put_item", "delete_item"])
def test_return_values_come_first(client, name, operation):
    target = {"Item" if operation == "put_item" else "Key": {"pk": s("a")}}
    expect_invalid(
        ENVELOPE + "ReturnValues can only be ALL_OLD or NONE",
        getattr(client, operation), TableName=name, **target, Expected=WRONG, ReturnValues="ALL_NEW",
    )  # fmt: skip


def test_item_values_and_size_come_first(client, name):
    def put(**item):
        return lambda: client.put_item(TableName=name, Item={"pk": s("a"), **item}, Expected=WRONG)

    expect_invalid(ENVELOPE + "The parameter cannot be converted to a numeric value: x", put(n=n("x")))
    expect_invalid("Item size has exceeded the maximum allowed size", put(d=s("x" * 410_000)))
    expect_invalid(ENVELOPE + COUNT_OF_EQ, put())


def test_the_table_is_looked_up_last(write, name):
    expect_error("ResourceNotFoundException", NOT_FOUND, write, TableName=name, Expected={"a": {"Exists": False}})
