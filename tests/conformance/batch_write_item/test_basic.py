"""BatchWriteItem."""

import pytest
from values import INVALID, NOT_FOUND, SCHEMA_MISMATCH, deep, expect_error, expect_invalid, n, s, ss


def put(item):
    return {"PutRequest": {"Item": item}}


def delete(key):
    return {"DeleteRequest": {"Key": key}}


def present(client, table, key):
    return "Item" in client.get_item(TableName=table, Key=key)


def test_puts_and_deletes_over_tables(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key + "old")})
    answer = client.batch_write_item(
        RequestItems={
            tables.s: [put({"pk": s(key)}), delete({"pk": s(key + "old")}), delete({"pk": s(key + "never")})],
            tables.ss: [put({"pk": s(key), "sk": s(str(i))}) for i in range(3)],
        }
    )
    assert answer["UnprocessedItems"] == {}
    assert present(client, tables.s, {"pk": s(key)})
    assert not present(client, tables.s, {"pk": s(key + "old")})
    assert all(present(client, tables.ss, {"pk": s(key), "sk": s(str(i))}) for i in range(3))


def test_answer(raw, tables, key):
    answer = raw.ok("BatchWriteItem", {"RequestItems": {tables.s: [put({"pk": s(key)})]}})
    assert answer == {"UnprocessedItems": {}}


def test_put_replaces(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "a": n(1)})
    client.batch_write_item(RequestItems={tables.s: [put({"pk": s(key), "b": n(2)})]})
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == {"pk": s(key), "b": n(2)}


def test_25_large_requests(client, tables, key):
    requests = [put({"pk": s(key), "sk": s(str(i)), "v": s("x" * 300_000)}) for i in range(25)]
    client.batch_write_item(RequestItems={tables.ss: requests})
    assert all(present(client, tables.ss, {"pk": s(key), "sk": s(str(i))}) for i in range(25))


def test_capacity(client, tables, key):
    answer = client.batch_write_item(
        RequestItems={
            tables.s: [put({"pk": s(key), "v": s("x" * 3000)}), delete({"pk": s(key + "never")})],
        },
        ReturnConsumedCapacity="INDEXES",
    )
    assert answer["ConsumedCapacity"] == [
        {"TableName": tables.s, "CapacityUnits": 4, "Table": {"CapacityUnits": 4}}
    ]


LENGTHS = (
    "Map value must satisfy constraint: [Member must have length less than or equal to 25, "
    "Member must have length greater than or equal to 1]"
)


@pytest.mark.parametrize("count", [0, 26])
def test_number_of_requests(client, tables, count):
    response = expect_invalid(
        None, client.batch_write_item, RequestItems={tables.s: [put({"pk": s(str(i))}) for i in range(count)]}
    )
    message = response["Error"]["Message"]
    assert message.startswith("1 validation error detected: Value '{" + tables.s + "=[")
    assert message.endswith("]}' at 'requestItems' failed to satisfy constraint: " + LENGTHS)


def test_26_over_two_tables(client, tables):
    expect_invalid(
        None,
        client.batch_write_item,
        RequestItems={
            tables.s: [put({"pk": s(str(i))}) for i in range(13)],
            tables.n: [put({"pk": n(i)}) for i in range(13)],
        },
    )


def test_nothing_requested(client):
    response = expect_invalid(None, client.batch_write_item, RequestItems={})
    assert response["Error"]["Message"] in (
        "The requestItems parameter is required for BatchWriteItem",
        "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
    )


def test_no_request_items(raw):
    assert raw.call("BatchWriteItem", {}).error == (
        "ValidationException",
        "1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null",
    )


@pytest.mark.parametrize(
    "request_, message",
    [
        (put({"a": s("x")}), SCHEMA_MISMATCH),
        (put({"pk": n(1)}), SCHEMA_MISMATCH),
        (delete({"pk": n(1)}), SCHEMA_MISMATCH),
        (delete({"pk": s("a"), "x": s("a")}), SCHEMA_MISMATCH),
        (
            put({"pk": s("")}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty string value. Key: pk",
        ),
        (put({"pk": s("a"), "v": n("x")}), "The parameter cannot be converted to a numeric value: x"),
        (put({"pk": s("a"), "v": n("")}), "The parameter cannot be converted to a numeric value"),
        (put({"pk": s("a"), "v": ss("b", "a", "b")}), INVALID + "Input collection [b, a, b] contains duplicates."),
        (
            put({"pk": s("a"), "v": deep(32)}),
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
        ),
        (put({"pk": s("a"), "v": s("x" * 409_600)}), "Item size has exceeded the maximum allowed size"),
        (
            put({"pk": s("a" * 2049)}),
            INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes",
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_one_bad_request_refuses_the_batch(client, tables, key, request_, message):
    expect_invalid(message, client.batch_write_item, RequestItems={tables.s: [put({"pk": s(key)}), request_]})
    assert not present(client, tables.s, {"pk": s(key)})


@pytest.mark.parametrize("second", [put, delete])
def test_duplicates(client, tables, key, second):
    expect_invalid(
        "Provided list of item keys contains duplicates",
        client.batch_write_item,
        RequestItems={tables.s: [put({"pk": s(key)}), second({"pk": s(key)})]},
    )


def test_duplicate_numbers_are_compared_by_value(client, tables):
    expect_invalid(
        "Provided list of item keys contains duplicates",
        client.batch_write_item,
        RequestItems={tables.n: [put({"pk": n("1")}), delete({"pk": n("1.0")})]},
    )


def test_missing_table_stops_all(client, tables, key, name):
    expect_error(
        "ResourceNotFoundException",
        NOT_FOUND,
        client.batch_write_item,
        RequestItems={tables.s: [put({"pk": s(key)})], name: [put({"pk": s(key)})]},
    )
    assert not present(client, tables.s, {"pk": s(key)})


def test_both_enums(client, tables):
    expect_invalid(
        "2 validation errors detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must "
        "satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'X' at 'returnItemCollectionMetrics' failed to satisfy "
        "constraint: Member must satisfy enum value set: [SIZE, NONE]",
        client.batch_write_item,
        RequestItems={tables.s: [put({"pk": s("a")})]},
        ReturnConsumedCapacity="X",
        ReturnItemCollectionMetrics="X",
    )


def test_bad_table_name(client):
    request = {"RequestItems": {"bad!": [delete({"pk": s("a")})]}}
    response = expect_invalid(None, client.batch_write_item, **request)
    message = response["Error"]["Message"]
    assert message.startswith("1 validation error detected: Value '{bad!=[")
    assert message.endswith(
        "' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length "
        "less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular "
        "expression pattern: [a-zA-Z0-9_.-]+]"
    )
    # A bad enum is told alone.
    expect_invalid(
        "1 validation error detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must "
        "satisfy enum value set: [INDEXES, TOTAL, NONE]",
        client.batch_write_item, ReturnConsumedCapacity="X", **request,
    )  # fmt: skip


@pytest.mark.parametrize("both", [True, False])
def test_a_request_is_a_put_or_a_delete(client, tables, key, both):
    expect_invalid(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        client.batch_write_item,
        RequestItems={tables.s: [{**put({"pk": s(key)}), **delete({"pk": s(key + "2")})} if both else {}]},
    )
    assert not present(client, tables.s, {"pk": s(key)})


def test_capacity_over_tables(client, tables, key):
    answer = client.batch_write_item(
        RequestItems={
            tables.s: [put({"pk": s(key + str(i)), "v": s("x" * 1500)}) for i in range(3)],
            tables.ss: [put({"pk": s(key), "sk": s("a")})],
        },
        ReturnConsumedCapacity="TOTAL",
    )
    assert sorted(answer["ConsumedCapacity"], key=lambda entry: -entry["CapacityUnits"]) == [
        {"TableName": tables.s, "CapacityUnits": 6},
        {"TableName": tables.ss, "CapacityUnits": 1},
    ]
