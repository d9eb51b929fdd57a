"""KeyConditions, QueryFilter and AttributesToGet of Query, ScanFilter of Scan, on indexes."""

import pytest
from indexed_tables import gsi, indexed, lsi, wait_for_entries
from legacy_vectors import condition
from values import INVALID, all_items, batch_put, expect_invalid, n, s

NOT_SUPPORTED = "Query key condition not supported"
NOT_INDEXABLE = "Attempted conditional constraint is not an indexable operation"
TYPE = INVALID + "Condition parameter type does not match schema type"
MISSED = "Query condition missed key schema element: "
G_IS = {"g": condition("EQ", [s("g")])}
P_IS = {"pk": condition("EQ", [s("p")])}


@pytest.fixture(scope="module")
def table(client, new_module_table):
    table = indexed(new_module_table, "pk:S", "sk:N", [
        gsi("range", "g:S", "r:N", project=["a"]), gsi("hash", "g:S"), lsi("local", "r:N", project="KEYS_ONLY"),
    ])  # fmt: skip
    batch_put(client, table, [
        {"pk": s("p"), "sk": n(i), "g": s("g"), "r": n(i // 2), "a": n(i), "z": n(i)} for i in range(10)
    ])  # fmt: skip
    for index in ("range", "hash"):
        wait_for_entries(client, table, index, 10)
    return table


def query(client, table, index, conditions, **options):
    return client.query(TableName=table, IndexName=index, KeyConditions=conditions, **options)


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("index, hash_is", [("range", G_IS), ("local", P_IS)])
@pytest.mark.parametrize(
    "operator, values, found",
    [
        ("EQ", [n("2.0")], [2, 2]),
        ("LE", [n(0)], [0, 0]),
        ("LT", [n(1)], [0, 0]),
        ("GE", [n(4)], [4, 4]),
        ("GT", [n(3)], [4, 4]),
        ("BETWEEN", [n(1), n(2)], [1, 1, 2, 2]),
    ],
)
def test_key_conditions(client, table, index, hash_is, operator, values, found, forward):
    answer = query(client, table, index, {"r": condition(operator, values), **hash_is}, ScanIndexForward=forward)
    assert [int(item["r"]["N"]) for item in answer["Items"]] == (found if forward else found[::-1])


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_paging(client, table, limit):
    whole = query(client, table, "hash", G_IS)["Items"]
    assert len(whole) == 10
    assert all_items(client.query, TableName=table, IndexName="hash", KeyConditions=G_IS, Limit=limit) == whole


@pytest.mark.parametrize(
    "index, conditions, message",
    [
        ("hash", {**G_IS, "r": condition("EQ", [n(1)])}, NOT_SUPPORTED),
        ("range", P_IS, MISSED + "g"),
        ("range", {**G_IS, "sk": condition("EQ", [n(1)])}, MISSED + "r"),
        ("local", {**P_IS, "sk": condition("EQ", [n(1)])}, MISSED + "r"),
        ("range", {**G_IS, "r": condition("NE", [n(1)])}, NOT_INDEXABLE),
        ("range", {"g": condition("NOT_NULL", [])}, NOT_INDEXABLE),
        ("range", {**G_IS, "r": condition("EQ", [s("1")])}, TYPE),
        ("range", {"g": condition("GT", [s("g")])}, NOT_SUPPORTED),
    ],
)
def test_refused_key_conditions(client, table, index, conditions, message):
    expect_invalid(message, query, client, table, index, conditions)


def test_query_filter(client, table):
    for name in ("g", "r"):
        expect_invalid(
            f"QueryFilter can only contain non-primary key attributes: Primary key attribute: {name}",
            query, client, table, "range", G_IS, QueryFilter={name: condition("NOT_NULL", [])},
        )  # fmt: skip
    for name, index, count in (("sk", "range", 1), ("a", "range", 1), ("z", "range", 0), ("z", "hash", 1)):
        answer = query(client, table, index, G_IS, QueryFilter={name: condition("EQ", [n(3)])})
        assert (answer["Count"], answer["ScannedCount"]) == (count, 10)
    answer = query(client, table, "local", P_IS, QueryFilter={"z": condition("EQ", [n(3)])})
    assert answer["Items"] == [{"pk": s("p"), "sk": n(3), "r": n(1)}]


def test_scan_filter(client, table):
    for name, index, count in (("g", "range", 10), ("a", "range", 10), ("z", "range", 0), ("z", "local", 10)):
        answer = client.scan(TableName=table, IndexName=index, ScanFilter={name: condition("NOT_NULL", [])})
        assert (answer["Count"], answer["ScannedCount"]) == (count, 10)


def test_attributes_to_get(client, table):
    answer = query(client, table, "range", G_IS, AttributesToGet=["a", "sk"], Limit=1)
    assert answer["Items"] == [{"a": n(0), "sk": n(0)}] or answer["Items"] == [{"a": n(1), "sk": n(1)}]
    answer = query(client, table, "local", P_IS, AttributesToGet=["z"], Limit=1, ReturnConsumedCapacity="INDEXES")
    assert answer["Items"] in ([{"z": n(0)}], [{"z": n(1)}])
    assert answer["ConsumedCapacity"]["Table"] == {"CapacityUnits": 0.5}
    read = {"TableName": table, "IndexName": "range", "AttributesToGet": ["z", "a.b", "a"]}
    message = INVALID + "Global secondary index range does not project [a.b, z]"
    expect_invalid(message, client.query, KeyConditions=G_IS, **read)
    expect_invalid(message, client.scan, **read)


@pytest.mark.parametrize(
    "select, choice",
    [("ALL_PROJECTED_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"), ("COUNT", "only the Count"),
     ("ALL_ATTRIBUTES", "ALL_ATTRIBUTES")],
)  # fmt: skip
def test_attributes_to_get_and_select(client, table, select, choice):
    message = f"Cannot specify the AttributesToGet when choosing to get {choice}"
    options = {"AttributesToGet": ["a"], "Select": select}
    expect_invalid("1 validation error detected: " + message, query, client, table, "range", G_IS, **options)
    expect_invalid(message, client.scan, TableName=table, IndexName="range", **options)
