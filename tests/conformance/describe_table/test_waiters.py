"""The SDK's waiters, on a server whose statuses last for a moment."""

import boto3
import pytest
from server_process import ServerProcess
from table_factory import table_parameters

pytestmark = pytest.mark.own_server

MILLIS = 400
OFTEN = {"Delay": 0.02, "MaxAttempts": 500}


@pytest.fixture(scope="module")
def client():
    flags = ["-inMemory", "-delayTransientStatuses", f"--transient-status-millis={MILLIS}"]
    with ServerProcess.start(flags) as server:
        yield boto3.client(
            "dynamodb",
            endpoint_url=server.endpoint,
            region_name="us-east-1",
            aws_access_key_id="dummy",
            aws_secret_access_key="dummy",
        )


def test_a_table_is_waited_for_until_it_is_there_and_until_it_is_gone(client):
    client.create_table(**table_parameters("Waited"))
    assert client.describe_table(TableName="Waited")["Table"]["TableStatus"] == "CREATING"
    client.get_waiter("table_exists").wait(TableName="Waited", WaiterConfig=OFTEN)
    assert client.describe_table(TableName="Waited")["Table"]["TableStatus"] == "ACTIVE"
    client.put_item(TableName="Waited", Item={"pk": {"S": "p"}})
    client.delete_table(TableName="Waited")
    assert client.describe_table(TableName="Waited")["Table"]["TableStatus"] == "DELETING"
    client.get_waiter("table_not_exists").wait(TableName="Waited", WaiterConfig=OFTEN)
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_table(TableName="Waited")
    client.create_table(**table_parameters("Waited"))


def test_a_waiter_for_a_table_that_is_not_there_goes_on(client):
    client.get_waiter("table_not_exists").wait(TableName="Missing", WaiterConfig=OFTEN)
    client.create_table(**table_parameters("Updated"))
    waiter = client.get_waiter("table_exists")
    waiter.wait(TableName="Updated", WaiterConfig=OFTEN)
    client.update_table(TableName="Updated", TableClass="STANDARD_INFREQUENT_ACCESS")
    assert client.describe_table(TableName="Updated")["Table"]["TableStatus"] == "UPDATING"
    waiter.wait(TableName="Updated", WaiterConfig=OFTEN)
    described = client.describe_table(TableName="Updated")["Table"]
    assert described["TableClassSummary"]["TableClass"] == "STANDARD_INFREQUENT_ACCESS"
