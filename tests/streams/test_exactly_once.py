"""A consumer's whole life with a stream: many clients change a table, the server is killed among them, consumers die
and come back, and in the end every change was received once, in its order, and the records make the table.

STREAM_WRITES=N makes another number of changes."""

import os
import socket

import pytest
from change_checker import ChangeChecker
from change_load import TABLE, ChangeLoad
from clients import LightClient
from consumer import Consumer
from load_run import create_tables, describe
from table_factory import table_parameters

WRITES = int(os.environ.get("STREAM_WRITES", "50000"))
DRAIN_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def restart(start, tmp_path):
    """Starts servers, one after the other, on one directory and port."""
    port = free_port()
    shape = ["--stream-shards=2", "--stream-max-shards=5", "--stream-shard-age=200ms"]
    # More event loops than processor cores, so that requests meet in the middle.
    arguments = ["--data-dir", str(tmp_path / "data"), f"--port={port}", "--threads=6", *shape]
    return lambda durability: start(*arguments, f"--durability={durability}")


def create_table(client):
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    create_tables(client, [{**table_parameters(TABLE, "pk:S", "sk:N"), "StreamSpecification": stream}])
    return describe(client, TABLE)["LatestStreamArn"]


# With fsync each write is under way for so long that readers meet many.
@pytest.mark.parametrize("durability, total", [("wal", WRITES), ("fsync", WRITES // 5)])
def test_every_change_exactly_once_and_in_order(restart, tmp_path, durability, total):
    server = restart(durability)
    port = server.port
    arn = create_table(LightClient(port))
    folder = tmp_path / "consumer"
    folder.mkdir()
    with ChangeLoad(port, total) as load, Consumer(folder, port, arn, "ab") as consumer:
        load.wait_for(0.2)
        consumer.kill("a")
        load.wait_for(0.3)
        consumer.start("a")
        load.wait_for(0.4)
        server.kill()
        server = restart(durability)
        load.wait_for(0.6)
        consumer.kill("b")
        server.kill()
        server = restart(durability)
        load.wait_for(0.7)
        consumer.start("b")
        load.wait_for(0.8)
        server.kill()
        server = restart(durability)
        writes = load.writes()
        client = LightClient(port)
        items = client.all_items("Scan", {"TableName": TABLE, "ConsistentRead": True})
        client.call("UpdateTable", {"TableName": TABLE, "StreamSpecification": {"StreamEnabled": False}})
        consumer.wait(DRAIN_SECONDS)
        received = consumer.received()

    checker = ChangeChecker()
    for entry in received:
        checker.take(entry)
    checker.check_items(items)
    checker.check_writes(writes)
    assert len(checker.records) > total / 3
    generations = max(map(checker.generation, checker.parents))
    assert generations > 2, "the shards did not roll: the run shows nothing"
    assert checker.rereads, "no worker died between two checkpoints: the run shows nothing"
    assert server.running(), server.stderr
