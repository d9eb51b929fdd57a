"""What tables cost: tables.py [COUNT...], with DYNAROCKS_BINARY set.

For each count and kind of storage: milliseconds of one CreateTable, DescribeTable and DeleteTable and of one
ListTables of all pages, over one connection; memory and open files of the server with all tables there, empty and
after one small item was written to each. On disk, also the time from start to listening with all tables.
"""

import statistics
import sys
import tempfile
import time

from bench_server import BenchServer, print_table, table

HEADER = (
    "storage", "tables", "create ms (median, last 100)", "p99 ms", "describe ms", "list all ms", "KiB per table",
    "KiB with an item", "open files", "start ms", "delete ms (median)", "p99 ms",
)  # fmt: skip


def timed(calls):
    """Milliseconds of each."""
    times = []
    for call in calls:
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return times


def p99(times):
    return sorted(times)[int(len(times) * 0.99)]


def list_all(server):
    start = {}
    while True:
        answer = server.call("ListTables", start)
        if "LastEvaluatedTableName" not in answer:
            return
        start = {"ExclusiveStartTableName": answer["LastEvaluatedTableName"]}


def call_each(server, operation, names, body):
    return timed([lambda name=name: server.call(operation, body(name)) for name in names])


def measure(storage, count, *flags):
    names = [f"bench-{i:05}" for i in range(count)]
    start_ms = "-"
    with BenchServer(*flags) as server:
        before = server.resident_kib()
        created = call_each(server, "CreateTable", names, table)
        empty = server.resident_kib()
        described = call_each(server, "DescribeTable", names, lambda name: {"TableName": name})
        listed = timed([lambda: list_all(server)] * 5)
        item = {"pk": {"S": "key"}, "v": {"S": "x" * 100}}
        call_each(server, "PutItem", names, lambda name: {"TableName": name, "Item": item})
        filled = server.resident_kib()
        files = server.open_files()
        if storage == "memory":
            deleted = call_each(server, "DeleteTable", names, lambda name: {"TableName": name})
    if storage == "disk":
        began = time.perf_counter()
        with BenchServer(*flags) as server:
            start_ms = f"{(time.perf_counter() - began) * 1000:.0f}"
            deleted = call_each(server, "DeleteTable", names, lambda name: {"TableName": name})
    return (
        storage, count, f"{statistics.median(created):.2f}, {statistics.median(created[-100:]):.2f}",
        f"{p99(created):.2f}", f"{statistics.median(described):.2f}", f"{statistics.median(listed):.1f}",
        f"{(empty - before) / count:.0f}", f"{(filled - before) / count:.0f}", files, start_ms,
        f"{statistics.median(deleted):.2f}", f"{p99(deleted):.2f}",
    )  # fmt: skip


def main():
    counts = [int(count) for count in sys.argv[1:]] or [500, 2500]
    rows = []
    for count in counts:
        rows.append(measure("memory", count, "--in-memory"))
        with tempfile.TemporaryDirectory() as directory:
            rows.append(measure("disk", count, "--data-dir", directory))
    print_table(HEADER, rows)


if __name__ == "__main__":
    main()
