"""The older validation layer on the three operations that write one item: bare texts, wrapped values."""

import pytest
from values import INVALID, NOT_FOUND, deep, expect_error, expect_invalid, n, s, ss

WRAPPED = "ExpressionAttributeValues contains invalid value: {} for key :v"
ENUM = "Value 'X' at '{}' failed to satisfy constraint: Member must satisfy enum value set: [{}]"


@pytest.fixture(params=["put_item", "update_item", "delete_item"])
def write(request, classic_client):
    """A write into a table that does not exist, by each operation."""

    def call(**options):
        target = {"Item" if request.param == "put_item" else "Key": {"pk": s("a")}}
        getattr(classic_client, request.param)(**{"TableName": "no-such-table", **target, **options})

    call.operation = request.param
    return call


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"ConditionExpression": "a" * 4097},
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097",
        ),
        ({"ConditionExpression": "a-b"}, 'Invalid ConditionExpression: Syntax error; token: "-", near: "a-b"'),
        (
            {"ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"ConditionExpression": "a = :v", "ExpressionAttributeValues": {":v": n("x")}},
            WRAPPED.format("The parameter cannot be converted to a numeric value: x"),
        ),
        (
            {"ConditionExpression": "a = :v", "ExpressionAttributeValues": {":v": ss("b", "a", "b")}},
            WRAPPED.format(INVALID + "Input collection [b, a, b] contains duplicates."),
        ),
        (
            {"ConditionExpression": "a = :v", "ExpressionAttributeValues": {":v": {}}},
            WRAPPED.format("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
        ),
        (
            {"Expected": {"a": {"Exists": True}}},
            INVALID + "Value must be provided when Exists is true for Attribute: a",
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_bare_texts(write, options, message):
    expect_invalid(message, write, **options)


def test_values_without_an_expression(write):
    users = "UpdateExpression and ConditionExpression are" if write.operation == "update_item" else "ConditionExpression is"
    expect_invalid(
        f"ExpressionAttributeValues can only be specified when using expressions: {users} null",
        write, ExpressionAttributeValues={":a": s("a")},
    )  # fmt: skip


def test_deep_expression_values(write):
    expect_invalid(None, write, ConditionExpression="a = :v", ExpressionAttributeValues={":v": deep(40)})


def test_return_values(write):
    if write.operation == "update_item":
        expect_error("ResourceNotFoundException", NOT_FOUND, write, ReturnValues="ALL_NEW")
    else:
        expect_invalid("ReturnValues can only be ALL_OLD or NONE", write, ReturnValues="ALL_NEW")


def test_all_enums_are_joined(write):
    expect_invalid(
        "4 validation errors detected: "
        + "; ".join(
            [
                ENUM.format("returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                ENUM.format("returnValues", "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW"),
                ENUM.format("returnItemCollectionMetrics", "SIZE, NONE"),
                ENUM.format("conditionalOperator", "OR, AND"),
            ]
        ),
        write,
        **{
            name: "X"
            for name in ("ReturnConsumedCapacity", "ReturnValues", "ReturnItemCollectionMetrics", "ConditionalOperator")
        },
    )


def test_table_names_join_other_failures(write):
    expect_invalid(
        "2 validation errors detected: " + ENUM.format("returnConsumedCapacity", "INDEXES, TOTAL, NONE") + "; Value '' at "
        "'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
        write, TableName="", ReturnConsumedCapacity="X",
    )  # fmt: skip


def test_an_empty_number_has_no_colon(classic_client):
    expect_invalid(
        "The parameter cannot be converted to a numeric value",
        classic_client.put_item, TableName="no-such-table", Item={"pk": s("a"), "n": n("")},
    )  # fmt: skip
