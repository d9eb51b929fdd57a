"""UpdateTable: billing, throughput, deletion protection, table class."""

import pytest
from table_factory import table_parameters
from values import INVALID, expect_error, expect_invalid, s

PROVISIONED = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}
ONLY_ON_DEMAND = (
    INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
)


def units(table):
    throughput = table["ProvisionedThroughput"]
    return throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]


def test_nothing_to_do(raw, name):
    message = (
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
        "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, "
        "DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required"
    )
    # The table need not even exist.
    assert raw.call("UpdateTable", {"TableName": name}).error == ("ValidationException", message)


def test_missing_table(client, name):
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
        client.update_table,
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
    )


def test_throughput(client, new_table):
    table = new_table(**PROVISIONED)
    answer = client.update_table(
        TableName=table, ProvisionedThroughput={"ReadCapacityUnits": 10, "WriteCapacityUnits": 6}
    )["TableDescription"]
    assert answer["TableStatus"] == "UPDATING"
    assert units(answer) == (5, 5)  # the units before the change
    new_table.wait(table)
    described = client.describe_table(TableName=table)["Table"]
    assert units(described) == (10, 6)
    assert "LastIncreaseDateTime" in described["ProvisionedThroughput"]


def test_unchanged_throughput(client, new_table):
    table = new_table(**PROVISIONED)
    expect_invalid(
        "The provisioned throughput for the table will not change. The requested value equals the current value. "
        "Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. "
        "Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        client.update_table,
        TableName=table,
        ProvisionedThroughput=PROVISIONED["ProvisionedThroughput"],
    )


def test_to_on_demand_and_back(client, new_table):
    table = new_table(**PROVISIONED)
    assert "BillingModeSummary" not in client.describe_table(TableName=table)["Table"]
    client.update_table(TableName=table, BillingMode="PAY_PER_REQUEST")
    new_table.wait(table)
    described = client.describe_table(TableName=table)["Table"]
    assert described["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert units(described) == (0, 0)
    client.update_table(TableName=table, **PROVISIONED)
    new_table.wait(table)
    described = client.describe_table(TableName=table)["Table"]
    assert described["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
    assert units(described) == (5, 5)


def test_data_stays_in_service_and_survives(client, new_table):
    table = new_table()
    client.put_item(TableName=table, Item={"pk": s("a")})
    client.update_table(TableName=table, **PROVISIONED)
    assert client.get_item(TableName=table, Key={"pk": s("a")})["Item"] == {"pk": s("a")}
    new_table.wait(table)
    assert client.scan(TableName=table)["Count"] == 1


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"ProvisionedThroughput": PROVISIONED["ProvisionedThroughput"]}, ONLY_ON_DEMAND),
        ({"BillingMode": "PAY_PER_REQUEST", "ProvisionedThroughput": PROVISIONED["ProvisionedThroughput"]}, ONLY_ON_DEMAND),
        (
            {"BillingMode": "PROVISIONED"},
            INVALID + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
        ),
        (
            {"TableClass": "STANDARD", "BillingMode": "PAY_PER_REQUEST"},
            INVALID + "TableClass modification must be the only operation in the request",
        ),
    ],
)
def test_refused(client, tables, changes, message):
    expect_invalid(message, client.update_table, TableName=tables.s, **changes)


def test_deletion_protection_goes_alone(raw, tables):
    body = {"TableName": tables.s, "DeletionProtectionEnabled": False, "BillingMode": "PAY_PER_REQUEST"}
    assert raw.call("UpdateTable", body).error == (
        "ValidationException",
        INVALID + "DeletionProtection modification must be the only operation in the request",
    )


def test_deletion_protection_is_effective_at_once(raw, new_table, name):
    new_table.remember(name)
    raw.ok("CreateTable", {**table_parameters(name), "DeletionProtectionEnabled": True})
    new_table.wait(name)
    raw.ok("UpdateTable", {"TableName": name, "DeletionProtectionEnabled": True})  # the same again is no change
    answer = raw.ok("UpdateTable", {"TableName": name, "DeletionProtectionEnabled": False})["TableDescription"]
    assert answer["TableStatus"] == "ACTIVE"
    assert answer["DeletionProtectionEnabled"] is False
    raw.ok("DeleteTable", {"TableName": name})


def test_table_class(client, new_table):
    table = new_table()
    assert "TableClassSummary" not in client.describe_table(TableName=table)["Table"]
    client.update_table(TableName=table, TableClass="STANDARD_INFREQUENT_ACCESS")
    new_table.wait(table)
    summary = client.describe_table(TableName=table)["Table"]["TableClassSummary"]
    assert summary["TableClass"] == "STANDARD_INFREQUENT_ACCESS"


def test_by_arn(client, new_table):
    table = new_table()
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    answer = client.update_table(TableName=arn, BillingMode="PAY_PER_REQUEST")
    assert answer["TableDescription"]["TableName"] == table
