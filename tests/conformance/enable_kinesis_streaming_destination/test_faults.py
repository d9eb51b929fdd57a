"""Nothing is lost on the way to Kinesis: not while it refuses records or is down, and not by a killed server."""

import http.client
import threading

import pytest
from admin_client import AdminServer
from kinesis_endpoint import KinesisEndpoint
from kinesis_tables import Table, keys_of, kinesis_server
from raw_client import RawClient
from server_process import ServerProcess

pytestmark = pytest.mark.own_server


def test_refused_records_are_sent_again():
    with kinesis_server() as (server, kinesis):
        table = Table(server.api).activate()
        kinesis.refusals.extend([lambda index: index % 3 == 1, lambda index: True, lambda index: index == 0])
        for batch in range(4):
            puts = [{"PutRequest": {"Item": {"pk": {"S": f"{batch}-{i}"}}}} for i in range(25)]
            table.api.ok("BatchWriteItem", {"RequestItems": {table.name: puts}})
        records = kinesis.wait(100)
        assert sorted(keys_of(records)) == sorted(f"{batch}-{i}" for batch in range(4) for i in range(25))
        assert not kinesis.refusals


def test_refused_requests_are_sent_again():
    names = ["ProvisionedThroughputExceededException", "ResourceNotFoundException", "ValidationException"]
    with kinesis_server() as (server, kinesis):
        table = Table(server.api).activate()
        kinesis.refusals.extend(names)
        table.put("a")
        assert keys_of(kinesis.wait(1)) == ["a"]
        assert not kinesis.refusals
        assert table.statuses() == ["ACTIVE"]
    said = server.process.stderr
    assert f"Kinesis answers PutRecords with HTTP 400 {names[0]}" in said
    assert names[1] not in said, "told once, not at every try"


def test_what_is_written_while_kinesis_is_down_comes_later():
    with kinesis_server() as (server, kinesis):
        table = Table(server.api).activate()
        table.put("before")
        kinesis.wait(1)
        kinesis.down()
        for number in range(600):
            table.put(f"down-{number}")
        kinesis.up()
        assert keys_of(kinesis.wait(601)) == ["before", *(f"down-{number}" for number in range(600))]


def test_one_table_does_not_hold_up_another():
    with kinesis_server(streams=("stream", "gone")) as (server, kinesis):
        stuck = Table(server.api).activate("gone")
        kinesis.statuses["gone"] = None
        table = Table(server.api).activate()
        stuck.put("stuck")
        for number in range(20):
            table.put(f"{number}")
        kinesis.wait(20)
        kinesis.statuses["gone"] = "ACTIVE"
        assert keys_of(kinesis.wait(1, "gone")) == ["stuck"]


def test_what_waits_longer_than_a_day_is_given_up():
    with kinesis_server() as (server, kinesis):
        table = Table(server.api).activate()
        kinesis.down()
        table.put("old")
        server.clock(advance="24h")
        table.put("new")
        server.clock(advance="1s")
        kinesis.up()
        assert keys_of(kinesis.wait(1)) == ["new"]


def test_a_reset_forgets_what_waits():
    with kinesis_server() as (server, kinesis):
        table = Table(server.api).activate()
        kinesis.down()
        table.put("old")
        server.reset()
        kinesis.up()
        table = Table(server.api).activate()
        table.put("new")
        assert keys_of(kinesis.wait(1)) == ["new"]


def test_what_waits_outlives_servers_without_an_endpoint(tmp_path):
    flags = ["--data-dir", str(tmp_path)]
    with kinesis_server(*flags) as (server, kinesis):
        table = Table(server.api).activate()
        kinesis.down()
        table.put("first")
        server.process.stop()
        with ServerProcess.start(flags) as process:
            table.api = RawClient(process.endpoint)
            assert table.statuses() == ["ACTIVE"]
            table.put("second")
        assert "there is no --kinesis-endpoint" in process.stderr
        kinesis.up()
        with ServerProcess.start([*flags, f"--kinesis-endpoint={kinesis.url}"]):
            assert keys_of(kinesis.wait(2)) == ["first", "second"]


def test_a_killed_server_loses_nothing(tmp_path):
    with KinesisEndpoint("stream") as kinesis:
        flags = ["--data-dir", str(tmp_path), "--admin", f"--kinesis-endpoint={kinesis.url}"]
        server = AdminServer(ServerProcess.start(flags))
        table = Table(server.api).activate()
        acknowledged = []
        for round_number in range(4):
            stop = threading.Event()

            def write(worker, api):
                try:
                    while not stop.is_set():
                        key = f"{round_number}-{worker}-{len(acknowledged)}"
                        api.ok("PutItem", {"TableName": table.name, "Item": {"pk": {"S": key}}})
                        acknowledged.append(key)
                except (OSError, http.client.HTTPException, AssertionError):
                    pass

            apis = [RawClient(server.endpoint) for _ in range(3)]
            writers = [threading.Thread(target=write, args=(i, api)) for i, api in enumerate(apis)]
            for writer in writers:
                writer.start()
            threading.Event().wait(0.4)
            server.process.kill()
            stop.set()
            for writer in writers:
                writer.join()
            server = AdminServer(ServerProcess.start(flags))
        assert len(acknowledged) > 20
        table.api = server.api
        table.put("last")
        acknowledged.append("last")
        missing = set(acknowledged)
        for _ in range(500):
            missing -= set(keys_of(kinesis.records()))
            if not missing:
                break
            threading.Event().wait(0.02)
        assert not missing
        server.process.stop()
