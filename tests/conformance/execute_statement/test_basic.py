"""ExecuteStatement: what each kind of statement does and answers."""

import pytest
from row_statements import stored, where
from statements import execute, items
from values import b, batch_put, expect_error, l, m, n, ns, s, ss


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


def test_insert_every_type(client, table, key):
    answer = execute(
        client,
        f"""INSERT INTO "{table}" VALUE {{'pk': '{key}', 'sk': 1, 's': 'it''s', 'n': -.5e1, 't': TRUE, 'z': NULL,
        'l': [1, 'a'], 'm': {{'x': []}}, 'ss': <<'b', 'a'>>, 'ns': <<2, 1>>, 'p': ?}} -- comment""",
        b(b"\x00"),
    )
    assert answer["Items"] == []
    assert set(answer) == {"Items", "ResponseMetadata"}
    assert stored(client, table, key) == {
        "pk": s(key), "sk": n(1), "s": s("it's"), "n": n(-5), "t": {"BOOL": True}, "z": {"NULL": True},
        "l": l(n(1), s("a")), "m": m(x=l()), "ss": ss("a", "b"), "ns": ns(1, 2), "p": b(b"\x00"),
    }  # fmt: skip


def test_insert_of_an_existing_key(client, table, key):
    statement = f"INSERT INTO \"{table}\" VALUE {{'pk': '{key}', 'sk': 1, 'a': ?}}"
    execute(client, statement, n(1))
    expect_error("DuplicateItemException", "Duplicate primary key exists in table", execute, client, statement, n(2))
    assert stored(client, table, key)["a"] == n(1)


def test_select_by_key(client, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i), "a": n(i * i)} for i in range(5)])
    read = f'SELECT sk FROM "{table}" WHERE pk = ?'
    assert items(client, read, s(key)) == [{"sk": n(i)} for i in range(5)]
    assert items(client, f"{read} AND sk > 1 AND a < 10", s(key)) == [{"sk": n(2)}, {"sk": n(3)}]
    assert items(client, f"{read} AND sk BETWEEN 1 AND 2 ORDER BY sk DESC;", s(key)) == [{"sk": n(2)}, {"sk": n(1)}]
    assert items(client, f"{read} AND (sk = 3 OR sk = 1)", s(key)) == [{"sk": n(1)}, {"sk": n(3)}]
    assert items(client, f"select * from \"{table}\" where sk = 2 and 'x' <> pk and pk = ?", s(key)) == [
        {"pk": s(key), "sk": n(2), "a": n(4)}
    ]
    assert items(client, f"{read} AND sk = 9", s(key)) == []


def test_select_of_several_partitions(client, table, key):
    keys = [f"{key}-{i}" for i in range(3)]
    batch_put(client, table, [{"pk": s(k), "sk": n(i)} for k in keys for i in range(2)])
    statement = f"SELECT pk, sk FROM \"{table}\" WHERE pk IN ['{keys[2]}', '{keys[0]}', ?]"
    everything = [{"pk": s(k), "sk": n(i)} for k in keys for i in range(2)]
    assert items(client, f"{statement} ORDER BY pk", s(keys[1])) == everything
    assert items(client, f"{statement} ORDER BY pk DESC, sk DESC", s(keys[1])) == everything[::-1]
    assert [i["pk"]["S"] for i in items(client, statement, s(keys[1]))] == [keys[2]] * 2 + [keys[0]] * 2 + [keys[1]] * 2


def test_projection_shows_leaves(client, table, key):
    item = {"pk": s(key), "sk": n(1), "a": m(b=m(c=n(1))), "l": l(n(7), l(n(8)))}
    client.put_item(TableName=table, Item=item)
    read = f'SELECT {{}} FROM "{table}" {where(key)}'
    assert items(client, read.format("a.b.c, l[0]")) == [{"c": n(1), "l": n(7)}]
    assert items(client, read.format("l[1][0]")) == [{"l": n(8)}]
    assert items(client, read.format("nope, a.b.nope")) == [{}]


def test_scan_with_a_filter(client, new_table):
    table = new_table()
    batch_put(client, table, [{"pk": s(str(i)), "a": n(i)} for i in range(10)])
    found = items(client, f'SELECT a FROM "{table}" WHERE a >= ? AND NOT a = 8', n(7))
    assert sorted(item["a"]["N"] for item in found) == ["7", "9"]
    assert len(items(client, f'SELECT * FROM "{table}"', ConsistentRead=True)) == 10


def test_update(client, table, key):
    item = {"pk": s(key), "sk": n(1), "n": n(5), "l": l(n(1), n(2)), "s": ss("a", "b"), "x": n(1)}
    client.put_item(TableName=table, Item=item)
    answer = execute(
        client,
        f"""UPDATE "{table}" SET n = n + ?, was = n SET l = list_append(l, [3]) SET s = set_add(s, <<'c'>>)
        SET t = set_add(t, <<1>>) REMOVE x {where(key)}""",
        n(2),
    )
    assert answer["Items"] == []
    assert stored(client, table, key) == {
        "pk": s(key), "sk": n(1), "n": n(7), "was": n(5), "l": l(n(1), n(2), n(3)), "s": ss("a", "b", "c"), "t": ns(1)
    }  # fmt: skip


def test_from_first_update(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1)})
    execute(client, f'FROM "{table}" WHERE pk = ? AND sk = 1 SET a = ?', s(key), n(2))
    assert stored(client, table, key)["a"] == n(2)


@pytest.mark.parametrize(
    "returning, expected",
    [
        ("ALL OLD", [{"pk": 0, "sk": n(1), "m": m(a=n(1), b=n(2)), "x": n(3), "l": l(n(1), n(2), n(3))}]),
        ("ALL NEW", [{"pk": 0, "sk": n(1), "m": m(a=n(9), b=n(2)), "l": l(n(1), n(8), n(3))}]),
        ("MODIFIED OLD", [{"m": m(a=n(1)), "x": n(3), "l": l(n(2))}]),
        ("MODIFIED NEW", [{"m": m(a=n(9)), "l": l(n(8))}]),
    ],
)
def test_update_returning(client, table, key, returning, expected):
    item = {"pk": s(key), "sk": n(1), "m": m(a=n(1), b=n(2)), "x": n(3), "l": l(n(1), n(2), n(3))}
    client.put_item(TableName=table, Item=item)
    statement = f'UPDATE "{table}" SET m.a = 9 SET l[1] = 8 REMOVE x {where(key)} RETURNING {returning} *'
    shown = [{**one, "pk": s(key)} if "pk" in one else one for one in expected]
    assert items(client, statement) == shown


def test_nothing_modified_to_return(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "x": n(3)})
    assert items(client, f'UPDATE "{table}" REMOVE x {where(key)} RETURNING MODIFIED NEW *') == []


def test_update_never_makes_an_item(client, table, key):
    statement = f'UPDATE "{table}" SET a = 1 {where(key)}'
    expect_error(
        "ConditionalCheckFailedException", "The conditional request failed", execute, client, statement
    )
    assert stored(client, table, key) is None


@pytest.mark.parametrize("statement", ['UPDATE "{}" SET a = 2 {} AND a = 3', 'DELETE FROM "{}" {} AND a = 3'])
def test_failed_conditions_show_the_item(client, raw, table, key, statement):
    item = {"pk": s(key), "sk": n(1), "a": n(1)}
    client.put_item(TableName=table, Item=item)
    body = {"Statement": statement.format(table, where(key))}
    assert "Item" not in raw.call("ExecuteStatement", body).body
    shown = raw.call("ExecuteStatement", {**body, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})
    assert shown.error == ("ConditionalCheckFailedException", "The conditional request failed")
    assert shown.body["Item"] == item


def test_delete(client, table, key):
    item = {"pk": s(key), "sk": n(1), "a": n(1)}
    client.put_item(TableName=table, Item=item)
    statement = f'DELETE FROM "{table}" WHERE sk = 1 AND pk = ? AND a = ? RETURNING ALL OLD *'
    expect_error(
        "ConditionalCheckFailedException", "The conditional request failed", execute, client, statement, s(key), n(2)
    )
    assert items(client, statement, s(key), n(1)) == [item]
    assert stored(client, table, key) is None
    assert items(client, statement, s(key), n(1)) == []


def test_an_arn_names_the_table(client, table, key):
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    execute(client, f"INSERT INTO \"{arn}\" VALUE {{'pk': '{key}', 'sk': 1}}")
    assert items(client, f'SELECT pk FROM "{arn}" {where(key)}') == [{"pk": s(key)}]


def test_consumed_capacity(client, table, key):
    def units(statement, **more):
        return execute(client, statement, ReturnConsumedCapacity="TOTAL", **more)["ConsumedCapacity"]

    insert = f"INSERT INTO \"{table}\" VALUE {{'pk': '{key}', 'sk': 1, 'a': '{'x' * 2000}'}}"
    assert units(insert) == {"TableName": table, "CapacityUnits": 2.0}
    assert units(f'SELECT * FROM "{table}" {where(key)}')["CapacityUnits"] == 0.5
    assert units(f'SELECT * FROM "{table}" {where(key)}', ConsistentRead=True)["CapacityUnits"] == 1.0
    assert units(f"SELECT * FROM \"{table}\" WHERE pk IN ['{key}', 'none']")["CapacityUnits"] == 1.0
    assert units(f'UPDATE "{table}" REMOVE a {where(key)}')["CapacityUnits"] == 2.0
    assert units(f'DELETE FROM "{table}" {where(key)}')["CapacityUnits"] == 1.0
