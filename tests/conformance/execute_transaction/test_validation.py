"""ExecuteTransaction: what it refuses, in which order."""

import pytest
from indexed_tables import gsi, indexed
from statements import statement, transact
from transactions import DUPLICATE
from values import expect_error, expect_invalid, n, s

NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: "
MIXED = "ExecuteTransaction API does not support both read and write operations in the same request."
RETURNING = "RETURNING clause is not supported in ExecuteTransaction."
ON_INDEX = "Reads on indices are not supported within transactions."
NO_KEY = "Select statements within ExecuteTransaction must specify the primary key in the where clause."
NO_EXISTS = "EXISTS() must contain a single item read with additional condition"
NO_EQUALITY = "Where clause does not contain a mandatory equality on all key attributes"
READ = "SELECT * FROM \"{}\" WHERE pk = 'z' AND sk = 1"
WRITE = "DELETE FROM \"{}\" WHERE pk = 'z' AND sk = 1"


@pytest.fixture(scope="module")
def table(new_module_table):
    return indexed(new_module_table, "pk:S", "sk:N", [gsi("by-g", "g:S")])


def at(position, message):
    return f"Validation failed in TransactStatements[{position}]: {message}"


@pytest.mark.parametrize(
    "statements, length",
    [([], "greater than or equal to 1"), ([{"Statement": "x"}] * 101, "less than or equal to 100")],
)
def test_number_of_statements(raw, statements, length):
    code, message = raw.call("ExecuteTransaction", {"TransactStatements": statements}).error
    assert code == "ValidationException"
    assert message.startswith("1 validation error detected: Value '[")
    assert message.endswith(
        f"]' at 'transactStatements' failed to satisfy constraint: Member must have length {length}"
    )


@pytest.mark.parametrize(
    "request_members, constraints",
    [
        ({"TransactStatements": [{}]},
         ["Value null at 'transactStatements.1.member.statement' failed to satisfy constraint: "
          "Member must not be null"]),
        ({"TransactStatements": [{"Statement": "x" * 8193}], "ClientRequestToken": "t" * 37},
         [f"Value '{'t' * 37}' at 'clientRequestToken' failed to satisfy constraint: "
          "Member must have length less than or equal to 36",
          f"Value '{'x' * 8193}' at 'transactStatements.1.member.statement' failed to satisfy constraint: "
          "Member must have length less than or equal to 8192"]),
        ({"TransactStatements": [{"Statement": "x", "Parameters": []}], "ReturnConsumedCapacity": "X"},
         ["Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: "
          "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
          "Value '[]' at 'transactStatements.1.member.parameters' failed to satisfy constraint: "
          "Member must have length greater than or equal to 1"]),
    ],
    ids=["statement", "token", "parameters"],
)  # fmt: skip
def test_constraints(raw, request_members, constraints):
    count = "1 validation error" if len(constraints) == 1 else f"{len(constraints)} validation errors"
    message = f"{count} detected: " + "; ".join(constraints)
    assert raw.call("ExecuteTransaction", request_members).error == ("ValidationException", message)


@pytest.mark.parametrize(
    "text, message",
    [
        ("FOO", NOT_WELL_FORMED + "Expected data manipulation"),
        ("SELECT COUNT(*) FROM T", "Unexpected path component at 1:8:5"),
        ("DELETE FROM T WHERE pk = 'a' RETURNING ALL OLD *", RETURNING),
        ("UPDATE T SET a = 1 WHERE pk = 'a' RETURNING MODIFIED NEW *", RETURNING),
        ('SELECT * FROM "T"."I"', ON_INDEX),
        ("EXISTS(SELECT * FROM \"T\".\"I\" WHERE pk = 'a')", ON_INDEX),
    ],
)
def test_told_with_the_position_before_the_table_is_looked_up(client, text, message):
    expect_invalid(at(0, message), transact, client, text)
    expect_invalid(at(1, message), transact, client, WRITE.format("nope"), text)


@pytest.mark.parametrize(
    "text, parameters, message",
    [
        ("DELETE FROM T WHERE a = ?", [n("x")], "The parameter cannot be converted to a numeric value: x"),
        ("DELETE FROM T WHERE a = ?", [], "Number of parameters in request and statement don't match."),
        ("DELETE FROM T WHERE a = <<>>", [], "Empty bags are not supported"),
        ("INSERT INTO T VALUE {'a': ?}", [s("x" * 409_600)], "Item size has exceeded the maximum allowed size"),
    ],
    ids=["parameter", "count", "literal", "size"],
)
def test_values_are_told_without_position(client, text, parameters, message):
    expect_invalid(message, transact, client, WRITE.format("nope"), statement(text, *parameters))


@pytest.mark.parametrize(
    "text, message",
    [
        ('SELECT * FROM "{}"', NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk = 'a'", NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk = 'a' AND sk IN [1]", NO_KEY),
        ("SELECT * FROM \"{}\" WHERE pk = 'a' AND sk = 1 ORDER BY a",
         "Attribute a in ORDER BY clause must be part of the primary key"),
        ("EXISTS(SELECT * FROM \"{}\" WHERE pk = 'a' AND sk = 1)", NO_EXISTS),
        ("EXISTS(SELECT * FROM \"{}\" WHERE pk = 'a' AND b = 1)", NO_EXISTS),
        ('EXISTS(SELECT * FROM "{}")', NO_EXISTS),
        ("DELETE FROM \"{}\" WHERE pk = 'a'", NO_EQUALITY),
        ("UPDATE \"{}\" SET a = 1 WHERE sk = 1", NO_EQUALITY),
    ],
)  # fmt: skip
def test_what_the_key_decides(client, table, text, message):
    other = READ if text.startswith("SELECT") else WRITE
    expect_invalid(at(1, message), transact, client, other.format(table), text.format(table))


def test_reads_and_writes_together(client):
    expect_invalid(MIXED, transact, client, READ.format("nope"), WRITE.format("nope"))
    exists = "EXISTS(SELECT * FROM nope WHERE pk = 'a' AND b = 1)"
    expect_invalid(MIXED, transact, client, exists, READ.format("nope"))
    # What a statement alone decides comes first.
    expect_invalid(at(2, NOT_WELL_FORMED + "Expected data manipulation"), transact, client,
                   READ.format("nope"), WRITE.format("nope"), "FOO")  # fmt: skip


@pytest.mark.parametrize("text", [READ, WRITE, "INSERT INTO \"{}\" VALUE {{'pk': 'a'}}", "UPDATE \"{}\" SET a = 1"])
def test_missing_tables_come_before_keys(client, table, name, text):
    keyless = 'SELECT * FROM "{}"' if text == READ else 'DELETE FROM "{}"'
    expect_error(
        "ResourceNotFoundException",
        "Requested resource not found",
        transact,
        client,
        keyless.format(table),
        text.format(name),
    )


@pytest.mark.parametrize("text", [READ, WRITE])
def test_two_statements_on_one_item(client, table, text):
    expect_invalid(DUPLICATE, transact, client, text.format(table), text.format(table))


def test_a_check_and_a_write_of_one_item(client, table):
    exists = f"EXISTS({READ.format(table)} AND attribute_exists(a))"
    expect_invalid(DUPLICATE, transact, client, exists, WRITE.format(table))


def test_empty_keys(client, table):
    empty = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
    for text in (
        "SELECT * FROM \"{}\" WHERE pk = '' AND sk = 1",
        "DELETE FROM \"{}\" WHERE pk = '' AND sk = 1",
        "INSERT INTO \"{}\" VALUE {{'pk': '', 'sk': 1}}",
    ):
        expect_invalid(empty + "string value. Key: pk", transact, client, text.format(table))


def test_a_request_above_4_mb(client, table):
    inserts = [
        statement(f"INSERT INTO \"{table}\" VALUE {{'pk': 'large', 'sk': {i}, 'a': ?}}", s("x" * 400_000))
        for i in range(11)
    ]
    expect_invalid("Transaction request size cannot exceed 4 MB", transact, client, *inserts)


def test_an_answer_above_4_mb(client, table, key):
    for i in range(11):
        client.put_item(TableName=table, Item={"pk": s(key), "sk": n(i), "a": s("x" * 400_000)})
    reads = [f"SELECT {{}} FROM \"{table}\" WHERE pk = '{key}' AND sk = {i}" for i in range(11)]
    expect_invalid(
        "Aggregate size of the items in the transaction cannot exceed 4 MB",
        transact, client, *(read.format("*") for read in reads),
    )  # fmt: skip
    assert transact(client, *(read.format("sk") for read in reads)) == [{"Item": {"sk": n(i)}} for i in range(11)]
