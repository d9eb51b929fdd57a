"""ExecuteTransaction: ClientRequestToken."""

import pytest
from statements import statement, transact, transact_answer
from transactions import stored
from values import expect_error, n, s


def add_one(table, key, by=1):
    return statement(f'UPDATE "{table}" SET v = v + ? WHERE pk = ?', n(by), s(key))


@pytest.fixture
def counter(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(0)})
    return key


def value(client, table, key):
    return int(stored(client, table, {"pk": s(key)})["v"]["N"])


def test_same_request_happens_once(client, tables, counter):
    for _ in range(3):
        transact(client, add_one(tables.s, counter), ClientRequestToken=counter)
    assert value(client, tables.s, counter) == 1


def test_without_token_it_happens_each_time(raw, client, tables, counter):
    for _ in range(3):
        raw.ok("ExecuteTransaction", {"TransactStatements": [add_one(tables.s, counter)]})
    assert value(client, tables.s, counter) == 3


@pytest.mark.parametrize(
    "other",
    [
        lambda t, k: [add_one(t, k, 2)],
        lambda t, k: [add_one(t, k + "2")],
        lambda t, k: [statement(f"UPDATE \"{t}\" SET v = v + 1 WHERE pk = '{k}'")],
        lambda t, k: [add_one(t, k), add_one(t, k + "2")],
    ],
    ids=["parameter", "key", "text", "number"],
)
def test_different_request(client, tables, counter, other):
    transact(client, add_one(tables.s, counter), ClientRequestToken=counter)
    expect_error(
        "IdempotentParameterMismatchException",
        None,
        transact,
        client,
        *other(tables.s, counter),
        ClientRequestToken=counter,
    )
    assert value(client, tables.s, counter) == 1


def test_a_replay_is_charged_as_reads(client, tables, key):
    insert = statement(f'INSERT INTO "{tables.s}" VALUE {{\'pk\': ?, \'v\': ?}}', s(key), s("x" * 4500))
    request = {"ClientRequestToken": key, "ReturnConsumedCapacity": "TOTAL"}
    first = transact_answer(client, insert, **request)
    units = {"CapacityUnits": 10.0, "WriteCapacityUnits": 10.0}
    assert first["ConsumedCapacity"] == [{"TableName": tables.s, **units}]
    again = transact_answer(client, insert, **request)
    assert again["Responses"] == []
    units = {"CapacityUnits": 4.0, "ReadCapacityUnits": 4.0}
    assert again["ConsumedCapacity"] == [{"TableName": tables.s, **units}]


def test_failures_are_not_remembered(client, tables, key):
    update = add_one(tables.s, key)
    expect_error("TransactionCanceledException", None, transact, client, update, ClientRequestToken=key)
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(0)})
    transact(client, update, ClientRequestToken=key)
    assert value(client, tables.s, key) == 1


def test_the_token_of_a_read_means_nothing(client, tables, counter):
    read = f"SELECT v FROM \"{tables.s}\" WHERE pk = '{counter}'"
    for expected in (0, 1):
        assert transact(client, read, ClientRequestToken=counter) == [{"Item": {"v": n(expected)}}]
        if not expected:
            transact(client, add_one(tables.s, counter))
