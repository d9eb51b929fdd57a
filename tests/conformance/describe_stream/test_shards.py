"""Several shards: lineage, pages and children, on a server whose clock can be moved."""

import pytest
from stream_reading import StreamServer, call_raw, shards_of

pytestmark = pytest.mark.own_server


@pytest.fixture(scope="module")
def server():
    arguments = ["--stream-shards=2", "--stream-max-shards=4", "--stream-shard-age=4h"]
    with StreamServer.start(*arguments) as process:
        server = StreamServer(process)
        yield server
        server.close()


@pytest.fixture(scope="module")
def rolled(server):
    """(ARN, shards): two shards, each split, and each child rolled once."""
    _, arn = server.new_table()
    for _ in range(2):
        server.clock(advance="4h")
    return arn, shards_of(server.streams, arn)


def test_lineage(rolled):
    _, shards = rolled
    by_id = {shard["ShardId"]: shard for shard in shards}
    roots = [shard for shard in shards if "ParentShardId" not in shard]
    assert len(shards) == 10
    assert len(roots) == 2
    assert [shard["ShardId"] for shard in shards] == sorted(by_id)
    for shard in shards:
        numbers = shard["SequenceNumberRange"]
        children = [child for child in shards if child.get("ParentShardId") == shard["ShardId"]]
        assert len(children) == (2 if shard in roots else 1 if "EndingSequenceNumber" in numbers else 0)
        for child in children:
            assert int(child["SequenceNumberRange"]["StartingSequenceNumber"]) > int(numbers["EndingSequenceNumber"])
    assert sum("EndingSequenceNumber" not in shard["SequenceNumberRange"] for shard in shards) == 4


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_pages(server, rolled, limit):
    arn, shards = rolled
    found, start = [], {}
    while True:
        page = server.streams.describe_stream(StreamArn=arn, Limit=limit, **start)["StreamDescription"]
        assert len(page["Shards"]) <= limit
        found += page["Shards"]
        if "LastEvaluatedShardId" not in page:
            break
        assert page["LastEvaluatedShardId"] == found[-1]["ShardId"]
        start = {"ExclusiveStartShardId": found[-1]["ShardId"]}
    assert found == shards


def test_children(server, rolled):
    arn, shards = rolled

    def children(parent, **more):
        body = {"StreamArn": arn, "ShardFilter": {"Type": "CHILD_SHARDS", "ShardId": parent}, **more}
        return call_raw(server.api, "DescribeStream", body).body["StreamDescription"]

    for shard in shards:
        expected = [child for child in shards if child.get("ParentShardId") == shard["ShardId"]]
        assert children(shard["ShardId"])["Shards"] == expected
    root = shards[0]["ShardId"]
    first, second = children(root)["Shards"]
    page = children(root, Limit=1)
    assert page["Shards"] == [first]
    assert page["LastEvaluatedShardId"] == first["ShardId"]
    assert children(root, Limit=1, ExclusiveStartShardId=first["ShardId"])["Shards"] == [second]
    assert children("x" * 37)["Shards"] == []


def test_closed_shards_vanish_when_their_records_have(server):
    _, arn = server.new_table()
    server.clock(advance="4h")
    before = {shard["ShardId"] for shard in shards_of(server.streams, arn)}
    server.clock(advance="25h")
    left = shards_of(server.streams, arn)
    assert not {shard["ShardId"] for shard in left if "ParentShardId" not in shard}
    assert any(shard["ParentShardId"] in before for shard in left)
