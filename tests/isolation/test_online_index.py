"""Indexes that are made and taken away while clients go on reading and writing, and the server dies meanwhile."""

import shutil
import time

import pytest
from clients import LightClient, ServiceError
from indexed_load import ITEMS, TABLE, IndexedLoad, load_items
from indexes import definitions, index
from load_run import Clients, describe
from server_process import ServerProcess
from table_state import check_table

PATIENCE = 60  # seconds for a step of an index


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A data directory with the table and all its items."""
    directory = tmp_path_factory.mktemp("loaded") / "data"
    with ServerProcess.start(["--data-dir", str(directory)]) as server:
        load_items(server.port)
    return directory


@pytest.fixture
def start(loaded, tmp_path):
    """Starts servers, one after the other, on a copy of the loaded directory; each has backfills to finish that
    the one before left."""
    shutil.copytree(loaded, tmp_path / "data")
    servers = []

    def start_server():
        servers.append(ServerProcess.start(["--data-dir", str(tmp_path / "data")]))
        return servers[-1]

    yield start_server
    for server in servers:
        server.kill()


def create_index(client, parameters, types):
    updates = [{"Create": parameters}]
    body = {"TableName": TABLE, "AttributeDefinitions": definitions(types), "GlobalSecondaryIndexUpdates": updates}
    client.call("UpdateTable", body)


def delete_index(client, name):
    body = {"TableName": TABLE, "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": name}}]}
    client.call("UpdateTable", body)


def described_index(client, name):
    """What DescribeTable tells of it; None when there is no such index."""
    indexes = describe(client, TABLE).get("GlobalSecondaryIndexes", [])
    return next((each for each in indexes if each["IndexName"] == name), None)


def wait_for(client, name, condition):
    """Looks at the description of an index until the condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition(described_index(client, name)):
        assert time.monotonic() < deadline, described_index(client, name)
        time.sleep(0.002)


def is_active(description):
    return description["IndexStatus"] == "ACTIVE"


def is_under_way(description):
    """In the middle of its backfill: it has read some of the items."""
    assert description["IndexStatus"] == "CREATING", "the backfill is over too soon to meet anything"
    return description.get("Backfilling") and description["ItemCount"] > 0


def test_indexes_come_and_go_while_clients_write(start):
    """One is made; then another is deleted in the middle of its backfill, and nothing of it is left to be
    found in the one that is made next under its name."""
    server = start()
    client = LightClient(server.port)
    with Clients(server.port, [IndexedLoad()], 1, 2) as clients:
        create_index(client, index("by_team", "team", "score", project="payload"), "team:S score:N")
        begin = time.monotonic_ns()
        wait_for(client, "by_team", is_under_way)
        with pytest.raises(ServiceError, match="ValidationException"):
            client.call("Scan", {"TableName": TABLE, "IndexName": "by_team"})
        wait_for(client, "by_team", is_active)
        end = time.monotonic_ns()
        create_index(client, index("again", "score", project="KEYS_ONLY"), "score:N")
        wait_for(client, "again", is_under_way)
        delete_index(client, "again")
        wait_for(client, "again", lambda description: description is None)
        create_index(client, index("again", "score team", "payload"), "score:N team:S payload:S")
        wait_for(client, "again", is_active)
        history = clients.stop()
    meanwhile = [event.kind for event in history.events if begin < event.start and event.end < end]
    assert meanwhile.count("write") > 20 and "read" in meanwhile
    items, indexes = check_table(client, TABLE)
    assert items > ITEMS / 2 and indexes == 2


def test_backfill_goes_on_after_a_kill(start):
    server = start()
    client = LightClient(server.port)
    with Clients(server.port, [IndexedLoad()], 1, 2, outlive_server=True) as clients:
        create_index(client, index("by_team", "team", "score"), "team:S score:N")
        wait_for(client, "by_team", is_under_way)
        server.kill()
        clients.stop()
    server = start()
    client = LightClient(server.port)
    assert described_index(client, "by_team")["IndexStatus"] == "CREATING"
    server.kill()
    client = LightClient(start().port)
    wait_for(client, "by_team", is_active)
    items, indexes = check_table(client, TABLE)
    assert items > ITEMS / 2 and indexes == 1
