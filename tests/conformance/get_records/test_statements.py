"""PartiQL statements leave the records of the item writes they stand for."""

import pytest
from statements import batch, execute, statement, transact
from stream_reading import arn_of, events, records_of, specification
from values import expect_error, n, s

K = {"pk": s("k")}


@pytest.fixture
def table(new_table):
    return new_table(StreamSpecification=specification())


def one(client, text, *parameters):
    return execute(client, text, *parameters)


def in_batch(client, text, *parameters):
    assert "Error" not in batch(client, statement(text, *parameters))[0]


def in_transaction(client, text, *parameters):
    transact(client, statement(text, *parameters))


@pytest.mark.parametrize("run", [one, in_batch, in_transaction])
def test_each_kind_of_write(client, streams, table, run):
    run(client, f'INSERT INTO "{table}" VALUE {{\'pk\': ?, \'a\': ?}}', s("k"), n(1))
    run(client, f"UPDATE \"{table}\" SET a = a + 1, b = 'x' WHERE pk = 'k' AND a = 1")
    run(client, f"UPDATE \"{table}\" SET b = 'x' WHERE pk = 'k'")  # changes nothing
    run(client, f"DELETE FROM \"{table}\" WHERE pk = 'none'")
    run(client, f"DELETE FROM \"{table}\" WHERE pk = 'k'")
    first, second = K | {"a": n(1)}, K | {"a": n(2), "b": s("x")}
    assert events(records_of(streams, arn_of(client, table))) == [
        ("INSERT", K, first, None),
        ("MODIFY", K, second, first),
        ("REMOVE", K, None, second),
    ]


def test_what_fails_or_reads_leaves_none(client, streams, table):
    execute(client, f"INSERT INTO \"{table}\" VALUE {{'pk': 'k'}}")
    before = records_of(streams, arn_of(client, table))
    insert = f"INSERT INTO \"{table}\" VALUE {{'pk': 'k', 'a': 1}}"
    expect_error("DuplicateItemException", None, execute, client, insert)
    other = f"INSERT INTO \"{table}\" VALUE {{'pk': 'other'}}"
    expect_error("TransactionCanceledException", None, transact, client, other, insert)
    transact(client, f"EXISTS(SELECT * FROM \"{table}\" WHERE pk = 'k' AND attribute_not_exists(a))")
    execute(client, f'SELECT * FROM "{table}"')
    assert records_of(streams, arn_of(client, table)) == before
