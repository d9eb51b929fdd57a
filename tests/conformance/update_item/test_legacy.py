"""AttributeUpdates of UpdateItem. Expected is tested in put_item/test_legacy.py."""

import pytest
from legacy_vectors import NO_CONDITIONS, condition, mixed
from values import (
    ENVELOPE, FALSE, INVALID, NOT_FOUND, NULL, SCHEMA_MISMATCH, TRUE, b, bs, deep, expect_error, expect_invalid, l, m, n,
    ns, s, ss,
)  # fmt: skip

MISMATCH = "Type mismatch for attribute to update"
NO_VALUE = INVALID + "Only DELETE action is allowed when no attribute value is specified"


def put(value):
    return {"Action": "PUT", "Value": value}


def add(value):
    return {"Action": "ADD", "Value": value}


def delete(value=None):
    return {"Action": "DELETE", "Value": value} if value else {"Action": "DELETE"}


ITEM = {"a": s("x"), "n": n(5), "l": l(n(1)), "m": m(b=n(1)), "ss": ss("p", "q"), "ns": ns(1, 2), "bs": bs(b"\x01"), "z": NULL}


@pytest.fixture
def item(client, tables, key):
    """Stores ITEM; answers a call that updates it and one that reads it."""
    one = {"TableName": tables.s, "Key": {"pk": s(key)}}
    client.put_item(TableName=tables.s, Item={"pk": s(key), **ITEM})

    def update(updates, **options):
        return client.update_item(**one, AttributeUpdates=updates, **options)

    def read():
        return {name: value for name, value in client.get_item(**one)["Item"].items() if name != "pk"}

    return update, read


@pytest.mark.parametrize(
    "name, update, value",
    [
        ("a", put(n(1)), n(1)),
        ("a", {"Value": TRUE}, TRUE),  # PUT is the default
        ("new", put(l(m(a=NULL))), l(m(a=NULL))),
        ("m.b", put(s("flat")), s("flat")),  # a dot is part of the name
        ("n", add(n("0.5")), n("5.5")),
        ("n", add(n(-7)), n(-2)),
        ("new", add(n(3)), n(3)),
        ("ss", add(ss("q", "r")), ss("p", "q", "r")),
        ("ns", add(ns("2.0", 3)), ns(1, 2, 3)),
        ("bs", add(bs(b"\x00")), bs(b"\x00", b"\x01")),
        ("new", add(ss("x")), ss("x")),
        ("l", add(l(s("x"), l())), l(n(1), s("x"), l())),
        ("new", add(l(n(9))), l(n(9))),
        ("a", delete(), None),
        ("nope", delete(), None),
        ("ss", delete(ss("q", "other")), ss("p")),
        ("ss", delete(ss("p", "q")), None),
        ("ns", delete(ns("1.0")), ns(2)),
        ("bs", delete(bs(b"\x01")), None),
        ("nope", delete(ss("a")), None),
    ],
)
def test_actions(item, name, update, value):
    apply, read = item
    apply({name: update})
    expected = {**ITEM, name: value}
    if value is None:
        del expected[name]
    assert read() == expected


def test_several_at_once(item):
    apply, read = item
    apply({"a": delete(), "n": add(n(1)), "new": put(FALSE), "ss": delete(ss("p"))})
    expected = {**ITEM, "n": n(6), "new": FALSE, "ss": ss("q")}
    del expected["a"]
    assert read() == expected


@pytest.mark.parametrize(
    "name, update",
    [
        ("a", add(n(1))),
        ("z", add(n(1))),
        ("n", add(ns(1))),
        ("ss", add(ns(1))),
        ("ns", add(n(1))),
        ("l", add(ss("a"))),
        ("ss", add(l(s("a")))),
        ("ss", delete(ns(1))),
        ("n", delete(ns(5))),
        ("l", delete(ss("a"))),
    ],
)
def test_stored_value_of_another_type(item, name, update):
    apply, read = item
    expect_invalid(MISMATCH, apply, {name: update, "a2": put(n(1))})
    assert read() == ITEM


def test_sums_out_of_range(item):
    apply, _ = item
    expect_invalid(
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
        apply, {"n": add(n("9.9999999999999999999999999999999999999E+125"))},
    )  # fmt: skip


def test_missing_items(client, tables, key):
    def update(name, updates, **options):
        one = {"TableName": tables.s, "Key": {"pk": s(key + name)}}
        answer = client.update_item(**one, AttributeUpdates=updates, **options)
        stored = client.get_item(**one).get("Item")
        if stored:
            assert stored.pop("pk") == s(key + name)
        return stored, answer

    assert update("put", {"a": put(s("x"))})[0] == {"a": s("x")}
    assert update("add", {"a": add(n(2)), "s": add(ss("y")), "l": add(l(n(1)))})[0] == {
        "a": n(2), "s": ss("y"), "l": l(n(1)),
    }  # fmt: skip
    assert update("both", {"a": delete(), "b": delete(ss("x")), "c": put(n(1))})[0] == {"c": n(1)}
    # DELETE alone does not create the item; nothing at all creates its key.
    assert update("delete", {"a": delete(), "b": delete(ss("x"))})[0] is None
    assert update("delete", {"a": delete()}, ReturnValues="ALL_NEW")[1].get("Attributes") is None
    assert update("empty", {})[0] == {}


def test_no_updates_at_all(client, tables, key):
    one = {"TableName": tables.s, "Key": {"pk": s(key)}}
    client.update_item(**one)
    assert client.get_item(**one)["Item"] == {"pk": s(key)}


@pytest.mark.parametrize(
    "values, attributes",
    [
        ("NONE", None),
        ("UPDATED_OLD", {"n": n(5), "ss": ss("p", "q")}),
        ("UPDATED_NEW", {"n": n(6), "new": s("y")}),
        ("ALL_OLD", ITEM),
        ("ALL_NEW", {name: value for name, value in ITEM.items() if name != "ss"} | {"n": n(6), "new": s("y")}),
    ],
)
def test_return_values(item, values, attributes):
    apply, _ = item
    answer = apply({"n": add(n(1)), "ss": delete(), "new": put(s("y"))}, ReturnValues=values)
    found = answer.get("Attributes")
    if found:
        found.pop("pk", None)
    assert found == attributes


def test_with_expected(item):
    apply, read = item
    wrong = {"n": condition("GT", [n(5)])}
    expect_error("ConditionalCheckFailedException", "The conditional request failed", apply, {"n": add(n(1))}, Expected=wrong)
    apply({"n": add(n(1))}, Expected={"n": condition("GE", [n(5)])})
    assert read()["n"] == n(6)


def test_size_of_the_new_item(client, tables, key):
    def update(length):
        # pk and a with their names, and the key
        value = s("x" * (length - len("pk") - len(key) - len("a")))
        return client.update_item(TableName=tables.s, Key={"pk": s(key)}, AttributeUpdates={"a": put(value)})

    update(409_600)
    expect_invalid("Item size to update has exceeded the maximum allowed size", update, 409_601)


@pytest.mark.parametrize(
    "updates, message",
    [
        ({"a": {}}, NO_VALUE),
        ({"a": {"Action": "PUT"}}, NO_VALUE),
        ({"a": {"Action": "ADD"}}, NO_VALUE),
        *(
            ({"a": delete(value)}, INVALID + f"DELETE action with value is not supported for the type {kind}")
            for kind, value in (
                ("S", s("x")), ("N", n(1)), ("B", b(b"x")), ("BOOL", TRUE), ("NULL", NULL), ("L", l()), ("M", m()),
            )
        ),
        *(
            ({"a": add(value)}, INVALID + f"ADD action is not supported for the type {kind}")
            for kind, value in (("S", s("x")), ("B", b(b"x")), ("BOOL", TRUE), ("NULL", NULL), ("M", m()))
        ),
        # the value before the action, one attribute after the other
        ({"a": delete({"N": "x"})}, "The parameter cannot be converted to a numeric value: x"),
        ({"a": put({})}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
        ({"a": put({"NULL": False})}, INVALID + "Null attribute value types must have the value of true"),
        ({"a": add(ss("x", "x"))}, INVALID + 'Input collection ["x", "x"] contains duplicates.'),
        (
            {"a": put(deep(32))},
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported "
            "limit",
        ),
        ({"b": {}, "a": put({"N": "x"})}, NO_VALUE),
        ({"": put(s("x"))}, "Empty attribute name"),
        (
            {"a": {"Action": "SET", "Value": s("x")}},
            "Value 'SET' at 'attributeUpdates.a.member.action' failed to satisfy constraint: Member must satisfy enum "
            "value set: [ADD, DELETE, PUT]",
        ),
    ],
)  # fmt: skip
def test_refused(client, name, updates, message):
    expect_invalid(ENVELOPE + message, client.update_item, TableName=name, Key={"pk": s("a")}, AttributeUpdates=updates)


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {
                "AttributeUpdates": {"a": {}}, "Expected": {"a": {}}, "ConditionalOperator": "OR",
                "UpdateExpression": "=", "ConditionExpression": "=",
            },
            mixed("AttributeUpdates, Expected, ConditionalOperator", "UpdateExpression, ConditionExpression"),
        ),
        ({"AttributeUpdates": {}, "ConditionExpression": "="}, mixed("AttributeUpdates", "ConditionExpression")),
        ({"Expected": {}, "UpdateExpression": "="}, mixed("Expected", "UpdateExpression")),
        (
            {"AttributeUpdates": {"a": {}}, "ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        ({"AttributeUpdates": {"a": {}}, "ConditionalOperator": "OR"}, NO_VALUE),
        ({"AttributeUpdates": {"a": delete()}, "ConditionalOperator": "OR"}, NO_CONDITIONS),
        ({"Key": {"pk": n("x")}, "AttributeUpdates": {"a": {}}}, "The parameter cannot be converted to a numeric value: x"),
    ],
)  # fmt: skip
def test_order_of_checks(client, name, options, message):
    request = {"TableName": name, "Key": {"pk": s("a")}, **options}
    expect_invalid(ENVELOPE + message, client.update_item, **request)


def test_keys_cannot_be_updated(client, tables, name):
    for attribute in ("pk", "sk"):
        request = {"AttributeUpdates": {"a": delete(), attribute: delete()}}
        whole = {"pk": s("a"), "sk": n(1)}
        expect_invalid(
            INVALID + f"Cannot update attribute {attribute}. This attribute is part of the key",
            client.update_item, TableName=tables.sn, Key=whole, **request,
        )  # fmt: skip
        expect_invalid(SCHEMA_MISMATCH, client.update_item, TableName=tables.sn, Key={"pk": s("a")}, **request)
        expect_error("ResourceNotFoundException", NOT_FOUND, client.update_item, TableName=name, Key=whole, **request)
