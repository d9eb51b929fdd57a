"""TransactGetItems: several items in one state."""

from transactions import get
from values import l, m, n, s


def test_items_in_order_over_tables(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(1)})
    client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s("a"), "v": n(2)})
    answer = client.transact_get_items(
        TransactItems=[
            get(tables.ss, {"pk": s(key), "sk": s("a")}),
            get(tables.s, {"pk": s(key + "missing")}),
            get(tables.s, {"pk": s(key)}),
        ]
    )
    assert answer["Responses"] == [
        {"Item": {"pk": s(key), "sk": s("a"), "v": n(2)}},
        {},
        {"Item": {"pk": s(key), "v": n(1)}},
    ]
    assert "ConsumedCapacity" not in answer


def test_projection(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "a": m(b=n(1), c=n(2)), "l": l(n(1), n(2)), "x": n(3)})
    answer = client.transact_get_items(
        TransactItems=[
            get(tables.s, {"pk": s(key)}, "#a.b, l[1]", ExpressionAttributeNames={"#a": "a"}),
            get(tables.s, {"pk": s(key + "missing")}, "a"),
        ]
    )
    assert answer["Responses"] == [{"Item": {"a": m(b=n(1)), "l": l(n(2))}}, {}]


def test_projection_that_matches_nothing(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key)})
    answer = client.transact_get_items(TransactItems=[get(tables.s, {"pk": s(key)}, "nothing")])
    assert answer["Responses"] == [{}]


def test_names_without_projection_are_accepted(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key)})
    answer = client.transact_get_items(
        TransactItems=[get(tables.s, {"pk": s(key)}, ExpressionAttributeNames={"#a": "a"})]
    )
    assert answer["Responses"] == [{"Item": {"pk": s(key)}}]


def test_100_items(client, tables, key):
    keys = [{"pk": s(key), "sk": n(i)} for i in range(100)]
    for item in keys[::2]:
        client.put_item(TableName=tables.sn, Item=item)
    answer = client.transact_get_items(TransactItems=[get(tables.sn, item) for item in keys])
    assert answer["Responses"] == [{"Item": item} if i % 2 == 0 else {} for i, item in enumerate(keys)]


def test_table_arn(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key)})
    arn = client.describe_table(TableName=tables.s)["Table"]["TableArn"]
    answer = client.transact_get_items(TransactItems=[get(arn, {"pk": s(key)})])
    assert answer["Responses"] == [{"Item": {"pk": s(key)}}]
