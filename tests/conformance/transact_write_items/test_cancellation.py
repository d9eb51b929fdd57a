"""TransactWriteItems: why a transaction is cancelled, action by action."""

import pytest
from transactions import CONDITION_FAILED, NONE, check, delete, expect_cancelled, invalid, put, stored, update
from values import INVALID, SCHEMA_MISMATCH, n, s


def test_wire_form(raw, client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(1)})
    response = raw.call(
        "TransactWriteItems",
        {
            "TransactItems": [
                put(tables.s, {"pk": s(key + "2")}),
                delete(
                    tables.s, {"pk": s(key)}, "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure="ALL_OLD"
                ),
            ]
        },
    )
    assert response.status == 400
    assert response.body == {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons "
        "[None, ConditionalCheckFailed]",
        "CancellationReasons": [NONE, {**CONDITION_FAILED, "Item": {"pk": s(key), "v": n(1)}}],
    }


def test_every_failed_condition_is_marked(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key)})
    exists, missing = {"pk": s(key)}, {"pk": s(key + "missing")}
    expect_cancelled(
        [CONDITION_FAILED, NONE, CONDITION_FAILED, CONDITION_FAILED, NONE, CONDITION_FAILED],
        client.transact_write_items,
        TransactItems=[
            put(tables.s, exists, "attribute_not_exists(pk)"),
            put(tables.s, {"pk": s(key + "new")}, "attribute_not_exists(pk)"),
            delete(tables.s, missing, "attribute_exists(pk)"),
            check(tables.s, {"pk": s(key + "m2")}, "attribute_exists(pk)"),
            delete(tables.s, {"pk": s(key + "m3")}),
            update(tables.s, {"pk": s(key + "m4")}, "SET a = :v", {":v": n(1)}, "attribute_exists(pk)"),
        ],
    )
    assert stored(client, tables.s, {"pk": s(key + "new")}) is None


@pytest.mark.parametrize("wanted, shown", [("ALL_OLD", True), ("NONE", False), (None, False)])
def test_item_on_failure(client, tables, key, wanted, shown):
    item = {"pk": s(key), "v": n(1)}
    client.put_item(TableName=tables.s, Item=item)
    more = {} if wanted is None else {"ReturnValuesOnConditionCheckFailure": wanted}
    missing = {"pk": s(key + "missing")}
    expect_cancelled(
        [{**CONDITION_FAILED, **({"Item": item} if shown else {})}, CONDITION_FAILED],
        client.transact_write_items,
        TransactItems=[
            put(tables.s, {"pk": s(key)}, "attribute_not_exists(pk)", **more),
            check(tables.s, missing, "attribute_exists(pk)", **more),
        ],
    )


KEY_FAULTS = [
    (lambda t: put(t, {"a": s("x")}), INVALID + "Missing the key pk in the item"),
    (lambda t: put(t, {"pk": n(1)}), INVALID + "Type mismatch for key pk expected: S actual: N"),
    (lambda t: delete(t, {"pk": n(1)}), SCHEMA_MISMATCH),
    (lambda t: delete(t, {"pk": s("a"), "b": s("c")}), SCHEMA_MISMATCH),
    (lambda t: update(t, {"a": s("x")}, "REMOVE b"), SCHEMA_MISMATCH),
    (lambda t: check(t, {"pk": n(1)}, "attribute_exists(pk)"), SCHEMA_MISMATCH),
    (lambda t: put(t, {"pk": s("a" * 2049)}), INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    (
        lambda t: update(t, {"pk": s("a")}, "SET pk = :v", {":v": s("b")}),
        INVALID + "Cannot update attribute pk. This attribute is part of the key",
    ),
    (
        lambda t: update(t, {"pk": s("a")}, "SET pk.b = :v", {":v": s("b")}),
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
    ),
]


@pytest.mark.parametrize("action, message", KEY_FAULTS, ids=[str(i) for i in range(len(KEY_FAULTS))])
def test_key_faults(client, tables, key, action, message):
    expect_cancelled(
        [NONE, invalid(message), NONE],
        client.transact_write_items,
        TransactItems=[
            put(tables.s, {"pk": s(key)}),
            action(tables.s),
            check(tables.s, {"pk": s(key + "missing")}, "attribute_exists(pk)"),
        ],
    )
    assert stored(client, tables.s, {"pk": s(key)}) is None


def test_oversized_range_key(client, tables, key):
    expect_cancelled(
        [invalid(INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes")],
        client.transact_write_items,
        TransactItems=[put(tables.ss, {"pk": s(key), "sk": s("a" * 1025)})],
    )


def test_only_the_first_offender_is_named(client, tables):
    expect_cancelled(
        [NONE, invalid(SCHEMA_MISMATCH), NONE],
        client.transact_write_items,
        TransactItems=[
            delete(tables.s, {"pk": s("a")}),
            delete(tables.s, {"pk": n(1)}),
            put(tables.s, {"b": n(1)}),
        ],
    )


def test_updates_fail_before_conditions(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("text")})
    expect_cancelled(
        [NONE, invalid("An operand in the update expression has an incorrect data type")],
        client.transact_write_items,
        TransactItems=[
            check(tables.s, {"pk": s(key + "missing")}, "attribute_exists(pk)"),
            update(tables.s, {"pk": s(key)}, "SET v = v + :v", {":v": n(1)}),
        ],
    )


def test_update_result_too_large(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * 300_000)})
    expect_cancelled(
        [invalid("Item size to update has exceeded the maximum allowed size"), NONE],
        client.transact_write_items,
        TransactItems=[
            update(tables.s, {"pk": s(key)}, "SET w = :v", {":v": s("x" * 120_000)}),
            put(tables.s, {"pk": s(key + "2")}),
        ],
    )


def test_boto_exception(resource, tables, key):
    """As programs catch it."""
    client = resource.meta.client
    client.put_item(TableName=tables.s, Item={"pk": key})
    with pytest.raises(client.exceptions.TransactionCanceledException) as raised:
        client.transact_write_items(
            TransactItems=[{"Put": {"TableName": tables.s, "Item": {"pk": key}, "ConditionExpression": "attribute_not_exists(pk)"}}]
        )
    assert raised.value.response["CancellationReasons"][0]["Code"] == "ConditionalCheckFailed"
