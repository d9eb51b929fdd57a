"""Numbers are values: one spelling in every answer, and exact sums or none."""

import pytest
from transactions import CONDITION_FAILED, expect_cancelled, put
from values import ENVELOPE, expect_invalid, l, m, n, ns, s

OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range"
UNDERFLOW = "Number underflow. Attempting to store a number with magnitude smaller than supported range"


def test_one_spelling_everywhere(client, raw, tables, key):
    table, sent = tables.sn, {"sk": n("+01.0e2"), "v": n(".50"), "l": l(n("1E1"), m(a=n("-0"))), "s": ns("2.0", "1e0")}
    item = {"pk": s(key), "sk": n("100"), "v": n("0.5"), "l": l(n("10"), m(a=n("0"))), "s": ns("1", "2")}
    one = {"pk": s(key), "sk": n("1.00E+2")}
    client.put_item(TableName=table, Item={"pk": s(key), **sent})

    assert client.get_item(TableName=table, Key=one)["Item"] == item
    assert client.batch_get_item(RequestItems={table: {"Keys": [one]}})["Responses"][table] == [item]
    transaction = client.transact_get_items(TransactItems=[{"Get": {"TableName": table, "Key": one}}])
    assert transaction["Responses"] == [{"Item": item}]
    page = client.query(
        TableName=table,
        Limit=1,
        KeyConditionExpression="pk = :p AND sk = :s",
        FilterExpression="v = :v AND l[0] = :t",
        ExpressionAttributeValues={":p": s(key), ":s": n("0100"), ":v": n("5e-1"), ":t": n("10.")},
    )
    assert page["Items"] == [item]
    assert page["LastEvaluatedKey"] == {"pk": s(key), "sk": n("100")}
    condition = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    failed = raw.call("PutItem", {"TableName": table, "Item": {"pk": s(key), "sk": n("1e2")}, **condition})
    assert failed.body["Item"] == item
    again = put(table, {"pk": s(key), "sk": n("1e2")})
    again["Put"] |= condition
    expect_cancelled([{**CONDITION_FAILED, "Item": item}], client.transact_write_items, TransactItems=[again])
    updated = client.update_item(
        TableName=table,
        Key=one,
        UpdateExpression="SET w = :w, v = v + :w",
        ExpressionAttributeValues={":w": n("0.10")},
        ReturnValues="UPDATED_NEW",
    )
    assert updated["Attributes"] == {"w": n("0.1"), "v": n("0.6")}
    assert client.delete_item(TableName=table, Key=one, ReturnValues="ALL_OLD")["Attributes"]["sk"] == n("100")


@pytest.mark.parametrize(
    "start, change, result",
    [
        ("0.1", "ADD v :v", ("0.2", "0.3")),
        ("9" * 38, "SET v = v + :v", ("1", "1" + "0" * 38)),
        ("1e37", "SET v = v + :v", ("1", "1" + "0" * 36 + "1")),
        ("1e38", "SET v = v - :v", ("1", "9" * 38)),
        ("-5", "ADD v :v", ("5", "0")),
        ("9e125", "SET v = v - :v", ("1e125", "8" + "0" * 125)),
        ("1e-130", "ADD v :v", ("1.5e-130", "0." + "0" * 129 + "25")),
    ],
)
def test_exact(client, tables, key, start, change, result):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(start)})
    answer = client.update_item(
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=change,
        ExpressionAttributeValues={":v": n(result[0])},
        ReturnValues="UPDATED_NEW",
    )
    assert answer["Attributes"]["v"] == n(result[1])


@pytest.mark.parametrize(
    "start, change, value, message",
    [
        ("1e50", "SET v = v + :v", "1", OVERFLOW),
        ("1e50", "SET v = v - :v", "1", OVERFLOW),
        ("1e50", "ADD v :v", "1", OVERFLOW),
        ("9.9e125", "ADD v :v", "9.9e125", OVERFLOW),
        ("-9.9e125", "SET v = v - :v", "9.9e125", OVERFLOW),
        ("1.1e-130", "SET v = v - :v", "1e-130", UNDERFLOW),
        ("1.1e-130", "ADD v :v", "-1e-130", UNDERFLOW),
    ],
)
def test_out_of_range(client, tables, key, start, change, value, message):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(start)})
    before = client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"]
    expect_invalid(
        message,
        client.update_item,
        TableName=tables.s,
        Key={"pk": s(key)},
        UpdateExpression=change,
        ExpressionAttributeValues={":v": n(value)},
    )
    assert client.get_item(TableName=tables.s, Key={"pk": s(key)})["Item"] == before


@pytest.mark.parametrize(
    "number, new, old",
    [
        ("1e2147483647", OVERFLOW, UNDERFLOW),
        ("1e2147483646", OVERFLOW, OVERFLOW),
    ],
)
def test_exponents_by_layer(client, tables, number, new, old):
    item = {"pk": s("a"), "v": n(number)}
    expect_invalid(ENVELOPE + new, client.put_item, TableName=tables.s, Item=item)
    expect_invalid(old, client.batch_write_item, RequestItems={tables.s: [{"PutRequest": {"Item": item}}]})
