"""Tables that stay CREATING for a while."""

import pytest
from index_parameters import index
from lasting_statuses import Table, in_use, minute_server
from raw_client import RawClient
from server_process import ServerProcess
from values import s

pytestmark = pytest.mark.own_server

NOT_FOUND = ("ResourceNotFoundException", "Requested resource not found")


@pytest.fixture(scope="module")
def server():
    with minute_server() as server:
        yield server


def test_the_control_plane_shows_it_and_the_data_plane_does_not(server):
    table = Table(server, active=False, GlobalSecondaryIndexes=[index("by-g", "g")])
    for description in (table.created, table.describe()):
        assert description["TableStatus"] == "CREATING"
        assert description["GlobalSecondaryIndexes"][0]["IndexStatus"] == "CREATING"
        assert "Backfilling" not in description["GlobalSecondaryIndexes"][0]
    assert table.describe()["WarmThroughput"]["Status"] == "UPDATING"
    assert table.name in server.api.ok("ListTables")["TableNames"]
    key = {"pk": s("p"), "sk": s("s")}
    requests = {table.name: {"Keys": [key]}}
    assert table.call("PutItem", Item=key).error == NOT_FOUND
    assert table.call("GetItem", Key=key).error == NOT_FOUND
    assert table.call("UpdateItem", Key=key).error == NOT_FOUND
    assert table.call("DeleteItem", Key=key).error == NOT_FOUND
    assert table.call("Scan").error == NOT_FOUND
    query = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": s("p")}}
    assert table.call("Query", **query).error == NOT_FOUND
    assert server.api.call("BatchGetItem", {"RequestItems": requests}).error == NOT_FOUND
    put = {"Put": {"TableName": table.name, "Item": key}}
    assert server.api.call("TransactWriteItems", {"TransactItems": [put]}).error == NOT_FOUND
    described = table.wait()
    assert described["TableStatus"] == "ACTIVE"
    assert described["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"
    assert table.call("PutItem", Item=key).status == 200


def test_everything_is_refused_until_it_is_there(server):
    table = Table(server, active=False)
    created = in_use(f"Table is being created: {table.name}")
    assert table.update(DeletionProtectionEnabled=True).error == created
    assert table.update(BillingMode="PAY_PER_REQUEST").error == created
    assert table.add_index().error == created
    assert table.call("DeleteTable").error == created
    assert server.api.call("CreateTable", table.parameters).error == created
    tags = {"ResourceArn": table.created["TableArn"], "Tags": [{"Key": "k", "Value": "v"}]}
    assert server.api.call("TagResource", tags).error == created
    assert server.api.call("UntagResource", {"ResourceArn": tags["ResourceArn"], "TagKeys": ["k"]}).error == created
    ttl = {"Enabled": True, "AttributeName": "expires"}
    assert table.call("UpdateTimeToLive", TimeToLiveSpecification=ttl).error == in_use(
        f"Table {table.name} is being created"
    )
    table.wait()
    assert server.api.call("CreateTable", table.parameters).error == (
        "ResourceInUseException",
        f"Table already exists: {table.name}",
    )


def test_its_tags_show_when_it_is_active(server):
    tags = [{"Key": "k", "Value": "v"}]
    table = Table(server, active=False, Tags=tags)
    of_table = {"ResourceArn": table.created["TableArn"]}
    assert server.api.ok("ListTagsOfResource", of_table) == {"Tags": []}
    table.wait()
    assert server.api.ok("ListTagsOfResource", of_table) == {"Tags": tags}


def test_it_is_active_after_a_restart_without_delays(tmp_path):
    flags = ["--data-dir", str(tmp_path / "data")]
    with minute_server(*flags) as server:
        table = Table(server, active=False)
        server.process.kill()
    with minute_server(*flags) as server:
        table.server = server
        assert table.status() == "CREATING"
        server.process.kill()
    with ServerProcess.start(flags) as process:
        client = RawClient(process.endpoint)
        assert client.ok("DescribeTable", {"TableName": table.name})["Table"]["TableStatus"] == "ACTIVE"
        assert client.ok("Scan", {"TableName": table.name})["Items"] == []
        client.close()
