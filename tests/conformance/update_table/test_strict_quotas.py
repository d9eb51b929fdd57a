"""--strict-quotas: how often a table may be changed, on a clock that the tests move."""

import pytest
from admin_client import AdminServer
from index_parameters import units
from table_factory import table_parameters

pytestmark = pytest.mark.own_server

CLASS_LIMIT = "Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s)."


@pytest.fixture(scope="module")
def process():
    with AdminServer.start("--strict-quotas") as server:
        yield server


@pytest.fixture
def strict(process):
    """A server without tables, its clock stopped at New Year 2026."""
    process.reset()
    process.clock(set="2026-01-01T00:00:00Z", freeze=True)
    return process


def create(server, **changes):
    server.api.ok("CreateTable", {**table_parameters("Table"), **changes})


def provisioned(read, write):
    return {"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(read, write)}


def update(server, **members):
    return server.api.ok("UpdateTable", {"TableName": "Table", **members})["TableDescription"]


def refused(server, **members):
    return server.api.call("UpdateTable", {"TableName": "Table", **members}).error


def test_deletion_protection_waits_for_fifteen_seconds(strict):
    create(strict)
    update(strict, DeletionProtectionEnabled=True)
    update(strict, DeletionProtectionEnabled=True)
    too_soon = (
        "ThrottlingException",
        "Deletion protection setting for table Table modified within the previous 15000 milliseconds. "
        "Please try again after 2026-01-01T00:00:15.000Z",
    )
    assert refused(strict, DeletionProtectionEnabled=False) == too_soon
    strict.clock(advance="14999ms")
    assert refused(strict, DeletionProtectionEnabled=False) == too_soon
    strict.clock(advance="1ms")
    assert update(strict, DeletionProtectionEnabled=False)["DeletionProtectionEnabled"] is False


def test_the_table_class_changes_twice_in_thirty_days(strict):
    create(strict)
    update(strict, TableClass="STANDARD")
    update(strict, TableClass="STANDARD_INFREQUENT_ACCESS")
    update(strict, TableClass="STANDARD")
    for table_class in ("STANDARD", "STANDARD_INFREQUENT_ACCESS"):
        assert refused(strict, TableClass=table_class) == ("LimitExceededException", CLASS_LIMIT)
    strict.clock(advance="30d")
    update(strict, TableClass="STANDARD_INFREQUENT_ACCESS")


def test_encryption_changes_four_times_a_day(strict):
    create(strict)
    enable = {"SSESpecification": {"Enabled": True}}
    for _ in range(4):
        update(strict, **enable)
    assert refused(strict, **enable) == (
        "LimitExceededException",
        "Subscriber limit exceeded: Encryption mode changes are limited in the 24h window ending at "
        "2026-01-02T00:00:00.000Z. After the first 4 change, each subsequent change in the same window can be "
        "performed at most once every 21600 seconds. Number of updates today: 4. Last change at "
        "2026-01-01T00:00:00.000Z. Next changes can be made at 2026-01-01T06:00:00.000Z.",
    )
    strict.clock(advance="6h")
    update(strict, **enable)


def test_units_fall_four_times_a_day(strict):
    create(strict, **provisioned(10, 10))
    for read in (9, 8, 7, 6):
        update(strict, ProvisionedThroughput=units(read, 10))
    assert refused(strict, ProvisionedThroughput=units(5, 10)) == (
        "LimitExceededException",
        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the "
        "first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 "
        "seconds. Number of decreases today: 4. Last decrease at Thursday, January 1, 2026 at 12:00:00 AM Coordinated "
        "Universal Time. Next decrease can be made at Thursday, January 1, 2026 at 1:00:00 AM Coordinated Universal Time",
    )
    update(strict, ProvisionedThroughput=units(60, 10))
    strict.clock(advance="60m")
    update(strict, ProvisionedThroughput=units(5, 10))
    strict.clock(set="2026-01-02T00:00:00Z")
    for read in (4, 3, 2, 1):
        update(strict, ProvisionedThroughput=units(read, 10))
    described = strict.api.ok("DescribeTable", {"TableName": "Table"})["Table"]["ProvisionedThroughput"]
    assert described["NumberOfDecreasesToday"] == 4


def test_units_of_an_account(strict):
    for name in ("one", "two"):
        strict.api.ok("CreateTable", {**table_parameters(name + "-table"), **provisioned(40_000, 40_000)})
    assert strict.api.call("CreateTable", {**table_parameters("Table"), **provisioned(1, 1)}).error == (
        "LimitExceededException",
        "This request would have caused the ReadCapacityUnits limit to be exceeded for the account in us-east-1. "
        "Current ReadCapacityUnits reserved by the account: 80000. Limit: 80000. Requested: 1. Refer to the Amazon "
        "DynamoDB Developer Guide for current limits and how to request higher limits.",
    )


def test_what_is_wrong_is_told_first(strict):
    create(strict, **provisioned(10, 10))
    for read in (9, 8, 7, 6):
        update(strict, ProvisionedThroughput=units(read, 10))
    code, message = refused(strict, ProvisionedThroughput=units(6, 10))
    assert code == "ValidationException" and message.startswith("The provisioned throughput for the table will not change.")
