"""Capacity units of Query and Scan on indexes."""

import pytest
from indexed_tables import gsi, indexed, lsi, wait_for_entries
from values import n, s


@pytest.fixture(scope="module")
def table(client, new_module_table):
    """Ten items of 1000 bytes each under one key of every index; their entries are of 1000 bytes
    where all is projected, else of 31 bytes or less."""
    table = indexed(new_module_table, "pk:S", "sk:N", [
        gsi("all", "g:S"), gsi("keys", "g:S", project="KEYS_ONLY"),
        lsi("local-all", "r:N"), lsi("local-keys", "r:N", project="KEYS_ONLY"),
    ])  # fmt: skip
    for i in range(1, 10):
        item = {"pk": s("p"), "sk": n(i), "g": s("p"), "r": n(i)}  # 3 + 4 + 2 + 3 bytes
        client.put_item(TableName=table, Item={**item, "v": s("x" * (1000 - 12 - 1))})
    big = {"pk": s("p"), "sk": n(10), "g": s("p"), "r": n(10), "v": s("x" * 4997)}
    client.put_item(TableName=table, Item=big)
    for index in ("all", "keys"):
        wait_for_entries(client, table, index, 10)
    return table


def consumed(client, operation, table, index, **options):
    if operation == "query":
        attribute = "pk" if index.startswith("local") else "g"
        options["KeyConditionExpression"] = f"{attribute} = :v"
        options["ExpressionAttributeValues"] = {":v": s("p"), **options.get("ExpressionAttributeValues", {})}
    read = getattr(client, operation)
    return read(TableName=table, IndexName=index, ReturnConsumedCapacity="INDEXES", **options)["ConsumedCapacity"]


def units(table, index, of_index, of_table=0):
    member = "LocalSecondaryIndexes" if index.startswith("local") else "GlobalSecondaryIndexes"
    return {
        "TableName": table,
        "CapacityUnits": of_index + of_table,
        "Table": {"CapacityUnits": of_table},
        member: {index: {"CapacityUnits": of_index}},
    }


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("index, blocks", [("all", 4), ("keys", 1), ("local-all", 4), ("local-keys", 1)])
@pytest.mark.parametrize("options", [{}, {"Select": "COUNT"}, {"ProjectionExpression": "sk"}])
def test_entries_count_for_the_index(client, table, operation, index, blocks, options):
    # 9 * 1000 + 5011 bytes: four blocks of 4096, rounded once.
    assert consumed(client, operation, table, index, **options) == units(table, index, blocks / 2)
    if index.startswith("local"):
        consistent = consumed(client, operation, table, index, ConsistentRead=True, **options)
        assert consistent == units(table, index, blocks)


@pytest.mark.parametrize("operation", ["query", "scan"])
@pytest.mark.parametrize("consistent, factor", [(False, 0.5), (True, 1)])
@pytest.mark.parametrize(
    "options", [{"Select": "ALL_ATTRIBUTES"}, {"ProjectionExpression": "v"}, {"ProjectionExpression": "nope"}]
)
def test_fetched_items_count_for_the_table(client, table, operation, consistent, factor, options):
    # Each fetched item is rounded up: nine of one block, one of two.
    found = consumed(client, operation, table, "local-keys", ConsistentRead=consistent, **options)
    assert found == units(table, "local-keys", factor, 11 * factor)
    found = consumed(client, operation, table, "local-keys", ConsistentRead=consistent, Limit=3, **options)
    assert found == units(table, "local-keys", factor, 3 * factor)


def test_nothing_is_fetched_from_an_index_that_projects_it(client, table):
    for options in ({"Select": "ALL_ATTRIBUTES"}, {"ProjectionExpression": "v"}):
        assert consumed(client, "query", table, "local-all", **options) == units(table, "local-all", 2)


@pytest.mark.own_server
def test_items_fetched_for_a_filter(client, table):
    options = {"FilterExpression": "attribute_exists(v)"}
    assert consumed(client, "query", table, "local-keys", **options) == units(table, "local-keys", 0.5, 5.5)
    assert consumed(client, "query", table, "keys", **options) == units(table, "keys", 0.5)


@pytest.mark.parametrize("index", ["keys", "local-keys"])
def test_an_empty_page_costs_one_block(client, table, index):
    values = {":v": s("nothing")}
    assert consumed(client, "query", table, index, ExpressionAttributeValues=values) == units(table, index, 0.5)


def test_total(client, table):
    answer = client.scan(
        TableName=table, IndexName="local-keys", Select="ALL_ATTRIBUTES", ReturnConsumedCapacity="TOTAL"
    )
    assert answer["ConsumedCapacity"] == {"TableName": table, "CapacityUnits": 6.0}
