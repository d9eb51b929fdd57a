"""ExecuteStatement: what it refuses, in which order."""

import re

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
            {"Statement": "x", "NextToken": "t" * 32769},
            f"Value '{'t' * 32769}' at 'nextToken' failed to satisfy constraint: "
            "Member must have length less than or equal to 32768",
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


def test_the_longest_statement(client, table):
    # Characters are counted: this has three times as many bytes.
    text = f'SELECT * FROM "{table}" --'
    longest = text + "\u20ac" * (8192 - len(text))
    assert execute(client, longest)["Items"] == []
    too_long = re.compile("^1 validation error detected: Value .* Member must have length less than or equal to 8192$")
    expect_invalid(too_long, execute, client, longest + "\u20ac")


@pytest.mark.parametrize(
    "statement, detail",
    [
        ("SELECT * FROM", "Unexpected term"),
        ("FOO", "Expected data manipulation"),
        ("SELECT * FROM T WHERE m.inner = 1", "Invalid path dot component"),
        ("SELECT * FROM T WHERE a = 'x", ""),
        ("DELETE FROM T ORDER BY a", "Unexpected token after expression"),
        ("SELECT * FROM T WHERE", "Unexpected term"),
        ("SELECT * FROM T WHERE ORDER BY a", "Unexpected keyword"),
        ("SELECT * FROM T WHERE a = 1 AND", "Missing right-hand side expression of infix operator"),
        ("SELECT * FROM T WHERE IS NULL", "Unexpected operator"),
        ("SELECT * FROM T WHERE (a = 1", "Expected RIGHT_PAREN"),
        ("SELECT * FROM T WHERE a IS PEAR", "Expected type name"),
        ("DELETE FROM", "Expected identifier for simple path"),
        ("SELECT * FROM T WHERE a = 1e2147483648", ""),
        ("# SELECT * FROM T", ""),
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
        ("x IS INT4", "Unsupported operation: IsType"),
        ("SELECT * FROM T t", "Aliasing is not supported"),
        ("SELECT * FROM T.I.J", "A path may contain at most 2 components in the FROM clause"),
        ("UPDATE T.I SET a = 1",
         "FROM clause may only contain a single table name in data manipulation statements at 1:8:1"),
        ("SELECT * FROM T WHERE exists(a)", "Unrecognized function: exists at 1:23:6"),
        ("SELECT * FROM T\nWHERE \"\u00e9\" = 1\n  AND set_add(a, 1)", "Unrecognized function: set_add at 3:7:7"),
        ("SELECT * FROM T WHERE attribute_exists()",
         "Incorrect number of operands for operator or function; operator or function: attribute_exists, "
         "number of operands: 0"),
        ("SELECT * FROM T WHERE attribute_exists('a')",
         "Operator or function requires a document path; operator or function: attribute_exists"),
        ("SELECT * FROM T WHERE \"\" = 1", "Path component cannot be an empty string"),
        ("INSERT INTO T VALUE {'a': set_add(b, <<1>>)}",
         "Unsupported data type: set_add under key root at 1:27:7"),
        ("INSERT INTO T VALUE {'a': <<'x', 'x'>>}",
         "One or more parameter values were invalid: Input collection [x, x] contains duplicates."),
        ("INSERT INTO T VALUE {'a': 1e126}",
         "Number overflow. Attempting to store a number with magnitude larger than supported range under root"),
        ("INSERT INTO T VALUE {'a': {'x': 1e-131}}",
         "Number underflow. Attempting to store a number with magnitude smaller than supported range under root.x"),
        ("INSERT INTO T VALUE {'a': [0, 123456789012345678901234567890123456789]}",
         "Attempting to store more than 38 significant digits in a Number under root[1]"),
        ("DELETE FROM T WHERE a = 1 RETURNING MODIFIED OLD *",
         "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE "
         "statements."),
        ("UPDATE T SET a = set_add(b, <<1>>) WHERE c = 1",
         "The first argument to SET_ADD must equal the assignment value at 1:18:7"),
        ("UPDATE T SET a = set_delete(a, 1) WHERE c = 1",
         "The second argument to SET_DELETE must be a value with type SET at 1:29:1"),
        ("UPDATE T SET a = set_add(a) WHERE c = 1", "SET_ADD must have exactly two arguments at 1:18:7"),
        ("UPDATE T SET m = 1, m.x = 2 WHERE c = 1",
         "Two document paths overlap with each other; must remove or rewrite one of these "
         "paths; path one: [m], path two: [m, x]"),
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


def test_table_names_that_need_quotes(client, table):
    assert "-" in table
    assert execute(client, f'SELECT * FROM "{table}" WHERE pk = \'none\'')["Items"] == []
    expect_invalid(NOT_WELL_FORMED + "Unexpected token after expression", execute, client, "DELETE FROM a-b WHERE c = 1")
    # Quoted, a name with a dot is one name; bare, it is a table and its index.
    expect_error("ResourceNotFoundException", None, execute, client, 'DELETE FROM "my.own"')
    expect_invalid("FROM clause may only contain a single table name in data manipulation statements at 1:13:2",
                   execute, client, "DELETE FROM my.own")  # fmt: skip


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
        ('SELECT * FROM "{0}"."{0}"', "The table does not have the specified index"),
        ('SELECT * FROM "{}" ORDER BY sk',
         "Must have WHERE clause in the statement when using ORDER BY clause."),
        ("SELECT * FROM \"{}\" WHERE sk = 1 ORDER BY sk",
         "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."),
        ("SELECT * FROM \"{}\" WHERE pk IN ['a', 'b'] ORDER BY sk",
         "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause."),
        ("SELECT * FROM \"{}\" WHERE pk = 'a' AND (sk < 3 OR sk = 2)",
         "Overlapping conditions with range keys are not supported in where clause"),
        ('FROM "{}" SET a = 1', "Where clause does not contain a mandatory equality on all key attributes"),
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
