"""Scan of secondary indexes: order, segments, paging, refusals."""

import pytest
from indexed_tables import gsi, indexed, lsi, wait_for_entries
from values import INVALID, SCHEMA_MISMATCH, all_items, batch_put, expect_invalid, n, s

START = "The provided starting key is invalid"
SCALARS = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
# The order of Scan, known from measurements; each key of the index has two range keys.
STRINGS = ["2", "8", "9", "1", "6", "hello", "0", "5", "4", "äáöü", "aardman", "7", "3", "zapf"]
NUMBERS = ["7", "999.9", "8", "3", "2", "-999.9", "9", "4", "-0.09", "6", "1", "0", "0.012345", "5"]
KEY = {"pk": s("2"), "sk": n(0), "g": s("2"), "r": n(0)}


@pytest.fixture(scope="module")
def table(client, new_module_table):
    table = indexed(new_module_table, "pk:S", "sk:N", [
        gsi("strings", "g:S", "r:N"), gsi("numbers", "h:N", "r:N", project="KEYS_ONLY"), lsi("local", "r:N"),
    ])  # fmt: skip
    batch_put(client, table, [
        {"pk": s(text), "sk": n(i), "g": s(text), "h": n(number), "r": n(1 - i), "v": n(i)}
        for text, number in zip(sorted(STRINGS), NUMBERS) for i in range(2)
    ])  # fmt: skip
    batch_put(client, table, [{"pk": s("sparse"), "sk": n(i), "v": n(i)} for i in range(5)])
    wait_for_entries(client, table, "strings", 28)
    wait_for_entries(client, table, "numbers", 28)
    return table


@pytest.mark.parametrize("limit", [1000, 1, 3, 28])
@pytest.mark.parametrize("index, attribute, kind, order", [("strings", "g", "S", STRINGS), ("numbers", "h", "N", NUMBERS)])
def test_order(client, table, index, attribute, kind, order, limit):
    """By hash of the index's hash key, then by its range key."""
    found = all_items(client.scan, TableName=table, IndexName=index, Limit=limit)
    assert [(item[attribute][kind], item["r"]["N"]) for item in found] == [(key, r) for key in order for r in "01"]


def test_local_index_is_in_the_order_of_its_table(client, table):
    found = all_items(client.scan, TableName=table, IndexName="local", Limit=5)
    assert [(item["pk"]["S"], item["r"]["N"]) for item in found] == [(key, r) for key in STRINGS for r in "01"]


@pytest.mark.parametrize("index", ["strings", "numbers", "local"])
@pytest.mark.parametrize("total", [2, 3, 50])
def test_segments_in_their_order_are_the_scan(client, table, index, total):
    whole = client.scan(TableName=table, IndexName=index)["Items"]
    parts = []
    for number in range(total):
        parts += all_items(client.scan, TableName=table, IndexName=index, Segment=number, TotalSegments=total, Limit=3)
    assert parts == whole


@pytest.mark.parametrize("value, segment", [("3635", 0), ("228", 0), ("1668", 1), ("3435", 4)])
def test_segment_of_4096(client, new_table, value, segment):
    """The hash of the index's key decides, not that of the table's."""
    table = indexed(new_table, "pk:S", None, [gsi("index", "g:S")])
    client.put_item(TableName=table, Item={"pk": s("elsewhere"), "g": s(value)})
    wait_for_entries(client, table, "index", 1)
    read = {"TableName": table, "IndexName": "index", "TotalSegments": 4096}
    assert client.scan(**read, Segment=segment)["Count"] == 1
    assert client.scan(**read, Segment=segment + 1)["Count"] == 0


@pytest.mark.parametrize("limit", range(1, 9))
def test_equal_keys_page_as_one_page(client, new_table, limit):
    table = indexed(new_table, "pk:S", "sk:N", [gsi("index", "g:S", "r:N")])
    batch_put(client, table, [{"pk": s(str(i % 2)), "sk": n(i), "g": s("g"), "r": n(1)} for i in range(7)])
    wait_for_entries(client, table, "index", 7)
    whole = client.scan(TableName=table, IndexName="index")["Items"]
    assert sorted(item["sk"]["N"] for item in whole) == list("0123456")
    assert all_items(client.scan, TableName=table, IndexName="index", Limit=limit) == whole


def test_last_evaluated_key_holds_both_keys(client, table):
    page = client.scan(TableName=table, IndexName="numbers", Limit=1, Select="COUNT")
    assert sorted(page["LastEvaluatedKey"]) == ["h", "pk", "r", "sk"]


def test_start_key_need_not_exist(client, table):
    start = {"pk": s("nobody"), "sk": n(77), "g": s("8"), "r": n("0.5")}
    found = client.scan(TableName=table, IndexName="strings", ExclusiveStartKey=start, Limit=2)["Items"]
    assert [(item["g"]["S"], item["r"]["N"]) for item in found] == [("8", "1"), ("9", "0")]


def test_filters(client, table):
    """Keys of the index may be filtered here; the filter runs after the limit."""
    page = client.scan(
        TableName=table, IndexName="strings", FilterExpression="r = :r AND g <> :g", Limit=6,
        ExpressionAttributeValues={":r": n(1), ":g": s("2")},
    )  # fmt: skip
    assert (page["Count"], page["ScannedCount"]) == (2, 6)


@pytest.mark.parametrize(
    "index, options, message",
    [
        ("none", {"ConsistentRead": True}, "The table does not have the specified index: none"),
        (
            "strings",
            {"ConsistentRead": True, "ExclusiveStartKey": {"pk": s("x")}},
            "Consistent reads are not supported on global secondary indexes",
        ),
        ("strings", {"ExclusiveStartKey": {"pk": s("x"), "sk": n(1)}}, START),
        ("strings", {"ExclusiveStartKey": {**KEY, "h": n(1)}}, START),
        ("local", {"ExclusiveStartKey": KEY}, START),
        ("strings", {"ExclusiveStartKey": {**KEY, "r": s("1"), "pk": n(1)}}, SCHEMA_MISMATCH),
        ("strings", {"ExclusiveStartKey": {**KEY, "pk": n(1)}}, f"{START}: {SCHEMA_MISMATCH}"),
        ("numbers", {"ExclusiveStartKey": {**KEY}, "Select": "ALL_ATTRIBUTES"}, START),
        (
            "numbers",
            {"Select": "ALL_ATTRIBUTES", "FilterExpression": "attribute_exists(sk.a)"},
            INVALID + "Select type ALL_ATTRIBUTES is not supported for global secondary index numbers because its "
            "projection type is not ALL",
        ),
        ("strings", {"FilterExpression": "attribute_exists(sk.a)"}, SCALARS + "Key: sk"),
        ("strings", {"FilterExpression": "attribute_exists(h.a)"}, SCALARS + "IndexKey: h"),
        ("strings", {"ProjectionExpression": "g[1]"}, SCALARS + "IndexKey: g"),
        (
            "strings",
            {"Select": "ALL_PROJECTED_ATTRIBUTES", "ProjectionExpression": "g[1]"},
            "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES",
        ),
    ],
)
def test_refused(client, table, index, options, message):
    expect_invalid(message, client.scan, TableName=table, IndexName=index, **options)


def test_start_key_of_another_segment(client, table):
    for index in ("strings", "numbers", "local"):
        for number in (0, 1):
            read = {"TableName": table, "IndexName": index, "TotalSegments": 2}
            start = client.scan(**read, Segment=number, Limit=1)["LastEvaluatedKey"]
            assert client.scan(**read, Segment=number, ExclusiveStartKey=start)["Count"] > 0
            other = 1 - number
            expect_invalid(
                f"{START}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
                f"TotalSegments: 2 Segment: {other}",
                client.scan, **read, Segment=other, ExclusiveStartKey=start,
            )  # fmt: skip


def test_select_is_judged_before_the_segment_of_the_start_key(client, table):
    start = client.scan(TableName=table, IndexName="numbers", Segment=1, TotalSegments=2, Limit=1)["LastEvaluatedKey"]
    expect_invalid(
        INVALID + "Select type ALL_ATTRIBUTES is not supported for global secondary index numbers because its projection "
        "type is not ALL",
        client.scan, TableName=table, IndexName="numbers", Segment=0, TotalSegments=2, ExclusiveStartKey=start,
        Select="ALL_ATTRIBUTES",
    )  # fmt: skip
