"""The five ReturnValues of UpdateItem, fragments included, and its capacity."""

import pytest
from update_vectors import GONE, ITEM, values_of
from values import l, m, n, s


@pytest.mark.parametrize(
    "expression, old, new",
    [
        ("SET m.b = :n5", {"m": m(b=n(1))}, {"m": m(b=n(5))}),
        ("SET l[1] = :n5", {"l": l(n(2))}, {"l": l(n(5))}),
        ("SET l[0] = :n5, l[2] = :sx", {"l": l(n(1), n(3))}, {"l": l(n(5), s("x"))}),
        ("SET m.b = :n5, m.c = :sx", {"m": m(b=n(1), c=n(2))}, {"m": m(b=n(5), c=s("x"))}),
        ("REMOVE a", {"a": s("x")}, GONE),
        ("REMOVE nope", GONE, GONE),
        ("REMOVE a SET n = :n5", {"a": s("x"), "n": n(5)}, {"n": n(5)}),
        ("SET a = :sx", {"a": s("x")}, {"a": s("x")}),
        ("SET fresh = :sx", GONE, {"fresh": s("x")}),
        ("SET l[100] = :n5", GONE, GONE),
        ("REMOVE l[1]", {"l": l(n(2))}, {"l": l(n(3))}),
        ("ADD n :n5", {"n": n(5)}, {"n": n(10)}),
        ("DELETE s :both", {"s": ITEM["s"]}, GONE),
    ],
)
@pytest.mark.parametrize("return_values", ["UPDATED_OLD", "UPDATED_NEW"])
def test_updated(client, tables, key, expression, old, new, return_values):
    client.put_item(TableName=tables.s, Item={"pk": s(key), **ITEM})
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=expression,
        ReturnValues=return_values,
        **values_of(expression),
    )
    assert answer.get("Attributes", GONE) == (old if return_values == "UPDATED_OLD" else new)


SET = {"UpdateExpression": "SET a = :a", "ExpressionAttributeValues": {":a": n(2)}}


@pytest.mark.parametrize(
    "return_values, on_missing, on_stored",
    [
        (None, GONE, GONE),
        ("NONE", GONE, GONE),
        ("ALL_OLD", GONE, {"a": n(1), "b": n(1)}),
        ("UPDATED_OLD", GONE, {"a": n(1)}),
        ("ALL_NEW", {"a": n(2)}, {"a": n(2), "b": n(1)}),
        ("UPDATED_NEW", {"a": n(2)}, {"a": n(2)}),
    ],
)
def test_missing_and_stored(client, tables, key, return_values, on_missing, on_stored):
    options = {"ReturnValues": return_values} if return_values else {}
    whole = return_values in ("ALL_OLD", "ALL_NEW")

    def expected(attributes):
        return {"pk": s(key), **attributes} if whole and attributes is not GONE else attributes

    call = {"TableName": tables.s, "Key": {"pk": s(key)}, **SET, **options}
    assert client.update_item(**call).get("Attributes", GONE) == expected(on_missing)
    client.put_item(TableName=tables.s, Item={"pk": s(key), "a": n(1), "b": n(1)})
    assert client.update_item(**call).get("Attributes", GONE) == expected(on_stored)


def test_answer_without_options_is_empty(raw, tables, key):
    assert raw.ok("UpdateItem", {"TableName": tables.s, "Key": {"pk": s(key)}, **SET}) == {}


def test_all_new_of_a_key_only_item(client, tables, key):
    answer = client.update_item(TableName=tables.s, Key={"pk": s(key)}, ReturnValues="ALL_NEW")
    assert answer["Attributes"] == {"pk": s(key)}


@pytest.mark.parametrize("return_values", ["ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"])
def test_an_update_that_creates_nothing(raw, tables, key, return_values):
    request = {"TableName": tables.s, "Key": {"pk": s(key)}, "UpdateExpression": "REMOVE a"}
    assert raw.ok("UpdateItem", {**request, "ReturnValues": return_values}) == {}


@pytest.mark.parametrize("before, after, units", [(0, 100, 1), (0, 2000, 2), (5000, 100, 5), (100, 5000, 5), (0, 0, 1)])
def test_capacity(client, tables, key, before, after, units):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * before)})
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression="SET v = :v",
        ExpressionAttributeValues={":v": s("x" * after)},
        ReturnConsumedCapacity="INDEXES",
    )
    assert answer["ConsumedCapacity"] == {
        "TableName": tables.s,
        "CapacityUnits": units,
        "Table": {"CapacityUnits": units},
    }


def test_capacity_of_a_long_list(client, tables, key):
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key[:8])},
        UpdateExpression="SET #d = :v",
        ExpressionAttributeNames={"#d": "data"},
        ExpressionAttributeValues={":v": l(*[s("aa")] * 1500)},
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 5
    client.delete_item(TableName=tables.s, Key={"pk": s(key[:8])})
