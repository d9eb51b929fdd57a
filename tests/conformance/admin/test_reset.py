"""Dropping all tables at once, and what the server tells of itself."""

import pytest
from raw_client import RawClient
from values import s

pytestmark = pytest.mark.own_server


def create(api, name, **members):
    table = {
        "TableName": name,
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    api.ok("CreateTable", {**table, **members})


def names(api):
    return api.ok("ListTables", {})["TableNames"]


def test_reset_drops_every_table(admin):
    for name in ("Table1", "Table2"):
        create(admin.api, name)
    create(admin.api, "Protected", DeletionProtectionEnabled=True)
    assert admin.reset() == 3
    assert names(admin.api) == []
    create(admin.api, "Table1")
    assert "Item" not in admin.api.ok("GetItem", {"TableName": "Table1", "Key": {"pk": s("a")}})


def test_reset_drops_tables_with_a_prefix(admin):
    for name in ("Test.One", "Test.Two", "Other"):
        create(admin.api, name)
    assert admin.reset(prefix="Test.") == 2
    assert names(admin.api) == ["Other"]


def test_reset_drops_the_tables_of_an_account_or_a_region(admin):
    others = RawClient(admin.endpoint, access_key="123456789012")
    create(admin.api, "Mine")
    create(others, "Theirs")
    assert admin.reset(account="123456789012", region="eu-west-1") == 0
    assert admin.reset(account="123456789012", region="us-east-1") == 1
    assert names(others) == []
    assert names(admin.api) == ["Mine"]
    others.close()


def test_reset_of_everything_forgets_tokens(admin):
    put = {"Put": {"TableName": "Table", "Item": {"pk": s("a")}}}
    for _ in range(2):
        create(admin.api, "Table")
        admin.api.ok("TransactWriteItems", {"TransactItems": [put], "ClientRequestToken": "token"})
        assert admin.api.ok("GetItem", {"TableName": "Table", "Key": {"pk": s("a")}})["Item"] == {"pk": s("a")}
        admin.reset()


def test_info(admin):
    create(admin.api, "Table")
    admin.api.ok("PutItem", {"TableName": "Table", "Item": {"pk": s("a")}})
    admin.clock(set=0, freeze=True)
    status, info, _ = admin.request("GET", "info")
    assert status == 200
    assert list(info) == ["version", "storage", "tables", "items", "uptimeMillis", "clock"]
    assert (info["storage"], info["tables"], info["items"]) == ("memory", 1, 1)
    assert info["uptimeMillis"] > 0
    assert info["clock"]["now"] == "1970-01-01T00:00:00.000Z"
