"""The order in which AWS scans: by a hash of the partition key, known from measurements."""

import hashlib

import pytest
from values import all_items, b, batch_put, n, s

STRINGS = ["2", "8", "9", "1", "6", "hello", "0", "5", "4", "äáöü", "aardman", "7", "3", "zapf"]
NUMBERS = ["7", "999.9", "8", "3", "2", "-999.9", "9", "4", "-0.09", "6", "1", "0", "0.012345", "5"]


@pytest.mark.parametrize("kind, expected", [("S", STRINGS), ("N", NUMBERS)])
@pytest.mark.parametrize("limit", [1000, 3])
def test_order(client, new_table, kind, expected, limit):
    table = new_table(f"pk:{kind}")
    batch_put(client, table, [{"pk": {kind: value}} for value in sorted(expected)])
    assert [item["pk"][kind] for item in all_items(client.scan, TableName=table, Limit=limit)] == expected


def test_binary_keys_are_hashed_as_they_are(client, new_table):
    """So keys of the bytes of STRINGS come in the order of STRINGS."""
    table = new_table("pk:B")
    batch_put(client, table, [{"pk": b(value.encode())} for value in sorted(STRINGS)])
    found = [bytes(item["pk"]["B"]).decode() for item in all_items(client.scan, TableName=table)]
    assert found == STRINGS


def key_of_prefix(prefix):
    """A string key whose hash begins with these 12 bits."""
    digest = f"{prefix:03x}"
    return next(str(i) for i in range(10**6) if hashlib.md5(f"Outliers{i}".encode()).hexdigest().startswith(digest))


def test_bounds_of_segments(client, new_table):
    """Segment s of T holds the prefixes from ceil(4096 s / T) up to the next segment's."""
    table = new_table()
    bounds = [(total, number) for total in (2, 3, 7, 1000, 4095, 5000) for number in (1, total // 2, total - 1)]
    firsts = [(-(-4096 * number // total), total, number) for total, number in bounds]
    prefixes = {prefix for first, _, _ in firsts for prefix in (first - 1, first) if prefix < 4096}
    keys = {prefix: key_of_prefix(prefix) for prefix in prefixes}
    batch_put(client, table, [{"pk": s(key)} for key in keys.values()])
    for first, total, number in firsts:
        after = -(-4096 * (number + 1) // total)
        found = {item["pk"]["S"] for item in all_items(client.scan, TableName=table, Segment=number, TotalSegments=total)}
        assert found == {key for prefix, key in keys.items() if first <= prefix < after}, (number, total)


@pytest.mark.parametrize(
    "kind, value, segment",
    [("S", "3635", 0), ("S", "228", 0), ("S", "1668", 1), ("S", "3435", 4), ("N", "251", 1), ("N", "2388", 4095)],
)
def test_segment_of_4096(client, new_table, kind, value, segment):
    table = new_table(f"pk:{kind}")
    client.put_item(TableName=table, Item={"pk": {kind: value}})
    assert client.scan(TableName=table, Segment=segment, TotalSegments=4096)["Count"] == 1
    assert client.scan(TableName=table, Segment=(segment + 1) % 4096, TotalSegments=4096)["Count"] == 0


def test_segments_in_their_order_are_the_scan(client, new_table):
    table = new_table()
    batch_put(client, table, [{"pk": s(f"key{i}"), "v": n(i)} for i in range(100)])
    whole = all_items(client.scan, TableName=table)
    for total in (2, 5, 100):
        parts = []
        for number in range(total):
            parts += all_items(client.scan, TableName=table, Segment=number, TotalSegments=total)
        assert parts == whole
