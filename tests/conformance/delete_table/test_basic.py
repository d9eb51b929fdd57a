"""DeleteTable: its answer, and that nothing of the table is left."""

from table_factory import table_parameters
from values import NOT_FOUND, expect_error, s


def test_answer(client, new_table):
    table = new_table()
    answer = client.delete_table(TableName=table)["TableDescription"]
    assert answer["TableName"] == table
    assert answer["TableStatus"] == "DELETING"
    for absent in ("CreationDateTime", "KeySchema", "AttributeDefinitions"):
        assert absent not in answer
    for present in ("ProvisionedThroughput", "TableSizeBytes", "ItemCount", "TableArn", "TableId"):
        assert present in answer
    client.get_waiter("table_not_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
    assert table not in client.list_tables()["TableNames"]
    expect_error("ResourceNotFoundException", NOT_FOUND, client.put_item, TableName=table, Item={"pk": s("a")})
    expect_error("ResourceNotFoundException", NOT_FOUND, client.get_item, TableName=table, Key={"pk": s("a")})


def test_a_new_table_of_the_name_is_empty_and_may_have_another_key(client, new_table):
    table = new_table("pk:S")
    client.put_item(TableName=table, Item={"pk": s("old")})
    client.delete_table(TableName=table)
    client.get_waiter("table_not_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
    client.create_table(**table_parameters(table, "id:S"))
    new_table.wait(table)
    assert client.scan(TableName=table)["Items"] == []
    client.put_item(TableName=table, Item={"id": s("new")})
    assert client.scan(TableName=table)["Count"] == 1


def test_missing_table(client, name):
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
        client.delete_table,
        TableName=name,
    )


def test_protected_table(raw, new_table, name):
    new_table.remember(name)
    raw.ok("CreateTable", {**table_parameters(name), "DeletionProtectionEnabled": True})
    new_table.wait(name)
    assert raw.call("DeleteTable", {"TableName": name}).error == (
        "ValidationException",
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    )
    raw.ok("UpdateTable", {"TableName": name, "DeletionProtectionEnabled": False})
    raw.ok("DeleteTable", {"TableName": name})


def test_by_arn(client, new_table):
    table = new_table()
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    assert client.delete_table(TableName=arn)["TableDescription"]["TableName"] == table
