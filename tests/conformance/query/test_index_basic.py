"""Query on secondary indexes: order, direction, key conditions, what is in an index."""

import pytest
from indexed_tables import expect_soon, gsi, indexed, lsi, wait_for_entries
from values import all_items, b, batch_put, expect_invalid, n, s

SORTED = {
    "S": [s(v) for v in ["!", "0", "10", "9", "A", "a", "aa", "ab", "b", "b\x00", "b\x00c", "ba", "ä", "漢", "🦀"]],
    "N": [n(v) for v in ["-1e125", "-100", "-99.5", "-1", "-1e-130", "0", "1e-130", "0.5", "1", "9", "10", "1e125"]],
    "B": [b(v) for v in [b"\x00", b"\x00\x00", b"\x00\xff", b"\x01", b"\x7f", b"\x80", b"\xff", b"\xff\x00", b"\xff\xff"]],
}


@pytest.fixture(scope="module")
def table(new_module_table):
    """Of each type of key: a global index by hash and range attribute, one by hash attribute alone,
    and a local one."""
    indexes = []
    for kind in "SNB":
        indexes += [
            gsi(f"global{kind}", "g:S", f"r{kind}:{kind}"),
            gsi(f"hash{kind}", f"h{kind}:{kind}"),
            lsi(f"local{kind}", f"r{kind}:{kind}"),
        ]
    return indexed(new_module_table, "pk:S", "sk:N", indexes)


def query(client, table, index, condition, values, **options):
    return client.query(
        TableName=table, IndexName=index, KeyConditionExpression=condition, ExpressionAttributeValues=values, **options
    )


def places(items):
    return [int(item["place"]["N"]) for item in items]


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("kind", "SNB")
@pytest.mark.parametrize("index, attribute", [("global", "g"), ("local", "pk")])
def test_order(client, table, key, index, attribute, kind, forward):
    values = SORTED[kind]
    shuffled = values[::2] + values[1::2][::-1]
    batch_put(client, table, [
        {"pk": s(key), "sk": n(i), "g": s(key), f"r{kind}": v, "place": n(values.index(v))}
        for i, v in enumerate(shuffled)
    ])  # fmt: skip
    expected = list(range(len(values)))[:: 1 if forward else -1]
    read = (client, table, index + kind, f"{attribute} = :g", {":g": s(key)})
    expect_soon(expected, lambda: places(query(*read, ScanIndexForward=forward)["Items"]))


@pytest.mark.parametrize("kind, value, same", [("S", s("ä"), s("ä")), ("N", n("-5.50"), n("-5.5")),
                                               ("B", b(b"\x00\xff"), b(b"\x00\xff"))])  # fmt: skip
def test_every_type_of_hash_key(client, table, key, kind, value, same):
    batch_put(client, table, [{"pk": s(key), "sk": n(i), f"h{kind}": value} for i in range(3)])
    read = (client, table, f"hash{kind}", f"h{kind} = :h", {":h": same})
    expect_soon({"0", "1", "2"}, lambda: {item["sk"]["N"] for item in query(*read)["Items"] if item["pk"] == s(key)})


@pytest.fixture(scope="module")
def numbers(client, table):
    """g = "numbers" with range keys 0 to 9, each in two items."""
    batch_put(client, table, [
        {"pk": s("numbers"), "sk": n(i), "g": s("numbers"), "rN": n(i // 2), "place": n(i // 2)} for i in range(20)
    ])  # fmt: skip
    expect_soon(20, lambda: query(client, table, "globalN", "g = :g", {":g": s("numbers")})["Count"])
    return table


@pytest.mark.parametrize(
    "condition, values, expected",
    [
        ("rN = :a", (7,), [7, 7]),
        ("rN = :a", (77,), []),
        ("rN < :a", (2,), [0, 0, 1, 1]),
        ("rN <= :a", (1,), [0, 0, 1, 1]),
        ("rN > :a", (8,), [9, 9]),
        ("rN >= :a", (9,), [9, 9]),
        ("rN BETWEEN :a AND :b", (5, 6), [5, 5, 6, 6]),
        ("rN BETWEEN :a AND :b", (5.5, 6.5), [6, 6]),
        ("rN BETWEEN :a AND :b", (30, 40), []),
        (":a <= rN", (9,), [9, 9]),
    ],
)
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("index, attribute", [("globalN", "g"), ("localN", "pk")])
def test_range_conditions(client, numbers, index, attribute, condition, values, expected, forward):
    found = query(
        client, numbers, index, f"{condition} AND {attribute} = :g",
        {":g": s("numbers"), **{f":{'ab'[i]}": n(v) for i, v in enumerate(values)}}, ScanIndexForward=forward,
    )  # fmt: skip
    assert places(found["Items"]) == (expected if forward else expected[::-1])
    assert found["Count"] == found["ScannedCount"] == len(expected)


@pytest.mark.parametrize("prefix, expected", [("a", ["a", "aa", "ab"]), ("b\x00", ["b\x00", "b\x00c"]), ("zz", [])])
def test_prefixes(client, table, key, prefix, expected):
    batch_put(client, table, [{"pk": s(key), "sk": n(i), "g": s(key), "rS": v} for i, v in enumerate(SORTED["S"])])
    for index, attribute in (("globalS", "g"), ("localS", "pk")):
        condition = f"{attribute} = :g AND begins_with(rS, :p)"
        read = (client, table, index, condition, {":g": s(key), ":p": s(prefix)})
        expect_soon(expected, lambda: [item["rS"]["S"] for item in query(*read)["Items"]])


def test_items_without_all_key_attributes_are_not_in_the_index(client, table, key):
    batch_put(client, table, [
        {"pk": s(key), "sk": n(1), "g": s(key), "rN": n(1)},
        {"pk": s(key), "sk": n(2), "g": s(key)},
        {"pk": s(key), "sk": n(3), "rN": n(3)},
        {"pk": s(key), "sk": n(4)},
    ])  # fmt: skip
    for index, attribute, there in (("globalN", "g", [n(1)]), ("localN", "pk", [n(1), n(3)])):
        read = (client, table, index, f"{attribute} = :g", {":g": s(key)})
        expect_soon(there, lambda: [item["sk"] for item in query(*read)["Items"]])


def test_entries_follow_their_items(client, table, key):
    def expect_entries(in_global, in_local):
        for index, attribute, there in (("globalN", "g", in_global), ("localN", "pk", in_local)):
            read = (client, table, index, f"{attribute} = :g", {":g": s(key)})
            expect_soon(there, lambda: [(item["sk"]["N"], item["rN"]["N"]) for item in query(*read)["Items"]])

    where = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item={**where, "g": s(key), "rN": n(5)})
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(2), "g": s(key), "rN": n(6)})
    expect_entries([("1", "5"), ("2", "6")], [("1", "5"), ("2", "6")])
    client.update_item(
        TableName=table, Key=where, UpdateExpression="SET rN = :r", ExpressionAttributeValues={":r": n(7)}
    )
    expect_entries([("2", "6"), ("1", "7")], [("2", "6"), ("1", "7")])
    client.update_item(TableName=table, Key=where, UpdateExpression="REMOVE g")
    expect_entries([("2", "6")], [("2", "6"), ("1", "7")])
    client.delete_item(TableName=table, Key=where)
    expect_entries([("2", "6")], [("2", "6")])


def test_neighbouring_keys_do_not_leak(client, table, key):
    batch_put(client, table, [
        {"pk": s(key), "sk": n(i), "hS": s(key + suffix)} for i, suffix in enumerate(["", "\x00", "a", "\U0010ffff"])
    ])  # fmt: skip
    expect_soon(
        [n(0)], lambda: [item["sk"] for item in query(client, table, "hashS", "hS = :h", {":h": s(key)})["Items"]]
    )


def test_conditions_are_on_the_key_of_the_index(client, table):
    for index, message in (("globalN", "g"), ("hashN", "hN")):
        expect_invalid(
            f"Query condition missed key schema element: {message}", query, client, table, index, "pk = :p", {":p": s("x")}
        )
    expect_invalid(
        "Query condition missed key schema element: rN",
        query, client, table, "globalN", "g = :g AND sk = :s", {":g": s("x"), ":s": n(1)},
    )  # fmt: skip
    expect_invalid(
        "Query key condition not supported",
        query, client, table, "hashS", "hS = :g AND rS = :s", {":g": s("x"), ":s": s("x")},
    )  # fmt: skip
    expect_invalid(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
        query, client, table, "globalN", "g = :g AND rN = :s", {":g": s("x"), ":s": s("1")},
    )  # fmt: skip


def test_index_on_the_keys_of_the_table_turned_round(client, new_table):
    table = indexed(new_table, "pk:S", "sk:N", [gsi("turned", "sk:N", "pk:S")])
    batch_put(client, table, [{"pk": s(p), "sk": n(i % 2)} for i, p in enumerate("dacb")])
    wait_for_entries(client, table, "turned", 4)
    found = all_items(
        client.query, TableName=table, IndexName="turned", KeyConditionExpression="sk = :s",
        ExpressionAttributeValues={":s": n(1)}, Limit=1,
    )  # fmt: skip
    assert found == [{"pk": s("a"), "sk": n(1)}, {"pk": s("b"), "sk": n(1)}]
