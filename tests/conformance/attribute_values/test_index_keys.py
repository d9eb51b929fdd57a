"""What may be written into the key attributes of secondary indexes."""

import pytest
from table_factory import TableFactory
from transactions import NONE, delete, expect_cancelled, invalid, put, stored, update
from values import INVALID, NULL, TRUE, b, expect_invalid, l, m, n, s, ss

MISMATCH = INVALID + "Type mismatch for Index Key {} Expected: {} Actual: {} IndexName: {}"
EMPTY = "The AttributeValue for a key attribute cannot contain an empty {} value."
EMPTY_IN_PUT = (
    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
    + EMPTY + " IndexName: {}, IndexKey: {}"
)  # fmt: skip
EMPTY_IN_UPDATE = (
    "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a "
    "value that is not supported. " + EMPTY
)
UNSUPPORTED = "The update expression attempted to update the secondary index key to unsupported type"
LONG_HASH = INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
LONG_RANGE = INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
ALL = {"ProjectionType": "ALL"}


def index(name, *key):
    roles = zip(key, ("HASH", "RANGE"))
    schema = [{"AttributeName": attribute, "KeyType": role} for attribute, role in roles]
    return {"IndexName": name, "KeySchema": schema, "Projection": ALL}


@pytest.fixture(scope="module")
def table(new_module_table):
    """pk:S and sk:S; g:S, n:N and c:B are keys of global indexes, a:S is that of a local one."""
    definitions = {"pk": "S", "sk": "S", "g": "S", "n": "N", "c": "B", "a": "S"}
    return new_module_table(
        "pk:S",
        "sk:S",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in definitions.items()],
        GlobalSecondaryIndexes=[index("by-g-n", "g", "n"), index("by-c", "c"), index("also-by-g", "g")],
        LocalSecondaryIndexes=[index("local", "pk", "a")],
    )


# What is written, and the text of a put.
PUTS = [
    ({"g": n(1)}, MISMATCH.format("g", "S", "N", "also-by-g")),
    ({"g": NULL}, MISMATCH.format("g", "S", "NULL", "also-by-g")),
    ({"n": s("1")}, MISMATCH.format("n", "N", "S", "by-g-n")),
    ({"c": TRUE}, MISMATCH.format("c", "B", "BOOL", "by-c")),
    ({"a": l()}, MISMATCH.format("a", "S", "L", "local")),
    ({"a": m(x=s("y"))}, MISMATCH.format("a", "S", "M", "local")),
    ({"a": ss("x")}, MISMATCH.format("a", "S", "SS", "local")),
    ({"n": s("1"), "c": n(1), "a": n(1)}, MISMATCH.format("c", "B", "N", "by-c")),
]
EMPTY_PUTS = [
    ({"g": s("")}, EMPTY_IN_PUT.format("string", "also-by-g", "g")),
    ({"c": b(b"")}, EMPTY_IN_PUT.format("binary", "by-c", "c")),
    ({"a": s("")}, EMPTY_IN_PUT.format("string", "local", "a")),
]
LONG_PUTS = [({"g": s("x" * 2049)}, LONG_HASH), ({"c": b(b"x" * 2049)}, LONG_HASH), ({"a": s("x" * 1025)}, LONG_RANGE)]


def item(key, **attributes):
    return {"pk": s(key), "sk": s("x"), **attributes}


@pytest.mark.parametrize(
    "attributes",
    [{}, {"g": s("x")}, {"n": n(1)}, {"g": s("x" * 2048), "n": n("9" * 38), "c": b(b"x"), "a": s("x" * 1024)}],
    ids=["none", "half a key", "other half", "all"],
)
def test_what_may_be_written(client, table, key, attributes):
    client.put_item(TableName=table, Item=item(key, **attributes))
    assert stored(client, table, item(key)) == item(key, **attributes)


@pytest.mark.parametrize("attributes, message", PUTS + EMPTY_PUTS + LONG_PUTS, ids=lambda given: str(given)[:40])
def test_put(client, table, key, attributes, message):
    expect_invalid(message, client.put_item, TableName=table, Item=item(key, **attributes))
    good, bad = ({"PutRequest": {"Item": item(key + more, **given)}} for more, given in (("", {}), ("2", attributes)))
    # One bad item refuses the whole batch.
    expect_invalid(message, client.batch_write_item, RequestItems={table: [good, bad]})
    assert stored(client, table, item(key)) is None


def test_keys_of_the_table_come_first(client, table):
    expect_invalid(INVALID + "Missing the key sk in the item", client.put_item, TableName=table, Item={"pk": s("a"), "g": n(1)})


@pytest.mark.parametrize("attributes, message", PUTS, ids=lambda given: str(given)[:40])
def test_wrong_types_cancel_transactions(client, table, key, attributes, message):
    actions = [delete(table, item(key + "other")), put(table, item(key, **attributes))]
    expect_cancelled([NONE, invalid(message)], client.transact_write_items, TransactItems=actions)


@pytest.mark.parametrize("attributes, message", EMPTY_PUTS, ids=lambda given: str(given)[:40])
def test_empty_values_refuse_transactions(client, table, key, attributes, message):
    expect_invalid(message, client.transact_write_items, TransactItems=[put(table, item(key, **attributes))])
    (attribute, value), kind = *attributes.items(), "binary" if "c" in attributes else "string"
    expect_invalid(
        EMPTY_IN_UPDATE.format(kind),
        client.transact_write_items,
        TransactItems=[update(table, item(key), f"SET {attribute} = :v", {":v": value})],
    )


@pytest.mark.parametrize(
    "attribute, value, message",
    [
        ("g", n(1), MISMATCH.format("g", "S", "N", "also-by-g")),
        ("n", NULL, MISMATCH.format("n", "N", "NULL", "by-g-n")),
        ("a", l(), MISMATCH.format("a", "S", "L", "local")),
        ("g", s(""), EMPTY_IN_UPDATE.format("string")),
        ("c", b(b""), EMPTY_IN_UPDATE.format("binary")),
    ],
)
def test_literals_of_updates(client, table, key, attribute, value, message):
    one = {"TableName": table, "Key": item(key)}
    placeholders = {"ExpressionAttributeValues": {":v": value}}
    expect_invalid(message, client.update_item, **one, UpdateExpression=f"SET {attribute} = :v", **placeholders)
    expect_invalid(message, client.update_item, **one, AttributeUpdates={attribute: {"Value": value}})
    assert stored(client, table, item(key)) is None


@pytest.mark.parametrize(
    "expression, values",
    [
        ("SET g = num", {}),
        ("SET g = if_not_exists(nope, :v)", {":v": n(1)}),
        ("SET g = num + :v", {":v": n(1)}),
        ("SET g = lst[0]", {}),
        ("ADD g :v", {":v": n(1)}),
    ],
)
def test_computed_values(client, table, key, expression, values):
    before = item(key, num=n(5), lst=l(n(1)))
    client.put_item(TableName=table, Item=before)
    more = {"ExpressionAttributeValues": values} if values else {}
    expect_invalid(
        UNSUPPORTED, client.update_item, TableName=table, Key=item(key), UpdateExpression=expression, **more
    )
    assert stored(client, table, item(key)) == before


@pytest.mark.parametrize(
    "operation, options",
    [
        ("update_item", {"UpdateExpression": "SET g.x = :v", "ExpressionAttributeValues": {":v": s("x")}}),
        ("update_item", {"UpdateExpression": "REMOVE g[0]"}),
        ("update_item", {"ConditionExpression": "attribute_exists(g.x)"}),
    ],
)
def test_nothing_is_nested_in_an_index_key(client, table, key, operation, options):
    expect_invalid(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g",
        getattr(client, operation),
        TableName=table,
        Key=item(key),
        **options,
    )


def test_what_an_update_leaves_alone_is_not_judged(client, new_table, key):
    """An item may hold what is no key, from before the index was made."""
    name = new_table("pk:S")
    client.put_item(TableName=name, Item={"pk": s(key), "g": n(1)})
    client.update_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "g", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": index("by-g", "g")}],
    )
    TableFactory(client).wait(name)
    update_one = {"TableName": name, "Key": {"pk": s(key)}, "UpdateExpression": "SET v = :v"}
    client.update_item(**update_one, ExpressionAttributeValues={":v": s("x")})
    assert stored(client, name, {"pk": s(key)}) == {"pk": s(key), "g": n(1), "v": s("x")}
    expect_invalid(
        MISMATCH.format("g", "S", "N", "by-g"), client.put_item, TableName=name, Item={"pk": s(key), "g": n(1)}
    )
