"""What reads of indexes show: projections, Select, filters, and what a local index fetches."""

import pytest
from indexed_tables import gsi, indexed, lsi, wait_for_entries
from values import INVALID, expect_invalid, m, n, s

ITEM = {"pk": s("p"), "sk": n(1), "g": s("g"), "r": n(2), "a": s("a"), "m": m(x=n(1), y=n(2)), "z": s("z")}
KEYS = {"pk", "sk", "g", "r"}


@pytest.fixture(scope="module")
def table(client, new_module_table):
    table = indexed(new_module_table, "pk:S", "sk:N", [
        gsi("all", "g:S", "r:N"),
        gsi("keys", "g:S", "r:N", project="KEYS_ONLY"),
        gsi("some", "g:S", "r:N", project=["a", "m"]),
        lsi("local-all", "r:N"),
        lsi("local-keys", "r:N", project="KEYS_ONLY"),
        lsi("local-some", "r:N", project=["a", "m"]),
    ])  # fmt: skip
    client.put_item(TableName=table, Item=ITEM)
    for index in ("all", "keys", "some"):
        wait_for_entries(client, table, index, 1)
    return table


def read(client, operation, table, index, **options):
    """One page of Query or Scan."""
    if operation == "query":
        attribute, value = ("pk", "p") if index.startswith("local") else ("g", "g")
        options["KeyConditionExpression"] = f"{attribute} = :v"
        options["ExpressionAttributeValues"] = {":v": s(value), **options.get("ExpressionAttributeValues", {})}
    return getattr(client, operation)(TableName=table, IndexName=index, **options)


def shown(client, operation, table, index, **options):
    return read(client, operation, table, index, **options)["Items"]


def part(*names):
    return {name: ITEM[name] for name in names}


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize(
    "index, attributes",
    [
        ("all", set(ITEM)),
        ("keys", KEYS),
        ("some", KEYS | {"a", "m"}),
        ("local-all", set(ITEM)),
        ("local-keys", KEYS - {"g"}),
        ("local-some", KEYS - {"g"} | {"a", "m"}),
    ],
)
@pytest.mark.parametrize("options", [{}, {"Select": "ALL_PROJECTED_ATTRIBUTES"}])
def test_projected_attributes(client, table, operation, index, attributes, options):
    assert shown(client, operation, table, index, **options) == [part(*attributes)]


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("index", ["all", "local-all", "local-keys", "local-some"])
def test_all_attributes(client, table, operation, index):
    assert shown(client, operation, table, index, Select="ALL_ATTRIBUTES") == [ITEM]


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("index", ["keys", "some"])
def test_all_attributes_of_a_global_index_that_does_not_project_them(client, table, operation, index):
    expect_invalid(
        INVALID + f"Select type ALL_ATTRIBUTES is not supported for global secondary index {index} because its "
        "projection type is not ALL",
        read, client, operation, table, index, Select="ALL_ATTRIBUTES",
    )  # fmt: skip


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("index", ["all", "local-all", "keys", "local-keys"])
def test_count(client, table, operation, index):
    answer = read(client, operation, table, index, Select="COUNT")
    assert (answer["Count"], answer["ScannedCount"]) == (1, 1)
    assert "Items" not in answer


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("index", ["all", "some", "local-all", "local-some", "local-keys"])
@pytest.mark.parametrize("options", [{}, {"Select": "SPECIFIC_ATTRIBUTES"}])
def test_chosen_attributes(client, table, operation, index, options):
    expected = [{"a": s("a"), "m": m(y=n(2))}]
    assert shown(client, operation, table, index, ProjectionExpression="m.y, a", **options) == expected


@pytest.mark.parametrize("index", ["all", "some", "local-keys"])
def test_attributes_to_get(client, table, index):
    assert shown(client, "scan", table, index, AttributesToGet=["a", "pk"]) == [part("a", "pk")]


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("index", ["local-keys", "local-some"])
def test_local_indexes_fetch_what_they_do_not_project(client, table, operation, index):
    assert shown(client, operation, table, index, ProjectionExpression="z, sk") == [part("z", "sk")]
    assert shown(client, operation, table, index, ProjectionExpression="nope") == [{}]


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize(
    "index, paths, missing",
    [("keys", "a", "a"), ("some", "z", "z"), ("some", "z, a, nope[1], sk, nope[2].x", "nope, z"), ("keys", "m.x", "m")],
)
def test_global_indexes_show_only_what_they_project(client, table, operation, index, paths, missing):
    expect_invalid(
        INVALID + f"Global secondary index {index} does not project [{missing}]",
        read, client, operation, table, index, ProjectionExpression=paths,
    )  # fmt: skip


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize(
    "index, count",
    [("all", 1), ("some", 0), ("keys", 0), ("local-all", 1), ("local-some", 1), ("local-keys", 1)],
)
def test_filters_see_what_is_projected(client, table, operation, index, count):
    """Entries of a global index; the items behind those of a local one."""
    answer = read(
        client, operation, table, index, FilterExpression="z = :z", ExpressionAttributeValues={":z": s("z")}
    )
    assert (answer["Count"], answer["ScannedCount"]) == (count, 1)
    if index == "local-keys":
        assert answer["Items"] == [part("pk", "sk", "r")]
    assert read(client, operation, table, index, FilterExpression="attribute_not_exists(z)")["Count"] == 1 - count


@pytest.mark.parametrize("operation", ["query", "scan"])
def test_filters_on_keys_of_the_table(client, table, operation):
    for value, count in ((1, 1), (2, 0)):
        answer = read(
            client, operation, table, "keys", FilterExpression="sk = :s", ExpressionAttributeValues={":s": n(value)}
        )
        assert answer["Count"] == count
