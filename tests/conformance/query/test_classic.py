"""The older validation layer on the operations that read."""

import pytest
from table_factory import TableFactory
from values import expect_invalid, n, s

V = {":p": s("a"), ":x": s("x"), ":y": s("y"), ":n": n(1)}


@pytest.fixture(scope="module")
def table(classic_client):
    return TableFactory(classic_client)("pk:S", "sk:S")


def query(classic_client, table, expression="pk = :p", **options):
    values = {name: value for name, value in V.items() if name in expression}
    request = {"ExpressionAttributeValues": values, **options}
    classic_client.query(TableName=table, KeyConditionExpression=expression, **request)


@pytest.mark.parametrize(
    "expression, message",
    [
        ("size(pk) = :n", "KeyConditionExpressions cannot contain nested operations"),
        ("pk.a = :p", "KeyConditionExpressions cannot have conditions on nested attributes"),
        ("pk = :p AND pk = :x", "KeyConditionExpressions must only contain one condition per key"),
        ("pk = :p AND sk = :x AND another = :y", "Conditions can be of length 1 or 2 only"),
        ("a" * 4097, "Invalid KeyConditionExpression: Expression size has exceeded the maximum allowed size;"),
        ("name = :p", "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: name"),
        ("pk = :p OR sk = :x", "Invalid operator used in KeyConditionExpression: OR"),
    ],
    ids=lambda text: text[:30],
)
def test_key_conditions(classic_client, table, expression, message):
    values = {} if ":" in expression else {"ExpressionAttributeValues": {":p": s("a")}}
    expect_invalid(message, query, classic_client, table, expression, **values)


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"Limit": 0},
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value "
            "greater than or equal to 1",
        ),
        (
            {"ExpressionAttributeValues": {":p": n("x")}},
            "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x "
            "for key :p",
        ),
        (
            {"FilterExpression": "a" * 4097},
            "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097",
        ),
        (
            {"ProjectionExpression": "a" * 4097},
            "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size;",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_requests(classic_client, table, options, message):
    expect_invalid(message, query, classic_client, table, **options)


def test_values_without_an_expression(classic_client, table):
    expect_invalid(
        "ExpressionAttributeValues can only be specified when using expressions: FilterExpression and "
        "KeyConditionExpression are null",
        classic_client.query, TableName=table, KeyConditions={}, ExpressionAttributeValues={":a": s("a")},
    )  # fmt: skip


@pytest.mark.parametrize("operation, name", [("batch_get_item", "BatchGetItem"), ("batch_write_item", "BatchWriteItem")])
def test_empty_batches(classic_client, operation, name):
    expect_invalid(
        f"The requestItems parameter is required for {name}", getattr(classic_client, operation), RequestItems={}
    )


def test_keys_of_a_batch(classic_client):
    expect_invalid(
        "1 validation error detected: Value '[]' at 'requestItems.table.member.keys' failed to satisfy constraint: Member "
        "must have length greater than or equal to 1",
        classic_client.batch_get_item, RequestItems={"table": {"Keys": []}},
    )  # fmt: skip
