"""Resource policies of tables that are being created or deleted."""

import pytest
from lasting_statuses import Table, in_use, minute_server
from resource_policies import allowing

pytestmark = pytest.mark.own_server


@pytest.fixture(scope="module")
def server():
    with minute_server() as server:
        yield server


def call(table, operation, action=None):
    arn = table.created["TableArn"]
    policy = {"Policy": allowing(arn, action)} if action else {}
    return table.server.api.call(operation, {"ResourceArn": arn, **policy})


def test_a_table_that_is_created_takes_one(server):
    table = Table(server, active=False)
    assert call(table, "PutResourcePolicy", "dynamodb:Scan").status == 200
    assert "dynamodb:Scan" in call(table, "GetResourcePolicy").body["Policy"]
    table.wait()
    assert "dynamodb:Scan" in call(table, "GetResourcePolicy").body["Policy"]


def test_a_table_that_is_deleted_keeps_its_own(server):
    table = Table(server)
    revision = call(table, "PutResourcePolicy", "dynamodb:Scan").body
    assert table.call("DeleteTable").status == 200
    deleted = in_use(f"Table is being deleted: {table.name}")
    assert call(table, "PutResourcePolicy", "dynamodb:Query").error == deleted
    assert call(table, "DeleteResourcePolicy").error == deleted
    assert call(table, "PutResourcePolicy", "dynamodb:Scan").body == revision
    assert call(table, "GetResourcePolicy").status == 200
    server.clock(advance="60s")
    assert call(table, "GetResourcePolicy").error == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {table.name} not found",
    )
