"""ExecuteTransaction: reasons why nothing of it happens."""

import pytest
from indexed_tables import gsi, indexed
from row_statements import insert, stored, where
from statements import statement, transact
from transactions import CONDITION_FAILED, NONE, expect_cancelled, invalid
from values import INVALID, SCHEMA_MISMATCH, n, s

DUPLICATE_ITEM = {"Code": "DuplicateItem", "Message": "Duplicate primary key exists in table"}


@pytest.fixture(scope="module")
def table(new_module_table):
    return indexed(new_module_table, "pk:S", "sk:N", [gsi("by-g", "g:S")])


@pytest.mark.parametrize(
    "text",
    [
        'UPDATE "{}" SET b = 1 {} AND a = 2',
        'DELETE FROM "{}" {} AND a = 2',
        'EXISTS(SELECT * FROM "{}" {} AND a = 2)',
        'EXISTS(SELECT * FROM "{}" {} AND attribute_not_exists(a))',
    ],
)
def test_failed_conditions(raw, client, table, key, text):
    item = {"pk": s(key), "sk": n(1), "a": n(1)}
    client.put_item(TableName=table, Item=item)
    failing = text.format(table, where(key))
    expect_cancelled([NONE, CONDITION_FAILED], transact, client, insert(table, key, 2), failing)
    assert stored(client, table, key, 2) is None
    shown = raw.call(
        "ExecuteTransaction",
        {"TransactStatements": [statement(failing, ReturnValuesOnConditionCheckFailure="ALL_OLD")]},
    )
    assert shown.body["CancellationReasons"] == [{**CONDITION_FAILED, "Item": item}]


def test_missing_items(client, table, key):
    update = f'UPDATE "{table}" SET a = 1 {where(key)}'
    exists = f'EXISTS(SELECT * FROM "{table}" {where(key, 2)} AND attribute_not_exists(a))'
    delete = f'DELETE FROM "{table}" {where(key, 3)} AND a = 1'
    expect_cancelled([CONDITION_FAILED, CONDITION_FAILED, NONE], transact, client, update, exists, delete)
    assert transact(client, delete) == []


def test_duplicates(raw, client, table, key):
    item = {"pk": s(key), "sk": n(1), "a": n(1)}
    client.put_item(TableName=table, Item=item)
    failing = f'DELETE FROM "{table}" {where(key, 1)} AND a = 2'
    expect_cancelled([DUPLICATE_ITEM, NONE], transact, client, insert(table, key), insert(table, key, 2))
    client.put_item(TableName=table, Item={**item, "sk": n(2)})
    expect_cancelled([CONDITION_FAILED, DUPLICATE_ITEM], transact, client, failing, insert(table, key, 2))
    assert stored(client, table, key) == item
    shown = raw.call(
        "ExecuteTransaction",
        {"TransactStatements": [statement(insert(table, key), ReturnValuesOnConditionCheckFailure="ALL_OLD")]},
    )
    assert shown.body["CancellationReasons"] == [DUPLICATE_ITEM]


@pytest.mark.parametrize(
    "text, message",
    [
        ("INSERT INTO \"{}\" VALUE {{'pk': 'a'}}", INVALID + "Missing the key sk in the item"),
        ("INSERT INTO \"{}\" VALUE {{'pk': 'a', 'sk': 1, 'g': 1}}",
         INVALID + "Type mismatch for Index Key g Expected: S Actual: N IndexName: by-g"),
        ("DELETE FROM \"{}\" WHERE pk = 1 AND sk = 1", SCHEMA_MISMATCH),
        ("EXISTS(SELECT * FROM \"{}\" WHERE pk = 1 AND sk = 1 AND a = 1)", SCHEMA_MISMATCH),
        ("UPDATE \"{}\" SET sk = 1 WHERE pk = 'a' AND sk = 1",
         INVALID + "Cannot update attribute sk. This attribute is part of the key"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_table(client, table, key, text, message):
    reasons = [NONE, invalid(message)]
    expect_cancelled(reasons, transact, client, insert(table, key), text.format(table))
    assert stored(client, table, key) is None


def test_an_update_that_does_not_fit_the_item(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "a": s("x")})
    wrong_type = invalid("An operand in the update expression has an incorrect data type")
    update = f'UPDATE "{table}" SET a = a + 1 {where(key)}'
    expect_cancelled([NONE, wrong_type], transact, client, insert(table, key, 2), update)


@pytest.mark.parametrize(
    "text, message",
    [
        ("SELECT * FROM \"{}\" WHERE pk = 1 AND sk = 1", SCHEMA_MISMATCH),
        ("SELECT pk.x FROM \"{}\" WHERE pk = 'a' AND sk = 1",
         "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"),
    ],
)  # fmt: skip
def test_reads_that_do_not_fit_the_table(client, table, text, message):
    first = f"SELECT * FROM \"{table}\" WHERE pk = 'b' AND sk = 1"
    expect_cancelled([NONE, invalid(message)], transact, client, first, text.format(table))
