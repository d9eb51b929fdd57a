"""How costs grow: scaling.py [--items N] [--rounds N] [--seconds S], with DYNAROCKS_BINARY set.

Pages: processor time of Query and Scan for each item read, in pages of 100 items that begin anywhere, in a table
that grows tenfold from 1,000 to N items (default 1,000,000), all in one partition. It should not grow with the
table. Indexes: what a PutItem costs with none to five global secondary indexes, all of which are written each
time. Event loops: what a second one (--threads) brings.
"""

import argparse
import contextlib
import pathlib
import random
import sys
import tempfile

import paired_load
import wrk_load
from bench_server import BenchServer, print_table, table
from workloads import batch_writes, definition, filled, key, puts, shuffled

PAGE = 100
STARTS = 1_000  # different pages that are read
INDEXES = range(6)
KEYS = 10_000
SCRIPT = "prepared_requests.lua"


def prepare(directory, name, operation, bodies):
    return wrk_load.write_requests(directory / name, f"DynamoDB_20120810.{operation}", bodies)


# --- pages ----------------------------------------------------------------------------------------------


def page_key(i):
    return {"pk": {"S": "p"}, "sk": {"S": f"s-{i:09}"}}


def page_starts(count):
    chance = random.Random(count)
    return [page_key(chance.randrange(count - PAGE)) for _ in range(STARTS)]


def query_pages(count):
    values = ({":p": start["pk"], ":s": start["sk"]} for start in page_starts(count))
    return [
        {
            "TableName": "bench",
            "Limit": PAGE,
            "KeyConditionExpression": "pk = :p AND sk >= :s",
            "ExpressionAttributeValues": value,
        }
        for value in values
    ]


def scan_pages(count):
    return [{"TableName": "bench", "Limit": PAGE, "ExclusiveStartKey": start} for start in page_starts(count)]


def page_rows(storage, flags, largest, seconds, directory):
    with BenchServer(*flags) as server:
        server.call("CreateTable", definition("bench", ["pk", "sk"]))
        present, count = 0, 1_000
        while count <= largest:
            for batch in batch_writes("bench", (filled(page_key(i), 50) for i in range(present, count))):
                server.call("BatchWriteItem", batch)
            costs = []
            for operation, bodies in ("Query", query_pages(count)), ("Scan", scan_pages(count)):
                file = prepare(directory, f"{operation}-{count}", operation, bodies)
                before = server.cpu_seconds()
                load = wrk_load.run(server, SCRIPT, file, seconds, paired_load.CONNECTIONS)
                costs.append((server.cpu_seconds() - before) / load.requests / PAGE * 1e6)
            yield storage, f"{count:,}", *(f"{cost:.3f}" for cost in costs)
            present, count = count, count * 10


# --- indexes --------------------------------------------------------------------------------------------


def index_name(number):
    return f"gsi{number}"


def index_table(indexes):
    """A table with so many indexes, each of which has a key of its own."""
    names = [index_name(number) for number in range(indexes)]
    request = table("bench")
    request["AttributeDefinitions"] += [{"AttributeName": name, "AttributeType": "S"} for name in names]
    if names:
        request["GlobalSecondaryIndexes"] = [
            {
                "IndexName": name,
                "KeySchema": [{"AttributeName": name, "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
            for name in names
        ]
    return request


def index_puts():
    """Of each key two items in turn that differ in what is no key, so that each put changes each index. The key
    attributes of all indexes are there in any case."""
    keys = shuffled(KEYS)
    return [
        {
            "TableName": "bench",
            "Item": filled(
                {**key(i), "version": {"N": str(version)}}
                | {index_name(number): {"S": f"value-{(i * 7 + number) % KEYS:06}"} for number in INDEXES},
                400,
            ),
        }
        for version in range(2)
        for i in keys
    ]


def index_rows(rounds, seconds, directory):
    file = prepare(directory, "index-puts", "PutItem", index_puts())
    with contextlib.ExitStack() as stack:
        servers = {number: stack.enter_context(BenchServer("--in-memory")) for number in INDEXES}
        for number, server in servers.items():
            server.call("CreateTable", index_table(number))
        measured = paired_load.measure(servers, SCRIPT, dict.fromkeys(servers, file), rounds, seconds)
        for name, values in zip(("requests/s", "server CPU us/request"), paired_load.medians(*measured)):
            yield f"PutItem, 400 B, {name}", *values


# --- event loops ----------------------------------------------------------------------------------------


def thread_rows(rounds, seconds, directory):
    with contextlib.ExitStack() as stack:
        servers = {
            threads: stack.enter_context(BenchServer("--in-memory", "--threads", str(threads))) for threads in (1, 2)
        }
        for server in servers.values():
            server.call("CreateTable", table("bench"))
        gets = [{"TableName": "bench", "Key": key(i)} for i in shuffled(KEYS)]
        for operation, bodies in ("PutItem", puts("bench", 1024, KEYS)), ("GetItem", gets):
            file = prepare(directory, operation, operation, bodies)
            measured = paired_load.measure(servers, SCRIPT, dict.fromkeys(servers, file), rounds, seconds)
            yield from paired_load.rows_of(f"{operation}, 1 KB", *measured)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench scaling", usage=argparse.SUPPRESS, add_help=False)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    rounds, seconds = arguments.rounds, arguments.seconds
    with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as name:
        directory = pathlib.Path(name)
        rows = []
        for storage, flags in ("memory", ["--in-memory"]), ("disk", ["--data-dir", str(directory / "data")]):
            rows += page_rows(storage, flags, arguments.items, rounds * seconds, directory)
        print_table(("storage", "items", "Query, CPU us/item", "Scan, CPU us/item"), rows)
        print()
        print_table(("global secondary indexes", *INDEXES), list(index_rows(rounds, seconds, directory)))
        print()
        print_table(("event loops", 1, 2, "ratio"), list(thread_rows(rounds, seconds, directory)))


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as error:
        sys.exit(f"scripts/bench: {error}")
