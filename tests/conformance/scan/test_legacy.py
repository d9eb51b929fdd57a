"""ScanFilter, ConditionalOperator and AttributesToGet of Scan."""

import pytest
from legacy_vectors import (
    ERRORS,
    ITEM,
    NO_CONDITIONS,
    NO_OPERATOR,
    ONE_CONDITION,
    RESULTS,
    TYPE_ERRORS,
    UNKNOWN_OPERATOR,
    condition,
    mixed,
)
from values import ENVELOPE, INVALID, NULL, expect_error, expect_invalid, n, s

A_IS_B = {"a": condition("EQ", [s("b")])}


@pytest.fixture(scope="module")
def stored(client):
    from table_factory import TableFactory

    factory = TableFactory(client)
    table = factory()
    client.put_item(TableName=table, Item={"pk": s("one"), **ITEM})
    yield table
    factory.clean_up()


@pytest.mark.parametrize("attribute, operator, values, holds", RESULTS)
def test_result(client, stored, attribute, operator, values, holds):
    found = client.scan(TableName=stored, ScanFilter={attribute: condition(operator, values)})
    assert (found["Count"], found["ScannedCount"]) == (int(holds), 1)


# The classic wording of an empty number differs; Scan answers in it.
@pytest.mark.parametrize("operator, values, message", ERRORS + TYPE_ERRORS)
def test_refused(client, name, operator, values, message):
    expect_invalid(message, client.scan, TableName=name, ScanFilter={"a": condition(operator, values)})


def test_classic_value_wording(client, name):
    expect_invalid(
        "The parameter cannot be converted to a numeric value",
        client.scan, TableName=name, ScanFilter={"a": condition("EQ", [n("")])},
    )  # fmt: skip


def test_the_first_condition_at_fault_is_told(client, name):
    wrong = {"b": condition("EQ", []), "a": condition("EQ", [{"N": "x"}])}
    expect_invalid(
        INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator",
        client.scan, TableName=name, ScanFilter=wrong,
    )  # fmt: skip


def test_empty_attribute_name(client, name):
    expect_invalid("Empty attribute name", client.scan, TableName=name, ScanFilter={"": condition("NULL", [])})


def test_unknown_and_missing_operators(client, name):
    expect_invalid(
        UNKNOWN_OPERATOR.format(value="eq", map="scanFilter"),
        client.scan, TableName=name, ScanFilter={"a": condition("eq", [s("x")])},
    )  # fmt: skip
    expect_invalid(
        NO_OPERATOR.format(map="scanFilter"),
        client.scan, TableName=name, ScanFilter={"a": {"AttributeValueList": [s("x")]}},
    )  # fmt: skip


def test_many_values_of_in(client, stored):
    values = [n(i) for i in range(27_500)]
    assert client.scan(TableName=stored, ScanFilter={"n": condition("IN", values)})["Count"] == 1
    assert client.scan(TableName=stored, ScanFilter={"n": condition("IN", values[6:])})["Count"] == 0


@pytest.mark.parametrize("operator, count", [(None, 0), ("AND", 0), ("OR", 1)])
def test_conditional_operator(client, stored, operator, count):
    options = {"ConditionalOperator": operator} if operator else {}
    one_of_two = {"n": condition("EQ", [n(5)]), "a": condition("EQ", [s("other")])}
    assert client.scan(TableName=stored, ScanFilter=one_of_two, **options)["Count"] == count
    none_of_two = {"n": condition("EQ", [n(6)]), "a": condition("EQ", [s("other")])}
    assert client.scan(TableName=stored, ScanFilter=none_of_two, **options)["Count"] == 0
    both = {"n": condition("EQ", [n(5)]), "a": condition("NOT_NULL", [])}
    assert client.scan(TableName=stored, ScanFilter=both, **options)["Count"] == 1


@pytest.mark.parametrize(
    "options, message",
    [
        ({}, NO_CONDITIONS),
        ({"ScanFilter": {}}, NO_CONDITIONS),
        ({"ScanFilter": A_IS_B}, ONE_CONDITION),
        # before duplicates of AttributesToGet, and before the conditions themselves
        ({"AttributesToGet": ["a", "a"]}, NO_CONDITIONS),
        ({"ScanFilter": {"a": condition("EQ", [])}}, ONE_CONDITION),
    ],
)
def test_conditional_operator_needs_two_conditions(client, name, options, message):
    expect_invalid(message, client.scan, TableName=name, ConditionalOperator="OR", **options)


def test_unknown_conditional_operator_in_the_classic_form(client, name):
    expect_invalid(
        ENVELOPE + "Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value "
        "set: [OR, AND]",
        client.scan, TableName=name, ConditionalOperator="XOR",
    )  # fmt: skip


def test_an_empty_filter_filters_nothing(client, stored):
    assert client.scan(TableName=stored, ScanFilter={})["Count"] == 1


def test_keys_can_be_filtered(client, stored):
    assert client.scan(TableName=stored, ScanFilter={"pk": condition("EQ", [s("one")])})["Count"] == 1
    assert client.scan(TableName=stored, ScanFilter={"pk": condition("NE", [s("one")])})["Count"] == 0


def test_filters_see_what_the_answer_hides(client, stored):
    hidden = {"n": condition("EQ", [n(5)])}
    found = client.scan(TableName=stored, ScanFilter=hidden, AttributesToGet=["z", "nope"])
    assert found["Items"] == [{"z": NULL}]
    counted = client.scan(TableName=stored, ScanFilter=hidden, Select="COUNT")
    assert counted["Count"] == 1 and "Items" not in counted


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"AttributesToGet": ["a"], "ScanFilter": A_IS_B, "ConditionalOperator": "OR", "FilterExpression": "="},
            mixed("AttributesToGet, ScanFilter, ConditionalOperator", "FilterExpression"),
        ),
        (
            {"ScanFilter": {}, "FilterExpression": "a", "ProjectionExpression": "="},
            mixed("ScanFilter", "ProjectionExpression, FilterExpression"),
        ),
        ({"ConditionalOperator": "OR", "ProjectionExpression": "="}, mixed("ConditionalOperator", "ProjectionExpression")),
        # AttributesToGet before the filter, the filter before the start key, that before segments
        (
            {"AttributesToGet": ["b", "b"], "ScanFilter": {"a": condition("EQ", [])}},
            INVALID + "Duplicate value in attribute name: b",
        ),
        (
            {"ScanFilter": {"a": condition("EQ", [])}, "ExclusiveStartKey": {"pk": {}}, "Segment": 1},
            INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator",
        ),
        ({"AttributesToGet": [""]}, "Empty attribute name"),
        (
            {"AttributesToGet": ["a"], "Select": "COUNT"},
            "Cannot specify the AttributesToGet when choosing to get only the Count",
        ),
        (
            {"AttributesToGet": ["a"], "Select": "ALL_ATTRIBUTES"},
            "Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES",
        ),
        (
            {"ScanFilter": A_IS_B, "ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"ScanFilter": A_IS_B, "ExpressionAttributeValues": {":a": s("a")}},
            "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
        ),
    ],
)
def test_order_of_checks(client, name, options, message):
    expect_invalid(message, client.scan, TableName=name, **options)


def test_table_is_looked_up_last(client, name):
    expect_error("ResourceNotFoundException", None, client.scan, TableName=name, ScanFilter=A_IS_B)
