"""What a server shows of its tables: descriptions, items, index entries, stream records. Plain data, to be checked."""

import hashlib
import json
from dataclasses import dataclass, field

from crash_tables import SWITCHED


@dataclass
class StreamState:
    status: str
    view_type: str
    shards: list  # as described
    records: list  # (shard id, record), each shard's in order: those that were not read before
    known: list = field(default_factory=list)  # (shard id, digest of a record) of those that were
    reread: list | None = None  # the same as they are now, if they were read again


@dataclass
class TableState:
    description: dict
    items: list
    index_items: dict  # by the index's name
    stream: StreamState | None
    time_to_live: bool
    streams: dict = field(default_factory=dict)  # by their ARNs, all that the table ever had, if it is SWITCHED


@dataclass
class Observation:
    tables: dict
    clock: float  # seconds since 1970: what had expired by then has to be gone
    ended_streams: dict = field(default_factory=dict)  # of tables that are gone, by their ARNs


class Observer:
    """Looks at a server again and again, and reads its streams on from where it was."""

    def __init__(self):
        self.readers = {}  # by the streams' ARNs

    def observe(self, connection, clock, reread, ended_streams):
        """`ended_streams`: the ARNs of those that are of interest."""
        names = connection.pages(
            "ListTables", {}, "TableNames", "ExclusiveStartTableName", "LastEvaluatedTableName"
        )
        ended = {arn: StreamReader(arn).read(connection, reread=False) for arn in ended_streams}
        return Observation({name: self.look_at(connection, name, reread) for name in names}, clock, ended)

    def look_at(self, connection, name, reread):
        description = connection.call("DescribeTable", {"TableName": name})["Table"]
        indexes = description.get("LocalSecondaryIndexes", []) + description.get("GlobalSecondaryIndexes", [])
        scan = {"TableName": name, "ConsistentRead": True}
        items = connection.pages("Scan", scan, "Items")
        index_items = {
            each["IndexName"]: connection.pages("Scan", {"TableName": name, "IndexName": each["IndexName"]}, "Items")
            for each in indexes
        }
        stream = self.read_stream(connection, description, reread) if name != SWITCHED else None
        expiry = connection.call("DescribeTimeToLive", {"TableName": name})["TimeToLiveDescription"]
        time_to_live = expiry["TimeToLiveStatus"] == "ENABLED"
        if name != SWITCHED:
            return TableState(description, items, index_items, stream, time_to_live)
        streams = connection.pages(
            "ListStreams", {"TableName": name}, "Streams", "ExclusiveStartStreamArn", "LastEvaluatedStreamArn"
        )
        arns = [each["StreamArn"] for each in streams]
        streams = {arn: StreamReader(arn).read(connection, reread=False) for arn in arns}
        return TableState(description, items, index_items, None, time_to_live, streams)

    def read_stream(self, connection, description, reread):
        arn = description.get("LatestStreamArn")
        if arn is None:
            return None
        return self.readers.setdefault(arn, StreamReader(arn)).read(connection, reread)


class StreamReader:
    def __init__(self, arn):
        self.arn = arn
        self.known = []
        self.last = {}  # numbers by shard
        self.ended = set()

    def read(self, connection, reread):
        description, shards = self.describe(connection)
        again = self.read_shards(connection, shards, {}, set()) if reread else None
        if reread:
            # The known ones come first in each shard.
            counts = {shard["ShardId"]: 0 for shard in shards}
            for shard, _ in self.known:
                counts[shard] = counts.get(shard, 0) + 1
            earlier, records = [], []
            for shard, record in again:
                (earlier if counts[shard] > 0 else records).append((shard, record))
                counts[shard] -= 1
            by_shard = {shard["ShardId"]: number for number, shard in enumerate(shards)}
            again = sorted(map(digested, earlier), key=lambda each: by_shard[each[0]])
            known = sorted(self.known, key=lambda each: by_shard.get(each[0], -1))
        else:
            records = self.read_shards(connection, shards, self.last, self.ended)
            known = list(self.known)
        self.known += map(digested, records)
        for shard, record in records:
            self.last[shard] = record["dynamodb"]["SequenceNumber"]
        closed = {each["ShardId"] for each in shards if "EndingSequenceNumber" in each["SequenceNumberRange"]}
        self.ended |= closed
        return StreamState(description["StreamStatus"], description["StreamViewType"], shards, records, known, again)

    def describe(self, connection):
        shards, body = [], {"StreamArn": self.arn}
        while True:
            page = connection.call("DescribeStream", body)["StreamDescription"]
            shards += page["Shards"]
            if "LastEvaluatedShardId" not in page:
                return page, shards
            body["ExclusiveStartShardId"] = page["LastEvaluatedShardId"]

    def read_shards(self, connection, shards, last, ended):
        """(shard, record) of every shard from its last known record on."""
        return [
            (shard["ShardId"], record)
            for shard in shards
            if shard["ShardId"] not in ended
            for record in self.read_shard(connection, shard["ShardId"], last.get(shard["ShardId"]))
        ]

    def read_shard(self, connection, shard, position):
        body = {"StreamArn": self.arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
        if position:
            body |= {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": position}
        iterator = connection.call("GetShardIterator", body)["ShardIterator"]
        while iterator:
            page = connection.call("GetRecords", {"ShardIterator": iterator})
            yield from page["Records"]
            if not page["Records"]:
                return
            iterator = page.get("NextShardIterator")


def digested(shard_record):
    shard, record = shard_record
    return shard, hashlib.sha1(json.dumps(record, sort_keys=True).encode()).hexdigest()
