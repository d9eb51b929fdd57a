"""CreateTable with secondary indexes: what it answers, and what it refuses."""

import pytest
from index_parameters import OMITTED, definition, index, projection, table_with, units
from values import ENVELOPE, INVALID, s

BY_G = index("by-g", "g")
LOCAL = index("local", "pk", "g:RANGE")
FAILED = " failed to satisfy constraint: Member must "
UNDEFINED = INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: "
SAME_TWO = "Both the Hash Key and the Range Key element in the KeySchema have the same name"
NOT_HASH = "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"


def refused(raw, message, code="ValidationException", **changes):
    assert raw.call("CreateTable", table_with("valid-name", **changes)).error == (code, message)


def test_answer_and_description(raw, new_table, name):
    new_table.remember(name)
    created = raw.ok(
        "CreateTable",
        table_with(
            name,
            GlobalSecondaryIndexes=[index("by-g", "g", "pk:RANGE", Projection=projection("INCLUDE", "z", "a"))],
            LocalSecondaryIndexes=[index("local", "pk", "g:RANGE", Projection=projection("KEYS_ONLY"))],
        ),
    )["TableDescription"]
    by_g = {
        "IndexName": "by-g",
        "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "pk", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "z"]},
        "IndexStatus": "CREATING",
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        "IndexSizeBytes": 0,
        "ItemCount": 0,
        "IndexArn": created["TableArn"] + "/index/by-g",
    }
    local = {
        "IndexName": "local",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
        "IndexSizeBytes": 0,
        "ItemCount": 0,
        "IndexArn": created["TableArn"] + "/index/local",
    }
    assert created["TableStatus"] == "CREATING"
    assert created["GlobalSecondaryIndexes"] == [by_g]
    assert created["LocalSecondaryIndexes"] == [local]
    new_table.wait(name)
    # The indexes become ACTIVE with their table.
    by_g["IndexStatus"] = "ACTIVE"
    by_g["WarmThroughput"] = {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}
    described = raw.ok("DescribeTable", {"TableName": name})["Table"]
    assert described["GlobalSecondaryIndexes"] == [by_g]
    assert described["LocalSecondaryIndexes"] == [local]


def test_provisioned_index(raw, new_table, name):
    new_table.remember(name)
    created = raw.ok(
        "CreateTable",
        table_with(
            name,
            BillingMode=OMITTED,
            ProvisionedThroughput=units(1, 2),
            GlobalSecondaryIndexes=[index("by-g", "g", ProvisionedThroughput=units(3, 4))],
        ),
    )["TableDescription"]
    assert created["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"] == {
        "NumberOfDecreasesToday": 0,
        **units(3, 4),
    }


@pytest.mark.own_server
def test_counters_are_live(client, new_table, name):
    new_table.remember(name)
    client.create_table(**table_with(name, GlobalSecondaryIndexes=[BY_G], LocalSecondaryIndexes=[LOCAL]))
    new_table.wait(name)
    client.put_item(TableName=name, Item={"pk": s("a"), "sk": s("b"), "g": s("c")})
    client.put_item(TableName=name, Item={"pk": s("a"), "sk": s("c")})
    table = client.describe_table(TableName=name)["Table"]
    for found in (table["GlobalSecondaryIndexes"][0], table["LocalSecondaryIndexes"][0]):
        assert (found["ItemCount"], found["IndexSizeBytes"]) == (1, 8)
    client.delete_item(TableName=name, Key={"pk": s("a"), "sk": s("b")})
    assert client.describe_table(TableName=name)["Table"]["GlobalSecondaryIndexes"][0]["ItemCount"] == 0


def test_multi_attribute_key(client, new_table, name):
    new_table.remember(name)
    multi = index("multi", "g", "pk", "sk:RANGE")
    client.create_table(**table_with(name, GlobalSecondaryIndexes=[multi]))
    new_table.wait(name)
    table = client.describe_table(TableName=name)["Table"]
    assert table["GlobalSecondaryIndexes"][0]["KeySchema"] == multi["KeySchema"]


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"IndexName": OMITTED}, "Value null at '{at}.indexName'" + FAILED + "not be null"),
        ({"KeySchema": OMITTED}, "Value null at '{at}.keySchema'" + FAILED + "not be null"),
        ({"Projection": OMITTED}, "Value null at '{at}.projection'" + FAILED + "not be null"),
        ({"IndexName": "ab"}, "Value 'ab' at '{at}.indexName'" + FAILED + "have length greater than or equal to 3"),
        ({"KeySchema": []}, "Value '[]' at '{at}.keySchema'" + FAILED + "have length greater than or equal to 1"),
        (
            {"Projection": {"ProjectionType": "SOME"}},
            "Value 'SOME' at '{at}.projection.projectionType'" + FAILED + "satisfy enum value set: "
            "[ALL, INCLUDE, KEYS_ONLY]",
        ),
        (
            {"Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": []}},
            "Value '[]' at '{at}.projection.nonKeyAttributes'" + FAILED + "have length greater than or equal to 1",
        ),
    ],
)
@pytest.mark.parametrize("member", ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"])
def test_constraints(raw, member, changes, message):
    at = member[0].lower() + member[1:] + ".1.member"
    refused(raw, ENVELOPE + message.format(at=at), **{member: [index("by-g", "g", **changes)]})


def test_longest_key_schemas(raw):
    elements = ", ".join(["KeySchemaElement(attributeName=g, keyType=HASH)"] * 9)
    refused(
        raw,
        f"{ENVELOPE}Value '[{elements}]' at 'globalSecondaryIndexes.1.member.keySchema'{FAILED}"
        "have length less than or equal to 8",
        GlobalSecondaryIndexes=[index("by-g", *["g"] * 9)],
    )
    elements = ", ".join(["KeySchemaElement(attributeName=g, keyType=HASH)"] * 3)
    refused(
        raw,
        f"{ENVELOPE}Value '[{elements}]' at 'localSecondaryIndexes.1.member.keySchema'{FAILED}"
        "have length less than or equal to 2",
        LocalSecondaryIndexes=[index("by-g", *["g"] * 3)],
    )


@pytest.mark.parametrize(
    "keys, message",
    [
        (["x"], UNDEFINED + "[x], AttributeDefinitions: [pk, sk, g]"),
        (["g", "g:RANGE"], SAME_TWO),
        (["g", "pk", "g:RANGE"], "The KeySchema contains multiple key attributes with the same name"),
        (["g:RANGE"], NOT_HASH),
        (
            ["g", "pk:RANGE", "sk"],
            INVALID + "All HASH key attributes must precede RANGE key attributes in the KeySchema",
        ),
    ],
)
def test_keys_of_global_indexes(raw, keys, message):
    refused(raw, message, GlobalSecondaryIndexes=[index("by-g", *keys)])


@pytest.mark.parametrize("role", ["HASH", "RANGE"])
def test_five_key_attributes_of_a_kind(raw, role):
    keys = ["a", "b", "c", "d", "e"] if role == "HASH" else ["pk"] + [name + ":RANGE" for name in "abcde"]
    refused(
        raw,
        f"{INVALID}The KeySchema exceeds the maximum allowed number of {role} key attributes",
        AttributeDefinitions=[definition(name) for name in ("pk", "sk", "a", "b", "c", "d", "e")],
        GlobalSecondaryIndexes=[index("multi", *keys)],
    )


@pytest.mark.parametrize(
    "keys, message",
    [
        (["pk", "x:RANGE"], UNDEFINED + "[pk, x], AttributeDefinitions: [pk, sk, g]"),
        (["pk", "pk:RANGE"], SAME_TWO),
        (["g:RANGE", "pk"], NOT_HASH),
        (["pk", "g"], "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"),
        (["pk"], INVALID + "Index KeySchema does not have a range key for index: local"),
        (
            ["g", "sk:RANGE"],
            INVALID + "Index KeySchema does not have the same leading hash key as table KeySchema for index: local. "
            "index hash key: g, table hash key: pk",
        ),
    ],
)
def test_keys_of_local_indexes(raw, keys, message):
    refused(raw, message, LocalSecondaryIndexes=[index("local", *keys)])


def test_local_index_of_a_table_without_sort_key(raw):
    refused(
        raw,
        INVALID + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
        AttributeDefinitions=[definition("pk"), definition("g")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        LocalSecondaryIndexes=[LOCAL],
    )


def test_unused_definitions(raw):
    refused(
        raw,
        INVALID + "Some AttributeDefinitions are not used. AttributeDefinitions: [sk, a, b, pk, c], "
        "keys used: [a, sk, pk]",
        AttributeDefinitions=[definition(name) for name in ("pk", "sk", "a", "b", "c")],
        GlobalSecondaryIndexes=[index("by-a", "a", Projection={})],
    )


@pytest.mark.parametrize(
    "asked, detail",
    [
        ({}, "Unknown ProjectionType: null"),
        (projection("ALL", "x"), "ProjectionType is ALL, but NonKeyAttributes is specified"),
        (projection("KEYS_ONLY", "x"), "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified"),
        (projection("INCLUDE"), "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
        (projection("INCLUDE", "x", "x"), "Duplicate element in NonKeyAttributes: x"),
    ],
)
def test_projection(raw, asked, detail):
    refused(raw, INVALID + detail, GlobalSecondaryIndexes=[index("by-g", "g", Projection=asked)])
    refused(raw, INVALID + detail, LocalSecondaryIndexes=[index("local", "pk", "g:RANGE", Projection=asked)])


def test_too_many_projected_attributes(raw):
    names = [f"a{i}" for i in range(20)]
    indexes = [index(f"gsi-{i}", "g", Projection=projection("INCLUDE", *names)) for i in range(5)]
    indexes.append(index("more", "g", Projection=projection("INCLUDE", "a")))
    response = raw.call("CreateTable", table_with("valid-name", GlobalSecondaryIndexes=indexes))
    assert response.error[0] == "ValidationException"


@pytest.mark.parametrize(
    "lists",
    [
        {"GlobalSecondaryIndexes": [BY_G, BY_G]},
        {"LocalSecondaryIndexes": [index("by-g", "pk", "g:RANGE")], "GlobalSecondaryIndexes": [BY_G]},
    ],
)
def test_duplicate_names(raw, lists):
    refused(raw, INVALID + "Duplicate index name: by-g", **lists)


def test_counts(raw, new_table, name):
    local = [index(f"local-{i}", "pk", "g:RANGE") for i in range(6)]
    every = [index(f"global-{i}", "g") for i in range(21)]
    refused(raw, INVALID + "Number of LocalSecondaryIndexes exceeds per-table limit of 5", LocalSecondaryIndexes=local)
    refused(
        raw, INVALID + "GlobalSecondaryIndex count exceeds the per-table limit of 20", GlobalSecondaryIndexes=every
    )
    refused(raw, INVALID + "List of GlobalSecondaryIndexes is empty", GlobalSecondaryIndexes=[])
    refused(raw, INVALID + "List of LocalSecondaryIndexes is empty", LocalSecondaryIndexes=[])
    new_table.remember(name)
    raw.ok("CreateTable", table_with(name, LocalSecondaryIndexes=local[:5], GlobalSecondaryIndexes=every[:20]))


PROVISIONED = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(1, 1)}


@pytest.mark.parametrize(
    "table, changes, message",
    [
        (
            {},
            {"ProvisionedThroughput": units(1, 1)},
            INVALID + "ProvisionedThroughput should not be specified for index: by-g when BillingMode is PAY_PER_REQUEST",
        ),
        (PROVISIONED, {}, INVALID + "ProvisionedThroughput is not specified for index: by-g"),
        (
            PROVISIONED,
            {"ProvisionedThroughput": units(1, 1000000000001)},
            "Given value 1000000000001 for WriteCapacityUnits is out of bounds for index by-g",
        ),
        (
            PROVISIONED,
            {"ProvisionedThroughput": units(1, 1), "OnDemandThroughput": {"MaxReadRequestUnits": 5}},
            INVALID + "MaxReadRequestUnits for OnDemandThroughput for index: by-g cannot be specified when table "
            "BillingMode is PROVISIONED.",
        ),
        (
            {},
            {"OnDemandThroughput": {"MaxReadRequestUnits": 0}},
            INVALID + "Requested MaxReadRequestUnits for OnDemandThroughput for index : by-g is outside of valid range",
        ),
        (
            PROVISIONED,
            {"ProvisionedThroughput": units(5, 5), "WarmThroughput": {"ReadUnitsPerSecond": 4}},
            INVALID + "Requested ReadUnitsPerSecond for WarmThroughput for index by-g is lower than ReadCapacityUnits "
            "of ProvisionedThroughput",
        ),
    ],
)
def test_throughput(raw, table, changes, message):
    refused(raw, message, **table, GlobalSecondaryIndexes=[index("by-g", "g", **changes)])
