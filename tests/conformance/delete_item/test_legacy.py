"""Expected of DeleteItem; its texts are those of put_item/test_legacy.py."""

from legacy_vectors import condition
from values import ENVELOPE, expect_error, expect_invalid, n, s


def test_deletes_what_is_expected(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(3)})
    one = {"TableName": tables.s, "Key": {"pk": s(key)}}
    either = {"v": condition("BETWEEN", [n(4), n(5)]), "w": condition("NOT_NULL", [])}
    expect_error(
        "ConditionalCheckFailedException", "The conditional request failed",
        client.delete_item, **one, Expected=either, ConditionalOperator="OR",
    )  # fmt: skip
    either["v"] = condition("BETWEEN", [n(3), n(5)])
    answer = client.delete_item(**one, Expected=either, ConditionalOperator="OR", ReturnValues="ALL_OLD")
    assert answer["Attributes"] == {"pk": s(key), "v": n(3)}
    assert "Item" not in client.get_item(**one)


def test_key_values_come_first(client, name):
    expect_invalid(
        ENVELOPE + "The parameter cannot be converted to a numeric value: x",
        client.delete_item, TableName=name, Key={"pk": n("x")}, Expected={"a": {}},
    )  # fmt: skip
