"""DescribeStream of a stream with one shard, and its faults."""

import datetime
import re

import pytest
from stream_reading import arn_of, call_raw, set_stream, specification
from values import ENVELOPE, expect_error, expect_invalid

MISSING = "arn:aws:dynamodb:us-east-1:{account}:table/nowhere/stream/2015-05-11T21:21:33.291"


@pytest.fixture(scope="module")
def stream(client, new_module_table):
    """(table, stream ARN)"""
    table = new_module_table("pk:S", "sk:N", StreamSpecification=specification("NEW_IMAGE"))
    return table, arn_of(client, table)


def test_an_enabled_stream(streams, stream):
    table, arn = stream
    described = streams.describe_stream(StreamArn=arn)["StreamDescription"]
    (shard,) = described.pop("Shards")
    created = described.pop("CreationRequestDateTime")
    label = arn.split("/stream/")[1]
    assert abs(created - datetime.datetime.fromisoformat(label + "+00:00")) < datetime.timedelta(seconds=10)
    assert described == {
        "StreamArn": arn,
        "StreamLabel": label,
        "StreamStatus": "ENABLED",
        "StreamViewType": "NEW_IMAGE",
        "TableName": table,
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    }
    assert re.fullmatch(r"shardId-\d{20}-[0-9a-f]{8}", shard["ShardId"])
    assert set(shard) == {"ShardId", "SequenceNumberRange"}
    assert set(shard["SequenceNumberRange"]) == {"StartingSequenceNumber"}
    assert re.fullmatch(r"\d{21,40}", shard["SequenceNumberRange"]["StartingSequenceNumber"])


def test_a_disabled_stream_and_the_next(client, streams, new_table):
    table = new_table(StreamSpecification=specification("KEYS_ONLY"))
    first = arn_of(client, table)
    set_stream(client, table, None)
    second = set_stream(client, table, "OLD_IMAGE")
    assert first != second
    old, new = (streams.describe_stream(StreamArn=arn)["StreamDescription"] for arn in (first, second))
    assert (old["StreamStatus"], old["StreamViewType"]) == ("DISABLED", "KEYS_ONLY")
    numbers = old["Shards"][0]["SequenceNumberRange"]
    assert int(numbers["EndingSequenceNumber"]) >= int(numbers["StartingSequenceNumber"])
    assert (new["StreamStatus"], new["StreamViewType"]) == ("ENABLED", "OLD_IMAGE")


def test_after_the_only_shard(streams, stream):
    _, arn = stream
    described = streams.describe_stream(StreamArn=arn)["StreamDescription"]
    last = described["Shards"][0]["ShardId"]
    for start in (last, "shardId-00000000000000000000-00000000", "z" * 37):
        page = streams.describe_stream(StreamArn=arn, ExclusiveStartShardId=start)["StreamDescription"]
        assert page["Shards"] == []
        assert "LastEvaluatedShardId" not in page


def test_a_missing_stream(streams, stream):
    _, arn = stream
    missing = MISSING.format(account=arn.split(":")[4])
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Stream: {missing} not found",
        streams.describe_stream,
        StreamArn=missing,
    )


@pytest.mark.own_server
def test_what_is_no_arn_of_a_stream(streams, stream):
    _, arn = stream
    table_arn = arn.split("/stream/")[0]
    for wrong in ("x" * 40, table_arn, table_arn + "/index/by-name", arn.replace("us-east-1", "eu-west-1"), arn.replace("dynamodb", "s3")):
        expect_invalid(
            f"Invalid StreamArn: Invalid ResourceArn provided as input {wrong}", streams.describe_stream, StreamArn=wrong
        )
    foreign = MISSING.format(account="999999999999")
    expect_error("AccessDeniedException", "Access is denied", streams.describe_stream, StreamArn=foreign)


CONSTRAINT = "failed to satisfy constraint: Member must "


@pytest.mark.parametrize(
    "members, at",
    [
        ({"StreamArn": None}, f"Value null at 'streamArn' {CONSTRAINT}not be null"),
        ({"StreamArn": "short"}, f"Value 'short' at 'streamArn' {CONSTRAINT}have length greater than or equal to 37"),
        ({"Limit": 0}, f"Value '0' at 'limit' {CONSTRAINT}have value greater than or equal to 1"),
        ({"Limit": 101}, f"Value '101' at 'limit' {CONSTRAINT}have value less than or equal to 100"),
        (
            {"ExclusiveStartShardId": "x"},
            f"Value 'x' at 'exclusiveStartShardId' {CONSTRAINT}have length greater than or equal to 28",
        ),
        ({"ShardFilter": {"ShardId": "x" * 28}}, f"Value null at 'shardFilter.type' {CONSTRAINT}not be null"),
        (
            {"ShardFilter": {"Type": "X", "ShardId": "x" * 28}},
            f"Value 'X' at 'shardFilter.type' {CONSTRAINT}satisfy enum value set: [CHILD_SHARDS]",
        ),
        ({"ShardFilter": {"Type": "CHILD_SHARDS"}}, f"Value null at 'shardFilter.shardId' {CONSTRAINT}not be null"),
    ],
)
def test_constraints_come_before_the_stream(raw, members, at):
    body = {"StreamArn": MISSING.format(account="000000000000")} | members
    assert call_raw(raw, "DescribeStream", body).error == ("ValidationException", ENVELOPE + at)


def test_types_come_before_constraints(raw):
    answer = call_raw(raw, "DescribeStream", {"StreamArn": "short", "Limit": "1"})
    assert answer.error == ("SerializationException", "STRING_VALUE cannot be converted to Integer")
