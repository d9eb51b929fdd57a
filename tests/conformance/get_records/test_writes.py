"""Which writes leave a record, and which do not."""

import pytest
from stream_reading import arn_of, events, number_of, records_of, specification
from values import b, bs, expect_error, l, m, n, ns, s, ss


class Watched:
    """A table, and what its stream holds."""

    def __init__(self, client, streams, table):
        self.client, self.streams, self.table = client, streams, table
        self.arn = arn_of(client, table)

    def put(self, **attributes):
        return self.client.put_item(TableName=self.table, Item={"pk": s("k"), **attributes})

    def update(self, expression, key="k", **more):
        return self.client.update_item(TableName=self.table, Key={"pk": s(key)}, UpdateExpression=expression, **more)

    def delete(self, key="k", **more):
        return self.client.delete_item(TableName=self.table, Key={"pk": s(key)}, **more)

    def events(self):
        return events(records_of(self.streams, self.arn))


@pytest.fixture
def watched(client, streams, new_table):
    return Watched(client, streams, new_table(StreamSpecification=specification()))


K = {"pk": s("k")}


def test_put_of_a_new_key(watched):
    watched.put(a=s("1"))
    assert watched.events() == [("INSERT", K, K | {"a": s("1")}, None)]


def test_put_that_replaces(watched):
    watched.put(a=s("1"), b=s("x"))
    watched.put(a=s("2"))
    assert watched.events()[1:] == [("MODIFY", K, K | {"a": s("2")}, K | {"a": s("1"), "b": s("x")})]


def test_update_that_creates(watched):
    watched.client.update_item(TableName=watched.table, Key=K)
    watched.update("SET a = :a", key="other", ExpressionAttributeValues={":a": n(1)})
    other = {"pk": s("other")}
    assert watched.events() == [("INSERT", K, K, None), ("INSERT", other, other | {"a": n(1)}, None)]


def test_update_that_changes(watched):
    watched.put(a=n(1), b=s("x"))
    watched.update("ADD a :one", ExpressionAttributeValues={":one": n(1)})
    watched.update("REMOVE b")
    assert watched.events()[1:] == [
        ("MODIFY", K, K | {"a": n(2), "b": s("x")}, K | {"a": n(1), "b": s("x")}),
        ("MODIFY", K, K | {"a": n(2)}, K | {"a": n(2), "b": s("x")}),
    ]


@pytest.mark.parametrize(
    "before, after",
    [
        ({"a": s("x")}, {"a": s("x")}),
        ({"a": s("x"), "b": s("y")}, {"b": s("y"), "a": s("x")}),
        ({"a": m(x=s("1"), y=s("2"))}, {"a": m(y=s("2"), x=s("1"))}),
        ({"a": ss("x", "y")}, {"a": ss("y", "x")}),
        ({"a": ns("1", "20")}, {"a": ns("2E1", "1.0")}),
        ({"a": bs(b"x", b"y")}, {"a": bs(b"y", b"x")}),
        ({"a": n("100")}, {"a": n("1.00E2")}),
        ({"a": l(n("0.5"), b(b"z"))}, {"a": l(n("5E-1"), b(b"z"))}),
    ],
)
def test_identical_items_leave_none(watched, before, after):
    watched.put(**before)
    watched.put(**after)
    for name, value in after.items():
        watched.update(
            "SET #a = :v", ExpressionAttributeNames={"#a": name}, ExpressionAttributeValues={":v": value}
        )
    assert [event[0] for event in watched.events()] == ["INSERT"]


def test_order_within_a_list_matters(watched):
    watched.put(a=l(n(1), n(2)))
    watched.put(a=l(n(2), n(1)))
    assert [event[0] for event in watched.events()] == ["INSERT", "MODIFY"]


def test_removing_what_is_not_there_leaves_none(watched):
    watched.put(a=s("1"))
    watched.update("REMOVE absent")
    watched.update("REMOVE absent", key="nobody")
    assert [event[0] for event in watched.events()] == ["INSERT"]
    assert "Item" not in watched.client.get_item(TableName=watched.table, Key={"pk": s("nobody")})


def test_delete(watched):
    watched.put(a=s("1"))
    watched.delete()
    watched.delete()
    watched.delete(key="nobody")
    assert watched.events()[1:] == [("REMOVE", K, None, K | {"a": s("1")})]


def test_failed_conditions_leave_none(watched):
    watched.put(a=s("1"))
    call = watched.client
    for write, more in [
        (call.put_item, {"Item": K}),
        (call.delete_item, {"Key": K}),
        (call.update_item, {"Key": K}),
    ]:
        expect_error(
            "ConditionalCheckFailedException",
            None,
            write,
            TableName=watched.table,
            ConditionExpression="attribute_not_exists(pk)",
            **more,
        )
    assert len(watched.events()) == 1


def test_batch_write_leaves_one_for_each_effective_request(watched):
    watched.put(a=s("1"))
    watched.client.batch_write_item(
        RequestItems={
            watched.table: [
                {"PutRequest": {"Item": K | {"a": s("1")}}},  # as it is
                {"PutRequest": {"Item": {"pk": s("new")}}},
                {"DeleteRequest": {"Key": {"pk": s("nobody")}}},
            ]
        }
    )
    assert watched.events()[1:] == [("INSERT", {"pk": s("new")}, {"pk": s("new")}, None)]


def test_transactions_leave_one_for_each_changed_item(watched):
    watched.put(a=s("1"))
    watched.client.put_item(TableName=watched.table, Item={"pk": s("gone")})
    watched.client.put_item(TableName=watched.table, Item={"pk": s("same")})
    table = watched.table
    watched.client.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": table, "Item": {"pk": s("new")}}},
            {
                "Update": {
                    "TableName": table,
                    "Key": K,
                    "UpdateExpression": "SET a = :a",
                    "ExpressionAttributeValues": {":a": s("2")},
                }
            },
            {"Delete": {"TableName": table, "Key": {"pk": s("gone")}}},
            {"Put": {"TableName": table, "Item": {"pk": s("same")}}},
            {
                "ConditionCheck": {
                    "TableName": table,
                    "Key": {"pk": s("nobody")},
                    "ConditionExpression": "attribute_not_exists(pk)",
                }
            },
        ]
    )
    new, gone = {"pk": s("new")}, {"pk": s("gone")}
    expected = [
        ("INSERT", new, new, None),
        ("MODIFY", K, K | {"a": s("2")}, K | {"a": s("1")}),
        ("REMOVE", gone, None, gone),
    ]
    found = watched.events()[3:]
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_cancelled_transactions_leave_none(watched):
    table = watched.table
    expect_error(
        "TransactionCanceledException",
        None,
        watched.client.transact_write_items,
        TransactItems=[
            {"Put": {"TableName": table, "Item": K}},
            {
                "ConditionCheck": {
                    "TableName": table,
                    "Key": {"pk": s("nobody")},
                    "ConditionExpression": "attribute_exists(pk)",
                }
            },
        ],
    )
    assert watched.events() == []


def test_changes_of_the_table_leave_none(watched):
    watched.put(a=s("1"))
    watched.client.update_table(
        TableName=watched.table,
        AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": "by-a",
                    "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            }
        ],
    )
    watched.client.update_table(TableName=watched.table, TableClass="STANDARD_INFREQUENT_ACCESS")
    assert len(watched.events()) == 1


def test_an_items_records_are_in_the_order_of_its_writes(watched):
    for i in range(30):
        watched.put(a=n(i))
    found = watched.events()
    assert [event[2]["a"] for event in found] == [n(i) for i in range(30)]
    assert [event[3]["a"] for event in found[1:]] == [n(i) for i in range(29)]
    numbers = [int(number_of(record)) for record in records_of(watched.streams, watched.arn)]
    assert numbers == sorted(set(numbers))
