"""BatchExecuteStatement: what a batch of statements does and answers."""

import pytest
from row_statements import insert, inserts, put_and_read, selects, stored, where
from statements import batch, batch_answer, statement
from values import b, batch_put, expect_invalid, n, s

MIXED = "Read and write requests together in the same batch is not supported."
DUPLICATES = "Provided list of item keys contains duplicates"


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


def test_writes_of_every_kind(client, tables, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i), "a": n(i)} for i in (2, 3)])
    answer = batch_answer(
        client,
        insert(table, key, 1, ", 'a': 'new'"),
        statement(f'UPDATE "{table}" SET a = ? {where(key, 2)}', b(b"x")),
        f'DELETE FROM "{table}" {where(key, 3)}',
        f"INSERT INTO \"{tables.s}\" VALUE {{'pk': '{key}'}}",
    )
    assert set(answer) == {"Responses", "ResponseMetadata"}
    assert answer["Responses"] == [{"TableName": table}] * 3 + [{"TableName": tables.s}]
    assert stored(client, table, key, 1)["a"] == s("new")
    assert stored(client, table, key, 2)["a"] == b(b"x")
    assert stored(client, table, key, 3) is None
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == {"pk": s(key)}


def test_returning(client, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i), "a": n(i), "b": n(0)} for i in range(5)])
    assert batch(
        client,
        f'UPDATE "{table}" SET a = 9 {where(key, 0)} RETURNING ALL OLD *',
        f'UPDATE "{table}" SET a = 9 {where(key, 1)} RETURNING MODIFIED NEW *',
        f'UPDATE "{table}" REMOVE a {where(key, 2)} RETURNING MODIFIED NEW *',
        f'DELETE FROM "{table}" {where(key, 3)} RETURNING ALL OLD *',
        f'DELETE FROM "{table}" {where(key, 4)}',
        f'DELETE FROM "{table}" {where(key, 5)} RETURNING ALL OLD *',
    ) == [
        {"TableName": table, "Item": {"pk": s(key), "sk": n(0), "a": n(0), "b": n(0)}},
        {"TableName": table, "Item": {"a": n(9)}},
        {"TableName": table},
        {"TableName": table, "Item": {"pk": s(key), "sk": n(3), "a": n(3), "b": n(0)}},
        {"TableName": table},
        {"TableName": table},
    ]


def test_reads(client, table, key):
    reads, item, parts = put_and_read(client, table, key)
    ordered = statement(f'SELECT sk FROM "{table}" {where(key, 5)} ORDER BY sk', ConsistentRead=True)
    assert batch(client, *reads, ordered) == [
        {"TableName": table, "Item": item},
        {"TableName": table, "Item": parts},
        {"TableName": table, "Item": {}},
        {"TableName": table},
        {"TableName": table},
        {"TableName": table, "Item": {"sk": n(5)}},
    ]


def test_25_statements(client, table, key):
    assert batch(client, *inserts(table, key, 25)) == [{"TableName": table}] * 25
    found = batch(client, *selects(table, key, 25))
    assert [one["Item"] for one in found] == [{"sk": n(i)} for i in range(25)]


@pytest.mark.parametrize(
    "members, length",
    [([], "greater than or equal to 1"), ([{"Statement": "x"}] * 26, "less than or equal to 25")],
)
def test_number_of_statements(raw, members, length):
    code, message = raw.call("BatchExecuteStatement", {"Statements": members}).error
    assert code == "ValidationException"
    assert message.startswith("1 validation error detected: Value '[")
    assert message.endswith(
        f"]' at 'statements' failed to satisfy constraint: Member must have length {length}"
    )


@pytest.mark.parametrize(
    "member, constraint",
    [
        ({}, "Value null at 'statements.2.member.statement' failed to satisfy constraint: Member must not be null"),
        ({"Statement": ""}, "Value '' at 'statements.2.member.statement' failed to satisfy constraint: "
                            "Member must have length greater than or equal to 1"),
        ({"Statement": "x" * 8193},
         f"Value '{'x' * 8193}' at 'statements.2.member.statement' failed to satisfy constraint: "
         "Member must have length less than or equal to 8192"),
        ({"Statement": "x", "Parameters": []},
         "Value '[]' at 'statements.2.member.parameters' failed to satisfy constraint: "
         "Member must have length greater than or equal to 1"),
    ],
    ids=["missing", "empty", "too long", "no parameters"],
)  # fmt: skip
def test_constraints_of_members_refuse_the_batch(raw, member, constraint):
    refused = raw.call("BatchExecuteStatement", {"Statements": [{"Statement": "x"}, member]})
    assert refused.error == ("ValidationException", "1 validation error detected: " + constraint)


def test_reads_and_writes_together(client, table, key):
    expect_invalid(MIXED, batch, client, insert(table, key), f'SELECT * FROM "{table}" {where(key, 2)}')
    assert stored(client, table, key) is None
    # The kind counts, not whether it could be carried out; it is told before tables are looked up.
    expect_invalid(MIXED, batch, client, "DELETE FROM nope WHERE a = 1", f'SELECT * FROM "{table}"')


def test_two_statements_on_one_item(client, table, key):
    expect_invalid(DUPLICATES, batch, client, insert(table, key), f'DELETE FROM "{table}" {where(key, "1.0")}')
    assert stored(client, table, key) is None
    read = f'SELECT * FROM "{table}" {where(key)}'
    expect_invalid(DUPLICATES, batch, client, read, read)


def test_the_table_by_name_and_by_arn_is_one(client, table, key):
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    expect_invalid(DUPLICATES, batch, client, insert(table, key), f'DELETE FROM "{arn}" {where(key)}')


def test_capacity_is_summed_per_table(client, tables, table, key):
    answer = batch_answer(
        client,
        insert(table, key, 1, f", 'a': '{'x' * 1500}'"),
        f"INSERT INTO \"{tables.s}\" VALUE {{'pk': '{key}'}}",
        insert(table, key, 2),
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"] == [
        {"TableName": table, "CapacityUnits": 3.0},
        {"TableName": tables.s, "CapacityUnits": 1.0},
    ]
    answer = batch_answer(
        client,
        f'SELECT * FROM "{table}" {where(key, 1)}',
        statement(f'SELECT * FROM "{table}" {where(key, 2)}', ConsistentRead=True),
        f'SELECT * FROM "{table}" {where(key, 3)}',
        ReturnConsumedCapacity="INDEXES",
    )
    assert answer["ConsumedCapacity"] == [{"TableName": table, "CapacityUnits": 2.0, "Table": {"CapacityUnits": 2.0}}]


def test_nothing_carried_out_consumes_nothing(client):
    assert batch_answer(client, "x", ReturnConsumedCapacity="TOTAL")["ConsumedCapacity"] == []
