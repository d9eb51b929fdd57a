"""KeyConditions, QueryFilter, ConditionalOperator and AttributesToGet of Query."""

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
from values import ENVELOPE, INVALID, NULL, TRUE, all_pages, b, batch_put, expect_error, expect_invalid, l, n, s, ss

NEITHER = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
ONE_OR_TWO = "Conditions can be of length 1 or 2 only"
NOT_INDEXABLE = "Attempted conditional constraint is not an indexable operation"
NOT_SUPPORTED = "Query key condition not supported"
TYPE = INVALID + "Condition parameter type does not match schema type"
A_IS_B = {"a": condition("EQ", [s("b")])}


def pk_is(value):
    return {"pk": condition("EQ", [s(value)])}


@pytest.fixture(scope="module")
def stored(client, tables):
    client.put_item(TableName=tables.s, Item={"pk": s("legacy"), **ITEM})
    return tables.s


@pytest.fixture(scope="module")
def numbers(client, tables):
    batch_put(client, tables.sn, [{"pk": s("legacy"), "sk": n(i), "v": n(i % 3)} for i in range(-5, 6)])
    return tables.sn


# ---- KeyConditions


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize(
    "operator, values, found",
    [
        ("EQ", [n("2.0")], [2]),
        ("LE", [n(-4)], [-5, -4]),
        ("LT", [n(-4)], [-5]),
        ("GE", [n(4)], [4, 5]),
        ("GT", [n(4)], [5]),
        ("BETWEEN", [n(-1), n(1)], [-1, 0, 1]),
        ("BETWEEN", [n("1.5"), n("1.7")], []),
    ],
)
def test_sort_conditions(client, numbers, operator, values, found, forward):
    # The order of the two does not matter.
    conditions = {"sk": condition(operator, values), **pk_is("legacy")}
    answer = client.query(TableName=numbers, KeyConditions=conditions, ScanIndexForward=forward)
    assert [int(item["sk"]["N"]) for item in answer["Items"]] == (found if forward else found[::-1])


def test_begins_with(client, tables, key):
    batch_put(client, tables.ss, [{"pk": s(key), "sk": s(sk)} for sk in ("a", "ab", "abc", "b")])
    batch_put(client, tables.sb, [{"pk": s(key), "sk": b(sk)} for sk in (b"\x01", b"\x01\xff", b"\x02")])
    found = client.query(TableName=tables.ss, KeyConditions={**pk_is(key), "sk": condition("BEGINS_WITH", [s("ab")])})
    assert [item["sk"] for item in found["Items"]] == [s("ab"), s("abc")]
    found = client.query(TableName=tables.sb, KeyConditions={**pk_is(key), "sk": condition("BEGINS_WITH", [b(b"\x01")])})
    assert [item["sk"] for item in found["Items"]] == [b(b"\x01"), b(b"\x01\xff")]


def test_pages(client, numbers):
    pages = all_pages(client.query, TableName=numbers, KeyConditions=pk_is("legacy"), Limit=4)
    assert [page["Count"] for page in pages] == [4, 4, 3]


def test_beside_other_expressions(client, numbers):
    found = client.query(
        TableName=numbers,
        KeyConditions=pk_is("legacy"),
        FilterExpression="#v = :two",
        ProjectionExpression="sk",
        ExpressionAttributeNames={"#v": "v"},
        ExpressionAttributeValues={":two": n(2)},
    )
    assert found["Items"] == [{"sk": n(i)} for i in (-4, -1, 2, 5)]


def test_values_need_an_expression_that_can_use_them(client, name):
    expect_invalid(
        "ExpressionAttributeValues can only be specified when using expressions: FilterExpression and "
        "KeyConditionExpression are null",
        client.query, TableName=name, KeyConditions=pk_is("a"), ProjectionExpression="=",
        ExpressionAttributeValues={":a": s("a")},
    )  # fmt: skip
    expect_invalid(
        "ExpressionAttributeNames can only be specified when using expressions",
        client.query, TableName=name, KeyConditions=pk_is("a"), ExpressionAttributeNames={"#a": "a"},
    )  # fmt: skip


@pytest.mark.parametrize("operator, values, message", ERRORS + TYPE_ERRORS)
def test_key_conditions_are_checked_as_filters_are(client, name, operator, values, message):
    expect_invalid(message, client.query, TableName=name, KeyConditions={"a": condition(operator, values)})


@pytest.mark.parametrize(
    "conditions, message",
    [
        ({}, ONE_OR_TWO),
        ({name: condition("EQ", [s("x")]) for name in "abc"}, ONE_OR_TWO),
        (
            {"a": condition("EQ", [s("x")]), "b": condition("EQ", [s("x")]), "c": condition("EQ", [])},
            INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator",
        ),
        ({"a": {}}, NO_OPERATOR.format(map="keyConditions")),
        ({"a": condition("XX", [])}, UNKNOWN_OPERATOR.format(value="XX", map="keyConditions")),
        ({"": condition("EQ", [s("x")])}, "Empty attribute name"),
    ],
)
def test_request_checks(client, name, conditions, message):
    expect_invalid(message, client.query, TableName=name, KeyConditions=conditions)


def two(pk, sk):
    return {"pk": condition(*pk), "sk": condition(*sk)}


EQ_A = ("EQ", [s("a")])


@pytest.mark.parametrize(
    "conditions, message",
    [
        ({"sk": condition("EQ", [n(1)])}, "Query condition missed key schema element: pk"),
        ({"x": condition("EQ", [n(1)])}, "Query condition missed key schema element: pk"),
        ({"x": condition("EQ", [n(1)]), "sk": condition("EQ", [n(1)])}, "Query condition missed key schema element: pk"),
        ({**pk_is("a"), "x": condition("EQ", [n(1)])}, "Query condition missed key schema element: sk"),
        *((two(EQ_A, (operator, values)), NOT_INDEXABLE) for operator, values in [
            ("NULL", []), ("NOT_NULL", []), ("IN", [n(1)]), ("NE", [n(1)]), ("CONTAINS", [n(1)]),
            ("NOT_CONTAINS", [n(1)]),
        ]),
        # not indexable before the type, the type before the operator of the hash key
        ({"pk": condition("NE", [n(1)])}, NOT_INDEXABLE),
        (two(EQ_A, ("IN", [s("x")])), NOT_INDEXABLE),
        ({"pk": condition("GT", [n(1)])}, TYPE),
        ({"pk": condition("GT", [s("a")])}, NOT_SUPPORTED),
        ({"pk": condition("BEGINS_WITH", [s("a")])}, NOT_SUPPORTED),
        ({"pk": condition("BETWEEN", [s("a"), s("b")])}, NOT_SUPPORTED),
        (two(EQ_A, ("EQ", [s("x")])), TYPE),
        (two(EQ_A, ("EQ", [TRUE])), TYPE),
        (two(EQ_A, ("EQ", [ss("x")])), TYPE),
        (two(EQ_A, ("EQ", [l()])), TYPE),
        (two(EQ_A, ("BEGINS_WITH", [s("x")])), TYPE),
        # the hash key before the sort key, whatever the order given
        ({"sk": condition("NULL", []), "pk": condition("EQ", [n(1)])}, TYPE),
        ({"sk": condition("NULL", []), "pk": condition("LT", [s("a")])}, NOT_SUPPORTED),
        (
            two(("EQ", [s("")]), ("EQ", [n(1)])),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
            "string value. Key: pk",
        ),
    ],
)  # fmt: skip
def test_against_the_schema(client, tables, name, conditions, message):
    expect_invalid(message, client.query, TableName=tables.sn, KeyConditions=conditions)
    expect_error("ResourceNotFoundException", None, client.query, TableName=name, KeyConditions=conditions)


@pytest.mark.parametrize("other", ["sk", "x"])
def test_two_conditions_on_a_hash_only_key(client, tables, other):
    conditions = {"pk": condition("NULL", []), other: condition("EQ", [s("a")])}
    expect_invalid(NOT_SUPPORTED, client.query, TableName=tables.s, KeyConditions=conditions)


def test_start_key_and_conditions(client, tables):
    start = {"pk": s("a"), "sk": n(1)}
    for conditions, message in [
        (pk_is("b"), "The provided starting key is outside query boundaries based on provided conditions"),
        (
            two(EQ_A, ("GT", [n(1)])),
            "The provided starting key does not match the range key predicate",
        ),
        (two(EQ_A, ("EQ", [n(1)])), "The query can return at most one row and cannot be restarted"),
    ]:
        expect_invalid(
            message, client.query, TableName=tables.sn, KeyConditions=conditions, ExclusiveStartKey=start
        )


# ---- QueryFilter and ConditionalOperator


@pytest.mark.parametrize("attribute, operator, values, holds", RESULTS)
def test_filter_result(client, stored, attribute, operator, values, holds):
    found = client.query(
        TableName=stored, KeyConditions=pk_is("legacy"), QueryFilter={attribute: condition(operator, values)}
    )
    assert (found["Count"], found["ScannedCount"]) == (int(holds), 1)


@pytest.mark.parametrize("operator, values, message", ERRORS + TYPE_ERRORS)
def test_filter_refused(client, name, operator, values, message):
    # before the key conditions are missed
    expect_invalid(message, client.query, TableName=name, QueryFilter={"a": condition(operator, values)})


def test_current_value_wording(client, name):
    expect_invalid(
        "The parameter cannot be converted to a numeric value: ",
        client.query, TableName=name, QueryFilter={"a": condition("EQ", [n("")])},
    )  # fmt: skip


@pytest.mark.parametrize("operator, count", [(None, 0), ("AND", 0), ("OR", 1)])
def test_conditional_operator(client, stored, operator, count):
    options = {"ConditionalOperator": operator} if operator else {}
    one_of_two = {"n": condition("EQ", [n(5)]), "a": condition("EQ", [s("other")])}
    found = client.query(TableName=stored, KeyConditions=pk_is("legacy"), QueryFilter=one_of_two, **options)
    assert found["Count"] == count


@pytest.mark.parametrize("attribute", ["pk", "sk"])
def test_keys_cannot_be_filtered(client, tables, attribute):
    expect_invalid(
        f"QueryFilter can only contain non-primary key attributes: Primary key attribute: {attribute}",
        client.query,
        TableName=tables.sn,
        KeyConditions=pk_is("a"),
        QueryFilter={"a": condition("NULL", []), attribute: condition("NOT_NULL", [])},
    )


def test_filters_see_what_the_answer_hides(client, stored):
    hidden = {"n": condition("EQ", [n(5)])}
    request = {"TableName": stored, "KeyConditions": pk_is("legacy"), "QueryFilter": hidden}
    assert client.query(**request, AttributesToGet=["z", "a.b", "m.k"])["Items"] == [{"z": NULL, "a.b": s("dotted")}]
    assert client.query(**request, Select="SPECIFIC_ATTRIBUTES", AttributesToGet=["nope"])["Items"] == [{}]
    counted = client.query(**request, Select="COUNT")
    assert counted["Count"] == 1 and "Items" not in counted


def test_an_empty_filter_filters_nothing(client, stored):
    assert client.query(TableName=stored, KeyConditions=pk_is("legacy"), QueryFilter={})["Count"] == 1


# ---- the order of the checks


@pytest.mark.parametrize(
    "options, message",
    [
        ({}, NEITHER),
        (
            {
                "AttributesToGet": ["a"], "QueryFilter": A_IS_B, "ConditionalOperator": "OR", "KeyConditions": {},
                "ProjectionExpression": "=", "FilterExpression": "=", "KeyConditionExpression": "=",
            },
            mixed(
                "AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions",
                "ProjectionExpression, FilterExpression, KeyConditionExpression",
            ),
        ),
        (
            {"KeyConditions": pk_is("a"), "KeyConditionExpression": "="},
            mixed("KeyConditions", "KeyConditionExpression"),
        ),
        # KeyConditions does not count beside other expressions
        (
            {"KeyConditions": {}, "QueryFilter": {}, "FilterExpression": "="},
            mixed("QueryFilter", "FilterExpression"),
        ),
        ({"AttributesToGet": [""], "KeyConditionExpression": "="}, mixed("AttributesToGet", "KeyConditionExpression")),
        ({"ConditionalOperator": "OR"}, NO_CONDITIONS),
        ({"ConditionalOperator": "OR", "QueryFilter": {}}, NO_CONDITIONS),
        ({"ConditionalOperator": "AND", "QueryFilter": {"a": condition("EQ", [])}}, ONE_CONDITION),
        (
            {"QueryFilter": {"a": condition("IN", [])}, "AttributesToGet": ["a", "a"]},
            INVALID + "Invalid number of argument(s) for the IN ComparisonOperator",
        ),
        (
            {"AttributesToGet": ["a", "b", "a"], "ExclusiveStartKey": {"pk": {}}},
            INVALID + "Duplicate value in attribute name: a",
        ),
        ({"AttributesToGet": [""]}, "Empty attribute name"),
        (
            {"ExclusiveStartKey": {"pk": {}}},
            "The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of the "
            "supported datatypes",
        ),
        ({"ExpressionAttributeNames": {"#a": "a"}}, NEITHER),
        (
            {"KeyConditions": {"a": condition("EQ", [])}, "FilterExpression": ""},
            "Invalid FilterExpression: The expression can not be empty;",
        ),
        ({"KeyConditions": {}, "Select": "COUNT", "AttributesToGet": ["a"]}, ONE_OR_TWO),
        (
            {"KeyConditions": pk_is("a"), "Select": "COUNT", "AttributesToGet": ["a"]},
            ENVELOPE + "Cannot specify the AttributesToGet when choosing to get only the Count",
        ),
        (
            {"ConditionalOperator": "XOR", "Select": "X"},
            ENVELOPE + "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]",
        ),
    ],
)  # fmt: skip
def test_order_of_checks(client, name, options, message):
    expect_invalid(message, client.query, TableName=name, **options)
