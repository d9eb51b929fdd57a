"""What a Kinesis stream gets of a table's changes."""

import json
import uuid

import pytest
from kinesis_tables import Table, keys_of, kinesis_server
from values import n, s

pytestmark = pytest.mark.own_server


@pytest.fixture(scope="module")
def services():
    with kinesis_server() as both:
        yield both


@pytest.fixture
def changes(services):
    """(a table with a destination, a function that waits for so many of its records)"""
    server, kinesis = services
    table = Table(server.api).activate()

    def records(count):
        kinesis.wait(len(kinesis.streams["stream"]) - len(of_table()) + count)
        return of_table()

    def of_table():
        return [record for record in kinesis.records() if record["tableName"] == table.name]

    return table, records


def events(records):
    return [(record["eventName"], record["dynamodb"]["Keys"]["pk"]["S"]) for record in records]


def test_records_to_the_letter(services, changes):
    table, records = changes
    start = services[0].clock(freeze=True)["epochMillis"]
    table.put("a", note=s('ü"\n'), amount=n("1.50"))
    table.ok(
        "UpdateItem",
        Key={"pk": s("a")},
        UpdateExpression="REMOVE amount SET note = :t",
        ExpressionAttributeValues={":t": {"BOOL": True}},
    )
    table.delete("a")
    found = records(3)
    services[0].clock(reset=True)
    first = '{"amount":{"N":"1.5"},"note":{"S":"ü\\"\\n"},"pk":{"S":"a"}}'
    second = '{"note":{"BOOL":true},"pk":{"S":"a"}}'
    images = [
        ("INSERT", f'"NewImage":{first}', 3 + 20),
        ("MODIFY", f'"NewImage":{second},"OldImage":{first}', 3 + 8 + 20),
        ("REMOVE", f'"OldImage":{second}', 3 + 8),
    ]
    for record, (event, shown, size) in zip(found, images):
        assert json.loads(record["text"]) == {name: value for name, value in record.items() if name != "text"}
        assert record["text"] == (
            f'{{"awsRegion":"us-east-1","eventID":"{record["eventID"]}","eventName":"{event}","userIdentity":null,'
            f'"recordFormat":"application/json","tableName":"{table.name}","dynamodb":'
            f'{{"ApproximateCreationDateTime":{start},"Keys":{{"pk":{{"S":"a"}}}},{shown},"SizeBytes":{size}}},'
            '"eventSource":"aws:dynamodb"}'
        )
        assert str(uuid.UUID(record["eventID"])) == record["eventID"]
    assert len({record["eventID"] for record in found}) == 3


def test_changes_of_an_item_come_in_their_order_under_one_key(services, changes):
    table, records = changes
    for number in range(40):
        table.put(f"{table.name}-{number % 2}", number=n(number))
    found = records(40)
    for item in range(2):
        keys = {"pk": s(f"{table.name}-{item}")}
        of_item = [record["dynamodb"] for record in found if record["dynamodb"]["Keys"] == keys]
        assert [int(change["NewImage"]["number"]["N"]) for change in of_item] == list(range(item, 40, 2))
        (partition_key,) = services[1].partition_keys[json.dumps(keys)]
        assert 1 <= len(partition_key) <= 256
    assert len(set.union(*(services[1].partition_keys[json.dumps({"pk": s(f"{table.name}-{i}")})] for i in (0, 1)))) == 2


def test_batches_transactions_and_statements(changes):
    table, records = changes
    put = [{"PutRequest": {"Item": {"pk": s(key)}}} for key in ("a", "b")]
    table.api.ok("BatchWriteItem", {"RequestItems": {table.name: put}})
    actions = [
        {"Put": {"TableName": table.name, "Item": {"pk": s("c")}}},
        {"Delete": {"TableName": table.name, "Key": {"pk": s("a")}}},
        {"ConditionCheck": {"TableName": table.name, "Key": {"pk": s("b")}, "ConditionExpression": "attribute_exists(pk)"}},
    ]
    table.api.ok("TransactWriteItems", {"TransactItems": actions})
    table.api.ok("ExecuteStatement", {"Statement": f"DELETE FROM \"{table.name}\" WHERE pk = 'b'"})
    found = events(records(5))
    assert sorted(found[:2]) == [("INSERT", "a"), ("INSERT", "b")]
    assert sorted(found[2:4]) == [("INSERT", "c"), ("REMOVE", "a")]
    assert found[4:] == [("REMOVE", "b")]


def test_what_changes_nothing_has_no_record(changes):
    table, records = changes
    table.put("a")
    table.put("a")
    table.delete("missing")
    table.call("PutItem", Item={"pk": s("b")}, ConditionExpression="attribute_exists(pk)")
    check = {"TableName": table.name, "Key": {"pk": s("z")}, "ConditionExpression": "attribute_exists(pk)"}
    put = {"Put": {"TableName": table.name, "Item": {"pk": s("c")}}}
    table.api.call("TransactWriteItems", {"TransactItems": [put, {"ConditionCheck": check}]})
    table.put("last")
    assert events(records(2)) == [("INSERT", "a"), ("INSERT", "last")]


def test_deletions_by_time_to_live():
    with kinesis_server("--in-memory", "--ttl-sweep-interval-millis=10") as (server, kinesis):
        table = Table(server.api)
        table.put("expired", expires=n(server.clock()["epochMillis"] // 1000 - 60))
        table.activate()
        specification = {"Enabled": True, "AttributeName": "expires"}
        table.ok("UpdateTimeToLive", TimeToLiveSpecification=specification)
        (record,) = kinesis.wait(1)
        assert record["eventName"] == "REMOVE"
        assert record["userIdentity"] == {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
        assert '"userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}' in record["text"]


def test_items_of_all_sizes():
    with kinesis_server() as (server, kinesis):
        table = Table(server.api).activate()
        for number in range(30):
            table.put(f"large-{number}", text=s("x" * 390_000))
        # Escapes make it larger than a record may be: it is passed over, and holds up nobody.
        table.put("too-large", text=s("\x01" * 380_000))
        table.put("last")
        keys = set(keys_of(kinesis.wait(31)))
        assert keys == {"last", *(f"large-{number}" for number in range(30))}


def test_many_at_once(services, changes):
    table, records = changes
    for batch in range(80):
        puts = [{"PutRequest": {"Item": {"pk": s(f"{batch}-{i}")}}} for i in range(25)]
        table.api.ok("BatchWriteItem", {"RequestItems": {table.name: puts}})
    found = records(2000)
    assert sorted(keys_of(found)) == sorted(f"{batch}-{i}" for batch in range(80) for i in range(25))
