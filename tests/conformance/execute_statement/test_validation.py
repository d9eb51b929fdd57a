"""ExecuteStatement: what it refuses, in which order."""

import pytest
from statements import execute
from values import deep, expect_error, expect_invalid, l, n, s

NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: "


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


@pytest.mark.parametrize(
    "members, message",
    [
        ({}, "Value null at 'statement' failed to satisfy constraint: Member must not be null"),
        (
            {"Statement": ""},
            "Value '' at 'statement' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            {"Statement": "x" * 8193},
            f"Value '{'x' * 8193}' at 'statement' failed to satisfy constraint: "
            "Member must have length less than or equal to 8192",
        ),
        (
            {"Statement": "x", "Parameters": []},
            "Value '[]' at 'parameters' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
        (
            {"Statement": "x", "Limit": 0},
            "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            {"Statement": "x", "NextToken": ""},
            "Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            {"Statement": "x", "ReturnConsumedCapacity": "x"},
            "Value 'x' at 'returnConsumedCapacity' failed to satisfy constraint: "
            "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
        ),
        (
            {"Statement": "x", "ReturnValuesOnConditionCheckFailure": "x"},
            "Value 'x' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: "
            "Member must satisfy enum value set: [ALL_OLD, NONE]",
        ),
    ],
    ids=lambda value: None,
)
def test_constraints(raw, members, message):
    assert raw.call("ExecuteStatement", members).error[1] == "1 validation error detected: " + message


@pytest.mark.parametrize(
    "statement, detail",
    [
        ("SELECT * FROM", "Unexpected term"),
        ("FOO", "Expected data manipulation"),
        ("SELECT * FROM T WHERE m.inner = 1", "Invalid path dot component"),
        ("SELECT * FROM T WHERE a = 'x", ""),
        ("DELETE FROM T ORDER BY a", "Unexpected token after expression"),
    ],
)
def test_statements_that_are_none(client, statement, detail):
    expect_invalid(NOT_WELL_FORMED + detail, execute, client, statement)


@pytest.mark.parametrize(
    "statement, message",
    [
        ("SELECT attribute_exists(x) FROM T", "Unexpected path component at 1:8:16"),
        ('UPDATE "T"."I" SET a = 1', "This operation is not supported on an index"),
        ("DELETE FROM T WHERE a < TRUE",
         "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"),
        ("SELECT * FROM T WHERE a = ?", "Number of parameters in request and statement don't match."),
        ("EXISTS(SELECT * FROM T WHERE a = 1)", "EXISTS() is only supported in ExecuteTransaction"),
    ],
)  # fmt: skip
def test_told_before_the_table_is_looked_up(client, statement, message):
    expect_invalid(message, execute, client, statement)


@pytest.mark.parametrize(
    "statement",
    ['SELECT * FROM "{}"."I" ORDER BY x', 'UPDATE "{}" SET a = 1', "INSERT INTO \"{}\" VALUE {{'x': 1}}"],
)
def test_missing_tables(client, name, statement):
    expect_error(
        "ResourceNotFoundException", "Requested resource not found", execute, client, statement.format(name)
    )


@pytest.mark.parametrize(
    "parameter, message",
    [
        (n("1e99999999999"), "The parameter cannot be converted to a numeric value: 1e99999999999"),
        (n("x"), "The parameter cannot be converted to a numeric value: x"),
        (n(""), "The parameter cannot be converted to a numeric value"),
        (n("1e2147483647"),
         "Number underflow. Attempting to store a number with magnitude smaller than supported range"),
        (n("1e126"), "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        (deep(32), "Nesting Levels have exceeded supported limits: "
                   "Attributes in the item have nested levels beyond supported limit"),
        (l({}), "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    ],
    ids=lambda value: None,
)  # fmt: skip
def test_parameters_that_are_no_values(client, parameter, message):
    expect_invalid(message, execute, client, "SELECT * FROM T WHERE a = ?", parameter)


def test_the_first_problem_in_document_order_wins(client):
    first = "SELECT * FROM T WHERE a = <<>> AND b = ?"
    expect_invalid("Empty bags are not supported", execute, client, first, n("x"))
    then = "SELECT * FROM T WHERE b = ? AND a = <<>>"
    expect_invalid("The parameter cannot be converted to a numeric value: x", execute, client, then, n("x"))


@pytest.mark.parametrize(
    "statement, message",
    [
        ('UPDATE "{}" SET a = 1', "Where clause does not contain a mandatory equality on all key attributes"),
        ("DELETE FROM \"{}\" WHERE pk = 'a'",
         "Where clause does not contain a mandatory equality on all key attributes"),
        ("DELETE FROM \"{}\" WHERE pk = 1 AND sk = 1", "The provided key element does not match the schema"),
        ("UPDATE \"{}\" SET sk = 2 WHERE pk = 'a' AND sk = 1",
         "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key"),
        ("INSERT INTO \"{}\" VALUE {{'pk': 'a'}}",
         "One or more parameter values were invalid: Missing the key sk in the item"),
        ("INSERT INTO \"{}\" VALUE {{'pk': '', 'sk': 1}}",
         "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
         "string value. Key: pk"),
        ("SELECT * FROM \"{}\" WHERE pk = 'a' AND sk = '1'",
         "One or more parameter values were invalid: Condition parameter type does not match schema type"),
        ('SELECT * FROM "{}"."nope"', "The table does not have the specified index"),
        ("SELECT pk.x FROM \"{}\"",
         "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"),
    ],
)  # fmt: skip
def test_what_the_table_decides(client, table, statement, message):
    expect_invalid(message, execute, client, statement.format(table))


def test_items_that_become_too_large(client, table, key):
    long = s("x" * 409_600)
    insert = f"INSERT INTO \"{table}\" VALUE {{'pk': '{key}', 'sk': 1, 'a': ?}}"
    expect_invalid("Item size has exceeded the maximum allowed size", execute, client, insert, long)
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1)})
    update = f"UPDATE \"{table}\" SET a = ? WHERE pk = '{key}' AND sk = 1"
    expect_invalid("Item size to update has exceeded the maximum allowed size", execute, client, update, long)


def test_updates_that_do_not_fit_the_item(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x")})
    statement = f"UPDATE \"{table}\" SET {{}} WHERE pk = '{key}' AND sk = 1"
    wrong_type = "An operand in the update expression has an incorrect data type"
    expect_invalid(wrong_type, execute, client, statement.format("a = set_add(a, <<1>>)"))
    expect_invalid(wrong_type, execute, client, statement.format("a = a + 1"))
    expect_invalid("The document path provided in the update expression is invalid for update",
                   execute, client, statement.format("b.c = 1"))  # fmt: skip
