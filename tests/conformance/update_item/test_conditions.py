"""Every condition vector as a ConditionExpression."""

import pytest
from condition_vectors import ERRORS, ITEM, RESULTS, values_of
from values import ENVELOPE, expect_error, expect_invalid, s


@pytest.fixture(scope="module")
def stored(client, tables):
    client.put_item(TableName=tables.s, Item={"pk": s("conditions"), **ITEM})
    return {"TableName": tables.s, "Key": {"pk": s("conditions")}}


@pytest.mark.parametrize("expression, expected", RESULTS)
def test_result(client, stored, expression, expected):
    call = {**stored, "ConditionExpression": expression, **values_of(expression)}
    if expected:
        client.update_item(**call)
    else:
        expect_error("ConditionalCheckFailedException", "The conditional request failed", client.update_item, **call)


@pytest.mark.parametrize("expression, message", ERRORS, ids=lambda text: text[:50])
def test_refused(client, stored, expression, message):
    expect_invalid(
        f"{ENVELOPE}Invalid ConditionExpression: {message}",
        client.update_item,
        **{**stored, "ConditionExpression": expression, **values_of(expression)},
    )


def test_refused_without_an_item(client, tables, key):
    expect_invalid(
        None,
        client.update_item,
        TableName=tables.s,
        Key={"pk": s(key)},
        ConditionExpression="n > :t",
        ExpressionAttributeValues={":t": {"BOOL": True}},
    )


def test_300_operators(client, stored):
    expression = "NOT " + " OR ".join(["n = :n4"] * 150)  # 1 NOT, 150 comparisons, 149 ORs
    client.update_item(**stored, ConditionExpression=expression, **values_of(":n4"))


@pytest.mark.parametrize("count, accepted", [(99, True), (100, False)])
def test_in_list_length(client, stored, count, accepted):
    values = {f":v{i}": s("x") for i in range(count)}
    call = {
        **stored,
        "ConditionExpression": f"a IN ({', '.join(values)})",
        "ExpressionAttributeValues": values,
    }
    if accepted:
        client.update_item(**call)
    else:
        expect_invalid(None, client.update_item, **call)


def test_longest_expression(client, stored):
    condition = "a = :sx"
    longest = condition + " " * (4096 - len(condition))
    client.update_item(**stored, ConditionExpression=longest, **values_of(condition))
    response = expect_invalid(
        None, client.update_item, **stored, ConditionExpression=longest + " ", **values_of(condition)
    )
    assert "Expression size has exceeded the maximum allowed size;" in response["Error"]["Message"]
