"""What is left of transactions after the server is killed among them: each whole, or not at all."""

import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from table_factory import table_parameters
from values import all_items, n, s

WRITERS = 4
ACTIONS = 6


def create(client, name):
    client.create_table(**table_parameters(name, "pk:S", "sk:N"))
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def transaction(writer, version):
    """Writes one version to the same item in every place, over two tables, and a history entry."""
    items = [
        {"Put": {"TableName": table, "Item": {"pk": s(f"{writer}-{i}"), "sk": n(0), "version": n(version)}}}
        for i in range(ACTIONS // 2)
        for table in ("left", "right")
    ]
    history = {"pk": s(f"history-{writer}"), "sk": n(version)}
    return items + [{"Put": {"TableName": "left", "Item": history}}]


class Load:
    def __init__(self, connect, server):
        self.acknowledged = {writer: 0 for writer in range(WRITERS)}
        self.threads = [
            threading.Thread(target=self.write, args=(writer, connect(server))) for writer in range(WRITERS)
        ]

    def write(self, writer, client):
        version = 0
        while True:
            version += 1
            try:
                client.transact_write_items(
                    TransactItems=transaction(writer, version), ClientRequestToken=f"{writer}-{version}"
                )
            except (BotoCoreError, ClientError):
                return  # the server is gone; this one may or may not have happened
            self.acknowledged[writer] = version

    def run_until(self, answers):
        for thread in self.threads:
            thread.start()
        deadline = time.monotonic() + 60
        while sum(self.acknowledged.values()) < answers and time.monotonic() < deadline:
            time.sleep(0.001)
        assert sum(self.acknowledged.values()) >= answers

    def join(self):
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive()


@pytest.mark.parametrize("durability", ["wal", "fsync"])
@pytest.mark.parametrize("answers", [1, 100, 1000])
def test_all_or_nothing(start, connect, durability, answers):
    server = start("--durability", durability)
    client = connect(server)
    create(client, "left")
    create(client, "right")
    load = Load(connect, server)
    load.run_until(answers)
    server.kill()
    load.join()

    client = connect(start())
    found = {name: all_items(client.scan, TableName=name, ConsistentRead=True) for name in ("left", "right")}
    for writer, acknowledged in load.acknowledged.items():
        versions = {
            int(item["version"]["N"])
            for items in found.values()
            for item in items
            if item["pk"]["S"].startswith(f"{writer}-")
        }
        count = sum(item["pk"]["S"].startswith(f"{writer}-") for items in found.values() for item in items)
        history = [item for item in found["left"] if item["pk"]["S"] == f"history-{writer}"]
        assert len(versions) <= 1, "a part of a transaction"
        assert count in (0, ACTIONS)
        version = max(versions, default=0)
        assert version in (acknowledged, acknowledged + 1)
        assert len(history) == version
    for name, items in found.items():
        assert client.describe_table(TableName=name)["Table"]["ItemCount"] == len(items)


def test_tokens_survive_a_kill(start, connect):
    """A client that lost the answer sends again, and what happened does not happen twice."""
    server = start()
    client = connect(server)
    create(client, "left")
    request = {
        "TransactItems": [
            {
                "Update": {
                    "TableName": "left",
                    "Key": {"pk": s("a"), "sk": n(1)},
                    "UpdateExpression": "ADD v :one",
                    "ExpressionAttributeValues": {":one": n(1)},
                }
            }
        ],
        "ClientRequestToken": "token",
        "ReturnConsumedCapacity": "TOTAL",
    }
    client.transact_write_items(**request)
    server.kill()
    client = connect(start())
    answer = client.transact_write_items(**request)
    assert answer["ConsumedCapacity"] == [{"TableName": "left", "CapacityUnits": 2, "ReadCapacityUnits": 2}]
    key = {"pk": s("a"), "sk": n(1)}
    assert client.get_item(TableName="left", Key=key)["Item"]["v"] == n(1)
    request["TransactItems"][0]["Update"]["ExpressionAttributeValues"] = {":one": n(2)}
    with pytest.raises(client.exceptions.IdempotentParameterMismatchException):
        client.transact_write_items(**request)
