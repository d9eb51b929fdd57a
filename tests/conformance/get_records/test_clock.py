"""What time does to a stream: expired iterators, trimmed records, rolled shards, deletions by time to live."""

import pytest
from stream_reading import EXPIRED, TRIMMED, StreamServer, events, iterator_of, number_of, read_on, records_of, set_stream, shards_of
from values import expect_error, n, s

pytestmark = pytest.mark.own_server


@pytest.fixture(scope="module")
def process():
    with StreamServer.start() as process:
        server = StreamServer(process)
        yield server
        server.close()


@pytest.fixture
def server(process):
    process.clock(reset=True)
    process.reset()
    return process


@pytest.fixture(scope="module")
def sharded():
    arguments = ["--stream-shards=2", "--stream-max-shards=4", "--stream-shard-age=1h"]
    with StreamServer.start(*arguments) as process:
        server = StreamServer(process)
        yield server
        server.close()


def put(server, table, *keys):
    for key in keys:
        server.client.put_item(TableName=table, Item={"pk": s(key)})


def keys_of(records):
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]


def test_iterators_expire_after_a_quarter_of_an_hour(server):
    table, arn = server.new_table()
    put(server, table, "a")
    server.clock(freeze=True)
    iterator = iterator_of(server.streams, arn)
    server.clock(advance="15m")
    fresh = server.streams.get_records(ShardIterator=iterator)["NextShardIterator"]
    server.clock(advance="1ms")
    expect_error("ExpiredIteratorException", EXPIRED, server.streams.get_records, ShardIterator=iterator)
    server.clock(advance="14m")
    server.streams.get_records(ShardIterator=fresh)
    server.clock(advance="2m")
    expect_error("ExpiredIteratorException", EXPIRED, server.streams.get_records, ShardIterator=fresh)


def test_records_are_trimmed_after_a_day(server):
    table, arn = server.new_table()
    put(server, table, "old")
    first = number_of(records_of(server.streams, arn)[0])
    shard = shards_of(server.streams, arn)[0]["ShardId"]
    server.clock(advance="3h")
    put(server, table, "new")
    server.clock(advance="1255m")
    at_first = iterator_of(server.streams, arn, "AT_SEQUENCE_NUMBER", first, shard)
    horizon = iterator_of(server.streams, arn, shard=shard)
    server.clock(advance="10m")
    expect_error("TrimmedDataAccessException", TRIMMED, server.streams.get_records, ShardIterator=at_first)
    assert keys_of(read_on(server.streams, horizon)[0]) == ["new"]
    for kind in ("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"):
        expect_error("TrimmedDataAccessException", TRIMMED, iterator_of, server.streams, arn, kind, first, shard)


def test_a_shard_is_rolled_after_four_hours(server):
    table, arn = server.new_table()
    put(server, table, "a")
    parent = shards_of(server.streams, arn)[0]["ShardId"]
    server.clock(advance="4h")
    put(server, table, "b")
    parent_shard, child = shards_of(server.streams, arn)
    assert parent_shard["ShardId"] == parent
    assert child["ParentShardId"] == parent
    records, iterator = read_on(server.streams, iterator_of(server.streams, arn, shard=parent))
    assert keys_of(records) == ["a"]
    assert iterator is None
    records, iterator = read_on(server.streams, iterator_of(server.streams, arn, shard=child["ShardId"]))
    assert keys_of(records) == ["b"]
    assert iterator is not None
    end = parent_shard["SequenceNumberRange"]["EndingSequenceNumber"]
    for kind in ("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"):
        iterator = iterator_of(server.streams, arn, kind, end, parent)
        answer = server.streams.get_records(ShardIterator=iterator)
        assert answer["Records"] == []
        assert "NextShardIterator" not in answer


def test_a_disabled_stream_goes_after_a_day(server):
    table, arn = server.new_table()
    put(server, table, "a")
    set_stream(server.client, table, None)
    server.clock(advance="1435m")
    assert keys_of(records_of(server.streams, arn)) == ["a"]
    iterator = iterator_of(server.streams, arn)
    server.clock(advance="10m")
    assert server.streams.list_streams(TableName=table)["Streams"] == []
    missing = f"Requested resource not found: Stream: {arn} not found"
    expect_error("ResourceNotFoundException", missing, server.streams.describe_stream, StreamArn=arn)
    expect_error("ResourceNotFoundException", missing, server.streams.get_records, ShardIterator=iterator)


def test_deletions_by_time_to_live(server):
    table, arn = server.new_table()
    server.client.update_time_to_live(
        TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )
    now = server.clock()["epochMillis"] // 1000
    expires = n(now + 3600)
    server.client.put_item(TableName=table, Item={"pk": s("expiring"), "expires": expires})
    put(server, table, "deleted")
    server.client.delete_item(TableName=table, Key={"pk": s("deleted")})
    server.clock(advance="2h")
    inserted, _, deleted, expired = records_of(server.streams, arn)
    key = {"pk": s("expiring")}
    assert events([expired]) == [("REMOVE", key, None, key | {"expires": expires})]
    raw = server.api.call(
        "GetRecords",
        {"ShardIterator": iterator_of(server.streams, arn, "AT_SEQUENCE_NUMBER", number_of(expired))},
        **{"X-Amz-Target": "DynamoDBStreams_20120810.GetRecords"},
    )
    assert raw.body["Records"][0]["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    assert "userIdentity" not in deleted
    assert "userIdentity" not in inserted


def test_an_items_records_are_in_one_lineage(sharded):
    table, arn = sharded.new_table()
    keys = [f"k{i}" for i in range(25)]
    for generation in range(3):
        for key in keys:
            sharded.client.put_item(TableName=table, Item={"pk": s(key), "generation": n(generation)})
        sharded.clock(advance="1h")
    shards = shards_of(sharded.streams, arn)
    ancestors, found = {}, {}
    for shard in shards:  # parents come before their children
        parent = shard.get("ParentShardId")
        ancestors[shard["ShardId"]] = ancestors.get(parent, []) + [shard["ShardId"]]
        for record in records_of(sharded.streams, arn, shard["ShardId"]):
            place = (shard["ShardId"], record["dynamodb"]["NewImage"]["generation"]["N"])
            found.setdefault(record["dynamodb"]["Keys"]["pk"]["S"], []).append(place)
    assert set(found) == set(keys)
    for places in found.values():
        assert [generation for _, generation in places] == ["0", "1", "2"]
        lineage = ancestors[places[-1][0]]
        assert [shard for shard, _ in places] == lineage[: len(places)]
    assert len({place for places in found.values() for place, _ in places}) > 4
