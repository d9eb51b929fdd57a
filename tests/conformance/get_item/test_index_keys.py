"""Reads of items of a table with indexes: nothing can lie below the keys of an index."""

import pytest
from index_writes import nested_path, new_indexed_table
from transactions import NONE, expect_cancelled, get, invalid
from values import expect_invalid, n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_indexed_table(new_module_table)


PATHS = {
    "map key": ("x, g.b", nested_path("g")),
    "list index": ("a[0]", nested_path("a")),
    "table key first": ("a.b, sk.b", nested_path("sk", "Key")),
    "key of table and index": ("pk.b", nested_path("pk", "Key")),
}


@pytest.mark.parametrize("projection, message", PATHS.values(), ids=PATHS.keys())
def test_projections(client, table, key, projection, message):
    keys = {"pk": s(key), "sk": n(1)}
    expect_invalid(message, client.get_item, TableName=table, Key=keys, ProjectionExpression=projection)
    expect_invalid(
        message,
        client.batch_get_item,
        RequestItems={table: {"Keys": [keys], "ProjectionExpression": projection}},
    )
    expect_cancelled(
        [NONE, invalid(message)],
        client.transact_get_items,
        TransactItems=[get(table, {**keys, "sk": n(2)}), get(table, keys, projection)],
    )


def test_index_keys_may_be_projected(client, table, key):
    keys = {"pk": s(key), "sk": n(1)}
    client.put_item(TableName=table, Item={**keys, "g": s("g")})
    answer = client.get_item(TableName=table, Key=keys, ProjectionExpression="g, x.g")
    assert answer["Item"] == {"g": s("g")}
