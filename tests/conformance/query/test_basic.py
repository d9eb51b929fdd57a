"""Query: key conditions, order, direction, Select, projection, capacity."""

import pytest
from values import all_items, b, batch_put, expect_invalid, l, m, n, s

SORTED_STRINGS = ["!", "0", "10", "9", "A", "B", "a", "aa", "ab", "b", "b\x00", "b\x00c", "ba", "ä", "漢", "🦀"]
SORTED_NUMBERS = ["-1e125", "-100", "-99.5", "-99.49", "-1", "-0.5", "-1e-130", "0", "1e-130", "0.001", "0.5", "1",
                  "1.5", "2", "9", "10", "10.1", "99", "100", "101", "12345678901234567890", "1e125"]  # fmt: skip
SORTED_BINARIES = [b"\x00", b"\x00\x00", b"\x00\xff", b"\x01", b"\x7f", b"\x80", b"\xff", b"\xff\x00", b"\xff\xff"]


def query(client, table, condition, values, **options):
    return client.query(
        TableName=table, KeyConditionExpression=condition, ExpressionAttributeValues=values, **options
    )


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize(
    "kinds, values", [("ss", [s(v) for v in SORTED_STRINGS]), ("sn", [n(v) for v in SORTED_NUMBERS]),
                      ("sb", [b(v) for v in SORTED_BINARIES])], ids=["strings", "numbers", "binaries"]
)  # fmt: skip
def test_order(client, tables, key, kinds, values, forward):
    table = getattr(tables, kinds)
    shuffled = values[::2] + values[1::2][::-1]
    batch_put(client, table, [{"pk": s(key), "sk": v, "place": n(values.index(v))} for v in shuffled])
    found = query(client, table, "pk = :p", {":p": s(key)}, ScanIndexForward=forward)["Items"]
    places = [int(item["place"]["N"]) for item in found]
    assert places == (list(range(len(values))) if forward else list(range(len(values)))[::-1])


@pytest.fixture(scope="module")
def numbers(client, tables):
    """The partition "numbers" with sort keys 0 to 19."""
    items = [{"pk": s("numbers"), "sk": n(i), "even": {"BOOL": i % 2 == 0}, "m": m(i=n(i))} for i in range(20)]
    batch_put(client, tables.sn, items)
    return tables.sn


@pytest.mark.parametrize(
    "condition, values, expected",
    [
        ("sk = :a", (7,), [7]),
        ("sk = :a", (77,), []),
        ("sk < :a", (3,), [0, 1, 2]),
        ("sk <= :a", (3,), [0, 1, 2, 3]),
        ("sk > :a", (17,), [18, 19]),
        ("sk >= :a", (17,), [17, 18, 19]),
        ("sk BETWEEN :a AND :b", (5, 7), [5, 6, 7]),
        ("sk BETWEEN :a AND :b", (5.5, 6.5), [6]),
        ("sk BETWEEN :a AND :b", (7, 7), [7]),
        ("sk BETWEEN :a AND :b", (30, 40), []),
        (":a <= sk", (18,), [18, 19]),
        (":a > sk", (2,), [0, 1]),
        ("(sk = :a)", (7,), [7]),
    ],
)
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("hash_first", [True, False])
def test_sort_conditions(client, numbers, condition, values, expected, forward, hash_first):
    parts = ["pk = :p", condition] if hash_first else [condition, "pk = :p"]
    found = query(
        client,
        numbers,
        " AND ".join(parts),
        {":p": s("numbers"), **{f":{'ab'[i]}": n(v) for i, v in enumerate(values)}},
        ScanIndexForward=forward,
    )
    places = [int(item["sk"]["N"]) for item in found["Items"]]
    assert places == (expected if forward else expected[::-1])
    assert found["Count"] == found["ScannedCount"] == len(expected)


@pytest.mark.parametrize(
    "condition, values, expected",
    [
        ("begins_with(sk, :a)", ("a",), ["a", "aa", "ab"]),
        ("begins_with(sk, :a)", ("b",), ["b", "b\x00", "b\x00c", "ba"]),
        ("begins_with(sk, :a)", ("b\x00",), ["b\x00", "b\x00c"]),
        ("begins_with(sk, :a)", ("zzz",), []),
        ("sk BETWEEN :a AND :b", ("a", "b"), ["a", "aa", "ab", "b"]),
        ("sk > :a", ("b",), ["b\x00", "b\x00c", "ba", "ä", "漢", "🦀"]),
        ("sk < :a", ("0",), ["!"]),
    ],
)
def test_string_conditions(client, tables, condition, values, expected):
    batch_put(client, tables.ss, [{"pk": s("strings"), "sk": s(v)} for v in SORTED_STRINGS])
    found = query(
        client,
        tables.ss,
        "pk = :p AND " + condition,
        {":p": s("strings"), **{f":{'ab'[i]}": s(v) for i, v in enumerate(values)}},
    )
    assert [item["sk"]["S"] for item in found["Items"]] == expected


def test_binary_prefix_up_to_the_last_byte(client, tables, key):
    batch_put(client, tables.sb, [{"pk": s(key), "sk": b(v)} for v in SORTED_BINARIES])
    for prefix in (b"\xff", b"\xff\xff", b"\x00", b""):
        call = (client, tables.sb, "pk = :p AND begins_with(sk, :x)", {":p": s(key), ":x": b(prefix)})
        if prefix:
            found = [bytes(item["sk"]["B"]) for item in query(*call)["Items"]]
            assert found == [v for v in SORTED_BINARIES if v.startswith(prefix)]


def test_names_in_key_conditions(client, numbers):
    found = query(
        client,
        numbers,
        "#p = :p AND #s = :s",
        {":p": s("numbers"), ":s": n(3)},
        ExpressionAttributeNames={"#p": "pk", "#s": "sk"},
    )
    assert found["Count"] == 1


def test_table_without_a_sort_key(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(1)})
    assert query(client, tables.s, "pk = :p", {":p": s(key)})["Items"] == [{"pk": s(key), "v": n(1)}]
    assert query(client, tables.s, "pk = :p", {":p": s(key + "x")})["Items"] == []


def test_number_partition_key(client, tables):
    batch_put(client, tables.ns, [{"pk": n("-5.50"), "sk": s(v)} for v in "abc"])
    assert query(client, tables.ns, "pk = :p", {":p": n("-5.5")})["Count"] >= 3


def test_empty_partition(raw, tables, key):
    answer = raw.ok(
        "Query",
        {
            "TableName": tables.ss,
            "KeyConditionExpression": "pk = :p",
            "ExpressionAttributeValues": {":p": s(key)},
        },
    )
    assert answer == {"Items": [], "Count": 0, "ScannedCount": 0}


@pytest.mark.parametrize("operation", ["Query", "Scan"])
def test_count_has_no_items(raw, numbers, operation):
    body = {"TableName": numbers, "Select": "COUNT"}
    if operation == "Query":
        body.update(KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": s("numbers")})
    answer = raw.ok(operation, body)
    assert "Items" not in answer
    assert answer["Count"] >= 20


SELECT_ERRORS = [
    (
        {"Select": "ALL_ATTRIBUTES", "ProjectionExpression": "a"},
        "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
    ),
    ({"Select": "ALL_PROJECTED_ATTRIBUTES"}, "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"),
    (
        {"Select": "SPECIFIC_ATTRIBUTES"},
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ),
    (
        {"Select": "COUNT", "ProjectionExpression": "a"},
        "Cannot specify the ProjectionExpression when choosing to get only the Count",
    ),
]


@pytest.mark.parametrize("options, message", SELECT_ERRORS, ids=lambda value: str(value)[:40])
def test_select_errors(client, numbers, options, message):
    expect_invalid("1 validation error detected: " + message, query, client, numbers, "pk = :p", {":p": s("x")}, **options)
    expect_invalid(message, client.scan, TableName=numbers, **options)


def test_unknown_select(client, numbers):
    message = (
        "1 validation error detected: Value 'X' at 'select' failed to satisfy constraint: Member must satisfy enum "
        "value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"
    )
    expect_invalid(message, query, client, numbers, "pk = :p", {":p": s("x")}, Select="X")
    expect_invalid(message, client.scan, TableName=numbers, Select="X")


@pytest.mark.parametrize("options", [{}, {"Select": "SPECIFIC_ATTRIBUTES"}])
def test_projection(client, numbers, options):
    found = query(
        client, numbers, "pk = :p AND sk < :n", {":p": s("numbers"), ":n": n(2)}, ProjectionExpression="m.i", **options
    )
    assert found["Items"] == [{"m": m(i=n(0))}, {"m": m(i=n(1))}]


def test_projection_of_nothing_gives_empty_items(client, numbers):
    found = query(client, numbers, "pk = :p AND sk < :n", {":p": s("numbers"), ":n": n(2)}, ProjectionExpression="nope")
    assert found["Items"] == [{}, {}]


def test_filter_runs_after_the_limit(client, numbers):
    found = query(
        client,
        numbers,
        "pk = :p",
        {":p": s("numbers"), ":t": {"BOOL": True}},
        FilterExpression="even = :t",
        Limit=5,
    )
    assert (found["Count"], found["ScannedCount"]) == (3, 5)
    assert found["LastEvaluatedKey"] == {"pk": s("numbers"), "sk": n(4)}


def test_page_may_be_empty_and_still_go_on(client, numbers):
    found = query(
        client, numbers, "pk = :p", {":p": s("numbers"), ":x": n(19)}, FilterExpression="m.i = :x", Limit=5
    )
    assert found["Items"] == []
    assert "LastEvaluatedKey" in found
    items = all_items(
        client.query,
        TableName=numbers,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": s("numbers"), ":x": n(19)},
        FilterExpression="m.i = :x",
        Limit=5,
    )
    assert [item["sk"] for item in items] == [n(19)]


def test_neighbouring_partitions_do_not_leak(client, tables, key):
    batch_put(client, tables.ss, [{"pk": s(key + suffix), "sk": s("x")} for suffix in ("", "\x00", "a", "\U0010ffff")])
    assert query(client, tables.ss, "pk = :p", {":p": s(key)})["Count"] == 1


@pytest.mark.parametrize("consistent, factor", [(False, 0.5), (True, 1)])
def test_capacity_rounds_once(client, tables, key, consistent, factor):
    # 10 items of 1000 bytes: 10,000 bytes are 3 blocks of 4 KB, not 10.
    items = [{"pk": s(key), "sk": s(str(i)), "v": s("x" * (1000 - 2 - len(key) - 2 - 1 - 1))} for i in range(10)]
    batch_put(client, tables.ss, items)
    for options in ({}, {"Select": "COUNT"}, {"ProjectionExpression": "sk"}):
        found = query(
            client,
            tables.ss,
            "pk = :p",
            {":p": s(key)},
            ConsistentRead=consistent,
            ReturnConsumedCapacity="INDEXES",
            **options,
        )
        assert found["ConsumedCapacity"] == {
            "TableName": tables.ss,
            "CapacityUnits": 3 * factor,
            "Table": {"CapacityUnits": 3 * factor},
        }


def test_capacity_of_filtered_items(client, tables, key):
    items = [{"pk": s(key), "sk": s(str(i)), "v": s("x" * 1000)} for i in range(10)]
    batch_put(client, tables.ss, items)
    for limit, units in ((10, 1.5), (3, 0.5), (5, 1)):
        found = query(
            client,
            tables.ss,
            "pk = :p",
            {":p": s(key)},
            FilterExpression="attribute_not_exists(v)",
            Limit=limit,
            ReturnConsumedCapacity="TOTAL",
        )
        assert (found["Count"], found["ScannedCount"]) == (0, limit)
        assert found["ConsumedCapacity"] == {"TableName": tables.ss, "CapacityUnits": units}


def test_capacity_of_nothing(client, tables, key):
    found = query(client, tables.ss, "pk = :p", {":p": s(key)}, ReturnConsumedCapacity="TOTAL")
    assert found["ConsumedCapacity"]["CapacityUnits"] == 0.5


def test_list_values_come_back_whole(client, tables, key):
    value = l(*[m(i=n(i)) for i in range(50)])
    client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s("1"), "v": value})
    assert query(client, tables.ss, "pk = :p", {":p": s(key)})["Items"][0]["v"] == value
