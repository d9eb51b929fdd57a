"""What servers take: footprint.py [--peers LIST|none] [--items N,...], with DYNAROCKS_BINARY set.

Of each server, in memory and on disk: milliseconds from its start to its first answer, in a directory that was
empty (median of 20 starts); memory when idle; seconds for the creation and deletion of 200 tables, one after the
other. Of ours besides: memory, and bytes on disk, with so many items of 1 KB.
"""

import argparse
import os
import pathlib
import statistics
import sys
import tempfile
import time

import peers
from bench_server import print_table, table
from workloads import batch_writes, filled, key

STARTS = 20
TABLES = 200
STORAGES = ("memory", "disk")
# Files are written in the background, and freed once they are merged into others.
SETTLING_SECONDS = 5


def mebibytes(count):
    return f"{count / 2**20:.1f}"


def first_answer_ms(kind, storage):
    times = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as directory:
            began = time.perf_counter()
            with kind.start(storage, directory) as server:
                server.call("ListTables", {})
                times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def wait_until_active(server, name):
    while server.call("DescribeTable", {"TableName": name})["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(0.001)


def table_seconds(server):
    """Seconds in which the tables are made and deleted."""
    names = [f"bench-{i:03}" for i in range(TABLES)]
    began = time.perf_counter()
    for name in names:
        server.call("CreateTable", table(name))
        wait_until_active(server, name)
    for name in names:
        server.call("DeleteTable", {"TableName": name})
    while server.call("ListTables", {})["TableNames"]:
        time.sleep(0.001)
    return time.perf_counter() - began


def server_row(kind, storage):
    started = first_answer_ms(kind, storage)
    with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as directory:
        with kind.start(storage, directory) as server:
            time.sleep(1)
            idle = server.resident_kib() * 1024
            tables = table_seconds(server)
    return kind.name, storage, f"{started:.1f}", mebibytes(idle), f"{tables:.2f}", mebibytes(kind.size())


def bytes_of(directory):
    """What the files take on disk."""
    return sum(file.stat().st_blocks * 512 for file in pathlib.Path(directory).rglob("*") if file.is_file())


def item_rows(kind, counts):
    with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as directory:
        with kind.start("disk", directory) as server:
            server.call("CreateTable", table("bench"))
            wait_until_active(server, "bench")
            present = 0
            for count in sorted(counts):
                for batch in batch_writes("bench", (filled(key(i), 1024) for i in range(present, count))):
                    server.call("BatchWriteItem", batch)
                present = count
                time.sleep(SETTLING_SECONDS)
                memory, disk = server.resident_kib() * 1024, bytes_of(directory)
                yield f"{count:,}", mebibytes(memory), mebibytes(disk), f"{disk / count:.0f}"


def parse_arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench footprint", usage=argparse.SUPPRESS, add_help=False)
    parser.add_argument("--peers", type=peers.chosen, default=list(peers.KNOWN))
    parser.add_argument("--items", type=lambda text: [int(count) for count in text.split(",")],
                        default=[100_000, 1_000_000])  # fmt: skip
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    ours = peers.Dynarocks()
    kinds = [ours, *(peers.KNOWN[name]() for name in arguments.peers)]
    for kind in kinds:
        kind.prepare()
    rows = [server_row(kind, storage) for kind in kinds for storage in STORAGES]
    print_table(("server", "storage", "first answer ms", "idle MiB", f"{TABLES} tables s", "program MiB"), rows)
    print()
    header = ("items of 1 KB on disk", "memory MiB", "disk MiB", "bytes per item")
    print_table(header, list(item_rows(ours, arguments.items)))


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as error:
        sys.exit(f"scripts/bench: {error}")
