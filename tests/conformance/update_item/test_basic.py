"""UpdateExpression: every clause, on stored and on missing items."""

import threading

import pytest
from update_vectors import GONE, ITEM, values_of
from values import NULL, b, bs, l, m, n, ns, s, ss


@pytest.mark.parametrize(
    "expression, changes",
    [
        ("SET a = :new", {"a": s("new")}),
        ("SET a = :null", {"a": NULL}),
        ("SET fresh = :map", {"fresh": m(deep=m(er=s("v")))}),
        ("SET a = n, n = a", {"a": n(5), "n": s("x")}),
        ("SET a = :new, q = a", {"a": s("new"), "q": s("x")}),
        ("SET n = n + :n5", {"n": n(10)}),
        ("SET n = n - :half", {"n": n("4.5")}),
        ("SET n = :n5 - n", {"n": n(0)}),
        ("SET q = n + m.c", {"q": n(7)}),
        ("SET n = (n - :n5)", {"n": n(0)}),
        ("SET q = if_not_exists(n, :new)", {"q": n(5)}),
        ("SET q = if_not_exists(nope, :new)", {"q": s("new")}),
        ("SET q = if_not_exists(nope, if_not_exists(nope2, :new))", {"q": s("new")}),
        ("SET q = if_not_exists(nope, :n5) + :half", {"q": n("5.5")}),
        ("SET l = list_append(l, :list)", {"l": l(n(1), n(2), n(3), n(8), n(9))}),
        ("SET l = list_append(:list, l)", {"l": l(n(8), n(9), n(1), n(2), n(3))}),
        ("SET q = list_append(if_not_exists(nope, :empty_list), :list)", {"q": l(n(8), n(9))}),
        ("SET m.b = :n5", {"m": m(b=n(5), c=n(2))}),
        ("SET m.w = :sx", {"m": m(b=n(1), c=n(2), w=s("x"))}),
        ("SET l[1] = :sx", {"l": l(n(1), s("x"), n(3))}),
        ("SET l[9] = :n5, l[5] = :sx", {"l": l(n(1), n(2), n(3), s("x"), n(5))}),
        ("SET l[3] = :n5", {"l": l(n(1), n(2), n(3), n(5))}),
        ("SET q = m.b, w = l[2]", {"q": n(1), "w": n(3)}),
        ("SET q = :empty_map, w = :empty_list", {"q": m(), "w": l()}),
        ("REMOVE a", {"a": GONE}),
        ("REMOVE nope", {}),
        ("REMOVE a, n, m.b", {"a": GONE, "n": GONE, "m": m(c=n(2))}),
        ("REMOVE m.d", {}),
        ("REMOVE m.b, m.c", {"m": m()}),
        ("REMOVE l[0]", {"l": l(n(2), n(3))}),
        ("REMOVE l[0], l[1]", {"l": l(n(3))}),
        ("REMOVE l[0], l[1], l[2]", {"l": l()}),
        ("REMOVE l[7]", {}),
        ("REMOVE l[0] SET l[1] = :n5", {"l": l(n(5), n(3))}),
        ("ADD n :n5", {"n": n(10)}),
        ("ADD n :minus", {"n": n(-2)}),
        ("ADD cnt :n5", {"cnt": n(5)}),
        ("ADD m.cnt :n5, m.b :half", {"m": m(b=n("1.5"), c=n(2), cnt=n(5))}),
        ("ADD l[0] :n5", {"l": l(n(6), n(2), n(3))}),
        ("ADD s :r", {"s": ss("p", "q", "r")}),
        ("ADD fresh :r", {"fresh": ss("q", "r")}),
        ("ADD nums :three", {"nums": ns(1, 2, 3)}),
        ("ADD bins :bins", {"bins": bs(b"\x00", b"\x01")}),
        ("DELETE s :p", {"s": ss("q")}),
        ("DELETE s :r", {"s": ss("p")}),
        ("DELETE s :both", {"s": GONE}),
        ("DELETE nums :three", {"nums": ns(1)}),
        ("DELETE nope :p", {}),
        ("set a = :new remove n add m.b :n5 delete s :p",
         {"a": s("new"), "n": GONE, "m": m(b=n(6), c=n(2)), "s": ss("q")}),
        ("DELETE s :p REMOVE n SET a = n", {"s": ss("q"), "n": GONE, "a": n(5)}),
    ],
)  # fmt: skip
def test_update(client, tables, key, expression, changes):
    client.put_item(TableName=tables.s, Item={"pk": s(key), **ITEM})
    expected = {"pk": s(key), **ITEM, **changes}
    expected = {name: value for name, value in expected.items() if value is not GONE}
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=expression,
        ReturnValues="ALL_NEW",
        **values_of(expression),
    )
    assert answer["Attributes"] == expected
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)}, ConsistentRead=True)["Item"] == expected


@pytest.mark.parametrize(
    "expression, attributes",
    [
        (None, {}),
        ("SET a = :new", {"a": s("new")}),
        ("ADD cnt :n5", {"cnt": n(5)}),
        ("ADD fresh :r", {"fresh": ss("q", "r")}),
        ("SET a = if_not_exists(a, :new)", {"a": s("new")}),
        ("SET a = :new REMOVE b", {"a": s("new")}),
        ("REMOVE a", GONE),
        ("REMOVE a.b", GONE),
        ("DELETE s :p", GONE),
    ],
)
def test_on_a_missing_item(client, tables, key, expression, attributes):
    options = {"UpdateExpression": expression, **values_of(expression)} if expression else {}
    client.update_item(TableName=tables.s, Key={"pk": s(key)}, **options)
    found = client.get_item(TableName=tables.s, Key={"pk": s(key)}).get("Item", GONE)
    assert found == (GONE if attributes is GONE else {"pk": s(key), **attributes})


def test_names_with_dots_are_one_attribute(client, tables, key):
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression="SET #a = :new, #size = :new",
        ExpressionAttributeNames={"#a": "a.b[0]", "#size": "size"},
        ExpressionAttributeValues={":new": s("v")},
        ReturnValues="ALL_NEW",
    )
    assert answer["Attributes"] == {"pk": s(key), "a.b[0]": s("v"), "size": s("v")}


@pytest.mark.parametrize(
    "start, operation, by, result",
    [
        ("0.1", "+", "0.2", "0.3"),
        ("1e-130", "+", "0", "0." + "0" * 129 + "1"),
        ("9" * 38, "-", "9" * 38, "0"),
        ("9" * 38, "+", "1", "1" + "0" * 38),
        ("1e37", "+", "1", "1" + "0" * 36 + "1"),
        ("-1", "+", "1", "0"),
        ("1e125", "-", "1e125", "0"),
        ("99999999999999999999.5", "+", "0.5", "1" + "0" * 20),
        ("1", "-", "0.0000000000000000000000000000000000001", "0." + "9" * 37),
    ],
)
def test_exact_arithmetic(client, tables, key, start, operation, by, result):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(start)})
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=f"SET v = v {operation} :by",
        ExpressionAttributeValues={":by": n(by)},
        ReturnValues="UPDATED_NEW",
    )
    assert answer["Attributes"] == {"v": n(result)}


def test_counter_loses_no_increment(make_boto, client, tables, key):
    def count(client):
        for _ in range(25):
            client.update_item(
                TableName=tables.s,
                Key={"pk": s(key)},
                UpdateExpression="ADD cnt :one",
                ExpressionAttributeValues={":one": n(1)},
            )

    threads = [threading.Thread(target=count, args=(make_boto(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]["cnt"] == n(100)


def test_other_attributes_survive(client, tables, key):
    client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s("1"), "keep": b(b"\x00")})
    client.update_item(
        TableName=tables.ss,
        Key={"pk": s(key), "sk": s("1")},
        UpdateExpression="SET v = :v",
        ExpressionAttributeValues={":v": s("x")},
    )
    item = client.get_item(TableName=tables.ss, Key={"pk": s(key), "sk": s("1")})["Item"]
    assert item == {"pk": s(key), "sk": s("1"), "keep": b(b"\x00"), "v": s("x")}
