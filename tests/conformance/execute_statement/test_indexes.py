"""ExecuteStatement: reads of secondary indexes."""

import pytest
from indexed_tables import expect_soon, gsi, indexed, lsi
from statements import execute, items
from values import batch_put, expect_invalid, n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    indexes = [
        gsi("global", "g:S", "r:N", ["in"]),
        gsi("all", "g:S"),
        gsi("many", ["g:S", "h:S"]),
        lsi("local", "r:N", ["in"]),
    ]
    return indexed(new_module_table, "pk:S", "sk:N", indexes)


@pytest.fixture
def written(client, table, key):
    batch_put(client, table, [
        {"pk": s(key), "sk": n(i), "g": s(key), "r": n(10 - i), "in": n(i), "out": n(i)} for i in range(4)
    ])  # fmt: skip
    expect_soon(4, lambda: len(items(client, f'SELECT * FROM "{table}"."global" WHERE g = ?', s(key))))
    return key


def test_key_conditions_and_order(client, table, written):
    read = f'SELECT sk FROM "{table}"."global" WHERE g = ? AND r > 7'
    assert items(client, read, s(written)) == [{"sk": n(2)}, {"sk": n(1)}, {"sk": n(0)}]
    assert items(client, f"{read} ORDER BY r DESC", s(written)) == [{"sk": n(0)}, {"sk": n(1)}, {"sk": n(2)}]
    local = f'SELECT sk FROM "{table}"."local" WHERE pk = ? AND r = 8'
    assert items(client, local, s(written), ConsistentRead=True) == [{"sk": n(2)}]


def test_what_indexes_show(client, table, written):
    entry = {"pk": s(written), "sk": n(3), "g": s(written), "r": n(7), "in": n(3)}
    read = "SELECT {} FROM \"{}\".\"{}\" WHERE {} = '{}' AND r = 7"
    assert items(client, read.format("*", table, "global", "g", written)) == [entry]
    del entry["g"]
    assert items(client, read.format("*", table, "local", "pk", written)) == [entry]
    assert items(client, read.format("out", table, "local", "pk", written)) == [{"out": n(3)}]


def test_pages(client, table, written):
    statement = f'SELECT sk FROM "{table}"."global" WHERE g = ?'
    first = execute(client, statement, s(written), Limit=3)
    assert first["LastEvaluatedKey"] == {"pk": s(written), "sk": n(1), "g": s(written), "r": n(9)}
    rest = items(client, statement, s(written), NextToken=first["NextToken"])
    assert first["Items"] + rest == [{"sk": n(i)} for i in (3, 2, 1, 0)]


def test_capacity_of_what_a_local_index_lacks(client, table, written):
    statement = f"SELECT {{}} FROM \"{table}\".\"local\" WHERE pk = '{written}' AND r > 0"
    inside = execute(client, statement.format("sk"), ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
    assert inside["Table"] == {"CapacityUnits": 0.0}
    assert inside["LocalSecondaryIndexes"] == {"local": {"CapacityUnits": 0.5}}
    fetched = execute(client, statement.format("out"), ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
    assert fetched["Table"] == {"CapacityUnits": 2.0}


def test_an_index_with_a_key_of_several_attributes_hinders_only_its_own_reads(client, table, key):
    execute(client, f"INSERT INTO \"{table}\" VALUE {{'pk': '{key}', 'sk': 1, 'g': '{key}', 'h': 'x'}}")
    read = f"SELECT h FROM {{}} WHERE g = '{key}'"
    assert items(client, read.format(f'"{table}"')) == [{"h": s("x")}]
    expect_soon([{"h": s("x")}], lambda: items(client, read.format(f'"{table}"."all"')))
    found = client.query(
        TableName=table, IndexName="many", KeyConditionExpression="g = :g AND h = :h",
        ExpressionAttributeValues={":g": s(key), ":h": s("x")},
    )  # fmt: skip
    assert found["Count"] == 1


@pytest.mark.parametrize(
    "statement, more, message",
    [
        ('SELECT * FROM "{}"."many"', {},
         "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE "
         "keys."),
        ('SELECT * FROM "{}"."global"', {"ConsistentRead": True},
         "Strongly consistent read is not supported on Global Secondary Indexes"),
        ('SELECT out FROM "{}"."global"', {},
         "One or more parameter values were invalid: Global secondary index global does not project [out]"),
        ("SELECT * FROM \"{}\".\"global\" WHERE g = 'x' AND out = 1", {},
         "One or more parameter values were invalid: Secondary index global does not project one or more filter "
         "attributes: [out]"),
        ("SELECT * FROM \"{}\".\"local\" WHERE pk = 'x' AND r > 1 AND out = 1 AND more = 2", {},
         "One or more parameter values were invalid: Secondary index local does not project one or more filter "
         "attributes: [out, more]"),
        ("SELECT * FROM \"{}\".\"global\" WHERE g = 'x' ORDER BY sk", {},
         "Attribute sk in ORDER BY clause must be part of the primary key"),
    ],
)  # fmt: skip
def test_refused(client, table, statement, more, message):
    expect_invalid(message, execute, client, statement.format(table), **more)
