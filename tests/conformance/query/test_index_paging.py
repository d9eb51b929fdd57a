"""Paging through indexes: every limit, both directions, equal index keys, pages of 1 MiB."""

import pytest
from indexed_tables import expect_soon, gsi, indexed, lsi, wait_for_entries
from values import all_items, all_pages, b, batch_put, n, s

EQUAL = 8  # entries of one index key
READS = [
    ("hash", "g = :v", {}),
    ("range", "g = :v", {}),
    ("range", "g = :v AND r = :r", {":r": n(1)}),
    ("range", "g = :v AND r <= :r", {":r": n(1)}),
    ("binary", "g = :v", {}),
    ("local", "pk = :v", {}),
    ("local", "pk = :v AND r = :r", {":r": n(1)}),
]


@pytest.fixture(scope="module")
def table(client, new_module_table):
    """Twelve items with g = "x" under pk = "x": r is 1 for eight of them, then 2; z is the same for
    all."""
    table = indexed(new_module_table, "pk:S", "sk:S", [
        gsi("hash", "g:S"), gsi("range", "g:S", "r:N"), gsi("binary", "g:S", "z:B"), lsi("local", "r:N"),
    ])  # fmt: skip
    batch_put(client, table, [
        {"pk": s("x"), "sk": s(f"{i * 5 % 12}\x00"), "g": s("x"), "r": n(1 if i < EQUAL else 2), "z": b(b"\x00")}
        for i in range(12)
    ])  # fmt: skip
    for index in ("hash", "range", "binary"):
        wait_for_entries(client, table, index, 12)
    return table


def parameters(table, index, condition, values, **options):
    return {
        "TableName": table,
        "IndexName": index,
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": {":v": s("x"), **values},
        **options,
    }


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("index, condition, values", READS)
def test_every_limit_pages_as_one_page(client, table, index, condition, values, forward):
    read = parameters(table, index, condition, values, ScanIndexForward=forward)
    whole = client.query(**read)["Items"]
    assert len(whole) == (EQUAL if ":r" in condition else 12)
    assert len({item["sk"]["S"] for item in whole}) == len(whole)
    for limit in range(1, len(whole) + 2):
        pages = all_pages(client.query, **read, Limit=limit)
        assert [item for page in pages for item in page["Items"]] == whole
        # The page that ends exactly at the end still names a key: then an empty one follows.
        assert len(pages) == len(whole) // limit + 1


@pytest.mark.parametrize("index, condition, values", READS)
def test_backward_is_forward_reversed(client, table, index, condition, values):
    read = parameters(table, index, condition, values)
    forward = client.query(**read)["Items"]
    assert client.query(**read, ScanIndexForward=False)["Items"] == forward[::-1]


def test_last_evaluated_key(client, table):
    for index, keys in (("hash", "g pk sk"), ("range", "g pk r sk"), ("binary", "g pk sk z"), ("local", "pk r sk")):
        attribute = "pk" if index == "local" else "g"
        page = client.query(**parameters(table, index, f"{attribute} = :v", {}, Limit=1))
        assert sorted(page["LastEvaluatedKey"]) == keys.split()
        assert page["LastEvaluatedKey"].items() <= page["Items"][0].items()


def test_last_evaluated_key_does_not_depend_on_what_is_shown(client, table):
    for options in ({"ProjectionExpression": "z"}, {"Select": "COUNT"}):
        page = client.query(**parameters(table, "range", "g = :v", {}, Limit=1, **options))
        assert sorted(page["LastEvaluatedKey"]) == ["g", "pk", "r", "sk"]


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("index, attribute", [("range", "g"), ("local", "pk")])
def test_the_start_key_need_not_exist(client, table, index, attribute, forward):
    read = parameters(table, index, f"{attribute} = :v", {}, ScanIndexForward=forward)
    start = {"pk": s("x"), "sk": s("nowhere"), "r": n("1.5")} | ({"g": s("x")} if index == "range" else {})
    found = client.query(**read, ExclusiveStartKey=start)["Items"]
    assert [item["r"]["N"] for item in found] == (["2"] * 4 if forward else ["1"] * EQUAL)


@pytest.mark.parametrize("index, attribute", [("hash", "g"), ("range", "g"), ("local", "pk")])
def test_items_that_go_between_pages(client, table, key, index, attribute):
    items = [{"pk": s(key), "sk": s(str(i)), "g": s(key), "r": n(1)} for i in range(6)]
    batch_put(client, table, items)
    read = parameters(table, index, f"{attribute} = :v", {":v": s(key)})
    expect_soon(6, lambda: client.query(**read)["Count"])
    order = [item["sk"] for item in client.query(**read)["Items"]]
    first = client.query(**read, Limit=3)
    for sort_key in order[2:4]:  # the one the page ended with, and the one after it
        client.delete_item(TableName=table, Key={"pk": s(key), "sk": sort_key})
    read["ExclusiveStartKey"] = first["LastEvaluatedKey"]
    expect_soon(order[4:], lambda: [item["sk"] for item in client.query(**read)["Items"]])


def test_a_filter_does_not_change_the_pages(client, table):
    read = parameters(table, "hash", "g = :v", {":two": n(2)}, FilterExpression="r = :two", Limit=5)
    pages = all_pages(client.query, **read)
    assert [page["ScannedCount"] for page in pages] == [5, 5, 2]
    assert sum(page["Count"] for page in pages) == 12 - EQUAL


def test_pages_are_one_mebibyte_of_entries(client, new_table):
    table = indexed(new_table, "pk:S", "sk:N", [
        gsi("all", "g:S"), gsi("keys", "g:S", project="KEYS_ONLY"), lsi("local", "r:N", project="KEYS_ONLY"),
    ])  # fmt: skip
    for i in range(25):
        item = {"pk": s("p"), "sk": n(i), "g": s("p"), "r": n(1), "v": s("x" * 100_000)}
        client.put_item(TableName=table, Item=item)
    wait_for_entries(client, table, "keys", 25)
    expect_soon(25, lambda: len(all_items(client.scan, TableName=table, IndexName="all", ProjectionExpression="pk")))

    def counts(index, attribute, **options):
        read = {"KeyConditionExpression": f"{attribute} = :p", "ExpressionAttributeValues": {":p": s("p")}, **options}
        pages = all_pages(client.query, TableName=table, IndexName=index, **read)
        return [page["Count"] for page in pages]

    def are_pages(found):
        return sum(found) == 25 and all(count in (10, 11) for count in found[:-1])

    assert are_pages(counts("all", "g"))
    assert are_pages(counts("all", "g", ProjectionExpression="pk"))
    assert counts("keys", "g") == [25]
    assert counts("local", "pk") == [25]


@pytest.mark.own_server
def test_fetched_items_fill_the_page_too(client, new_table):
    table = indexed(new_table, "pk:S", "sk:N", [lsi("local", "r:N", project="KEYS_ONLY")])
    for i in range(25):
        client.put_item(TableName=table, Item={"pk": s("p"), "sk": n(i), "r": n(1), "v": s("x" * 100_000)})
    read = {
        "TableName": table, "IndexName": "local", "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": s("p")}, "Select": "ALL_ATTRIBUTES",
    }  # fmt: skip
    pages = all_pages(client.query, **read)
    assert [page["Count"] for page in pages] == [11, 11, 3]
    assert [item["sk"]["N"] for item in all_items(client.query, **read)] == [str(i) for i in range(25)]
