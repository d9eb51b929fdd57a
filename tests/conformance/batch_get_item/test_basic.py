"""BatchGetItem."""

import pytest
from values import NOT_FOUND, SCHEMA_MISMATCH, batch_put, expect_error, expect_invalid, l, m, n, s


@pytest.fixture(scope="module")
def stored(client, tables):
    batch_put(client, tables.ss, [{"pk": s("batch"), "sk": s(str(i)), "v": n(i), "m": m(i=n(i))} for i in range(100)])
    client.put_item(TableName=tables.n, Item={"pk": n(1), "v": s("number")})
    return tables


def keys(*numbers):
    return [{"pk": s("batch"), "sk": s(str(i))} for i in numbers]


def test_items_of_several_tables(client, stored):
    answer = client.batch_get_item(
        RequestItems={stored.ss: {"Keys": keys(1, 2, 3)}, stored.n: {"Keys": [{"pk": n(1)}]}}
    )
    assert sorted(item["v"]["N"] for item in answer["Responses"][stored.ss]) == ["1", "2", "3"]
    assert answer["Responses"][stored.n] == [{"pk": n(1), "v": s("number")}]
    assert answer["UnprocessedKeys"] == {}


def test_a_hundred_keys(client, stored):
    answer = client.batch_get_item(RequestItems={stored.ss: {"Keys": keys(*range(100))}})
    assert len(answer["Responses"][stored.ss]) == 100


def test_missing_items_are_left_out(client, stored):
    answer = client.batch_get_item(RequestItems={stored.ss: {"Keys": keys(1, 1000)}})
    assert [item["v"] for item in answer["Responses"][stored.ss]] == [n(1)]


def test_nothing_found(raw, stored):
    answer = raw.ok("BatchGetItem", {"RequestItems": {stored.ss: {"Keys": keys(1000)}}})
    assert answer == {"Responses": {stored.ss: []}, "UnprocessedKeys": {}}


def test_projection_per_table(client, stored):
    answer = client.batch_get_item(
        RequestItems={
            stored.ss: {
                "Keys": keys(1, 2),
                "ProjectionExpression": "#m.i",
                "ExpressionAttributeNames": {"#m": "m"},
                "ConsistentRead": True,
            },
            stored.n: {"Keys": [{"pk": n(1)}]},
        }
    )
    assert sorted(answer["Responses"][stored.ss], key=str) == [{"m": m(i=n(1))}, {"m": m(i=n(2))}]
    assert answer["Responses"][stored.n] == [{"pk": n(1), "v": s("number")}]


def test_projection_of_nothing_gives_empty_items(client, stored):
    request = {"Keys": keys(1, 2, 1000), "ProjectionExpression": "nope, v.a"}
    assert client.batch_get_item(RequestItems={stored.ss: request})["Responses"] == {stored.ss: [{}, {}]}


def test_capacity(client, tables, key):
    for sort, size in (("68", 68_000), ("20", 20_000)):
        client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s(sort), "v": s("x" * size)})
    request = {
        "Keys": [{"pk": s(key), "sk": s("68")}, {"pk": s(key), "sk": s("20")}],
        "ConsistentRead": True,
    }
    answer = client.batch_get_item(RequestItems={tables.ss: request}, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == [{"TableName": tables.ss, "CapacityUnits": 22}]
    request["ConsistentRead"] = False
    answer = client.batch_get_item(RequestItems={tables.ss: request}, ReturnConsumedCapacity="INDEXES")
    assert answer["ConsumedCapacity"] == [
        {"TableName": tables.ss, "CapacityUnits": 11, "Table": {"CapacityUnits": 11}}
    ]


def test_16_mebibytes_at_most(client, tables, key):
    """What does not fit comes back as UnprocessedKeys, with the same options, and can be asked again."""
    wanted = [{"pk": s(f"{key}-{i}"), "sk": s("x")} for i in range(50)]
    for item_key in wanted:
        client.put_item(TableName=tables.ss, Item={**item_key, "v": s("x" * 390_000)})
    request, found, calls = {tables.ss: {"Keys": wanted, "ConsistentRead": True}}, [], 0
    while request:
        answer = client.batch_get_item(RequestItems=request)
        assert sum(len(item["v"]["S"]) for item in answer["Responses"].get(tables.ss, [])) <= 16 * 1024 * 1024
        found += [item["pk"]["S"] for item in answer["Responses"].get(tables.ss, [])]
        request = answer["UnprocessedKeys"]
        assert all(entry["ConsistentRead"] is True for entry in request.values())
        calls += 1
    assert sorted(found) == sorted(item_key["pk"]["S"] for item_key in wanted)
    assert calls >= 2


@pytest.mark.parametrize("excess, unprocessed", [(0, False), (1, True)])
def test_share_of_one_partition_to_the_byte(client, tables, key, excess, unprocessed):
    """1 MiB and one item of the largest size, less 3 bytes. Other partitions are served still."""
    share, largest = 1024 * 1024 + 400 * 1024 - 3, 400 * 1024
    sizes = [largest] * 3 + [share - 3 * largest + excess]
    wanted = [{"pk": s(key), "sk": s(str(i))} for i in range(4)]
    for item_key, size in zip(wanted, sizes):
        rest = size - len("pk") - len(key) - len("sk") - 1 - len("v")
        client.put_item(TableName=tables.ss, Item={**item_key, "v": s("x" * rest)})
    other = {"pk": s(key + "other"), "sk": s("x")}
    client.put_item(TableName=tables.ss, Item=other)
    request = {"Keys": [*wanted, other], "ProjectionExpression": "pk, sk"}
    answer = client.batch_get_item(RequestItems={tables.ss: request}, ReturnConsumedCapacity="TOTAL")
    left = {tables.ss: {"Keys": wanted[3:], "ProjectionExpression": "pk, sk"}} if unprocessed else {}
    assert answer["UnprocessedKeys"] == left
    assert answer["Responses"][tables.ss] == [*wanted[: 3 if unprocessed else 4], other]
    # What is left unprocessed costs nothing.
    assert answer["ConsumedCapacity"][0]["CapacityUnits"] == 150.5 + (0 if unprocessed else 28)


def test_capacity_of_missing_items(client, tables, key):
    request = {"Keys": [{"pk": s(key + "1")}, {"pk": s(key + "2")}]}
    answer = client.batch_get_item(RequestItems={tables.s: request}, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == [{"TableName": tables.s, "CapacityUnits": 1}]


TABLE_NAMES = (
    "failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, "
    "Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]"
)


def test_bad_table_name_joins_a_bad_enum(raw):
    body = {"RequestItems": {"bad!": {"Keys": [{"pk": s("a")}]}}, "ReturnConsumedCapacity": "BOGUS"}
    assert raw.call("BatchGetItem", body).error == (
        "ValidationException",
        """2 validation errors detected: Value '{"bad!":{"Keys":[{"pk":{"S":"a"}}]}}' at 'requestItems' """ + TABLE_NAMES
        + "; Value 'BOGUS' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: "
        "[INDEXES, TOTAL, NONE]",
    )  # fmt: skip


@pytest.mark.parametrize(
    "request_items, message",
    [
        (
            {},
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
        (
            {"TABLE": {"Keys": []}},
            "1 validation error detected: Value at 'RequestItems.TABLE.member.Keys' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
        (
            {"TABLE": {"Keys": keys(*range(101))}},
            "1 validation error detected: Value at 'RequestItems.TABLE.member.Keys' failed to satisfy constraint: "
            "Member must have length less than or equal to 100",
        ),
        ({"TABLE": {"Keys": keys(1, 2, 1)}}, "Provided list of item keys contains duplicates"),
        ({"TABLE": {"Keys": [{"pk": s("a")}]}}, SCHEMA_MISMATCH),
        ({"TABLE": {"Keys": [{"pk": n(1), "sk": s("a")}]}}, SCHEMA_MISMATCH),
        ({"TABLE": {"Keys": [{"pk": n("x"), "sk": s("a")}]}}, "The parameter cannot be converted to a numeric value: x"),
        (
            {"TABLE": {"Keys": [{"pk": s(""), "sk": s("a")}]}},
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty string value. Key: pk",
        ),
        (
            {"TABLE": {"Keys": keys(1), "ProjectionExpression": "a,"}},
            'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
        ),
        (
            {"TABLE": {"Keys": keys(1), "ExpressionAttributeNames": {"#a": "a"}}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_refused(client, tables, request_items, message):
    real = {tables.ss: value for value in request_items.values()}
    expect_invalid(message.replace("TABLE", tables.ss), client.batch_get_item, RequestItems=real)


def test_more_than_a_hundred_over_several_tables(client, tables):
    expect_invalid(
        "Too many items requested for the BatchGetItem call",
        client.batch_get_item,
        RequestItems={
            tables.ss: {"Keys": keys(*range(60))},
            tables.n: {"Keys": [{"pk": n(i)} for i in range(41)]},
        },
    )


def test_missing_table(client, tables, name):
    expect_error(
        "ResourceNotFoundException",
        NOT_FOUND,
        client.batch_get_item,
        RequestItems={tables.ss: {"Keys": keys(1)}, name: {"Keys": keys(1)}},
    )


def test_no_request_items(raw):
    assert raw.call("BatchGetItem", {}).error == (
        "ValidationException",
        "1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null",
    )


def test_duplicates_are_found_before_the_table(client, name):
    expect_invalid(
        "Provided list of item keys contains duplicates",
        client.batch_get_item,
        RequestItems={name: {"Keys": keys(1, 1)}},
    )


def test_lists_come_back_whole(client, tables, key):
    item = {"pk": s(key), "sk": s("l"), "v": l(*[n(i) for i in range(100)])}
    client.put_item(TableName=tables.ss, Item=item)
    answer = client.batch_get_item(RequestItems={tables.ss: {"Keys": [{"pk": s(key), "sk": s("l")}]}})
    assert answer["Responses"][tables.ss] == [item]
