"""PutItem: every type is stored and read back as the service would print it."""

import pytest
from values import FALSE, NULL, TRUE, b, bs, deep, l, m, n, ns, s, ss


def stored(client, table, item):
    client.put_item(TableName=table, Item=item)
    return client.get_item(TableName=table, Key={"pk": item["pk"]}, ConsistentRead=True)["Item"]


@pytest.mark.parametrize(
    "value",
    [
        s(""),
        s("text"),
        s("a\u0000b"),
        s("äöü 漢字 🦀 \\ \" / \n\t\u001f\u007f"),
        s("x" * 100_000),
        n(0),
        n("-12.75"),
        b(b""),
        b(bytes(range(256))),
        TRUE,
        FALSE,
        NULL,
        ss(""),
        ss("a", "b"),
        ns(-1, 0, "2.5"),
        bs(b"", b"\x00", b"\xff"),
        l(),
        m(),
        l(s("a"), n(1), l(l()), NULL, ss("x")),
        m(a=m(b=m(c=l(m(d=TRUE))))),
        m(**{"dot.ted": s("x"), "#": n(1), " ": NULL, "ü": s("ü")}),
    ],
    ids=lambda value: next(iter(value)) + "-" + str(len(str(value))),
)
def test_value_reads_back(client, tables, key, value):
    item = {"pk": s(key), "value": value}
    assert stored(client, tables.s, item) == item


@pytest.mark.parametrize(
    "sent, canonical",
    [
        ("0042", "42"),
        ("1.200", "1.2"),
        ("+5", "5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1e2", "100"),
        ("1E-3", "0.001"),
        ("1e+2", "100"),
        ("123.4500e2", "12345"),
        ("0e125", "0"),
        ("0.0e126", "0"),
        ("1e-130", "0." + "0" * 129 + "1"),
        ("-1e-130", "-0." + "0" * 129 + "1"),
        ("1e125", "1" + "0" * 125),
        ("9.9999999999999999999999999999999999999E+125", "9" * 38 + "0" * 88),
        ("9" * 38, "9" * 38),
        ("1" + "0" * 60, "1" + "0" * 60),
        ("0." + "0" * 129 + "1", "0." + "0" * 129 + "1"),
        ("-1234567890.0987654321", "-1234567890.0987654321"),
    ],
)
def test_number_is_canonical(client, tables, key, sent, canonical):
    assert stored(client, tables.s, {"pk": s(key), "v": n(sent)})["v"] == n(canonical)


@pytest.mark.parametrize(
    "sent, canonical",
    [
        (ss("b", "a", "ä", "B"), ss("B", "a", "b", "ä")),
        (ns("10", "9", "-1", "0.5"), ns("-1", "0.5", "9", "10")),
        (ns("1.0", "02"), ns("1", "2")),
        (bs(b"\xff", b"\x00", b"\x00\x01"), bs(b"\x00", b"\x00\x01", b"\xff")),
    ],
)
def test_set_is_sorted(client, tables, key, sent, canonical):
    assert stored(client, tables.s, {"pk": s(key), "v": sent})["v"] == canonical


def test_deepest_nesting(client, tables, key):
    item = {"pk": s(key), "v": deep(31)}
    assert stored(client, tables.s, item) == item


def test_put_replaces_the_whole_item(client, tables, key):
    stored(client, tables.s, {"pk": s(key), "a": s("1"), "b": s("2")})
    assert stored(client, tables.s, {"pk": s(key), "c": s("3")}) == {"pk": s(key), "c": s("3")}


def test_answer_without_options_is_empty(raw, tables, key):
    assert raw.ok("PutItem", {"TableName": tables.s, "Item": {"pk": s(key)}}) == {}


@pytest.mark.parametrize("kinds", ["s", "n", "b", "ss", "sn", "sb", "ns", "nn", "nb", "bs", "bn", "bb"])
def test_every_key_type(client, tables, kinds, key):
    table = getattr(tables, kinds)
    unique = {"s": s(key), "n": n(abs(hash(key))), "b": b(key.encode())}
    other = {"s": s("z"), "n": n("-7.5"), "b": b(b"\x00\xff")}
    item_key = {"pk": unique[kinds[0]]}
    if len(kinds) == 2:
        item_key["sk"] = other[kinds[1]]
    item = {**item_key, "v": s("x")}
    client.put_item(TableName=table, Item=item)
    assert client.get_item(TableName=table, Key=item_key)["Item"] == item
    assert client.delete_item(TableName=table, Key=item_key, ReturnValues="ALL_OLD")["Attributes"] == item


@pytest.mark.parametrize("written, read", [("1.0", "1"), ("100", "1e2"), ("-0", "0"), ("0.10", ".1")])
def test_equal_numbers_are_one_key(client, tables, key, written, read):
    client.put_item(TableName=tables.sn, Item={"pk": s(key), "sk": n(written), "v": s("x")})
    found = client.get_item(TableName=tables.sn, Key={"pk": s(key), "sk": n(read)})["Item"]
    assert found["v"] == s("x")


def test_keys_that_are_prefixes_of_each_other_are_apart(client, tables, key):
    names = [key, key + "\x00", key + "\x00\x00", key + "\x00\xff", key + "\x01", key + "a"]
    for value in names:
        client.put_item(TableName=tables.ss, Item={"pk": s(value), "sk": s("s"), "v": s(value)})
        client.put_item(TableName=tables.ss, Item={"pk": s(value), "sk": s("s\x00"), "v": s(value + "2")})
    for value in names:
        items = client.query(
            TableName=tables.ss, KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": s(value)}
        )["Items"]
        assert [item["v"] for item in items] == [s(value), s(value + "2")]
