"""GetShardIterator: the four types, and faults in their order."""

import pytest
from fault_order import Fault, expect_fault, pairs
from stream_reading import TRIMMED, arn_of, iterator_of, number_of, read_on, records_of, shards_of, specification
from values import ENVELOPE, INVALID, expect_error, expect_invalid, s

CONSTRAINT = "failed to satisfy constraint: Member must "


@pytest.fixture
def stream(client, new_table):
    """(table, stream ARN)"""
    table = new_table(StreamSpecification=specification("KEYS_ONLY"))
    return table, arn_of(client, table)


def put(client, table, *keys):
    for key in keys:
        client.put_item(TableName=table, Item={"pk": s(key)})


def keys_from(streams, iterator):
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in read_on(streams, iterator)[0]]


def test_trim_horizon_starts_at_the_oldest(client, streams, stream):
    table, arn = stream
    before = iterator_of(streams, arn)
    put(client, table, "a", "b")
    assert keys_from(streams, before) == ["a", "b"]
    assert keys_from(streams, iterator_of(streams, arn)) == ["a", "b"]


def test_latest_starts_behind_the_newest(client, streams, stream):
    table, arn = stream
    put(client, table, "a")
    latest = iterator_of(streams, arn, "LATEST")
    assert keys_from(streams, latest) == []
    put(client, table, "b")
    assert keys_from(streams, latest) == ["b"]


def test_at_and_after_a_number(client, streams, stream):
    table, arn = stream
    put(client, table, "a", "b", "c")
    numbers = [number_of(record) for record in records_of(streams, arn)]
    assert all(len(number) == 21 and number.isdigit() for number in numbers)
    for i, number in enumerate(numbers):
        assert keys_from(streams, iterator_of(streams, arn, "AT_SEQUENCE_NUMBER", number)) == ["a", "b", "c"][i:]
        assert keys_from(streams, iterator_of(streams, arn, "AFTER_SEQUENCE_NUMBER", number)) == ["a", "b", "c"][i + 1 :]


def test_numbers_are_numbers(client, streams, stream):
    table, arn = stream
    put(client, table, "a", "b")
    second = number_of(records_of(streams, arn)[1])
    assert keys_from(streams, iterator_of(streams, arn, "AT_SEQUENCE_NUMBER", second.zfill(40))) == ["b"]


def test_at_the_start_of_the_shard(client, streams, stream):
    table, arn = stream
    start = shards_of(streams, arn)[0]["SequenceNumberRange"]["StartingSequenceNumber"]
    iterator = iterator_of(streams, arn, "AT_SEQUENCE_NUMBER", start)
    put(client, table, "a")
    assert keys_from(streams, iterator) == ["a"]
    assert keys_from(streams, iterator_of(streams, arn, "AT_SEQUENCE_NUMBER", start)) == ["a"]


@pytest.mark.parametrize("number", ["0" * 21, "9" * 40])
@pytest.mark.parametrize("kind", ["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"])
def test_numbers_the_shard_does_not_hold(client, streams, stream, kind, number):
    table, arn = stream
    put(client, table, "a")
    expect_error("TrimmedDataAccessException", TRIMMED, iterator_of, streams, arn, kind, number)


@pytest.mark.parametrize(
    "kind, number, message",
    [
        ("AT_SEQUENCE_NUMBER", None, f"{INVALID}SequenceNumber must be specified for ShardIteratorType AT_SEQUENCE_NUMBER"),
        ("AFTER_SEQUENCE_NUMBER", None, f"{INVALID}SequenceNumber must be specified for ShardIteratorType AFTER_SEQUENCE_NUMBER"),
        ("LATEST", "1" * 21, f"{INVALID}SequenceNumber must not be specified for ShardIteratorType LATEST"),
        ("TRIM_HORIZON", "1" * 21, f"{INVALID}SequenceNumber must not be specified for ShardIteratorType TRIM_HORIZON"),
        (
            "AT_SEQUENCE_NUMBER",
            "1" * 20 + "x",
            f"{ENVELOPE}Value '{'1' * 20}x' at 'sequenceNumber' {CONSTRAINT}satisfy regular expression pattern: [0-9]+",
        ),
        (
            "AT_SEQUENCE_NUMBER",
            "1" * 20,
            f"{ENVELOPE}Value '{'1' * 20}' at 'sequenceNumber' {CONSTRAINT}have length greater than or equal to 21",
        ),
        (
            "AT_SEQUENCE_NUMBER",
            "1" * 41,
            f"{ENVELOPE}Value '{'1' * 41}' at 'sequenceNumber' {CONSTRAINT}have length less than or equal to 40",
        ),
        (
            "NOW",
            None,
            f"{ENVELOPE}Value 'NOW' at 'shardIteratorType' {CONSTRAINT}satisfy enum value set: "
            "[AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
        ),
    ],
)
def test_refused(streams, stream, kind, number, message):
    expect_invalid(message, iterator_of, streams, stream[1], kind, number)


def test_everything_that_is_missing_is_told(streams):
    expect_invalid(
        f"3 validation errors detected: Value null at 'streamArn' {CONSTRAINT}not be null; "
        f"Value null at 'shardId' {CONSTRAINT}not be null; Value null at 'shardIteratorType' {CONSTRAINT}not be null",
        streams.get_shard_iterator,
    )


FAULTS = [
    Fault(
        "constraint",
        f"{ENVELOPE}Value 'short' at 'shardId' {CONSTRAINT}have length greater than or equal to 28",
        {"ShardId": "short"},
    ),
    Fault(
        "needless number",
        f"{INVALID}SequenceNumber must not be specified for ShardIteratorType LATEST",
        {"SequenceNumber": "1" * 21},
    ),
    Fault("malformed ARN", f"Invalid StreamArn: Invalid ResourceArn provided as input {'x' * 40}", {"StreamArn": "x" * 40}),
    Fault("missing stream", None, {"StreamArn": "MISSING"}, code="ResourceNotFoundException"),
    Fault(
        "missing shard",
        "Requested resource not found: Shard does not exist",
        {"ShardId": "shardId-00000000000000000000-00000000"},
        code="ResourceNotFoundException",
    ),
    Fault("trimmed number", TRIMMED, {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": "0" * 21}, code="TrimmedDataAccessException"),
]
BASE = {"StreamArn": "STREAM", "ShardId": "SHARD", "ShardIteratorType": "LATEST"}


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_order_of_faults(streams, stream, fault, request_):
    _, arn = stream
    names = {"STREAM": arn, "SHARD": shards_of(streams, arn)[0]["ShardId"], "MISSING": arn[:-3] + "xyz"}
    named = {name: names.get(value, value) for name, value in request_.items()}
    expect_fault(streams.get_shard_iterator, fault, named)
