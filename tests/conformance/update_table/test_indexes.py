"""UpdateTable's GlobalSecondaryIndexUpdates: what is answered, what follows, what is refused."""

import time

import pytest
from index_parameters import OMITTED, definition, index, projection, table_with, units
from values import INVALID, s

ONLY_G = [definition("g")]
BY_G = index("by-g", "g")
PROVISIONED = {"BillingMode": OMITTED, "ProvisionedThroughput": units(1, 2)}


def create(definition):
    return {"Create": definition}


def update(name, **members):
    return {"Update": {"IndexName": name, **members}}


def delete(name):
    return {"Delete": {"IndexName": name}}


class Table:
    """A table whose indexes are changed."""

    def __init__(self, raw, name):
        self.raw = raw
        self.name = name

    def call(self, *entries, **members):
        return self.raw.call(
            "UpdateTable", {"TableName": self.name, "GlobalSecondaryIndexUpdates": list(entries), **members}
        )

    def change(self, *entries, **members):
        response = self.call(*entries, **members)
        assert response.status == 200, response.content
        return response.body["TableDescription"]

    def refused(self, message, *entries, code="ValidationException", **members):
        assert self.call(*entries, **members).error == (code, message)

    def described(self):
        return self.raw.ok("DescribeTable", {"TableName": self.name})["Table"]

    def settled(self):
        """The description once nothing is under way."""
        while True:
            table = self.described()
            statuses = {table["TableStatus"], *(i["IndexStatus"] for i in table.get("GlobalSecondaryIndexes", ()))}
            if statuses == {"ACTIVE"}:
                return table
            time.sleep(0.05)


@pytest.fixture
def make(raw, new_table, name):
    def make(**changes):
        new_table.remember(name)
        raw.ok("CreateTable", table_with(name, **changes))
        new_table.wait(name)
        return Table(raw, name)

    return make


@pytest.fixture
def plain(make):
    return make(AttributeDefinitions=[definition("pk"), definition("sk")])


@pytest.fixture
def indexed(make):
    return make(GlobalSecondaryIndexes=[BY_G])


@pytest.fixture
def provisioned(make):
    return make(**PROVISIONED, GlobalSecondaryIndexes=[index("by-g", "g", ProvisionedThroughput=units(5, 6))])


def test_create(client, plain):
    client.put_item(TableName=plain.name, Item={"pk": s("a"), "sk": s("b"), "g": s("c"), "other": s("d")})
    client.put_item(TableName=plain.name, Item={"pk": s("a"), "sk": s("no g")})
    answer = plain.change(
        create(index("by-g", "g", Projection=projection("INCLUDE", "z", "a"))), AttributeDefinitions=ONLY_G
    )
    assert answer["TableStatus"] == "UPDATING"
    assert [d["AttributeName"] for d in answer["AttributeDefinitions"]] == ["g", "pk", "sk"]
    expected = {
        "IndexName": "by-g",
        "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "z"]},
        "IndexStatus": "CREATING",
        "Backfilling": False,
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, **units(0, 0)},
        "IndexSizeBytes": 0,
        "ItemCount": 0,
        "IndexArn": answer["TableArn"] + "/index/by-g",
        "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "UPDATING"},
    }
    assert answer["GlobalSecondaryIndexes"] == [expected]
    (active,) = plain.settled()["GlobalSecondaryIndexes"]
    del expected["Backfilling"]
    expected["IndexStatus"] = "ACTIVE"
    expected["WarmThroughput"]["Status"] = "ACTIVE"
    # The one item that has the key: pk + a, sk + b, g + c.
    expected.update(ItemCount=1, IndexSizeBytes=8)
    assert active == expected


def test_definitions_come_with_the_request(plain):
    plain.refused(INVALID + "AttributeDefinitions is not specified for index: by-g", create(BY_G))
    plain.refused(
        INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: [sk], "
        "AttributeDefinitions: [g]",
        create(index("by-sk", "sk")),
        AttributeDefinitions=ONLY_G,
    )
    plain.refused(
        INVALID + "Attributes cannot be redefined. Please check that your attribute has the same type as previously "
        "defined. Existing schema: Schema:[SchemaElement: key{pk:S:HASH}, SchemaElement: key{sk:S:RANGE}] "
        "New schema: Schema:[SchemaElement: key{sk:N:HASH}]",
        create(index("by-sk", "sk")),
        AttributeDefinitions=[definition("sk", "N")],
    )


def test_other_definitions_are_ignored(plain):
    plain.change(create(BY_G), AttributeDefinitions=[definition("pk", "N"), definition("g"), definition("unused", "B")])
    assert plain.settled()["AttributeDefinitions"] == [definition(name) for name in ("g", "pk", "sk")]


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"Projection": {}}, INVALID + "Unknown ProjectionType: null"),
        (
            {"KeySchema": [{"AttributeName": "g", "KeyType": "RANGE"}]},
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
        ),
        (
            {"ProvisionedThroughput": units(1, 1)},
            INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: by-g when "
            "BillingMode is PAY_PER_REQUEST",
        ),
    ],
)
def test_refused_definition(plain, changes, message):
    plain.refused(message, create(index("by-g", "g", **changes)), AttributeDefinitions=ONLY_G)


def test_units_of_a_new_index(provisioned):
    provisioned.refused(
        INVALID + "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: more",
        create(index("more", "g")),
        AttributeDefinitions=ONLY_G,
    )
    provisioned.change(create(index("more", "g", ProvisionedThroughput=units(3, 4))), AttributeDefinitions=ONLY_G)
    assert provisioned.settled()["GlobalSecondaryIndexes"][1]["ProvisionedThroughput"]["ReadCapacityUnits"] == 3


def test_name_is_taken(make):
    table = make(GlobalSecondaryIndexes=[BY_G], LocalSecondaryIndexes=[index("local", "pk", "g:RANGE")])
    for name in ("by-g", "local"):
        table.refused(
            "Attempting to create an index which already exists", create(index(name, "g")), AttributeDefinitions=ONLY_G
        )


def test_the_21st_index(make):
    table = make(GlobalSecondaryIndexes=[index(f"index-{i}", "g") for i in range(20)])
    table.refused(
        "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20",
        create(index("more", "g")),
        code="LimitExceededException",
        AttributeDefinitions=ONLY_G,
    )


def test_delete(make):
    table = make(
        AttributeDefinitions=[definition(name) for name in ("pk", "sk", "g", "h")],
        GlobalSecondaryIndexes=[BY_G, index("by-h", "h", "pk:RANGE")],
    )
    answer = table.change(delete("by-h"))
    assert answer["TableStatus"] == "UPDATING"
    assert [i["IndexStatus"] for i in answer["GlobalSecondaryIndexes"]] == ["ACTIVE", "DELETING"]
    settled = table.settled()
    assert [i["IndexName"] for i in settled["GlobalSecondaryIndexes"]] == ["by-g"]
    assert [d["AttributeName"] for d in settled["AttributeDefinitions"]] == ["g", "pk", "sk"]


def test_after_deletion_any_type_is_allowed_again(client, indexed):
    item = {"pk": s("a"), "sk": s("b"), "g": {"N": "5"}}
    with pytest.raises(client.exceptions.ClientError):
        client.put_item(TableName=indexed.name, Item=item)
    indexed.change(delete("by-g"))
    indexed.settled()
    client.put_item(TableName=indexed.name, Item=item)
    # An index over it skips the item of the wrong type.
    indexed.change(create(BY_G), AttributeDefinitions=ONLY_G)
    assert indexed.settled()["GlobalSecondaryIndexes"][0]["ItemCount"] == 0


def test_unknown_and_local_indexes(make):
    table = make(LocalSecondaryIndexes=[index("local", "pk", "g:RANGE")])
    caps = {"OnDemandThroughput": {"MaxReadRequestUnits": 5}}
    missing = f"Requested resource not found: Index none for table {table.name}"
    table.refused(missing, delete("none"), code="ResourceNotFoundException")
    table.refused(missing, update("none", **caps), code="ResourceNotFoundException")
    table.refused("Cannot delete an index that is not a GlobalSecondaryIndex: local", delete("local"))
    table.refused("Cannot update an index that is not a GlobalSecondaryIndex: local", update("local", **caps))


def test_update_answers_the_old_units(provisioned):
    answer = provisioned.change(update("by-g", ProvisionedThroughput=units(9, 4)))
    assert answer["TableStatus"] == "ACTIVE"
    (answered,) = answer["GlobalSecondaryIndexes"]
    assert answered["IndexStatus"] == "UPDATING"
    assert answered["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
    settled = provisioned.settled()
    throughput = settled["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]
    assert {"LastIncreaseDateTime", "LastDecreaseDateTime"} <= set(throughput)
    assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (9, 4)
    assert throughput["NumberOfDecreasesToday"] == 1
    assert settled["ProvisionedThroughput"]["NumberOfDecreasesToday"] == 0


def test_unchanged_units(provisioned):
    provisioned.refused(
        "The provisioned throughput for the index by-g will not change. The requested value equals the current value. "
        "Current ReadCapacityUnits provisioned for index by-g: 5. Requested ReadCapacityUnits: 5. "
        "Current WriteCapacityUnits provisioned for index by-g: 6. Requested WriteCapacityUnits: 6. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        update("by-g", ProvisionedThroughput=units(5, 6)),
    )


@pytest.mark.parametrize(
    "members", [{}, {"OnDemandThroughput": {}}, {"ProvisionedThroughput": units(1, 1)}], ids=["name", "caps", "units"]
)
def test_what_an_index_on_demand_takes(indexed, members):
    indexed.refused(
        INVALID + "The only Updates for index: by-g when TableThroughputMode is PAY_PER_REQUEST can be to "
        "OnDemandThroughput, WarmThroughput",
        update("by-g", **members),
    )


def test_caps(indexed):
    answer = indexed.change(update("by-g", OnDemandThroughput={"MaxReadRequestUnits": 9, "MaxWriteRequestUnits": 8}))
    assert answer["GlobalSecondaryIndexes"][0]["IndexStatus"] == "UPDATING"
    indexed.settled()
    indexed.change(update("by-g", OnDemandThroughput={"MaxReadRequestUnits": -1}))
    assert indexed.settled()["GlobalSecondaryIndexes"][0]["OnDemandThroughput"] == {"MaxWriteRequestUnits": 8}


@pytest.mark.own_server  # months of higher charges elsewhere
def test_warm_throughput(indexed):
    answer = indexed.change(update("by-g", WarmThroughput={"ReadUnitsPerSecond": 12001}))
    assert answer["GlobalSecondaryIndexes"][0]["WarmThroughput"] == {
        "ReadUnitsPerSecond": 12000,
        "WriteUnitsPerSecond": 4000,
        "Status": "UPDATING",
    }
    assert indexed.settled()["GlobalSecondaryIndexes"][0]["WarmThroughput"]["ReadUnitsPerSecond"] == 12001


def test_refused_warm_throughput(indexed):
    indexed.refused(
        INVALID + "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for "
        "index: none",
        update("none", WarmThroughput={}),
    )
    indexed.refused(
        INVALID + "Requested ReadUnitsPerSecond for WarmThroughput for index by-g is lower than current WarmThroughput, "
        "decreasing WarmThroughput is not supported",
        update("by-g", WarmThroughput={"ReadUnitsPerSecond": 11999}),
    )


def test_switch_to_provisioned(make):
    table = make(GlobalSecondaryIndexes=[index(f"i-{i}", "g") for i in range(3)])
    mode = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(1, 1)}
    throughput = {"ProvisionedThroughput": units(2, 3)}
    table.refused(
        INVALID + "ProvisionedThroughput must be specified for index: i-0,i-2", update("i-1", **throughput), **mode
    )
    table.change(*(update(f"i-{i}", **throughput) for i in range(3)), **mode)
    for found in table.settled()["GlobalSecondaryIndexes"]:
        assert found["ProvisionedThroughput"]["WriteCapacityUnits"] == 3


def test_switch_to_on_demand(raw, provisioned):
    answer = raw.ok("UpdateTable", {"TableName": provisioned.name, "BillingMode": "PAY_PER_REQUEST"})
    assert answer["TableDescription"]["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
    (found,) = provisioned.settled()["GlobalSecondaryIndexes"]
    assert found["ProvisionedThroughput"]["ReadCapacityUnits"] == 0
    assert found["WarmThroughput"]["ReadUnitsPerSecond"] == 12000


@pytest.mark.parametrize(
    "entries, detail",
    [
        (
            [{}],
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
            "GlobalSecondaryIndexUpdate.Delete must not be null",
        ),
        (
            [{**delete("by-g"), **update("by-g")}],
            "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
        ),
        (
            [delete("by-g"), update("by-g")],
            "Only one global secondary index update per index is allowed simultaneously. Index: by-g",
        ),
    ],
)
def test_malformed_list(raw, name, entries, detail):
    # The table need not even exist.
    Table(raw, name).refused(INVALID + detail, *entries)


def test_one_online_change_per_call(raw, name):
    Table(raw, name).refused(
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        create(BY_G),
        delete("other"),
        code="LimitExceededException",
        AttributeDefinitions=ONLY_G,
    )
