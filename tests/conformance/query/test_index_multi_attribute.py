"""Global indexes whose keys have several attributes."""

import pytest
from indexed_tables import gsi, indexed, wait_for_entries
from values import INVALID, all_items, batch_put, expect_invalid, n, s

ITEMS = {
    "p1": ("T", "live", "b", "r1"),
    "p2": ("T", "live", "a", "r2"),
    "p3": ("T", "live", "a", "r1"),
    "p4": ("T", "draft", "c", "r1"),
    "p5": ("F", "live", "a", "r0"),
}


@pytest.fixture(scope="module")
def table(client, new_module_table):
    """The check vectors: an index on h, then a, b, c and d."""
    table = indexed(new_module_table, "pk:S", None, [gsi("multi", "h:S", ["a:S", "b:S", "c:S", "d:S"])])
    batch_put(client, table, [
        {"pk": s(pk), "h": s("h"), **{name: s(value) for name, value in zip("abcd", values)}}
        for pk, values in ITEMS.items()
    ])  # fmt: skip
    client.put_item(TableName=table, Item={"pk": s("p6"), "h": s("h"), "a": s("T"), "b": s("live"), "d": s("r0")})
    wait_for_entries(client, table, "multi", 5)
    return table


def parameters(table, condition, index="multi", **options):
    """Values in the condition are written :name, each a string of its name."""
    names = {word.strip("(),") for word in condition.split() if word.strip("(),").startswith(":")}
    return {
        "TableName": table,
        "IndexName": index,
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": {name: s(name[1:]) for name in names},
        **options,
    }


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize(
    "condition, expected",
    [
        ("h = :h", "p5 p4 p3 p2 p1"),
        ("h = :h AND a = :T", "p4 p3 p2 p1"),
        ("h = :h AND a = :T AND b = :live AND c > :a", "p1"),
        ("c > :a AND b = :live AND a = :T AND h = :h", "p1"),
        ("h = :h AND a = :T AND b < :live", "p4"),
        ("h = :h AND a = :T AND b = :live", "p3 p2 p1"),
        ("h = :h AND a = :T AND b = :live AND c = :a", "p3 p2"),
        ("h = :h AND a = :T AND b = :live AND c = :a AND d = :r1", "p3"),
        ("h = :h AND a = :T AND b = :live AND c = :a AND d >= :r1", "p3 p2"),
        ("h = :h AND a = :T AND b = :live AND c BETWEEN :a AND :b", "p3 p2 p1"),
        ("h = :h AND a = :T AND begins_with(b, :l)", "p3 p2 p1"),
        ("h = :h AND a > :F", "p4 p3 p2 p1"),
        ("h = :h AND a = :X", ""),
        ("h = :x", ""),
    ],
)
def test_conditions(client, table, condition, expected, forward):
    found = client.query(**parameters(table, condition, ScanIndexForward=forward))["Items"]
    keys = [item["pk"]["S"] for item in found]
    assert keys == (expected.split() if forward else expected.split()[::-1])


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("condition", ["h = :h", "h = :h AND a = :T AND b = :live AND c = :a"])
def test_paging(client, table, condition, forward):
    read = parameters(table, condition, ScanIndexForward=forward)
    whole = client.query(**read)["Items"]
    for limit in range(1, len(whole) + 2):
        assert all_items(client.query, **read, Limit=limit) == whole
    first = client.query(**read, Limit=1)
    assert first["LastEvaluatedKey"] == first["Items"][0]
    assert set(first["LastEvaluatedKey"]) == {"pk", "h", "a", "b", "c", "d"}


def test_scan_is_in_the_order_of_the_index(client, table):
    found = all_items(client.scan, TableName=table, IndexName="multi", Limit=2)
    assert [item["pk"]["S"] for item in found] == "p5 p4 p3 p2 p1".split()


@pytest.mark.parametrize(
    "condition, message",
    [
        ("a = :T", "Query condition missed key schema element: h"),
        ("h > :h", "Query key condition not supported"),
        (
            "h = :h AND c = :a",
            "RANGE key attributes a, b must have equality conditions specified in the query because a condition is "
            "present on key attribute c",
        ),
        (
            "h = :h AND a = :T AND c = :a",
            "RANGE key attributes b must have equality conditions specified in the query because a condition is present "
            "on key attribute c",
        ),
        (
            "h = :h AND a = :T AND b > :live AND c = :a",
            "RANGE key attributes b must have equality conditions specified in the query because a condition is present "
            "on key attribute c",
        ),
        (
            "h = :h AND a = :T AND b = :live AND c = :a AND d = :r1 AND e = :e",
            "The number of query conditions (6) exceeds the number of key attributes defined in the schema (5)",
        ),
    ],
)
def test_refused(client, table, condition, message):
    expect_invalid(message, client.query, **parameters(table, condition))


def test_start_key_has_every_attribute(client, table):
    whole = {name: s("x") for name in ("pk", "h", "a", "b", "c", "d")}
    for left_out in whole:
        start = {name: value for name, value in whole.items() if name != left_out}
        expect_invalid(
            "The provided starting key is invalid",
            client.query, **parameters(table, "h = :x", ExclusiveStartKey=start),
        )  # fmt: skip
    expect_invalid(
        "The provided key element does not match the schema",
        client.query, **parameters(table, "h = :x", ExclusiveStartKey={**whole, "d": n(1)}),
    )  # fmt: skip
    expect_invalid(
        "The provided starting key does not match the range key predicate",
        client.query, **parameters(table, "h = :x AND a = :x AND b = :y", ExclusiveStartKey=whole),
    )  # fmt: skip


def test_filters_spare_every_key_attribute(client, table):
    for name in "habcd":
        expect_invalid(
            f"Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}",
            client.query, **parameters(table, "h = :h", FilterExpression=f"attribute_exists({name})"),
        )  # fmt: skip


@pytest.fixture(scope="module")
def several_hashes(client, new_module_table):
    """An index on four HASH attributes and one RANGE attribute, of all types."""
    table = indexed(new_module_table, "pk:S", None, [gsi("multi", ["h1:S", "h2:N", "h3:B", "h4:S"], "r:N")])
    for i in range(12):
        client.put_item(TableName=table, Item={
            "pk": s(str(i)), "h1": s("a"), "h2": n("1.50"), "h3": {"B": b"\x00"}, "h4": s("bc"), "r": n(i // 3),
        })  # fmt: skip
    client.put_item(TableName=table, Item={
        "pk": s("other"), "h1": s("a"), "h2": n(1), "h3": {"B": b"\x00"}, "h4": s("bc"), "r": n(1),
    })  # fmt: skip
    wait_for_entries(client, table, "multi", 13)
    return table


HASHES = {":a": s("a"), ":b": n("1.5"), ":c": {"B": b"\x00"}, ":d": s("bc")}
ALL_EQUAL = "h1 = :a AND h2 = :b AND h3 = :c AND h4 = :d"


def hash_parameters(table, condition, values=(), **options):
    used = {name: value for name, value in {**HASHES, **dict(values)}.items() if name in condition}
    return {
        "TableName": table,
        "IndexName": "multi",
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": used,
        **options,
    }


@pytest.mark.parametrize("forward", [True, False])
def test_several_hash_attributes(client, several_hashes, forward):
    read = hash_parameters(several_hashes, ALL_EQUAL, ScanIndexForward=forward)
    whole = client.query(**read)["Items"]
    expected = sorted(["0", "0", "0", "1", "1", "1", "2", "2", "2", "3", "3", "3"], reverse=not forward)
    assert [item["r"]["N"] for item in whole] == expected
    for limit in range(1, 14):
        assert all_items(client.query, **read, Limit=limit) == whole
    some = client.query(**hash_parameters(several_hashes, ALL_EQUAL + " AND r > :r", {":r": n(2)}))
    assert some["Count"] == 3


@pytest.mark.parametrize(
    "condition, names",
    [("h1 = :a AND h2 = :b AND h3 = :c", "h4"), ("h1 = :a", "h2, h3, h4"), ("h2 > :b AND h3 = :c AND h4 = :d", "h1, h2")],
)
def test_every_hash_attribute_needs_equality(client, several_hashes, condition, names):
    expect_invalid(
        f"HASH key attributes {names} must have equality conditions specified in the query",
        client.query, **hash_parameters(several_hashes, condition),
    )  # fmt: skip


def test_start_key_of_other_hash_attributes(client, several_hashes):
    start = {"pk": s("0"), "h1": s("a"), "h2": n("1.5"), "h3": {"B": b"\x00"}, "h4": s("bd"), "r": n(0)}
    expect_invalid(
        "The provided starting key is outside query boundaries based on provided conditions",
        client.query, **hash_parameters(several_hashes, ALL_EQUAL, ExclusiveStartKey=start),
    )  # fmt: skip
    expect_invalid(
        INVALID + "Condition parameter type does not match schema type",
        client.query, **hash_parameters(several_hashes, "h1 = :b AND h2 = :b AND h3 = :c AND h4 = :d"),
    )  # fmt: skip
