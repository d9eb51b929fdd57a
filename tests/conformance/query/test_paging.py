"""Pages of Query: by Limit and by size, forwards and backwards, to the exact end."""

import pytest
from values import all_pages, batch_put, n, s


@pytest.fixture(scope="module")
def twenty(client, tables):
    batch_put(client, tables.sn, [{"pk": s("twenty"), "sk": n(i)} for i in range(20)])
    return {
        "TableName": tables.sn,
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": s("twenty")},
    }


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("limit, counts", [(7, [7, 7, 6]), (20, [20, 0]), (10, [10, 10, 0]), (21, [20]), (1, [1] * 20 + [0])])
def test_limit(client, twenty, limit, counts, forward):
    pages = all_pages(client.query, Limit=limit, ScanIndexForward=forward, **twenty)
    assert [page["Count"] for page in pages] == counts
    keys = [int(item["sk"]["N"]) for page in pages for item in page["Items"]]
    assert keys == (list(range(20)) if forward else list(range(19, -1, -1)))
    for page in pages[:-1]:
        assert set(page["LastEvaluatedKey"]) == {"pk", "sk"}


@pytest.mark.parametrize("forward, expected", [(True, [5, 6]), (False, [4, 3])])
def test_start_key_need_not_exist(client, twenty, forward, expected):
    page = client.query(
        ExclusiveStartKey={"pk": s("twenty"), "sk": n("4.5")}, Limit=2, ScanIndexForward=forward, **twenty
    )
    assert [int(item["sk"]["N"]) for item in page["Items"]] == expected


@pytest.mark.parametrize("forward, expected", [(True, [5]), (False, [3])])
def test_start_key_is_exclusive(client, twenty, forward, expected):
    page = client.query(ExclusiveStartKey={"pk": s("twenty"), "sk": n(4)}, Limit=1, ScanIndexForward=forward, **twenty)
    assert [int(item["sk"]["N"]) for item in page["Items"]] == expected


def test_start_key_deleted_meanwhile(client, tables, key):
    batch_put(client, tables.sn, [{"pk": s(key), "sk": n(i)} for i in range(6)])
    query = {
        "TableName": tables.sn,
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": s(key)},
        "Limit": 2,
    }
    first = client.query(**query)
    client.delete_item(TableName=tables.sn, Key=first["LastEvaluatedKey"])
    second = client.query(ExclusiveStartKey=first["LastEvaluatedKey"], **query)
    assert [item["sk"] for item in second["Items"]] == [n(2), n(3)]


@pytest.mark.parametrize("forward", [True, False])
def test_a_page_is_one_mebibyte(client, tables, key, forward):
    # 30 items of 100 KB are almost 3 MB.
    size, count = 100_000, 30
    for i in range(count):
        client.put_item(TableName=tables.sn, Item={"pk": s(key), "sk": n(i), "v": s("x" * size)})
    pages = all_pages(
        client.query,
        TableName=tables.sn,
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": s(key)},
        ScanIndexForward=forward,
        ReturnConsumedCapacity="TOTAL",
    )
    counts = [page["Count"] for page in pages]
    assert sum(counts) == count
    # The item that crosses the limit may be part of the page.
    assert all(count in (10, 11) for count in counts[:-1]), counts
    keys = [int(item["sk"]["N"]) for page in pages for item in page["Items"]]
    assert keys == (list(range(count)) if forward else list(range(count))[::-1])
    assert pages[0]["ConsumedCapacity"]["CapacityUnits"] == pytest.approx(0.5 * counts[0] * size / 4096, abs=1)


def test_the_filter_does_not_make_pages_longer(client, tables, key):
    for i in range(15):
        client.put_item(TableName=tables.sn, Item={"pk": s(key), "sk": n(i), "v": s("x" * 100_000)})
    pages = all_pages(
        client.query,
        TableName=tables.sn,
        KeyConditionExpression="pk = :p",
        FilterExpression="attribute_not_exists(v)",
        ProjectionExpression="sk",
        ExpressionAttributeValues={":p": s(key)},
    )
    assert len(pages) == 2
    assert [page["Count"] for page in pages] == [0, 0]
    assert sum(page["ScannedCount"] for page in pages) == 15


def test_limit_applies_within_a_range(client, twenty):
    pages = all_pages(
        client.query,
        **{
            **twenty,
            "KeyConditionExpression": "pk = :p AND sk BETWEEN :a AND :b",
            "ExpressionAttributeValues": {":p": s("twenty"), ":a": n(3), ":b": n(9)},
        },
        Limit=3,
    )
    assert [[int(item["sk"]["N"]) for item in page["Items"]] for page in pages] == [[3, 4, 5], [6, 7, 8], [9]]
