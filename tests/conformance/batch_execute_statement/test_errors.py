"""BatchExecuteStatement: statements that fail, beside others that do not."""

import pytest
from indexed_tables import gsi, indexed
from row_statements import insert, inserts, selects, stored, where
from statements import batch, batch_answer, statement
from values import INVALID, SCHEMA_MISMATCH, n, s

NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: "
NO_KEY = "Select statements within BatchExecuteStatement must specify the primary key in the where clause."
NO_EQUALITY = "Where clause does not contain a mandatory equality on all key attributes"


@pytest.fixture(scope="module")
def table(new_module_table):
    return indexed(new_module_table, "pk:S", "sk:N", [gsi("by-g", "g:S")])


def error(code, message, **more):
    return {"Error": {"Code": code, "Message": message}, **more}


def invalid(message):
    return error("ValidationError", message)


def expect_member_error(client, table, key, failing, expected):
    """Others of its kind, before and after it, are carried out."""
    if failing["Statement"].startswith("SELECT"):
        others = selects(table, key, 2)
    else:
        others = inserts(table, key, 2)
    assert batch(client, others[0], failing, others[1]) == [{"TableName": table}, expected, {"TableName": table}]


@pytest.mark.parametrize(
    "text, parameters, message",
    [
        ("FOO", [], NOT_WELL_FORMED + "Expected data manipulation"),
        ("SELECT * FROM T WHERE a = 'x", [], NOT_WELL_FORMED),
        ("SELECT COUNT(*) FROM T", [], "Unexpected path component at 1:8:5"),
        ("SELECT * FROM T WHERE a = ?", [], "Number of parameters in request and statement don't match."),
        ("SELECT * FROM T WHERE a = ?", [n("x")], "The parameter cannot be converted to a numeric value: x"),
        ("SELECT * FROM T WHERE a = <<>>", [], "Empty bags are not supported"),
        ('UPDATE "T"."I" SET a = 1', [], "This operation is not supported on an index"),
        ("EXISTS(SELECT * FROM T WHERE a = 1)", [], "EXISTS() is only supported in ExecuteTransaction"),
    ],
)
def test_statements_that_are_none(client, table, key, text, parameters, message):
    expect_member_error(client, table, key, statement(text, *parameters), invalid(message))


@pytest.mark.parametrize(
    "text, message",
    [
        ('SELECT * FROM "{}"', NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk = 'a'", NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk = 'a' AND sk > 1", NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk IN ['a'] AND sk = 1", NO_KEY),
        ("SELECT * FROM \"{}\" WHERE (pk = 'a' AND sk = 1) OR (pk = 'a' AND sk = 2)", NO_KEY),
        ("SELECT * FROM \"{}\".\"by-g\" WHERE g = 'a'", NO_KEY),
        ("SELECT * FROM \"{}\".\"by-g\" WHERE pk = 'a' AND sk = 1", NO_KEY),
        ("SELECT * FROM \"{}\".\"nope\" WHERE pk = 'a' AND sk = 1", NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk = 1 AND sk = 1", SCHEMA_MISMATCH),
        ("SELECT * FROM \"{}\" WHERE pk = 'a' AND sk = 1 ORDER BY m.x",
         "Attribute m.x in ORDER BY clause must be part of the primary key"),
        ("SELECT pk.x FROM \"{}\" WHERE pk = 'a' AND sk = 1",
         "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"),
        ("DELETE FROM \"{}\" WHERE pk = 'a'", NO_EQUALITY),
        ("UPDATE \"{}\" SET a = 1 WHERE pk = 'a' AND sk = 'b'", SCHEMA_MISMATCH),
        ("UPDATE \"{}\" SET sk = 2 WHERE pk = 'a' AND sk = 1",
         INVALID + "Cannot update attribute sk. This attribute is part of the key"),
        ("INSERT INTO \"{}\" VALUE {{'pk': 'a'}}", INVALID + "Missing the key sk in the item"),
        ("INSERT INTO \"{}\" VALUE {{'pk': 'a', 'sk': 1, 'g': 1}}",
         INVALID + "Type mismatch for Index Key g Expected: S Actual: N IndexName: by-g"),
    ],
)  # fmt: skip
def test_what_the_table_decides(client, table, key, text, message):
    expect_member_error(client, table, key, statement(text.format(table)), invalid(message))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM \"{}\" WHERE pk = 'a'",
        "INSERT INTO \"{}\" VALUE {{'pk': 'a'}}",
        "UPDATE \"{}\" SET a = 1",
        "DELETE FROM \"{}\" WHERE pk = 'a'",
    ],
)
def test_missing_tables(client, table, key, name, text):
    failing = statement(text.format(name))
    expect_member_error(client, table, key, failing, error("ResourceNotFound", "Requested resource not found"))


def test_another_accounts_table(client, table, key):
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    other = ":".join([*arn.split(":")[:4], "999999999999", arn.split(":")[5]])
    (answer,) = batch(client, f'SELECT * FROM "{other}" {where(key)}')
    assert answer["Error"]["Code"] == "AccessDenied"


def test_an_item_too_large(client, table, key):
    failing = statement(insert(table, key, 1, ", 'a': ?"), s("x" * 409_600))
    expect_member_error(client, table, key, failing, invalid("Item size has exceeded the maximum allowed size"))


def test_errors_while_a_statement_is_carried_out(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x")})
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(2), "a": s("x")})
    assert batch(
        client,
        insert(table, key),
        f'UPDATE "{table}" SET a = a + 1 {where(key, 2)}',
        f'UPDATE "{table}" SET a = 1 {where(key, 3)}',
        insert(table, key, 4),
    ) == [
        error("DuplicateItem", "Duplicate primary key exists in table", TableName=table),
        invalid("An operand in the update expression has an incorrect data type"),
        error("ConditionalCheckFailed", "The conditional request failed", TableName=table),
        {"TableName": table},
    ]
    assert stored(client, table, key, 4) == {"pk": s(key), "sk": n(4)}


def test_a_failed_condition_does_not_show_the_item(raw, client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x")})
    text = f'DELETE FROM "{table}" {where(key)} AND a = 1'
    failing = statement(text, ReturnValuesOnConditionCheckFailure="ALL_OLD")
    expected = error("ConditionalCheckFailed", "The conditional request failed", TableName=table)
    assert raw.ok("BatchExecuteStatement", {"Statements": [failing]}) == {"Responses": [expected]}


@pytest.mark.parametrize(
    "text, units",
    [
        ("INSERT INTO \"{}\" VALUE {{'pk': '{}', 'sk': 1}}", 3.0),
        ("INSERT INTO \"{}\" VALUE {{'pk': '{}', 'sk': 1, 'a': '" + "x" * 4500 + "'}}", 5.0),
        ("UPDATE \"{}\" SET a = 1 WHERE pk = '{}' AND sk = 1 AND a = 2", 3.0),
        ("DELETE FROM \"{}\" WHERE pk = '{}' AND sk = 1 AND a = 2", 3.0),
        ("UPDATE \"{}\" SET a = 1 WHERE pk = '{}' AND sk = 9", 1.0),
    ],
    ids=["smaller insert", "larger insert", "update", "delete", "missing"],
)
def test_failed_conditions_are_charged(client, table, key, text, units):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x" * 2500)})
    answer = batch_answer(client, text.format(table, key), ReturnConsumedCapacity="TOTAL")
    assert "Error" in answer["Responses"][0]
    assert answer["ConsumedCapacity"] == [{"TableName": table, "CapacityUnits": units}]


def test_what_is_not_carried_out_is_not_charged(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x")})
    answer = batch_answer(
        client, f'UPDATE "{table}" SET a = a + 1 {where(key)}', f'DELETE FROM "{table}"', ReturnConsumedCapacity="TOTAL"
    )
    assert answer["ConsumedCapacity"] == []
