"""TransactGetItems: consumed capacity, twice that of consistent reads."""

from transactions import get
from values import s


def entry(table, units, arms=False):
    both = {"CapacityUnits": units, "ReadCapacityUnits": units}
    return {"TableName": table, **both, **({"Table": both} if arms else {})}


def test_capacity(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * 9000)})
    actions = [
        get(tables.s, {"pk": s(key)}),
        get(tables.ss, {"pk": s(key), "sk": s("missing")}),
        get(tables.s, {"pk": s(key + "missing")}),
    ]
    answer = client.transact_get_items(TransactItems=actions, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == [entry(tables.s, 8), entry(tables.ss, 2)]
    answer = client.transact_get_items(TransactItems=actions, ReturnConsumedCapacity="INDEXES")
    assert answer["ConsumedCapacity"] == [entry(tables.s, 8, arms=True), entry(tables.ss, 2, arms=True)]


def test_projection_does_not_matter(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * 9000)})
    answer = client.transact_get_items(
        TransactItems=[get(tables.s, {"pk": s(key)}, "pk")], ReturnConsumedCapacity="TOTAL"
    )
    assert answer["ConsumedCapacity"] == [entry(tables.s, 6)]
