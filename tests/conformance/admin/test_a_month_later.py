"""One jump of the clock, and everything that time does has happened when the call returns."""

import pytest
from index_parameters import definition, index, table_with
from stream_reading import EXPIRED, StreamServer, events, iterator_of, number_of, read_on, records_of, specification
from table_factory import table_parameters
from values import expect_error, n, s

pytestmark = pytest.mark.own_server


@pytest.fixture
def server():
    with StreamServer.start() as process:
        server = StreamServer(process)
        yield server
        server.close()


def test_a_month_later(server):
    client, streams = server.client, server.streams
    table = client.create_table(
        **table_with(
            "Sessions",
            AttributeDefinitions=[definition("pk"), definition("sk"), definition("g")],
            GlobalSecondaryIndexes=[index("by-g", "g")],
            StreamSpecification=specification(),
        )
    )["TableDescription"]
    client.update_time_to_live(
        TableName="Sessions", TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )
    now = server.clock(freeze=True)["epochMillis"] // 1000
    key = {"pk": s("p"), "sk": s("1")}
    session = key | {"g": s("x"), "expires": n(now + 30 * 86400)}
    count = {
        "TableName": "Sessions",
        "Key": {"pk": s("counter"), "sk": s("1")},
        "UpdateExpression": "ADD c :one",
        "ExpressionAttributeValues": {":one": n(1)},
    }
    transaction = {"TransactItems": [{"Update": count}], "ClientRequestToken": "token"}
    client.put_item(TableName="Sessions", Item=session)
    for _ in range(2):
        client.transact_write_items(**transaction)
    iterator = iterator_of(streams, table["LatestStreamArn"])
    shard = streams.describe_stream(StreamArn=table["LatestStreamArn"])["StreamDescription"]["Shards"][0]["ShardId"]
    put = number_of(streams.get_records(ShardIterator=iterator)["Records"][0])

    server.clock(advance="31d")

    assert "Item" not in client.get_item(TableName="Sessions", Key=key)
    by_g = {
        "IndexName": "by-g",
        "KeyConditionExpression": "g = :x",
        "ExpressionAttributeValues": {":x": s("x")},
    }
    assert client.query(TableName="Sessions", **by_g)["Count"] == 0
    # The records of a month ago are trimmed, their shard with them; the deletion is new.
    shards = streams.describe_stream(StreamArn=table["LatestStreamArn"])["StreamDescription"]["Shards"]
    later = [record for each in shards for record in records_of(streams, table["LatestStreamArn"], each["ShardId"])]
    assert events(later) == [("REMOVE", key, None, session)]
    assert later[0]["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    assert put not in [number_of(record) for record in later]
    expect_error("ExpiredIteratorException", EXPIRED, read_on, streams, iterator)
    if shard in [each["ShardId"] for each in shards]:
        trimmed = (streams, table["LatestStreamArn"], "AT_SEQUENCE_NUMBER", put, shard)
        expect_error("TrimmedDataAccessException", None, iterator_of, *trimmed)
    # The token has lapsed: the transaction happens once more.
    client.transact_write_items(**transaction)
    counter = client.get_item(TableName="Sessions", Key=count["Key"])["Item"]
    assert counter["c"] == n(2)


def test_a_reset_drops_streams_too(server):
    _, kept = server.new_table()
    for name in ("gone-1", "gone-2"):
        server.client.create_table(**table_parameters(name), StreamSpecification=specification())
    server.client.delete_table(TableName="gone-2")
    assert len(server.streams.list_streams()["Streams"]) == 3
    server.reset(prefix="gone-")
    assert [stream["StreamArn"] for stream in server.streams.list_streams()["Streams"]] == [kept]
