"""The size of an item, to the byte."""

import pytest
from values import ENVELOPE, b, expect_invalid, l, n, s

LIMIT = 409600
TOO_LARGE = "Item size has exceeded the maximum allowed size"


def item_of(key, size):
    """An item of exactly `size` bytes."""
    return {"pk": s(key), "v": s("x" * (size - len("pk") - len(key.encode()) - len("v")))}


def test_largest_item(client, tables, key):
    item = item_of(key, LIMIT)
    client.put_item(TableName=tables.s, Item=item)
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == item


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT + 100_000, 2_000_000])
def test_too_large(client, tables, key, size):
    response = expect_invalid(None, client.put_item, TableName=tables.s, Item=item_of(key, size))
    assert response["Error"]["Message"] in (TOO_LARGE, ENVELOPE + TOO_LARGE)
    assert "Item" not in client.get_item(TableName=tables.s, Key={"pk": s(key)})


def test_binary_counts_its_raw_bytes(client, tables, key):
    rest = LIMIT - len("pk") - len(key) - len("v")
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": b(b"x" * rest)})
    expect_invalid(None, client.put_item, TableName=tables.s, Item={"pk": s(key), "v": b(b"x" * (rest + 1))})


def test_text_counts_utf8_bytes(client, tables, key):
    rest = LIMIT - len("pk") - len(key) - len("v")
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("ü" * (rest // 2))})
    expect_invalid(None, client.put_item, TableName=tables.s, Item={"pk": s(key), "v": s("ü" * (rest // 2 + 1))})


def test_lists_count_one_byte_an_element(client, tables, key):
    # 3 for the list, and for each element 1 and its 2 bytes.
    elements = (LIMIT - len("pk") - len(key) - len("v") - 3) // 3
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": l(*[s("aa")] * elements)})
    expect_invalid(None, client.put_item, TableName=tables.s, Item={"pk": s(key), "v": l(*[s("aa")] * (elements + 1))})


def test_a_list_of_150000_elements(client, tables, key):
    # A check vector of the reference; 130,000 elements cost 381 units (test_return_values.py).
    expect_invalid(
        TOO_LARGE, client.put_item, TableName=tables.s, Item={"pk": s(key[:8]), "data": l(*[s("aa")] * 150_000)}
    )


def test_the_size_comes_before_the_table(client, name):
    expect_invalid(TOO_LARGE, client.put_item, TableName=name, Item=item_of("a", LIMIT + 1))


@pytest.mark.parametrize(
    "number, size",
    [
        ("0", 1), ("1", 2), ("12", 2), ("123", 3), ("1234", 3), ("100", 2), ("1010", 3), ("1e125", 2), ("1e-100", 2),
        ("0.15", 2), ("1.5", 3), ("1.234", 4), ("3.14159", 5), ("100.5", 4), ("-42", 3), ("-12345", 5),
        ("1" * 38, 20),
    ],
)  # fmt: skip
def test_number_sizes(client, tables, key, number, size):
    """Whether a number fits beside a string that leaves exactly its size tells its size."""
    fixed = len("pk") + len(key) + len("v") + len("n")
    for spare, accepted in ((0, True), (-1, False)):
        item = {"pk": s(key), "v": s("x" * (LIMIT - fixed - size - spare)), "n": n(number)}
        if accepted:
            client.put_item(TableName=tables.s, Item=item)
        else:
            expect_invalid(None, client.put_item, TableName=tables.s, Item=item)
