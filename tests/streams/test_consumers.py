"""What a consumer meets in the long run: iterators that expire, records that are trimmed, a stream of another time.

One reader at a time, on servers whose clock is moved."""

import boto3
import pytest
from admin_client import AdminServer
from botocore.config import Config
from clients import LightClient
from leases import TRIM_HORIZON
from load_run import create_tables, describe
from shard_reader import ShardReader, list_shards, streams_client
from table_factory import table_parameters
from values import n, s

TABLE = "table"


@pytest.fixture
def server(start):
    """One whose shards roll when the clock is moved by an hour."""
    server = AdminServer(start("--in-memory", "--admin", "--stream-shard-age=1h", "--stream-max-shards=3"))
    yield server
    server.close()


@pytest.fixture
def client(server):
    return LightClient(server.process.port)


@pytest.fixture
def streams(server):
    return streams_client(server.process.port)


@pytest.fixture
def stream(client):
    """The stream's ARN."""
    specification = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    create_tables(client, [{**table_parameters(TABLE), "StreamSpecification": specification}])
    return describe(client, TABLE)["LatestStreamArn"]


def write(client, *numbers):
    for number in numbers:
        client.call("PutItem", {"TableName": TABLE, "Item": {"pk": s(f"p{number}"), "number": n(number)}})


def numbers(records):
    return [int(record["dynamodb"]["NewImage"]["number"]["N"]) for record in records]


def read_on(readers, streams, stream):
    """All that is there to be read, and has not been; `readers` by shard."""
    found = []
    while True:
        listed = list_shards(streams, stream, page_size=2)
        names = {shard["ShardId"] for shard in listed}
        for shard in listed:
            parent = shard.get("ParentShardId")
            if parent not in names or (parent in readers and readers[parent].finished):
                readers.setdefault(shard["ShardId"], ShardReader(stream, shard["ShardId"], TRIM_HORIZON, page_size=3))
        unfinished = [reader for reader in readers.values() if not reader.finished]
        page = [record for reader in unfinished for record in reader.read(streams)]
        # A shard that has ended has children; an iterator that was refused is fetched anew.
        if not page and all(reader.iterator for reader in unfinished):
            return found
        found += page


def test_an_expired_iterator_is_renewed(server, client, streams, stream):
    readers = {}
    write(client, *range(10))
    assert numbers(read_on(readers, streams, stream)) == list(range(10))
    write(client, *range(10, 20))
    server.clock(advance="16m")
    assert numbers(read_on(readers, streams, stream)) == list(range(10, 20))
    assert [reader.renewals for reader in readers.values()] == [1]
    server.clock(advance="14m")
    write(client, 20)
    assert numbers(read_on(readers, streams, stream)) == [20]
    assert [reader.renewals for reader in readers.values()] == [1]


def test_readers_follow_the_shards(server, client, streams, stream):
    readers = {}
    for generation in range(5):
        some = range(generation * 20, generation * 20 + 20)
        write(client, *some)
        server.clock(advance="61m")
        assert sorted(numbers(read_on(readers, streams, stream))) == list(some)
    assert len(readers) == 1 + 2 + 3 * 4
    assert sum(not reader.finished for reader in readers.values()) == 3


def test_a_reader_that_slept_for_days_goes_on_with_what_is_left(server, client, streams, stream):
    readers = {}
    write(client, *range(10))
    assert numbers(read_on(readers, streams, stream)) == list(range(10))
    write(client, *range(10, 15))
    server.clock(advance="25h")
    write(client, *range(20, 30))
    old = dict(readers)
    for reader in old.values():
        assert reader.read(streams) == []
    assert all(reader.renewals or reader.trimmed for reader in old.values())
    readers.clear()
    assert sorted(numbers(read_on(readers, streams, stream))) == list(range(20, 30))


def test_a_new_stream_tells_nothing_of_the_old(client, streams, stream):
    readers = {}
    write(client, *range(3))
    client.call("UpdateTable", {"TableName": TABLE, "StreamSpecification": {"StreamEnabled": False}})
    write(client, *range(3, 6))
    specification = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    client.call("UpdateTable", {"TableName": TABLE, "StreamSpecification": specification})
    write(client, *range(6, 9))
    assert numbers(read_on(readers, streams, stream)) == [0, 1, 2]
    assert all(reader.finished for reader in readers.values())
    assert numbers(read_on({}, streams, describe(client, TABLE)["LatestStreamArn"])) == [6, 7, 8]


def test_the_stream_of_a_deleted_table_is_read_to_its_end(client, streams, stream):
    write(client, *range(5))
    client.call("DeleteTable", {"TableName": TABLE})
    readers = {}
    assert numbers(read_on(readers, streams, stream)) == list(range(5))
    assert all(reader.finished for reader in readers.values())
    listed = streams.call("ListStreams", {"TableName": TABLE})["Streams"]
    assert [each["StreamArn"] for each in listed] == [stream]


def test_with_the_sdk(server, client, stream):
    session = boto3.session.Session(aws_access_key_id="dummy", aws_secret_access_key="dummy", region_name="us-east-1")
    sdk = session.client("dynamodbstreams", endpoint_url=server.endpoint, config=Config(retries={"max_attempts": 0}))
    write(client, 1, 2)
    (listed,) = sdk.list_streams()["Streams"]
    assert listed == {"StreamArn": stream, "TableName": TABLE, "StreamLabel": stream.split("/stream/")[1]}
    (shard,) = sdk.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
    iterator = sdk.get_shard_iterator(StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    page = sdk.get_records(ShardIterator=iterator["ShardIterator"], Limit=1)
    assert numbers(page["Records"]) == [1]
    page = sdk.get_records(ShardIterator=page["NextShardIterator"])
    assert numbers(page["Records"]) == [2]
    assert sdk.get_records(ShardIterator=page["NextShardIterator"])["Records"] == []
