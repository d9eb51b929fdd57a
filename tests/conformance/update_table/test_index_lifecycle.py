"""The statuses a global secondary index passes through, on a server that lets each last a while."""

import contextlib
import time

import pytest
from index_parameters import definition, index, table_with, units
from raw_client import RawClient
from server_process import ServerProcess
from table_factory import unique_name
from values import s

pytestmark = pytest.mark.own_server

# Long enough to be seen on a busy machine.
STATUS_MILLIS = 800
IN_USE = "Attempt to change a resource which is still in use: "
ONE_ONLINE = "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"


@contextlib.contextmanager
def server_with(*flags):
    with ServerProcess.start(flags) as server:
        client = RawClient(f"http://127.0.0.1:{server.port}")
        yield client
        client.close()


@pytest.fixture(scope="module")
def slow():
    """A server where every status lasts, asked for in DynamoDB Local's words."""
    with server_with("-inMemory", "-delayTransientStatuses", f"--transient-status-millis={STATUS_MILLIS},CREATING=0") as client:
        yield client


@pytest.fixture(scope="module")
def frozen():
    """A server where no status ends before the tests do."""
    with server_with("--in-memory", "--delay-transient-statuses", "--transient-status-millis=600000,CREATING=0") as client:
        yield client


class Table:
    def __init__(self, server, **changes):
        self.server = server
        self.name = unique_name()
        server.ok("CreateTable", table_with(self.name, **changes))

    def update(self, *entries, **members):
        updates = {"GlobalSecondaryIndexUpdates": list(entries)} if entries else {}
        return self.server.call("UpdateTable", {"TableName": self.name, **updates, **members})

    def create(self, name="by-g", **members):
        return self.update({"Create": index(name, "g", **members)}, AttributeDefinitions=[definition("g")])

    def delete(self, name="by-g"):
        return self.update({"Delete": {"IndexName": name}})

    def put(self, number):
        self.server.ok("PutItem", {"TableName": self.name, "Item": {"pk": s("p"), "sk": s(str(number)), "g": s("x")}})

    def state(self):
        """(TableStatus, IndexStatus or None, Backfilling or None)"""
        table = self.server.ok("DescribeTable", {"TableName": self.name})["Table"]
        first = table.get("GlobalSecondaryIndexes", [{}])[0]
        return table["TableStatus"], first.get("IndexStatus"), first.get("Backfilling")

    def wait_for(self, state):
        deadline = time.monotonic() + 30
        while self.state() != state:
            assert time.monotonic() < deadline, f"{self.state()} does not become {state}"
            time.sleep(0.01)


ALLOCATING = ("UPDATING", "CREATING", False)
BACKFILLING = ("ACTIVE", "CREATING", True)
ACTIVE = ("ACTIVE", "ACTIVE", None)
DELETING = ("UPDATING", "DELETING", None)
GONE = ("ACTIVE", None, None)
OTHER_UNITS = {"Update": {"IndexName": "by-g", "ProvisionedThroughput": units(2, 2)}}
UPDATE_CAPS = {"Update": {"IndexName": "by-g", "OnDemandThroughput": {"MaxReadRequestUnits": 5}}}


def plain(server, **changes):
    return Table(server, AttributeDefinitions=[definition("pk"), definition("sk")], **changes)


def provisioned(server):
    return Table(
        server,
        BillingMode="PROVISIONED",
        ProvisionedThroughput=units(1, 1),
        GlobalSecondaryIndexes=[index("by-g", "g", ProvisionedThroughput=units(1, 1))],
    )


def test_creation_passes_through_its_statuses_while_writes_go_on(slow):
    table = plain(slow)
    for number in range(3):
        table.put(number)
    assert table.create().status == 200
    seen, written = [], 3
    while not seen or seen[-1] != ACTIVE:
        state = table.state()
        if not seen or seen[-1] != state:
            seen.append(state)
        table.put(written)
        written += 1
    assert seen == [ALLOCATING, BACKFILLING, ACTIVE]
    described = slow.ok("DescribeTable", {"TableName": table.name})["Table"]
    assert described["GlobalSecondaryIndexes"][0]["ItemCount"] == described["ItemCount"] == written


def test_deletion(slow):
    table = Table(slow, GlobalSecondaryIndexes=[index("by-g", "g")])
    assert table.state() == ACTIVE  # CreateTable's indexes are not delayed
    assert table.delete().status == 200
    assert table.state() == DELETING
    table.wait_for(GONE)
    described = slow.ok("DescribeTable", {"TableName": table.name})["Table"]
    assert [d["AttributeName"] for d in described["AttributeDefinitions"]] == ["pk", "sk"]


def test_deletion_during_backfill(slow):
    table = plain(slow)
    table.put(1)
    table.create()
    table.wait_for(BACKFILLING)
    assert table.delete().status == 200
    table.wait_for(GONE)
    # Its name is free again, and the new index is complete.
    table.create()
    table.wait_for(ACTIVE)
    described = slow.ok("DescribeTable", {"TableName": table.name})["Table"]
    assert described["GlobalSecondaryIndexes"][0]["ItemCount"] == 1


def test_update_of_throughput(slow):
    table = provisioned(slow)
    assert table.update(OTHER_UNITS).status == 200
    assert table.state() == ("ACTIVE", "UPDATING", None)
    table.wait_for(ACTIVE)


def test_what_is_refused_during_allocation(frozen):
    table = plain(frozen)
    table.create()
    assert table.state() == ALLOCATING
    assert table.delete().error == (
        "ResourceInUseException",
        f"{IN_USE}Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the "
        f"index is active. Table: {table.name} Index: by-g",
    )
    assert table.create("more").error == ("LimitExceededException", ONE_ONLINE)
    assert table.update(BillingMode="PAY_PER_REQUEST").error == (
        "ResourceInUseException",
        f"{IN_USE}Can't change table IOPS when an index is being created. Table: {table.name} Indexes: [by-g]",
    )
    assert table.update(OnDemandThroughput={"MaxReadRequestUnits": 5}).error == (
        "ResourceInUseException",
        f"{IN_USE}OnDemandThroughput cannot be updated while index creation is in progress for indexes: [by-g]",
    )
    assert table.update(UPDATE_CAPS).error == (
        "ResourceInUseException",
        f"{IN_USE}Index is being created but is not backfilling yet.  Table: {table.name} Index: by-g",
    )
    refuses_deletion(frozen, table)
    assert table.update(DeletionProtectionEnabled=True).status == 200


def test_what_is_refused_during_deletion(frozen):
    table = Table(frozen, GlobalSecondaryIndexes=[index("by-g", "g")])
    assert table.delete().status == 200
    deleted = ("ResourceInUseException", f"{IN_USE}Index is being deleted. Table: {table.name} Index: by-g")
    assert table.delete().error == deleted
    assert table.update(UPDATE_CAPS).error == deleted
    assert table.create("more").error == ("LimitExceededException", ONE_ONLINE)
    assert table.update(BillingMode="PAY_PER_REQUEST").error == (
        "ResourceInUseException",
        f"{IN_USE}Can't change table IOPS when an index is being deleted. Table: {table.name} Indexes: [by-g]",
    )
    assert table.update(OnDemandThroughput={"MaxReadRequestUnits": 5}).error == (
        "ResourceInUseException",
        f"{IN_USE}OnDemandThroughput cannot be updated while index deletion is in progress for indexes: [by-g]",
    )
    refuses_deletion(frozen, table)


def test_what_is_refused_during_an_update(frozen):
    table = provisioned(frozen)
    assert table.update(OTHER_UNITS).status == 200
    updated = ("ResourceInUseException", f"{IN_USE}Index is being updated.  Table: {table.name} Index: by-g")
    assert table.update(OTHER_UNITS).error == updated
    assert table.delete().error == updated
    refuses_deletion(frozen, table)


def refuses_deletion(server, table):
    assert server.call("DeleteTable", {"TableName": table.name}).error == (
        "ResourceInUseException",
        f"{IN_USE}Cannot delete table while indexes are being created, updated, or deleted.",
    )


def test_an_index_under_way_survives_a_restart(tmp_path):
    flags = ["--data-dir", str(tmp_path / "data")]
    with ServerProcess.start([*flags, "--delay-transient-statuses", "--transient-status-millis=600000,CREATING=0"]) as server:
        table = plain(RawClient(f"http://127.0.0.1:{server.port}"))
        table.put(1)
        table.create()
        assert table.state() == ALLOCATING
        server.kill()
    with ServerProcess.start(flags) as server:
        table.server = RawClient(f"http://127.0.0.1:{server.port}")
        table.wait_for(ACTIVE)
        described = table.server.ok("DescribeTable", {"TableName": table.name})["Table"]
        assert described["GlobalSecondaryIndexes"][0]["ItemCount"] == 1
