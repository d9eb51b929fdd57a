"""What a table shows, and refuses, while a change of it lasts."""

import pytest
from index_parameters import index, units
from lasting_statuses import Table, in_use, minute_server
from stream_reading import call_raw
from values import s

pytestmark = pytest.mark.own_server

TO_PROVISIONED = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(5, 6)}
TO_ON_DEMAND = {"BillingMode": "PAY_PER_REQUEST"}
INFREQUENT = {"TableClass": "STANDARD_INFREQUENT_ACCESS"}
ENABLE_STREAM = {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}}
DISABLE_STREAM = {"StreamSpecification": {"StreamEnabled": False}}
KEYS = [f"{n}234abcd-12ab-34cd-56ef-1234567890ab" for n in (1, 2)]
CAPS = {"OnDemandThroughput": {"MaxReadRequestUnits": 5}}


@pytest.fixture(scope="module")
def server():
    with minute_server() as server:
        yield server


def provisioned(server, **changes):
    return Table(server, BillingMode="PROVISIONED", ProvisionedThroughput=units(5, 6), **changes)


def shown(description, *members):
    return [description[member] for member in members]


def units_of(description):
    throughput = description["ProvisionedThroughput"]
    return shown(throughput, "ReadCapacityUnits", "WriteCapacityUnits", "NumberOfDecreasesToday")


def kms(key):
    return {"SSEType": "KMS", "KMSMasterKeyId": key}


def key_of(description):
    encryption = description["SSEDescription"]
    return [encryption["Status"], encryption["KMSMasterKeyArn"].rsplit("/", 1)[1]]


def stream_status(server, arn):
    answer = call_raw(server.api, "DescribeStream", {"StreamArn": arn})
    return answer.body["StreamDescription"]["StreamStatus"]


def test_units_are_the_old_ones_until_the_change_ends(server):
    table = provisioned(server)
    answered = table.update(ProvisionedThroughput=units(9, 2)).body["TableDescription"]
    for description in (answered, table.describe()):
        assert description["TableStatus"] == "UPDATING"
        assert units_of(description) == [5, 6, 0]
        assert "LastIncreaseDateTime" in description["ProvisionedThroughput"]
        assert "LastDecreaseDateTime" in description["ProvisionedThroughput"]
    server.clock(advance="59s")
    assert table.status() == "UPDATING"
    server.clock(advance="1s")
    described = table.describe()
    assert described["TableStatus"] == "ACTIVE"
    assert units_of(described) == [9, 2, 1]
    assert table.update(ProvisionedThroughput=units(9, 2)).error[0] == "ValidationException"


def test_a_table_being_updated_serves_items(server):
    table = provisioned(server)
    table.update(ProvisionedThroughput=units(9, 2))
    key = {"pk": s("p"), "sk": s("s")}
    assert table.call("PutItem", Item=key).status == 200
    assert table.call("GetItem", Key=key).body["Item"] == key
    query = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": s("p")}}
    assert table.call("Query", **query).body["Items"] == [key]


def test_a_switch_to_on_demand_shows_the_new_mode_with_the_old_units(server):
    table = provisioned(server, GlobalSecondaryIndexes=[index("by-g", "g", ProvisionedThroughput=units(1, 1))])
    assert table.update(**TO_ON_DEMAND).status == 200
    described = table.describe()
    assert described["TableStatus"] == "UPDATING"
    assert described["BillingModeSummary"] == {"BillingMode": "PAY_PER_REQUEST"}
    assert units_of(described) == [5, 6, 0]
    assert described["GlobalSecondaryIndexes"][0]["IndexStatus"] == "UPDATING"
    assert units_of(described["GlobalSecondaryIndexes"][0]) == [1, 1, 0]
    described = table.wait()
    assert described["TableStatus"] == "ACTIVE"
    assert "LastUpdateToPayPerRequestDateTime" in described["BillingModeSummary"]
    assert units_of(described)[:2] == [0, 0]
    assert described["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"
    assert units_of(described["GlobalSecondaryIndexes"][0])[:2] == [0, 0]
    assert described["WarmThroughput"] == {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}


def test_a_switch_to_provisioned_shows_the_new_units_and_loses_its_reverse(server):
    table = Table(server)
    assert table.update(**TO_PROVISIONED).status == 200
    reverse = table.update(**TO_ON_DEMAND)
    assert reverse.status == 200
    assert reverse.body["TableDescription"]["TableStatus"] == "UPDATING"
    assert table.update(ProvisionedThroughput=units(7, 7)).error == in_use(
        f"Table IOPS are currently being updated. Table: {table.name}"
    )
    described = table.describe()
    assert shown(described, "TableStatus", "BillingModeSummary")[0] == "UPDATING"
    assert units_of(described) == [5, 6, 0]
    described = table.wait()
    assert described["TableStatus"] == "ACTIVE"
    assert described["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
    assert units_of(described) == [5, 6, 0]


def test_asking_for_the_mode_the_table_has_begins_nothing(server):
    table = Table(server)
    assert table.update(**TO_ON_DEMAND).body["TableDescription"]["TableStatus"] == "UPDATING"
    assert table.status() == "ACTIVE"


def test_what_is_refused_beside_a_change_of_throughput(server):
    table = provisioned(server)
    table.update(ProvisionedThroughput=units(9, 2))
    busy = in_use(f"Table IOPS are currently being updated. Table: {table.name}")
    assert table.update(ProvisionedThroughput=units(3, 3)).error == busy
    assert table.update(**TO_ON_DEMAND).error == busy
    assert table.update(**DISABLE_STREAM).error == in_use(
        f"Can't enable or disable stream while table IOPS are being updated. Table: {table.name}"
    )
    no_index = in_use(f"Can't create or delete indexes while table IOPS are being updated. Table: {table.name}")
    assert table.add_index(ProvisionedThroughput=units(1, 1)).error == no_index
    assert table.update(GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-g"}}]).error == no_index
    assert table.update(**CAPS).error == in_use(
        "OnDemandThroughput cannot be updated while BillingMode update is in progress"
    )
    assert table.call("DeleteTable").error == in_use(f"Table: {table.name} is in the process of being updated.")


def test_a_class_switch_shows_the_old_class_and_refuses_others(server):
    table = Table(server)
    answered = table.update(**INFREQUENT).body["TableDescription"]
    for description in (answered, table.describe()):
        assert description["TableStatus"] == "UPDATING"
        assert "TableClassSummary" not in description
    switch = f"Table: {table.name} TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS"
    assert table.update(TableClass="STANDARD").error == in_use(
        f"Can't update table class when a table class update is in progress. {switch}"
    )
    assert table.update(**DISABLE_STREAM).error == in_use(
        f"Can't change stream status when a table class update is in progress. {switch}"
    )
    assert table.add_index().error == in_use(
        f"Can't create or delete an index when a table class update is in progress. {switch}"
    )
    assert table.update(**CAPS).error == in_use(
        "OnDemandThroughput cannot be updated while TableClass update is in progress. "
        "TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS"
    )
    assert table.call("DeleteTable").error == in_use(f"Table: {table.name} is in the process of being updated.")
    described = table.wait()
    assert described["TableStatus"] == "ACTIVE"
    assert described["TableClassSummary"]["TableClass"] == "STANDARD_INFREQUENT_ACCESS"
    assert "LastUpdateDateTime" in described["TableClassSummary"]


def test_what_is_admitted_beside_a_change(server):
    table = provisioned(server)
    table.update(ProvisionedThroughput=units(9, 2))
    warm = {"ReadUnitsPerSecond": 13000}
    ttl = {"Enabled": True, "AttributeName": "expires"}
    protected = table.update(DeletionProtectionEnabled=True).body["TableDescription"]
    assert shown(protected, "TableStatus", "DeletionProtectionEnabled") == ["UPDATING", True]
    assert table.update(WarmThroughput=warm).status == 200
    assert table.call("UpdateTimeToLive", TimeToLiveSpecification=ttl).status == 200
    assert table.call("TagResource", ResourceArn=protected["TableArn"], Tags=[{"Key": "k", "Value": "v"}]).status == 200
    described = table.wait()
    assert units_of(described)[:2] == [9, 2]
    assert described["DeletionProtectionEnabled"] is True
    assert described["WarmThroughput"]["ReadUnitsPerSecond"] == 13000


def test_units_of_an_index_are_the_old_ones_until_its_update_ends(server):
    table = provisioned(server, GlobalSecondaryIndexes=[index("by-g", "g", ProvisionedThroughput=units(1, 1))])
    update = {"Update": {"IndexName": "by-g", "ProvisionedThroughput": units(3, 4)}}
    assert table.update(GlobalSecondaryIndexUpdates=[update]).status == 200
    described = table.describe()
    assert described["TableStatus"] == "ACTIVE"
    assert described["GlobalSecondaryIndexes"][0]["IndexStatus"] == "UPDATING"
    assert units_of(described["GlobalSecondaryIndexes"][0]) == [1, 1, 0]
    assert described["GlobalSecondaryIndexes"][0]["WarmThroughput"]["Status"] == "UPDATING"
    described = table.wait()
    assert described["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"
    assert units_of(described["GlobalSecondaryIndexes"][0]) == [3, 4, 0]


def test_a_new_index_beside_a_change_of_the_billing_mode(server):
    table = provisioned(server)
    answer = table.update(
        **TO_ON_DEMAND,
        AttributeDefinitions=[{"AttributeName": "g", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": index("by-g", "g")}],
    )
    assert answer.status == 200, answer.content
    assert table.status() == "UPDATING"
    described = table.wait()
    assert described["TableStatus"] == "ACTIVE"
    assert described["GlobalSecondaryIndexes"][0]["Backfilling"] is True
    assert table.wait()["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"


def test_while_an_index_is_allocated_or_deleted(server):
    table = Table(server)
    table.add_index()
    allocated = f"Table: {table.name} Indexes: [by-g]"
    assert table.update(**DISABLE_STREAM).error == in_use("Can't change stream status when an index is being created")
    assert table.update(**INFREQUENT).error == in_use(
        f"Can't update table class when an index is being created. {allocated}"
    )
    table.wait()
    table.wait()
    assert table.update(GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-g"}}]).status == 200
    assert table.update(**DISABLE_STREAM).error == in_use("Can't change stream status when an index is being deleted")
    assert table.update(**INFREQUENT).error == in_use(
        f"Can't update table class when an index is being deleted. {allocated}"
    )
    assert table.status() == "UPDATING"
    assert table.wait()["TableStatus"] == "ACTIVE"


def test_a_change_under_way_survives_a_kill(tmp_path):
    flags = ["--data-dir", str(tmp_path / "data")]
    with minute_server(*flags) as server:
        table = provisioned(server)
        table.update(ProvisionedThroughput=units(9, 2))
        server.process.kill()
    with minute_server(*flags) as server:
        table.server = server
        assert units_of(table.describe()) == [5, 6, 0]
        assert table.status() == "UPDATING"
        assert units_of(table.wait()) == [9, 2, 1]
        assert table.status() == "ACTIVE"


def test_what_is_refused_beside_a_stream_toggle(server):
    table = provisioned(server)
    for change, operation in ((ENABLE_STREAM, "ENABLE"), (DISABLE_STREAM, "DISABLE")):
        answered = table.update(**change).body["TableDescription"]
        described = table.describe()
        assert shown(answered, "TableStatus", "LatestStreamArn") == shown(described, "TableStatus", "LatestStreamArn")
        assert described["TableStatus"] == "UPDATING"
        assert stream_status(server, answered["LatestStreamArn"]) == operation[:-1] + "ING"
        stream = f"Stream: {answered['LatestStreamLabel']} Operation: {operation}"
        subject = f"Table: {table.name} {stream}"
        for again in (ENABLE_STREAM, DISABLE_STREAM):
            assert table.update(**again).error == in_use(f"A stream status change is currently in progress. {subject}")
        assert table.update(ProvisionedThroughput=units(3, 3)).error == in_use(
            f"Can't change table IOPS when stream status is being updated. {subject}"
        )
        assert table.add_index(ProvisionedThroughput=units(1, 1)).error == in_use(
            f"Can't create or delete an index when stream status is being updated. {subject}"
        )
        assert table.update(**INFREQUENT).error == in_use(
            f"Can't update table class when stream status is being updated. {subject}"
        )
        assert table.update(**CAPS).error == in_use(
            f"OnDemandThroughput cannot be updated while stream status update is in progress. {stream}"
        )
        assert table.call("DeleteTable").error == in_use("Cannot delete table while stream is being enabled/disabled.")
        assert table.wait()["TableStatus"] == "ACTIVE"
        assert stream_status(server, answered["LatestStreamArn"]) == operation + "D"


def test_the_stream_of_a_table_being_created_is_enabling(server):
    table = Table(server, active=False, **ENABLE_STREAM)
    arn = table.created["LatestStreamArn"]
    assert stream_status(server, arn) == "ENABLING"
    table.wait()
    assert stream_status(server, arn) == "ENABLED"


def test_another_key_shows_the_old_one_until_it_is_in_place(server):
    table = Table(server)
    first = table.update(SSESpecification=kms(KEYS[0])).body["TableDescription"]
    assert first["TableStatus"] == "ACTIVE"
    for description in (first, table.describe()):
        assert key_of(description) == ["UPDATING", KEYS[0]]
    busy = in_use("Server-Side Encryption is still being updated")
    assert table.update(SSESpecification=kms(KEYS[1])).error == busy
    assert table.update(SSESpecification={"Enabled": False}).error == busy
    assert table.call("DeleteTable").error == in_use(f"Table: {table.name} is in the process of being updated.")
    assert key_of(table.wait()) == ["ENABLED", KEYS[0]]
    table.update(SSESpecification=kms(KEYS[1]))
    assert key_of(table.describe()) == ["UPDATING", KEYS[0]]
    assert key_of(table.wait()) == ["ENABLED", KEYS[1]]
    table.update(SSESpecification={"Enabled": False})
    assert key_of(table.describe()) == ["UPDATING", KEYS[1]]
    assert "SSEDescription" not in table.wait()
