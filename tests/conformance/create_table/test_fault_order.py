"""The order in which CreateTable checks a request."""

import re

import pytest
from fault_order import Fault, expect_raw_fault, pairs
from index_parameters import definition, index, key_schema, table_with, units
from table_factory import table_parameters
from values import ENVELOPE, INVALID, expect_invalid

# Requests are merged from faults, list by list: None leaves a position to the others.
SORTED = {
    "AttributeDefinitions": [None, definition("sk")],
    "KeySchema": [None, *key_schema("sk:RANGE")],
}
INDEXES = {
    "AttributeDefinitions": [None, definition("sk"), definition("l"), definition("g")],
    "KeySchema": [None, *key_schema("sk:RANGE")],
    "LocalSecondaryIndexes": [index("local", "pk", "l:RANGE")],
    "GlobalSecondaryIndexes": [index("global", "g", "l:RANGE")],
}
NOT_DEFINED = "^" + INVALID + "Some index key attributes are not defined in AttributeDefinitions. "
SAME_NAME = "Both the Hash Key and the Range Key element in the KeySchema have the same name"
FIRST = "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"
SECOND = "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"
TOO_MANY = 1_000_000_000_001
OUT_OF_BOUNDS = f"Given value {TOO_MANY} for ReadCapacityUnits is out of bounds"


def local(name, message, **changes):
    return Fault(name, message, {"LocalSecondaryIndexes": [changes]}, needs=INDEXES)


def global_(name, message, **changes):
    return Fault(name, message, {"GlobalSecondaryIndexes": [changes]}, needs=INDEXES)


def lower_warm(of):
    return re.compile(f"^{INVALID}Requested ReadUnitsPerSecond for WarmThroughput for {of} is lower than initial")


BASE = table_parameters("NAME")
FAULTS = [
    Fault(
        "table name",
        ENVELOPE + "Value 'ab' at 'tableName' failed to satisfy constraint: "
        "Member must have length greater than or equal to 3",
        {"TableName": "ab"},
    ),
    Fault(
        "constraint",
        ENVELOPE + "Value 'X' at 'tableClass' failed to satisfy constraint: "
        "Member must satisfy enum value set: [STANDARD, STANDARD_INFREQUENT_ACCESS]",
        {"TableClass": "X"},
    ),
    Fault(
        "units on demand",
        INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        {"BillingMode": "PAY_PER_REQUEST", "ProvisionedThroughput": units(1, 1)},
    ),
    Fault(
        "no units",
        INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        {"BillingMode": "PROVISIONED"},
    ),
    Fault(
        "units out of bounds",
        OUT_OF_BOUNDS,
        {"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(TOO_MANY, TOO_MANY)},
    ),
    global_("index units out of bounds", OUT_OF_BOUNDS + " for index global", ProvisionedThroughput=units(TOO_MANY, 1)),
    Fault(
        "more keys than definitions",
        "Invalid KeySchema: Some index key attribute have no definition",
        {"KeySchema": [None, *key_schema("nope:RANGE")]},
        without=("LocalSecondaryIndexes",),
    ),
    Fault("undefined key", re.compile(NOT_DEFINED + r"Keys: \[nope"), {"KeySchema": [{"AttributeName": "nope"}]}),
    Fault("one attribute twice", SAME_NAME, {"KeySchema": [None, {"AttributeName": "pk"}]}, needs=SORTED),
    Fault("first key no HASH", FIRST, {"KeySchema": [{"KeyType": "RANGE"}]}),
    Fault("second key no RANGE", SECOND, {"KeySchema": [None, {"KeyType": "HASH"}]}, needs=SORTED),
    Fault(
        "attribute defined twice",
        "Attribute Name is duplicated: pk",
        {"AttributeDefinitions": [None, None, None, None, definition("pk", "N")]},
        needs=INDEXES,
    ),
    Fault(
        "needless definition",
        INVALID + "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions",
        {"AttributeDefinitions": [None, None, definition("spare")]},
        needs=SORTED,
        without=("LocalSecondaryIndexes",),
    ),
    local("undefined key of a local index", re.compile(NOT_DEFINED + r"Keys: \[\w+, lost"),
          KeySchema=[None, {"AttributeName": "lost"}]),
    local("local index with one attribute twice", SAME_NAME, KeySchema=[{"AttributeName": "pk"}] * 2),
    local("first key of a local index no HASH", FIRST, KeySchema=[{"KeyType": "RANGE"}]),
    local("second key of a local index no RANGE", SECOND, KeySchema=[None, {"KeyType": "HASH"}]),
    local(
        "local index with another hash key",
        INVALID + "Index KeySchema does not have the same leading hash key as table KeySchema for index: local. "
        "index hash key: g, table hash key: pk",
        KeySchema=[{"AttributeName": "g"}],
    ),
    global_("undefined key of a global index", re.compile(NOT_DEFINED + r"Keys: \[gone"),
            KeySchema=[{"AttributeName": "gone"}]),
    global_("global index with one attribute twice", re.compile(f"^{SAME_NAME}$|^The KeySchema contains multiple key attributes with the same name$"),
            KeySchema=[None, {"AttributeName": "g"}]),
    global_("first key of a global index no HASH", FIRST, KeySchema=[{"KeyType": "RANGE"}]),
    global_(
        "global index with HASH behind RANGE",
        INVALID + "All HASH key attributes must precede RANGE key attributes in the KeySchema",
        KeySchema=[None, None, *key_schema("sk")],
    ),
    Fault(
        "unused definition",
        re.compile("^" + INVALID + "Some AttributeDefinitions are not used. "),
        {"AttributeDefinitions": [None, None, None, None, definition("spare")]},
        needs=INDEXES,
    ),
    local("projection of a local index", INVALID + "ProjectionType is ALL, but NonKeyAttributes is specified",
          Projection={"NonKeyAttributes": ["a"]}),
    Fault(
        "name of a local index",
        INVALID + "Duplicate index name: local",
        {"LocalSecondaryIndexes": [None, index("local", "pk", "l:RANGE")]},
        needs=INDEXES,
    ),
    global_("projection of a global index", INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
            Projection={"ProjectionType": "INCLUDE"}),
    Fault(
        "units of a global index",
        INVALID + "ProvisionedThroughput should not be specified for index: global when BillingMode is PAY_PER_REQUEST",
        {"BillingMode": "PAY_PER_REQUEST", "GlobalSecondaryIndexes": [{"ProvisionedThroughput": units(1, 1)}]},
        needs=INDEXES,
    ),
    Fault(
        "name of a global index",
        INVALID + "Duplicate index name: global",
        {"GlobalSecondaryIndexes": [None, index("global", "g", "l:RANGE")]},
        needs=INDEXES,
    ),
    Fault(
        "stream",
        INVALID + "Table is being created with a stream enabled, UpdateViewType is required",
        {"StreamSpecification": {"StreamEnabled": True}},
    ),
    Fault(
        "caps",
        INVALID + "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range",
        {"OnDemandThroughput": {"MaxReadRequestUnits": 0}},
    ),
    global_(
        "caps of an index",
        INVALID + "Requested MaxWriteRequestUnits for OnDemandThroughput for index : global is outside of valid range",
        OnDemandThroughput={"MaxWriteRequestUnits": 0},
    ),
    Fault("warm throughput", lower_warm("table"), {"WarmThroughput": {"ReadUnitsPerSecond": 1}}),
    global_("warm throughput of an index", lower_warm("index global"), WarmThroughput={"ReadUnitsPerSecond": 1}),
    Fault("encryption", INVALID + "SSEType AES256 is not supported", {"SSESpecification": {"SSEType": "AES256"}}),
    Fault("tag", "Tag Key cannot be prefixed with aws:, Key: aws:a", {"Tags": [{"Key": "aws:a", "Value": "v"}]}),
    Fault("taken name", "Table already exists: EXISTING", {"TableName": "EXISTING"}, "ResourceInUseException"),
    Fault(
        "quota",
        re.compile("^Subscriber limit exceeded: Requested MaxWriteRequestUnits for OnDemandThroughput for table exceeds "),
        {"OnDemandThroughput": {"MaxWriteRequestUnits": 40_001}},
        "LimitExceededException",
    ),
]  # fmt: skip


def fits(fault, request):
    """Units that are missing are given by another fault; a key that lacks a definition gets one."""
    if fault.name == "no units":
        return "ProvisionedThroughput" not in request
    if fault.name == "more keys than definitions":
        return len(request["AttributeDefinitions"]) < 2
    return True


CASES = [case for case in pairs(BASE, FAULTS) if fits(*case.values)]


@pytest.fixture(scope="module")
def existing(new_module_table):
    return new_module_table()


@pytest.mark.parametrize("fault, request_", CASES)
def test_first_fault(raw, existing, name, fault, request_):
    expect_raw_fault(raw, "CreateTable", fault, request_, NAME=name, EXISTING=existing)


# What merging cannot express: a list that is empty beside one that is not, and a key that is too short.


def refused(client, name, message, **changes):
    expect_invalid(INVALID + message, client.create_table, **table_with(name, **changes))


NOT_UNDEFINED = "Some index key attributes are not defined in AttributeDefinitions. Keys: [nope], AttributeDefinitions: [pk, sk, g]"


def test_an_empty_list_of_local_indexes_comes_before_global_ones(client, name):
    refused(
        client, name, "List of LocalSecondaryIndexes is empty",
        LocalSecondaryIndexes=[], GlobalSecondaryIndexes=[index("global", "nope")],
    )  # fmt: skip


def test_keys_of_local_indexes_come_before_an_empty_list_of_global_ones(client, name):
    refused(client, name, NOT_UNDEFINED, LocalSecondaryIndexes=[index("local", "nope")], GlobalSecondaryIndexes=[])


def test_an_empty_list_of_global_indexes_comes_before_needless_definitions(client, name):
    refused(client, name, "List of GlobalSecondaryIndexes is empty", GlobalSecondaryIndexes=[])


def test_the_range_key_of_the_table_comes_before_the_local_index(client, name):
    refused(
        client, name,
        "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
        KeySchema=key_schema("pk"), LocalSecondaryIndexes=[index("local", "nope", "pk")],
    )  # fmt: skip


def test_the_range_key_of_a_local_index_comes_before_its_hash_key(client, name):
    refused(
        client, name, "Index KeySchema does not have a range key for index: local",
        LocalSecondaryIndexes=[index("local", "g")],
    )  # fmt: skip


def test_each_local_index_is_judged_before_the_next(client, name):
    refused(
        client, name, "Index KeySchema does not have a range key for index: one",
        LocalSecondaryIndexes=[index("one", "pk"), index("two", "nope", "sk:RANGE")],
    )  # fmt: skip


def test_the_count_of_local_indexes_comes_before_projections_of_global_ones(client, name):
    refused(
        client, name, "Number of LocalSecondaryIndexes exceeds per-table limit of 5",
        LocalSecondaryIndexes=[index(f"local-{i}", "pk", "g:RANGE") for i in range(6)],
        GlobalSecondaryIndexes=[index("global", "g", Projection={})],
    )  # fmt: skip


@pytest.mark.parametrize("first, second", [("Read", "Write"), ("Write", "Write")])
def test_units_for_reading_come_before_units_for_writing(client, name, first, second):
    given = {**units(1, 1), f"{first}CapacityUnits": TOO_MANY, f"{second}CapacityUnits": TOO_MANY}
    expect_invalid(
        f"Given value {TOO_MANY} for {first}CapacityUnits is out of bounds",
        client.create_table, **{**table_parameters(name), "BillingMode": "PROVISIONED", "ProvisionedThroughput": given},
    )  # fmt: skip
