"""Scan: everything once, in pages, filtered, projected, in segments."""

import concurrent.futures

import pytest
from values import all_items, all_pages, batch_put, expect_invalid, n, s


@pytest.fixture(scope="module")
def scanned(client, tables, new_module_table):
    """A table of its own with 300 items in 100 partitions."""
    table = new_module_table("pk:S", "sk:N")
    batch_put(client, table, [{"pk": s(f"p{i % 100}"), "sk": n(i // 100), "v": n(i)} for i in range(300)])
    return table


def values(items):
    return sorted(int(item["v"]["N"]) for item in items)


@pytest.mark.parametrize("options", [{}, {"ConsistentRead": True}, {"Limit": 7}, {"Limit": 100}, {"Limit": 299}])
def test_everything_once(client, scanned, options):
    assert values(all_items(client.scan, TableName=scanned, **options)) == list(range(300))


def test_exact_end(client, scanned):
    pages = all_pages(client.scan, TableName=scanned, Limit=300)
    assert [page["Count"] for page in pages] == [300, 0]
    assert "LastEvaluatedKey" not in client.scan(TableName=scanned, Limit=301)


def test_partitions_stay_together_in_sort_order(client, scanned):
    items = all_items(client.scan, TableName=scanned)
    seen = [item["pk"]["S"] for item in items]
    changes = 1 + sum(a != b for a, b in zip(seen, seen[1:]))
    assert changes == 100
    for a, b in zip(items, items[1:]):
        if a["pk"] == b["pk"]:
            assert float(a["sk"]["N"]) < float(b["sk"]["N"])


def test_order_is_stable(client, scanned):
    assert all_items(client.scan, TableName=scanned) == all_items(client.scan, TableName=scanned, Limit=13)


def test_empty_table(raw, new_table):
    assert raw.ok("Scan", {"TableName": new_table()}) == {"Items": [], "Count": 0, "ScannedCount": 0}


def test_filter_counts(client, scanned):
    pages = all_pages(
        client.scan,
        TableName=scanned,
        FilterExpression="v < :x",
        ExpressionAttributeValues={":x": n(30)},
        Limit=50,
    )
    assert sum(page["Count"] for page in pages) == 30
    assert sum(page["ScannedCount"] for page in pages) == 300


def test_projection(client, scanned):
    items = all_items(client.scan, TableName=scanned, ProjectionExpression="v")
    assert all(set(item) == {"v"} for item in items)
    assert values(items) == list(range(300))


@pytest.mark.parametrize("total", [1, 2, 3, 7, 64, 500])
def test_segments_partition_the_table(client, scanned, total):
    def segment(number):
        return all_items(client.scan, TableName=scanned, Segment=number, TotalSegments=total)

    numbers = range(total)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = list(pool.map(segment, numbers))
    assert values(item for items in found for item in items) == list(range(300))
    owners = {}
    for number, items in zip(numbers, found):
        for item in items:
            assert owners.setdefault(item["pk"]["S"], number) == number


def test_segments_in_pages(client, scanned):
    items = []
    for number in range(3):
        items += all_items(client.scan, TableName=scanned, Segment=number, TotalSegments=3, Limit=11)
    assert values(items) == list(range(300))


def test_more_segments_than_partitions(client, scanned):
    page = client.scan(TableName=scanned, Segment=999_999, TotalSegments=1_000_000)
    assert page["ScannedCount"] <= 300


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"Segment": 0},
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        ),
        (
            {"TotalSegments": 1},
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        ),
        (
            {"Segment": 5, "TotalSegments": 5},
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less "
            "than TotalSegments: 5",
        ),
        (
            {"Segment": -1, "TotalSegments": 5},
            "1 validation error detected: Value '-1' at 'segment' failed to satisfy constraint: "
            "Member must have value greater than or equal to 0",
        ),
        (
            {"Segment": 1_000_000, "TotalSegments": 5},
            "1 validation error detected: Value '1000000' at 'segment' failed to satisfy constraint: "
            "Member must have value less than or equal to 999999",
        ),
        (
            {"Segment": 0, "TotalSegments": 0},
            "1 validation error detected: Value '0' at 'totalSegments' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1",
        ),
        (
            {"Segment": 0, "TotalSegments": 1_000_001},
            "1 validation error detected: Value '1000001' at 'totalSegments' failed to satisfy constraint: "
            "Member must have value less than or equal to 1000000",
        ),
        (
            {"Limit": 0},
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1",
        ),
        (
            {"ExpressionAttributeValues": {":a": s("x")}},
            "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
        ),
        (
            {"FilterExpression": "v = :a", "ExpressionAttributeValues": {":a": n("x")}},
            "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x "
            "for key :a",
        ),
        (
            {"FilterExpression": "v = :a", "ExpressionAttributeValues": {":a": {}}},
            "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly "
            "one of the supported datatypes for key :a",
        ),
        (
            {"FilterExpression": "v = :a", "ExpressionAttributeValues": {":a": {"SS": ["b", "a", "b"]}}},
            "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: Input "
            "collection [b, a, b] contains duplicates. for key :a",
        ),
        (
            {"ExclusiveStartKey": {"pk": s("a")}},
            "The provided starting key is invalid: The provided key element does not match the schema",
        ),
        (
            {"ExclusiveStartKey": {"pk": n(1), "sk": n(1)}},
            "The provided starting key is invalid: The provided key element does not match the schema",
        ),
        (
            {"FilterExpression": "a" * 4097},
            "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097",
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_refused(client, scanned, options, message):
    expect_invalid(message, client.scan, TableName=scanned, **options)


def test_projection_of_nothing_gives_empty_items(client, scanned):
    assert client.scan(TableName=scanned, ProjectionExpression="nope, v.a", Limit=2)["Items"] == [{}, {}]


def test_start_key_of_another_segment(client, scanned):
    for number in (0, 1):
        items = all_items(client.scan, TableName=scanned, Segment=number, TotalSegments=2)
        start = {"pk": items[0]["pk"], "sk": items[0]["sk"]}
        other = 1 - number
        expect_invalid(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct "
            f"Segment. TotalSegments: 2 Segment: {other}",
            client.scan,
            TableName=scanned,
            ExclusiveStartKey=start,
            Segment=other,
            TotalSegments=2,
        )


def test_a_page_is_one_mebibyte(client, new_table):
    table = new_table()
    for i in range(25):
        client.put_item(TableName=table, Item={"pk": s(str(i)), "v": s("x" * 100_000)})
    pages = all_pages(client.scan, TableName=table)
    counts = [page["Count"] for page in pages]
    assert sum(counts) == 25
    assert all(count in (10, 11) for count in counts[:-1]), counts


def test_start_key_need_not_exist(client, scanned):
    first = client.scan(TableName=scanned, Limit=5)
    start = {"pk": first["LastEvaluatedKey"]["pk"], "sk": n("1000")}
    after = client.scan(TableName=scanned, ExclusiveStartKey=start, Limit=1)["Items"][0]
    assert after["pk"] != start["pk"]


@pytest.mark.parametrize("consistent, units", [(False, 1.5), (True, 3)])
def test_capacity(client, new_table, consistent, units):
    table = new_table()
    batch_put(client, table, [{"pk": s(str(i)), "v": s("x" * 996)} for i in range(10)])
    page = client.scan(TableName=table, ConsistentRead=consistent, ReturnConsumedCapacity="INDEXES", Select="COUNT")
    assert page["ConsumedCapacity"] == {
        "TableName": table,
        "CapacityUnits": units,
        "Table": {"CapacityUnits": units},
    }
