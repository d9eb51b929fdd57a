"""AttributesToGet of GetItem."""

import pytest
from values import NOT_FOUND, INVALID, expect_error, expect_invalid, l, m, n, s

MIXED = (
    "Can not use both expression and non-expression parameters in the same request: "
    "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}"
)
DUPLICATE = INVALID + "Duplicate value in attribute name: a"


@pytest.fixture(scope="module")
def stored(client, tables):
    item = {"pk": s("attributes-to-get"), "a": s("x"), "a.b": n(1), "m": m(b=n(2)), "l": l(n(3), n(4))}
    client.put_item(TableName=tables.s, Item=item)
    return item


@pytest.mark.parametrize(
    "names, found",
    [
        (["a"], ["a"]),
        (["pk", "m"], ["pk", "m"]),
        (["a.b", "m.b", "l[0]", "nope"], ["a.b"]),  # a dot or a bracket is part of the name
        (["nope"], []),
    ],
)
def test_exactly_the_listed_attributes(client, tables, stored, names, found):
    answer = client.get_item(TableName=tables.s, Key={"pk": stored["pk"]}, AttributesToGet=names)
    assert answer["Item"] == {name: stored[name] for name in found}


def test_a_missing_item(client, tables, key):
    assert "Item" not in client.get_item(TableName=tables.s, Key={"pk": s(key)}, AttributesToGet=["a"])


@pytest.mark.parametrize(
    "names, message",
    [
        (["a", "b", "a"], DUPLICATE),
        (["b", ""], "Empty attribute name"),
        (
            [],
            "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
    ],
)
def test_refused(client, name, names, message):
    expect_invalid(message, client.get_item, TableName=name, Key={"pk": s("a")}, AttributesToGet=names)


def test_at_most_255_names(client, name):
    names = [f"a{i}" for i in range(256)]
    expect_invalid(
        f"1 validation error detected: Value '[{', '.join(names)}]' at 'attributesToGet' failed to satisfy "
        "constraint: Member must have length less than or equal to 255",
        client.get_item, TableName=name, Key={"pk": s("a")}, AttributesToGet=names,
    )  # fmt: skip
    expect_error(
        "ResourceNotFoundException", NOT_FOUND,
        client.get_item, TableName=name, Key={"pk": s("a")}, AttributesToGet=names[:255],
    )  # fmt: skip


def test_not_beside_an_expression(client, name):
    request = {"TableName": name, "AttributesToGet": ["a", "a"], "ProjectionExpression": "="}
    expect_invalid(MIXED, client.get_item, Key={"pk": s("a")}, **request)
    # The key's values are looked at before.
    expect_invalid(
        "The parameter cannot be converted to a numeric value: x", client.get_item, Key={"pk": n("x")}, **request
    )


def test_names_need_an_expression(client, name):
    expect_invalid(
        "ExpressionAttributeNames can only be specified when using expressions",
        client.get_item, TableName=name, Key={"pk": s("a")},
        AttributesToGet=["a", "a"], ExpressionAttributeNames={"#a": "a"},
    )  # fmt: skip
