"""Every condition vector as a FilterExpression of Query and Scan."""

import pytest
from condition_vectors import ERRORS, ITEM, RESULTS, values_of
from values import expect_invalid, s


@pytest.fixture(scope="module")
def stored(client, tables):
    client.put_item(TableName=tables.s, Item={"pk": s("filter"), **ITEM})
    return tables.s


def parameters(expression):
    values = {":pk": s("filter"), **values_of(expression).get("ExpressionAttributeValues", {})}
    return {
        "KeyConditionExpression": "pk = :pk",
        "FilterExpression": expression,
        "ExpressionAttributeValues": values,
    }


@pytest.mark.parametrize("expression, expected", RESULTS)
def test_result(client, stored, expression, expected):
    found = client.query(TableName=stored, **parameters(expression))
    assert (found["Count"], found["ScannedCount"]) == (int(expected), 1)


@pytest.mark.parametrize("expression, message", ERRORS, ids=lambda text: text[:50])
def test_refused(client, stored, expression, message):
    expect_invalid(f"Invalid FilterExpression: {message}", client.query, TableName=stored, **parameters(expression))


@pytest.mark.parametrize("expression, message", ERRORS[:8], ids=lambda text: text[:50])
def test_refused_by_scan(client, stored, expression, message):
    expect_invalid(
        f"Invalid FilterExpression: {message}",
        client.scan,
        TableName=stored,
        FilterExpression=expression,
        **values_of(expression),
    )


@pytest.mark.parametrize("expression", ["pk = :x", "attribute_exists(sk)", "a = :x AND pk <> :x"])
def test_keys_cannot_be_filtered_by_query(client, tables, expression):
    name = "sk" if "sk" in expression else "pk"
    values = {":p": s("a"), **({":x": s("x")} if ":x" in expression else {})}
    expect_invalid(
        f"Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}",
        client.query,
        TableName=tables.ss,
        KeyConditionExpression="pk = :p",
        FilterExpression=expression,
        ExpressionAttributeValues=values,
    )


def test_keys_can_be_filtered_by_scan(client, stored):
    found = client.scan(
        TableName=stored, FilterExpression="pk = :x", ExpressionAttributeValues={":x": s("filter")}
    )
    assert found["Count"] <= 1
