"""A position that was given to a reader holds after the server was killed among writes that were under way."""

import http.client
import random
import threading

import pytest
from clients import LightClient
from load_run import create_tables, describe
from shard_reader import list_shards, streams_client
from table_factory import table_parameters
from values import n, s

TABLE = "table"
KILLS = 4
WRITERS = 6
LOOKS = 20  # at the newest position before each kill
KEYS = 64


class Writers:
    """Threads that write until the server is gone."""

    def __init__(self, port):
        self.threads = [threading.Thread(target=self.write, args=(port,)) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()

    def write(self, port):
        client = LightClient(port)
        try:
            while True:
                put(client, random.randrange(KEYS), random.random())
        except (OSError, http.client.HTTPException):
            pass

    def join(self):
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive()


def put(client, key, value):
    client.call("PutItem", {"TableName": TABLE, "Item": {"pk": s(f"p{key}"), "value": n(value)}})


def newest_positions(streams, arn, shards):
    """An iterator of each shard."""
    body = {"StreamArn": arn, "ShardIteratorType": "LATEST"}
    return [streams.call("GetShardIterator", {**body, "ShardId": shard})["ShardIterator"] for shard in shards]


def read(streams, iterator):
    """Values of the records from there on."""
    values = []
    while True:
        page = streams.call("GetRecords", {"ShardIterator": iterator})
        if not page["Records"]:
            return values
        values += [record["dynamodb"]["NewImage"]["value"]["N"] for record in page["Records"]]
        iterator = page["NextShardIterator"]


# With fsync each write is under way for long.
@pytest.mark.parametrize("durability", ["wal", "fsync"])
def test_readers_of_what_is_new_miss_nothing(start, tmp_path, durability):
    arguments = ["--data-dir", str(tmp_path / "data"), "--stream-shards=4", "--threads=6", f"--durability={durability}"]
    server = start(*arguments)
    client, streams = LightClient(server.port), streams_client(server.port)
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    create_tables(client, [{**table_parameters(TABLE), "StreamSpecification": stream}])
    arn = describe(client, TABLE)["LatestStreamArn"]
    shards = [shard["ShardId"] for shard in list_shards(streams, arn)]
    for life in range(1, KILLS + 1):
        writers = Writers(server.port)
        for _ in range(LOOKS):
            positions = newest_positions(streams, arn, shards)
        server.kill()
        writers.join()
        server = start(*arguments)
        client, streams = LightClient(server.port), streams_client(server.port)
        written = [str(life * 1000 + key) for key in range(KEYS)]
        for key, value in enumerate(written):
            put(client, key, value)
        received = [value for position in positions for value in read(streams, position)]
        assert sorted(value for value in received if value in written) == written
