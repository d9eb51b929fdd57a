"""Makes the tables of the tests, and removes them."""

import time
import uuid


def unique_name(prefix="test"):
    return f"{prefix}-{uuid.uuid4().hex[:20]}"


class TableFactory:
    def __init__(self, client):
        self.client = client
        self.names = []

    def __call__(self, hash_key="pk:S", range_key=None, **more) -> str:
        """Creates a table and waits until it is ACTIVE: new_table("pk:S", "sk:N") -> its name."""
        parameters = table_parameters(unique_name(), hash_key, range_key)
        parameters.update(more)
        self.client.create_table(**parameters)
        self.names.append(parameters["TableName"])
        self.wait(parameters["TableName"])
        return parameters["TableName"]

    def wait(self, name):
        pause = 0.01
        while self.client.describe_table(TableName=name)["Table"]["TableStatus"] != "ACTIVE":
            time.sleep(pause)
            pause = min(2, pause * 2)

    def remember(self, name):
        """Has a table deleted at the end that the test itself creates."""
        self.names.append(name)
        return name

    def clean_up(self):
        for name in self.names:
            try:
                self.wait(name)
                self.client.delete_table(TableName=name)
            except self.client.exceptions.ResourceNotFoundException:
                pass


def table_parameters(name, hash_key="pk:S", range_key=None):
    """The least CreateTable takes; keys are written "name:type"."""
    keys = [tuple(key.split(":")) + (role,) for key, role in ((hash_key, "HASH"), (range_key, "RANGE")) if key]
    return {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": k, "AttributeType": t} for k, t, _ in keys],
        "KeySchema": [{"AttributeName": k, "KeyType": role} for k, _, role in keys],
    }
