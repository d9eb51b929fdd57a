"""The workloads of scripts/bench: tables, the items in them beforehand, and requests in the exact form in
which they are sent. `python3 tests/benchmark/workloads.py` prints one request of each.

Every server gets the same requests in the same order. JSON is compact, members stand in the order shown, and
operations are asked for by POST / with X-Amz-Target: DynamoDB_20120810.<Operation>, GetRecords and what it
needs with DynamoDBStreams_20120810.<Operation>. Before the load:

- CreateTable for each table of TABLES. Its answer's TableDescription.TableStatus is to be ACTIVE; while it is
  not, DescribeTable is asked. LatestStreamArn of bench-stream's is the stream.
- The items of each table by BatchWriteItem, 25 in each.
- For get_records: DescribeStream of the stream, GetShardIterator of TRIM_HORIZON on its first shard, and then
  GetRecords with that one iterator again and again.
- One request of each workload, whose answer must be what `check` wants.

A bare server that is measured beside the others need not understand more than these forms.
"""

import base64
import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass

from bench_server import compact

KEYS = 10_000  # of tables of one key
LARGE_KEYS = 500  # of bench-put-20kb
VERSIONS = 2  # of each item that is put: a server may spare itself what changes nothing
PARTITIONS, PARTITION_ITEMS = 50, 20  # of bench-query
FILTER_PARTITIONS, FILTER_ITEMS = 20, 200  # of bench-filter
STREAM_ITEMS = 200
PAGE_BYTES = 2**20
BATCH = 25


# --- items ----------------------------------------------------------------------------------------------


def key(i):
    return {"pk": {"S": f"key-{i:06}"}}


def size_of(item):
    """Bytes as DynamoDB counts them, for items of strings and of numbers of one digit."""
    return sum(len(name) + (len(value["S"]) if "S" in value else 2) for name, value in item.items())


def filled(item, size, version=0):
    """The item with `data` that makes it `size` bytes large; always the same for the same item and version, and
    hard to compress, so that it is not the compression of files that is measured."""
    length = size - size_of(item) - len("data")
    noise = random.Random(json.dumps([version, item])).randbytes(length)
    return {**item, "data": {"S": base64.urlsafe_b64encode(noise)[:length].decode()}}


def query_item(i, j):
    """Of partition i the j-th item; items of one partition are spread over those of the index."""
    number = i * PARTITION_ITEMS + j
    item = {
        "pk": {"S": f"p-{i:04}"}, "sk": {"S": f"s-{j:04}"},
        "gpk": {"S": f"g-{number % PARTITIONS:04}"}, "gsk": {"S": f"t-{number:06}"},
    }  # fmt: skip
    return filled(item, 1024)


def filter_item(i, j):
    return filled({"pk": {"S": f"p-{i:04}"}, "sk": {"S": f"s-{j:04}"}, "n": {"N": str(j % 10)}}, 100)


# --- tables ---------------------------------------------------------------------------------------------


def definition(name, keys, index=None, **more):
    """CreateTable's request for a table with these keys, and with those of the index called gsi."""

    def schema(names):
        return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"))]

    request = {
        "TableName": name,
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in (*keys, *(index or ()))],
        "KeySchema": schema(keys),
        "BillingMode": "PAY_PER_REQUEST",
    }
    if index:
        request["GlobalSecondaryIndexes"] = [
            {"IndexName": "gsi", "KeySchema": schema(index), "Projection": {"ProjectionType": "ALL"}}
        ]
    return {**request, **more}


@dataclass(frozen=True)
class Table:
    definition: dict
    items: Callable  # () -> those that are there beforehand


STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
TABLES = {
    table.definition["TableName"]: table
    for table in (
        # Each has items of one size, so that what a put replaces is as large as what it puts.
        *(Table(definition(f"bench-put-{size}", ["pk"]), lambda: ()) for size in ("100b", "1kb", "20kb")),
        Table(definition("bench-items", ["pk"]), lambda: (filled(key(i), 1024) for i in range(KEYS))),
        Table(definition("bench-counters", ["pk"]), lambda: ({**key(i), "n": {"N": "0"}} for i in range(KEYS))),
        Table(
            definition("bench-query", ["pk", "sk"], ["gpk", "gsk"]),
            lambda: itertools.starmap(query_item, itertools.product(range(PARTITIONS), range(PARTITION_ITEMS))),
        ),
        Table(
            definition("bench-filter", ["pk", "sk"]),
            lambda: itertools.starmap(filter_item, itertools.product(range(FILTER_PARTITIONS), range(FILTER_ITEMS))),
        ),
        Table(
            definition("bench-stream", ["pk"], StreamSpecification=STREAM),
            lambda: (filled(key(i), 100) for i in range(STREAM_ITEMS)),
        ),
    )
}


def batch_writes(table, items):
    """BatchWriteItem's requests that put the items."""
    items = iter(items)
    while batch := list(itertools.islice(items, BATCH)):
        yield {"RequestItems": {table: [{"PutRequest": {"Item": item}} for item in batch]}}


# --- requests -------------------------------------------------------------------------------------------


def shuffled(count):
    return random.Random(1).sample(range(count), count)


def versions(size, keys):
    """The items of these keys in their first version, then in the next: each put changes what is there."""
    for version in range(VERSIONS):
        yield from (filled(key(i), size, version) for i in shuffled(keys))


def puts(table, size, keys, **more):
    return [{"TableName": table, "Item": item, **more} for item in versions(size, keys)]


def gets():
    return [{"TableName": "bench-items", "Key": key(i)} for i in shuffled(KEYS)]


def additions():
    more = {"UpdateExpression": "ADD n :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}
    return [{"TableName": "bench-counters", "Key": key(i), **more} for i in shuffled(KEYS)]


def conditional_puts():
    return puts("bench-items", 1024, KEYS, ConditionExpression="attribute_exists(pk)")


def query(table, partition, index=None, **more):
    name, value = partition
    return {
        "TableName": table,
        **({"IndexName": index} if index else {}),
        "KeyConditionExpression": f"{name} = :p",
        **({"FilterExpression": "n = :n"} if more else {}),
        "ExpressionAttributeValues": {":p": {"S": value}, **more},
    }


def queries():
    return [query("bench-query", ("pk", f"p-{i:04}")) for i in shuffled(PARTITIONS)]


def index_queries():
    return [query("bench-query", ("gpk", f"g-{i:04}"), "gsi") for i in shuffled(PARTITIONS)]


def filtered_queries():
    partitions = shuffled(FILTER_PARTITIONS)
    return [query("bench-filter", ("pk", f"p-{i:04}"), **{":n": {"N": str(i % 10)}}) for i in partitions]


def batch_puts():
    return list(batch_writes("bench-put-1kb", versions(1024, KEYS)))


def batch_gets():
    keys = [key(i) for i in shuffled(KEYS)]
    return [{"RequestItems": {"bench-items": {"Keys": keys[i : i + 100]}}} for i in range(0, KEYS, 100)]


def transactions():
    items = list(versions(1024, KEYS))
    return [
        {"TransactItems": [{"Put": {"TableName": "bench-put-1kb", "Item": item}} for item in items[n : n + 10]]}
        for n in range(0, len(items), 10)
    ]


def scans():
    return [{"TableName": "bench-items"}]


@dataclass(frozen=True)
class Workload:
    label: str
    table: str
    operation: str
    requests: Callable  # () -> list of bodies; of GetRecords (iterator) -> list
    check: Callable  # whether an answer is what is measured

    @property
    def target(self):
        service = "DynamoDBStreams" if self.operation == "GetRecords" else "DynamoDB"
        return f"{service}_20120810.{self.operation}"


def page_of(count, scanned):
    return lambda answer: len(answer["Items"]) == answer["Count"] == count and answer["ScannedCount"] == scanned


def anything(_):
    return True


WORKLOADS = {
    "put-100b": Workload(
        "PutItem, 100 B", "bench-put-100b", "PutItem", lambda: puts("bench-put-100b", 100, KEYS), anything
    ),
    "put-1kb": Workload(
        "PutItem, 1 KB", "bench-put-1kb", "PutItem", lambda: puts("bench-put-1kb", 1024, KEYS), anything
    ),
    "put-20kb": Workload(
        "PutItem, 20 KB", "bench-put-20kb", "PutItem", lambda: puts("bench-put-20kb", 20 * 1024, LARGE_KEYS), anything
    ),
    "get-1kb": Workload(
        "GetItem, 1 KB", "bench-items", "GetItem", gets, lambda answer: size_of(answer["Item"]) == 1024
    ),
    "update-add": Workload("UpdateItem, ADD", "bench-counters", "UpdateItem", additions, anything),
    "conditional-put": Workload("PutItem if it exists, 1 KB", "bench-items", "PutItem", conditional_puts, anything),
    "query": Workload(
        "Query, 20 x 1 KB", "bench-query", "Query", queries, page_of(PARTITION_ITEMS, PARTITION_ITEMS)
    ),
    "query-gsi": Workload(
        "Query of a GSI, 20 x 1 KB", "bench-query", "Query", index_queries, page_of(PARTITION_ITEMS, PARTITION_ITEMS)
    ),
    "query-filter": Workload(
        "Query, filter 200 to 20", "bench-filter", "Query", filtered_queries, page_of(FILTER_ITEMS // 10, FILTER_ITEMS)
    ),
    "batch-write": Workload(
        "BatchWriteItem, 25 x 1 KB", "bench-put-1kb", "BatchWriteItem", batch_puts,
        lambda answer: not answer.get("UnprocessedItems"),
    ),
    "batch-get": Workload(
        "BatchGetItem, 100 x 1 KB", "bench-items", "BatchGetItem", batch_gets,
        lambda answer: len(answer["Responses"]["bench-items"]) == 100 and not answer.get("UnprocessedKeys"),
    ),
    "transact-write": Workload(
        "TransactWriteItems, 10 x 1 KB", "bench-put-1kb", "TransactWriteItems", transactions, anything
    ),
    # Not all count the same bytes for an item.
    "scan": Workload(
        "Scan, page of 1 MB", "bench-items", "Scan", scans,
        lambda answer: 0.95 < answer["Count"] * 1024 / PAGE_BYTES < 1.05 and "LastEvaluatedKey" in answer,
    ),
    "get-records": Workload(
        "GetRecords, 100", "bench-stream", "GetRecords",
        lambda iterator: [{"ShardIterator": iterator, "Limit": 100}],
        lambda answer: len(answer["Records"]) == 100,
    ),
}  # fmt: skip


STREAMS = "DynamoDBStreams_20120810."


def describe_stream(arn):
    return STREAMS + "DescribeStream", {"StreamArn": arn}


def get_shard_iterator(arn, shard):
    return STREAMS + "GetShardIterator", {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}


def main():
    for name, table in TABLES.items():
        print(f"CreateTable {compact(table.definition)}")
        items = list(table.items())
        if items:
            print(f"  {len(items)} items such as {compact(items[0])}")
    arn = "<LatestStreamArn of CreateTable>"
    for target, body in describe_stream(arn), get_shard_iterator(arn, "<ShardId of DescribeStream>"):
        print(f"{target} {compact(body)}")
    for name, workload in WORKLOADS.items():
        bodies = workload.requests("<ShardIterator>") if name == "get-records" else workload.requests()
        print(f"\n{name} ({workload.label}): {workload.target}, {len(bodies)} requests\n{compact(bodies[0])}")


if __name__ == "__main__":
    main()
