"""UpdateTimeToLive: what it takes, answers and refuses."""

import time

import pytest
from raw_client import RawClient
from server_process import ServerProcess
from table_factory import table_parameters
from values import ENVELOPE, expect_error, expect_invalid

PATH = "at 'timeToLiveSpecification"
NOT_NULL = "failed to satisfy constraint: Member must not be null"
ACTIVE_ON = "TimeToLive is active on a different AttributeName: current AttributeName is "
TOO_SOON = "Time to live has been modified multiple times within a fixed interval"


def specification(enabled, attribute):
    return {"Enabled": enabled, "AttributeName": attribute}


def settled(client, table):
    """What DescribeTimeToLive says once nothing is under way."""
    while True:
        described = client.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        if not described["TimeToLiveStatus"].endswith("ING"):
            return described
        time.sleep(0.5)


def update(client, table, enabled, attribute):
    answer = client.update_time_to_live(TableName=table, TimeToLiveSpecification=specification(enabled, attribute))
    assert answer["TimeToLiveSpecification"] == specification(enabled, attribute)
    return settled(client, table)


def refused(message, client, table, enabled, attribute):
    expect_invalid(
        message,
        client.update_time_to_live,
        TableName=table,
        TimeToLiveSpecification=specification(enabled, attribute),
    )


def test_enabling(client, new_table):
    table = new_table()
    assert update(client, table, True, "expires") == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    refused("TimeToLive is already enabled", client, table, True, "expires")
    refused(ACTIVE_ON + "expires", client, table, True, "other")
    refused(ACTIVE_ON + "expires", client, table, False, "other")


def test_what_is_off_cannot_be_disabled(client, new_table):
    refused("TimeToLive is already disabled", client, new_table(), False, "expires")


@pytest.mark.own_server
def test_disabling_forgets_the_attribute(client, new_table):
    table = new_table()
    update(client, table, True, "expires")
    assert update(client, table, False, "expires") == {"TimeToLiveStatus": "DISABLED"}
    refused("TimeToLive is already disabled", client, table, False, "expires")
    assert update(client, table, True, "other")["AttributeName"] == "other"


def test_the_table_keeps_it_over_other_changes(client, raw, new_table):
    table = new_table()
    update(client, table, True, "pk")
    raw.ok("UpdateTable", {"TableName": table, "DeletionProtectionEnabled": True})
    assert settled(client, table) == {"TimeToLiveStatus": "ENABLED", "AttributeName": "pk"}
    raw.ok("UpdateTable", {"TableName": table, "DeletionProtectionEnabled": False})


def test_missing_table(client, name):
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
        client.update_time_to_live,
        TableName=name,
        TimeToLiveSpecification=specification(True, "a"),
    )


@pytest.mark.parametrize(
    "given, message",
    [
        ({"AttributeName": "a"}, f"{ENVELOPE}Value null {PATH}.enabled' {NOT_NULL}"),
        ({"Enabled": True}, f"{ENVELOPE}Value null {PATH}.attributeName' {NOT_NULL}"),
        (
            specification(True, ""),
            f"{ENVELOPE}Value '' {PATH}.attributeName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
        (
            specification(False, "n" * 256),
            f"{ENVELOPE}Value '{'n' * 256}' {PATH}.attributeName' failed to satisfy constraint: "
            "Member must have length less than or equal to 255",
        ),
    ],
)
def test_constraints_come_before_the_table(client, name, given, message):
    expect_invalid(message, client.update_time_to_live, TableName=name, TimeToLiveSpecification=given)


@pytest.mark.own_server
def test_strict_quotas_enforce_the_pause_between_changes():
    with ServerProcess.start(["--in-memory", "--strict-quotas"]) as server:
        raw = RawClient(f"http://127.0.0.1:{server.port}")

        def change(enabled, attribute="a"):
            return raw.call(
                "UpdateTimeToLive",
                {"TableName": "table", "TimeToLiveSpecification": specification(enabled, attribute)},
            )

        raw.ok("CreateTable", table_parameters("table"))
        assert change(True).status == 200
        assert change(True).error == ("ValidationException", "TimeToLive is already enabled")
        assert change(False).error == ("ValidationException", TOO_SOON)
        raw.ok("DeleteTable", {"TableName": "table"})
        raw.ok("CreateTable", table_parameters("table"))
        assert change(True).status == 200
        raw.close()
