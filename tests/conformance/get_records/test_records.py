"""GetRecords: the shape of a record, pages, and what is no iterator."""

import datetime
import re

import pytest
from stream_reading import arn_of, call_raw, events, iterator_of, read_on, records_of, set_stream, specification
from values import ENVELOPE, b, expect_error, expect_invalid, n, s

INVALID_ITERATOR = "Invalid ShardIterator"


@pytest.fixture
def stream(client, new_table):
    """(table, stream ARN)"""
    table = new_table(StreamSpecification=specification())
    return table, arn_of(client, table)


def test_a_record_in_full(client, streams, raw, new_table):
    table = new_table("pk:N", StreamSpecification=specification())
    arn = arn_of(client, table)
    begin = int(datetime.datetime.now().timestamp())
    client.put_item(TableName=table, Item={"pk": n(10101), "Message": s("12345")})
    client.put_item(TableName=table, Item={"pk": n(10101), "Message": s("12345678")})
    client.delete_item(TableName=table, Key={"pk": n(10101)})
    answer = call_raw(raw, "GetRecords", {"ShardIterator": iterator_of(streams, arn)}).body
    insert, modify, remove = answer["Records"]
    keys = {"pk": n(10101)}
    old, new = keys | {"Message": s("12345")}, keys | {"Message": s("12345678")}
    key_bytes = 2 + 4
    expected = [
        (insert, "INSERT", {"NewImage": old}, key_bytes * 2 + 12),
        (modify, "MODIFY", {"NewImage": new, "OldImage": old}, key_bytes * 3 + 15 + 12),
        (remove, "REMOVE", {"OldImage": new}, key_bytes * 2 + 15),
    ]
    for record, name, images, size in expected:
        assert re.fullmatch("[0-9a-f]{32}", record.pop("eventID"))
        created = record["dynamodb"].pop("ApproximateCreationDateTime")
        assert isinstance(created, int)
        assert begin <= created <= begin + 60
        assert re.fullmatch(r"\d{21}", record["dynamodb"].pop("SequenceNumber"))
        assert record == {
            "eventName": name,
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "us-east-1",
            "dynamodb": {"Keys": keys, "SizeBytes": size, "StreamViewType": "NEW_AND_OLD_IMAGES", **images},
        }


@pytest.mark.parametrize(
    "view_type, new, old",
    [("KEYS_ONLY", False, False), ("NEW_IMAGE", True, False), ("OLD_IMAGE", False, True), ("NEW_AND_OLD_IMAGES", True, True)],
)
def test_images_by_view_type(client, streams, new_table, view_type, new, old):
    table = new_table("pk:S", "sk:B", StreamSpecification=specification(view_type))
    keys = {"pk": s("k"), "sk": b(b"\x01")}
    before, after = keys | {"a": s("1")}, keys | {"a": s("22")}
    client.put_item(TableName=table, Item=before)
    client.put_item(TableName=table, Item=after)
    client.delete_item(TableName=table, Key=keys)
    records = records_of(streams, arn_of(client, table))
    assert events(records) == [
        ("INSERT", keys, before if new else None, None),
        ("MODIFY", keys, after if new else None, before if old else None),
        ("REMOVE", keys, None, after if old else None),
    ]
    assert {record["dynamodb"]["StreamViewType"] for record in records} == {view_type}
    sizes = [record["dynamodb"]["SizeBytes"] for record in records]
    assert sizes == [6 + 8 * new, 6 + 9 * new + 8 * old, 6 + 9 * old]


def test_event_ids_are_unique_and_stay(client, streams, stream):
    table, arn = stream
    for i in range(20):
        client.put_item(TableName=table, Item={"pk": s(str(i))})
    ids = [record["eventID"] for record in records_of(streams, arn)]
    assert len(set(ids)) == 20
    assert [record["eventID"] for record in records_of(streams, arn)] == ids


def test_pages(client, streams, stream):
    table, arn = stream
    for i in range(7):
        client.put_item(TableName=table, Item={"pk": s(str(i))})
    iterator = iterator_of(streams, arn)
    first = streams.get_records(ShardIterator=iterator, Limit=3)
    assert len(first["Records"]) == 3
    assert streams.get_records(ShardIterator=iterator, Limit=3)["Records"] == first["Records"]
    rest, next_iterator = read_on(streams, first["NextShardIterator"], Limit=3)
    found = [record["dynamodb"]["Keys"]["pk"]["S"] for record in first["Records"] + rest]
    assert found == [str(i) for i in range(7)]
    # The shard is open: nothing more now, but later.
    client.put_item(TableName=table, Item={"pk": s("later")})
    assert [record["dynamodb"]["Keys"] for record in read_on(streams, next_iterator)[0]] == [{"pk": s("later")}]


def test_pages_end_at_a_megabyte(client, streams, stream):
    table, arn = stream
    for i in range(4):
        client.put_item(TableName=table, Item={"pk": s(str(i)), "a": s("x" * 390_000)})
    first = streams.get_records(ShardIterator=iterator_of(streams, arn))
    assert len(first["Records"]) == 2
    assert len(read_on(streams, first["NextShardIterator"])[0]) == 2


def test_an_empty_open_shard(streams, stream):
    _, arn = stream
    answer = streams.get_records(ShardIterator=iterator_of(streams, arn))
    assert answer["Records"] == []
    assert answer["NextShardIterator"].startswith(arn + "|1|")


def test_a_disabled_stream_is_read_to_its_end(client, streams, stream):
    table, arn = stream
    client.put_item(TableName=table, Item={"pk": s("a")})
    client.put_item(TableName=table, Item={"pk": s("b")})
    set_stream(client, table, None)
    client.put_item(TableName=table, Item={"pk": s("c")})
    first = streams.get_records(ShardIterator=iterator_of(streams, arn), Limit=1)
    last = streams.get_records(ShardIterator=first["NextShardIterator"])
    assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in first["Records"] + last["Records"]] == ["a", "b"]
    assert "NextShardIterator" not in last


def test_a_deleted_table_s_stream_can_be_read(client, streams, new_table):
    table = new_table(StreamSpecification=specification())
    arn = arn_of(client, table)
    client.put_item(TableName=table, Item={"pk": s("a")})
    client.delete_table(TableName=table)
    records, iterator = read_on(streams, iterator_of(streams, arn))
    assert len(records) == 1
    assert iterator is None


def test_what_is_no_iterator(streams, stream):
    _, arn = stream
    good = iterator_of(streams, arn)
    head, tail = good[:-9], good[-9:]
    swapped = head + ("A" if tail[0] != "A" else "B") + tail[1:]
    for text in ("x", arn, arn + "|1|", arn + "|1|AAAA", arn + "|1|\u00e9\u0000", good[:-1], good + "A", swapped, "|" * 2048):
        expect_invalid(INVALID_ITERATOR, streams.get_records, ShardIterator=text)


@pytest.mark.own_server
def test_iterators_of_others(make_boto, streams, stream):
    _, arn = stream
    iterator = iterator_of(streams, arn)
    elsewhere = make_boto(service="dynamodbstreams", region="eu-west-1")
    expect_invalid(INVALID_ITERATOR, elsewhere.get_records, ShardIterator=iterator)
    other = make_boto(service="dynamodbstreams", access_key="200000000013")
    expect_error("AccessDeniedException", "Access is denied", other.get_records, ShardIterator=iterator)


@pytest.mark.parametrize(
    "parameters, at",
    [
        ({}, "Value null at 'shardIterator' failed to satisfy constraint: Member must not be null"),
        (
            {"ShardIterator": ""},
            "Value '' at 'shardIterator' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            {"ShardIterator": "x" * 2049},
            f"Value '{'x' * 2049}' at 'shardIterator' failed to satisfy constraint: "
            "Member must have length less than or equal to 2048",
        ),
        (
            {"ShardIterator": "x", "Limit": 0},
            "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            {"ShardIterator": "x", "Limit": 1001},
            "Value '1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000",
        ),
    ],
)
def test_constraints(streams, parameters, at):
    expect_invalid(ENVELOPE + at, streams.get_records, **parameters)
