"""ExecuteTransaction: what a transaction of statements does and answers."""

import pytest
from row_statements import insert, inserts, put_and_read, selects, stored, where
from statements import statement, transact, transact_answer
from values import b, batch_put, n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


def test_writes_of_every_kind(client, tables, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i), "a": n(i)} for i in (2, 3, 4)])
    client.put_item(TableName=tables.s, Item={"pk": s(key), "ok": s("ok")})
    answer = transact_answer(
        client,
        insert(table, key, 1, ", 'a': 'new'"),
        statement(f'UPDATE "{table}" SET a = ? {where(key, 2)}', b(b"x")),
        f'FROM "{table}" {where(key, 3)} AND a = 3 REMOVE a',
        f'DELETE FROM "{table}" {where(key, 4)}',
        f"EXISTS(SELECT * FROM \"{tables.s}\" WHERE pk = '{key}' AND attribute_not_exists(nope) AND ok = 'ok')",
    )
    assert {name: answer[name] for name in answer if name != "ResponseMetadata"} == {"Responses": []}
    assert stored(client, table, key, 1)["a"] == s("new")
    assert stored(client, table, key, 2)["a"] == b(b"x")
    assert stored(client, table, key, 3) == {"pk": s(key), "sk": n(3)}
    assert stored(client, table, key, 4) is None


def test_reads(client, table, key):
    reads, item, parts = put_and_read(client, table, key)
    conditional = f'SELECT sk FROM "{table}" {where(key, 5)} AND attribute_not_exists(a)'
    assert transact(client, *reads, conditional) == [
        {"Item": item}, {"Item": parts}, {}, {}, {}, {"Item": {"sk": n(5)}}
    ]  # fmt: skip


def test_100_statements(client, table, key):
    assert transact(client, *inserts(table, key, 100)) == []
    found = transact(client, *selects(table, key, 100))
    assert [one["Item"] for one in found] == [{"sk": n(i)} for i in range(100)]


def test_an_arn_names_the_table(client, table, key):
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    transact(client, insert(arn, key))
    assert transact(client, f'SELECT sk FROM "{arn}" {where(key)}') == [{"Item": {"sk": n(1)}}]


def entry(table, units, kind, arms=False):
    both = {"CapacityUnits": units, f"{kind}CapacityUnits": units}
    return {"TableName": table, **both, **({"Table": both} if arms else {})}


def test_capacity_of_writes(client, tables, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(2), "a": s("x" * 2500)})
    answer = transact_answer(
        client,
        insert(table, key, 1, f", 'a': '{'x' * 1500}'"),
        f"INSERT INTO \"{tables.s}\" VALUE {{'pk': '{key}'}}",
        f'EXISTS(SELECT * FROM "{table}" {where(key, 2)} AND attribute_exists(a))',
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"] == [entry(table, 10, "Write"), entry(tables.s, 2, "Write")]


def test_capacity_of_reads(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x" * 4500)})
    answer = transact_answer(
        client,
        f'SELECT sk FROM "{table}" {where(key, 1)} AND a = 1',
        f'SELECT * FROM "{table}" {where(key, 2)}',
        ReturnConsumedCapacity="INDEXES",
    )
    assert answer["ConsumedCapacity"] == [entry(table, 6, "Read", arms=True)]
