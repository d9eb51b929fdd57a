"""The order in which UpdateTable checks a request."""

import dataclasses

import pytest
from fault_order import Fault, expect_raw_fault, pairs
from index_parameters import definition, index, table_with, units
from table_factory import unique_name
from values import ENVELOPE, INVALID

ALONE = " modification must be the only operation in the request"
WARM = {"ReadUnitsPerSecond": 20_000}
CREATE = {"Create": index("new", "g")}
TOO_MANY = 1_000_000_000_001


def updates(*entries):
    return {"GlobalSecondaryIndexUpdates": list(entries)}


BASE = {"TableName": "TABLE"}

TABLE_NAME = Fault(
    "table name",
    ENVELOPE + "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    {"TableName": "ab"},
)
CONSTRAINT = Fault(
    "constraint",
    ENVELOPE + "Value 'X' at 'multiRegionConsistency' failed to satisfy constraint: "
    "Member must satisfy enum value set: [EVENTUAL, STRONG]",
    {"MultiRegionConsistency": "X"},
)
MISSING = Fault(
    "missing table",
    "Requested resource not found: Table: MISSING not found",
    {"TableName": "MISSING"},
    "ResourceNotFoundException",
)

# Which concerns go together. Every fault beside another is one of two concerns or more, so they need no more.
CONCERNS = [
    TABLE_NAME,
    CONSTRAINT,
    Fault(
        "encryption alone",
        INVALID + "Server-Side Encryption" + ALONE,
        {"SSESpecification": {"Enabled": True}, "TableClass": "STANDARD"},
    ),
    Fault("class alone", INVALID + "TableClass" + ALONE, {"TableClass": "STANDARD", "DeletionProtectionEnabled": True}),
    Fault(
        "protection alone",
        INVALID + "DeletionProtection" + ALONE,
        {"DeletionProtectionEnabled": True, "WarmThroughput": WARM},
    ),
    Fault(
        "new index beside warm throughput",
        INVALID + "Create global secondary index cannot be specified when updating WarmThroughput",
        {"WarmThroughput": WARM, **updates(CREATE)},
    ),
    Fault(
        "warm throughput alone",
        INVALID + "WarmThroughput must be the only operation in the request",
        {"WarmThroughput": WARM, "BillingMode": "PAY_PER_REQUEST"},
        without=("Create",),
    ),
    Fault(
        "caps alone",
        INVALID + "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request",
        {"OnDemandThroughput": {"MaxReadRequestUnits": 5}, "ProvisionedThroughput": units(1, 1)},
    ),
    Fault(
        "stream beside units",
        INVALID + "You cannot modify stream status while updating table IOPS",
        {
            "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
            "ProvisionedThroughput": units(1, 1),
        },
        without=("OnDemandThroughput",),
    ),
    Fault(
        "index beside units",
        INVALID + "You cannot create or delete index while updating table IOPS",
        {**updates({"Delete": {"IndexName": "global"}}), "ProvisionedThroughput": units(1, 1)},
        without=("OnDemandThroughput", "StreamSpecification"),
    ),
    Fault(
        "index beside a stream",
        INVALID + "You cannot create or delete index while changing stream status",
        {**updates({"Delete": {"IndexName": "global"}}), "StreamSpecification": {"StreamEnabled": False}},
        without=("OnDemandThroughput",),
    ),
    MISSING,
]

# What single values may be, then what the table says to them.
VALUES = [
    TABLE_NAME,
    CONSTRAINT,
    Fault(
        "units on demand",
        INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        {"BillingMode": "PAY_PER_REQUEST", "ProvisionedThroughput": units(1, 1)},
        without=("OnDemandThroughput",),
    ),
    Fault(
        "no units",
        INVALID + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
        {"BillingMode": "PROVISIONED"},
        without=("ProvisionedThroughput",),
    ),
    Fault(
        "units out of bounds",
        f"Given value {TOO_MANY} for WriteCapacityUnits is out of bounds",
        {"ProvisionedThroughput": units(1, TOO_MANY)},
        without=("OnDemandThroughput",),
    ),
    Fault(
        "caps",
        INVALID + "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range",
        {"OnDemandThroughput": {"MaxReadRequestUnits": 0}},
        without=("GlobalSecondaryIndexUpdates", "ProvisionedThroughput"),
    ),
    Fault(
        "no action",
        INVALID + "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
        "GlobalSecondaryIndexUpdate.Delete must not be null",
        updates({"Nothing": 1}),
        without=("Update",),
    ),
    Fault(
        "units of an index out of bounds",
        f"Given value {TOO_MANY} for ReadCapacityUnits is out of bounds for index global",
        updates({"Update": {"IndexName": "global", "ProvisionedThroughput": units(TOO_MANY, 1)}}),
    ),
    Fault(
        "caps of an index",
        INVALID + "Requested MaxReadRequestUnits for OnDemandThroughput for index : global is outside of valid range",
        updates({"Update": {"IndexName": "global", "OnDemandThroughput": {"MaxReadRequestUnits": 0}}}),
    ),
    dataclasses.replace(MISSING, needs={"ProvisionedThroughput": units(9, 9)}),
    Fault(
        "unchanged units",
        "The provisioned throughput for the table will not change. The requested value equals the current value. "
        "Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. "
        "Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        {"ProvisionedThroughput": units(5, 5)},
    ),
    Fault(
        "unknown index",
        "Requested resource not found: Index unknown for table TABLE",
        updates(None, {"Update": {"IndexName": "unknown", "ProvisionedThroughput": units(1, 1)}}),
        "ResourceNotFoundException",
        needs=updates({"Update": {"IndexName": "global", "ProvisionedThroughput": units(2, 2)}}),
    ),
]


@pytest.fixture(scope="module")
def table(new_module_table):
    """Provisioned: 5 units of everything, a global and a local index."""
    parameters = table_with(
        unique_name(),
        BillingMode="PROVISIONED",
        ProvisionedThroughput=units(5, 5),
        GlobalSecondaryIndexes=[index("global", "g", ProvisionedThroughput=units(5, 5))],
        LocalSecondaryIndexes=[index("local", "pk", "sk:RANGE")],
    )
    return new_module_table("pk:S", "sk:S", **parameters)


@pytest.fixture(autouse=True, scope="module")
def unchanged(raw, table):
    before = raw.ok("DescribeTable", {"TableName": table})
    yield
    assert raw.ok("DescribeTable", {"TableName": table}) == before


# A missing table alone would be a request with nothing to do.
@pytest.mark.parametrize("fault, request_", [case for case in pairs(BASE, CONCERNS) if case.id != MISSING.name])
def test_concerns(raw, table, name, fault, request_):
    request_ = {**request_, "AttributeDefinitions": [definition("g")]}
    expect_raw_fault(raw, "UpdateTable", fault, request_, TABLE=table, MISSING=name)


@pytest.mark.parametrize("fault, request_", pairs(BASE, VALUES))
def test_values(raw, table, name, fault, request_):
    expect_raw_fault(raw, "UpdateTable", fault, request_, TABLE=table, MISSING=name)


def refused(raw, table, message, code="ValidationException", **members):
    assert raw.call("UpdateTable", {"TableName": table, **members}).error == (code, message)


def delete(name):
    return {"Delete": {"IndexName": name}}


@pytest.mark.parametrize(
    "members",
    [{}, {"AttributeDefinitions": [definition("g")]}, {"GlobalSecondaryIndexUpdates": []}, {"SSESpecification": None}],
)
def test_nothing_to_do_comes_before_the_table(raw, name, members):
    code, message = raw.call("UpdateTable", {"TableName": name, **members}).error
    assert code == "ValidationException" and message.startswith("At least one of ProvisionedThroughput, BillingMode, ")


def test_a_list_of_actions_is_read_before_the_number_of_new_indexes(raw, table):
    refused(
        raw, table,
        INVALID + "Only one global secondary index update per index is allowed simultaneously. Index: new",
        **updates(CREATE, CREATE, delete("global")),
    )  # fmt: skip


def test_the_number_of_new_indexes_comes_before_their_definitions(raw, table):
    refused(
        raw, table,
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        "LimitExceededException", **updates(CREATE, delete("global")),
    )  # fmt: skip


def test_definitions_of_a_new_index_come_before_the_table(raw, name):
    refused(raw, name, INVALID + "AttributeDefinitions is not specified for index: new", **updates(CREATE))


def test_an_empty_warm_throughput_comes_before_the_index(raw, table):
    refused(
        raw, table,
        INVALID + "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond "
        "specified for index: unknown",
        **updates({"Update": {"IndexName": "unknown", "WarmThroughput": {}}}),
    )  # fmt: skip


@pytest.mark.parametrize("action, verb", [("Update", "update"), ("Delete", "delete")])
def test_a_local_index_is_named_before_what_is_asked_of_it(raw, table, action, verb):
    refused(
        raw, table, f"Cannot {verb} an index that is not a GlobalSecondaryIndex: local",
        **updates({action: {"IndexName": "local"}}),
    )  # fmt: skip


def test_the_name_of_a_new_index_comes_before_its_definition(raw, table):
    refused(
        raw, table, "Attempting to create an index which already exists",
        AttributeDefinitions=[definition("g", "N")], **updates({"Create": index("global", "g")}),
    )  # fmt: skip


def test_a_redefined_attribute_comes_before_missing_units(raw, table):
    refused(
        raw, table,
        INVALID + "Attributes cannot be redefined. Please check that your attribute has the same type as previously "
        "defined. Existing schema: Schema:[SchemaElement: key{g:S:HASH}] New schema: Schema:[SchemaElement: key{g:N:HASH}]",
        AttributeDefinitions=[definition("g", "N")], **updates(CREATE),
    )  # fmt: skip
