"""--strict-quotas: how often a resource policy may be changed, on a clock that the tests move."""

import pytest
from admin_client import AdminServer
from resource_policies import STREAM, allowing
from table_factory import table_parameters

pytestmark = pytest.mark.own_server

IN_USE = "Attempt to change a resource which is still in use: "
TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/Table"


@pytest.fixture(scope="module")
def process():
    with AdminServer.start("--strict-quotas") as server:
        yield server


@pytest.fixture
def strict(process):
    """A server with a table, its clock stopped at New Year 2026."""
    process.reset()
    process.clock(set="2026-01-01T00:00:00Z", freeze=True)
    process.stream = process.api.ok("CreateTable", {**table_parameters("Table"), **STREAM})["TableDescription"][
        "LatestStreamArn"
    ]
    return process


def put(server, arn, action):
    return server.api.call("PutResourcePolicy", {"ResourceArn": arn, "Policy": allowing(arn, action)})


def remove(server, arn):
    return server.api.call("DeleteResourcePolicy", {"ResourceArn": arn})


@pytest.mark.parametrize("kind", ["Table", "Stream"])
def test_fifteen_seconds_between_two_changes(strict, kind):
    arn = TABLE if kind == "Table" else strict.stream
    name = arn.rsplit("/", 1)[1]
    pending = "ResourceInUseException", f"{IN_USE}{kind} is pending previous resource-based policy update: {name}"
    throttled = (
        "ThrottlingException",
        f"Resource-based policy for {kind.lower()} {name} modified within the previous 15000 milliseconds. "
        "Please try again after 2026-01-01T00:00:15.000Z.",
    )
    first = put(strict, arn, "dynamodb:*").body
    strict.clock(advance="1999ms")
    assert put(strict, arn, "dynamodb:D*").error == pending
    assert remove(strict, arn).error == pending
    assert put(strict, arn, "dynamodb:*").body == first
    strict.clock(advance="1ms")
    assert put(strict, arn, "dynamodb:D*").error == throttled
    strict.clock(advance="12999ms")
    assert remove(strict, arn).error == throttled
    strict.clock(advance="1ms")
    assert remove(strict, arn).body == {"RevisionId": str(int(first["RevisionId"]) + 15_000)}
    assert remove(strict, arn).body == {}
    assert put(strict, arn, "dynamodb:*").error == pending


def test_a_pending_change_keeps_the_table(strict):
    put(strict, TABLE, "dynamodb:*")
    strict.clock(advance="1999ms")
    busy = "ResourceInUseException", f"{IN_USE}Table: Table has a pending resource-based policy update."
    assert strict.api.call("DeleteTable", {"TableName": "Table"}).error == busy
    strict.clock(advance="1ms")
    assert strict.api.call("DeleteTable", {"TableName": "Table"}).status == 200


def test_creation_is_a_change(strict):
    strict.api.ok("CreateTable", {**table_parameters("Other"), "ResourcePolicy": allowing(TABLE)})
    arn = TABLE.replace("Table", "Other")
    assert remove(strict, arn).error[0] == "ResourceInUseException"
    strict.clock(advance="15s")
    assert remove(strict, arn).status == 200
