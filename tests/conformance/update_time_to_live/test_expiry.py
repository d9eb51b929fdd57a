"""Expired items vanish by themselves: seen on a server that looks for them often."""

import time

import boto3
import pytest
from botocore.config import Config
from indexed_tables import expect_soon, gsi, indexed, lsi
from server_process import ServerProcess
from table_factory import TableFactory
from values import n, s

pytestmark = pytest.mark.own_server

YEAR = 365 * 24 * 60 * 60


def connect(server):
    return boto3.client(
        "dynamodb",
        region_name="us-east-1",
        aws_access_key_id="dummy",
        aws_secret_access_key="dummy",
        endpoint_url=f"http://127.0.0.1:{server.port}",
        config=Config(retries={"max_attempts": 0}),
    )


@pytest.fixture(scope="module")
def quick():
    """A client of a server that sweeps every 20 milliseconds."""
    with ServerProcess.start(["--in-memory", "--ttl-sweep-interval-millis=20"]) as server:
        yield connect(server)


def enable(client, table):
    client.update_time_to_live(
        TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )


def keys(client, table, index=None):
    where = {"IndexName": index} if index else {}
    return {item["pk"]["S"] for item in client.scan(TableName=table, **where)["Items"]}


@pytest.mark.parametrize("enabled_first", [True, False])
def test_expired_items_leave_table_and_indexes(quick, enabled_first):
    table = indexed(
        TableFactory(quick), "pk:S", "sk:N", [gsi("by-g", "g:S"), lsi("by-n", "n:N", project="KEYS_ONLY")]
    )
    now = int(time.time())
    values = {
        "past": n(now - 10),
        "fraction": n(f"{now - 10}.5"),
        "exponent": n(f"{(now - 10) / 1e9:.9f}E9"),
        "future": n(now + 1000),
        "text": s(str(now - 10)),
        "six-years-ago": n(now - 6 * YEAR),
        "huge": n("1E100"),
        "negative": n(-1),
    }
    if enabled_first:
        enable(quick, table)
    for key, value in values.items():
        item = {"pk": s(key), "sk": n(1), "g": s("g"), "n": n(1), "expires": value}
        quick.put_item(TableName=table, Item=item)
    quick.put_item(TableName=table, Item={"pk": s("without"), "sk": n(1), "g": s("g"), "n": n(1)})
    if not enabled_first:
        enable(quick, table)
    left = {"future", "text", "six-years-ago", "huge", "negative", "without"}
    expect_soon(left, lambda: keys(quick, table))
    assert keys(quick, table, "by-g") == left
    assert keys(quick, table, "by-n") == left
    described = quick.describe_table(TableName=table)["Table"]
    counts = [described["ItemCount"]] + [
        index["ItemCount"] for index in described["GlobalSecondaryIndexes"] + described["LocalSecondaryIndexes"]
    ]
    assert counts == [len(left)] * 3


def test_a_disabled_table_keeps_its_items(quick):
    first, second = (TableFactory(quick)() for _ in range(2))
    expired = {"pk": s("x"), "expires": n(int(time.time()) - 10)}
    enable(quick, first)
    quick.update_time_to_live(
        TableName=first, TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"}
    )
    enable(quick, second)
    for table in (first, second):
        quick.put_item(TableName=table, Item=expired)
    expect_soon(set(), lambda: keys(quick, second))
    assert keys(quick, first) == {"x"}


def test_it_goes_on_after_a_kill(tmp_path):
    flags = ["--data-dir", str(tmp_path), "--ttl-sweep-interval-millis=20"]
    with ServerProcess.start(["--data-dir", str(tmp_path), "--ttl-sweep-interval-millis=3600000"]) as server:
        client = connect(server)
        table = TableFactory(client)()
        enable(client, table)
        client.put_item(TableName=table, Item={"pk": s("past"), "expires": n(int(time.time()) - 10)})
        client.put_item(TableName=table, Item={"pk": s("future"), "expires": n(int(time.time()) + 1000)})
        server.kill()
    with ServerProcess.start(flags) as server:
        client = connect(server)
        assert client.describe_time_to_live(TableName=table)["TimeToLiveDescription"] == {
            "TimeToLiveStatus": "ENABLED",
            "AttributeName": "expires",
        }
        expect_soon({"future"}, lambda: keys(client, table))
