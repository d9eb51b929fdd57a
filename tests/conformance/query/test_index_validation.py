"""Refused reads of indexes, and which of two faults Query tells first."""

import pytest
from indexed_tables import expect_soon, gsi, indexed, lsi
from values import INVALID, SCHEMA_MISMATCH, batch_put, expect_error, expect_invalid, n, s

UNKNOWN = "The table does not have the specified index: none"
CONSISTENT = "Consistent reads are not supported on global secondary indexes"
START = "The provided starting key is invalid"
OUTSIDE = "The provided starting key is outside query boundaries based on provided conditions"
PREDICATE = "The provided starting key does not match the range key predicate"
TYPE = INVALID + "Condition parameter type does not match schema type"
SCALARS = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
FILTER = "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
EMPTY = (
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
    "string value. Key: "
)
NOT_ALL = (
    INVALID + "Select type ALL_ATTRIBUTES is not supported for global secondary index keys because its projection type "
    "is not ALL"
)

G = {"KeyConditionExpression": "g = :g"}
G_R = {"KeyConditionExpression": "g = :g AND r > :r"}
VALUES = {":g": s("g"), ":r": n(1), ":p": s("p")}
KEY = {"pk": s("p"), "sk": n(1), "g": s("g"), "r": n(2)}
ALL = {"Select": "ALL_ATTRIBUTES"}


@pytest.fixture(scope="module")
def table(new_module_table):
    table = indexed(new_module_table, "pk:S", "sk:N", [
        gsi("keys", "g:S", "r:N", project="KEYS_ONLY"), gsi("hash", "g:S"), gsi("other", "o:S"), lsi("local", "r:N"),
    ])  # fmt: skip
    return table


def without(name):
    return {"ExclusiveStartKey": {key: value for key, value in KEY.items() if key != name}}


def start(**changed):
    return {"ExclusiveStartKey": {**KEY, **changed}}


def query(client, table, index, **options):
    """Query with those of VALUES that its expressions use."""
    text = options.get("KeyConditionExpression", "") + options.get("FilterExpression", "")
    values = {**VALUES, **options.pop("values", {})}
    used = {name: value for name, value in values.items() if name in text}
    more = {"ExpressionAttributeValues": used} if used else {}
    return client.query(TableName=table, IndexName=index, **more, **options)


@pytest.mark.parametrize(
    "index, options, message",
    [
        ("none", G, UNKNOWN),
        ("keys", {**G, "ConsistentRead": True}, CONSISTENT),
        # the set of attributes
        ("keys", {**G, **without("pk")}, START),
        ("keys", {**G, **without("r")}, START),
        ("keys", {**G, **start(a=s("a"))}, START),
        ("hash", {**G, **start()}, START),
        ("local", {"KeyConditionExpression": "pk = :p", **start()}, START),
        # types: the index's key, then the table's
        ("keys", {**G, **start(r=s("2"))}, SCHEMA_MISMATCH),
        ("keys", {**G, **start(g=n(2), pk=n(2))}, SCHEMA_MISMATCH),
        ("keys", {**G, **start(pk=n(2))}, f"{START}: {SCHEMA_MISMATCH}"),
        ("keys", {**G, **start(sk={"NULL": True})}, f"{START}: {SCHEMA_MISMATCH}"),
        ("keys", {**G, **start(pk=s(""))}, EMPTY + "pk"),
        # bounds
        ("keys", {**G, **start(g=s("h"))}, OUTSIDE),
        ("keys", {**G_R, **start(r=n(1))}, PREDICATE),
        ("keys", {"KeyConditionExpression": "g = :g AND r = :r", **start()}, PREDICATE),
        ("keys", {"KeyConditionExpression": "g = :g AND r BETWEEN :r AND :r", **start()}, PREDICATE),
        # what may be named
        ("keys", {**G, "ProjectionExpression": "sk.a"}, SCALARS + "Key: sk"),
        ("keys", {**G, "ProjectionExpression": "g[0]"}, SCALARS + "IndexKey: g"),
        ("keys", {**G, "ProjectionExpression": "o.a"}, SCALARS + "IndexKey: o"),
        ("keys", {**G, "FilterExpression": "attribute_exists(r)"}, FILTER + "r"),
        ("keys", {**G, "FilterExpression": "attribute_exists(g.x)"}, FILTER + "g"),
        ("local", {"KeyConditionExpression": "pk = :p", "FilterExpression": "pk = :p"}, FILTER + "pk"),
        ("keys", {**G, "FilterExpression": "attribute_exists(pk.x)"}, SCALARS + "Key: pk"),
        ("keys", {**G, "FilterExpression": "attribute_exists(o.x)"}, SCALARS + "IndexKey: o"),
        ("keys", {**G, **ALL}, NOT_ALL),
    ],
)
def test_refused(client, table, index, options, message):
    expect_invalid(message, query, client, table, index, **options)


@pytest.mark.parametrize(
    "index, options, message",
    [
        ("none", {**G, "ConsistentRead": True}, UNKNOWN),
        ("keys", {**G, "ConsistentRead": True, **without("pk")}, CONSISTENT),
        ("keys", {"KeyConditionExpression": "pk = :p", **without("pk")}, START),
        ("keys", {"KeyConditionExpression": "pk = :p", **start(g=n(1))}, SCHEMA_MISMATCH),
        ("keys", {**G, "values": {":g": n(1)}, **start(pk=n(1))}, TYPE),
        ("keys", {**G, **start(pk=n(1), g=s("h"))}, f"{START}: {SCHEMA_MISMATCH}"),
        ("keys", {**G_R, **start(g=s("h"), r=n(0))}, OUTSIDE),
        ("keys", {**G_R, **start(r=n(0)), "ProjectionExpression": "sk.a"}, PREDICATE),
        ("keys", {**G, "ProjectionExpression": "g.a, sk.a"}, SCALARS + "Key: sk"),
        ("keys", {**G, "ProjectionExpression": "sk.a, z", "FilterExpression": "r = :r"}, SCALARS + "Key: sk"),
        ("keys", {**G, **ALL, "FilterExpression": "r = :r"}, FILTER + "r"),
        ("keys", {**G, **ALL, "FilterExpression": "attribute_exists(sk.x)"}, NOT_ALL),
    ],
)
def test_the_first_of_two_faults(client, table, index, options, message):
    expect_invalid(message, query, client, table, index, **options)


def test_before_the_index_is_looked_up(client, table, name):
    expect_error("ResourceNotFoundException", "Requested resource not found", query, client, name, "none", **G)
    expect_invalid(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        query, client, table, "none",
    )  # fmt: skip
    expect_invalid(
        "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get "
        "ALL_PROJECTED_ATTRIBUTES",
        query, client, table, "none", **G, Select="ALL_PROJECTED_ATTRIBUTES", ProjectionExpression="a",
    )  # fmt: skip
    expect_invalid(
        "1 validation error detected: Value 'a' at 'indexName' failed to satisfy constraint: Member must have length "
        "greater than or equal to 3",
        query, client, table, "a", **G,
    )  # fmt: skip


def test_one_key_of_an_index_can_be_restarted(client, table, key):
    """Unlike one key of a table, which is at most one row."""
    batch_put(client, table, [{"pk": s(key), "sk": n(i), "g": s(key), "r": n(1)} for i in range(3)])
    read = {"KeyConditionExpression": "g = :g AND r = :r", "values": {":g": s(key)}}
    expect_soon(3, lambda: query(client, table, "keys", **read)["Count"])
    first = query(client, table, "keys", Limit=1, **read)
    second = query(client, table, "keys", ExclusiveStartKey=first["LastEvaluatedKey"], **read)
    assert (first["Count"], second["Count"]) == (1, 2)


def test_consistent_reads_of_local_indexes(client, table, key):
    client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), "r": n(1)})
    read = {"KeyConditionExpression": "pk = :p", "values": {":p": s(key)}}
    assert query(client, table, "local", ConsistentRead=True, **read)["Count"] == 1
    assert client.scan(TableName=table, IndexName="local", ConsistentRead=True)["Count"] >= 1
