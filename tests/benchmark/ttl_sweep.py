"""What expiry costs beside many items that do not expire: ttl_sweep.py [COUNT...], with DYNAROCKS_BINARY set.

For each count, in memory and on disk: a table of so many items with an expiry time, 100 of which expire when the
clock is moved. Shown are the processor time of one sweep that finds nothing, and, from the moment the clock is
moved until the last of the 100 is gone, the time that passes and the processor time used. What a sweep costs must
follow what has expired, not what is stored.
"""

import http.client
import json
import sys
import tempfile
import time

from bench_server import BenchServer, print_table, table

EXPIRING = 100
BATCH = 25
SWEEP_MILLIS = 5
IDLE_SECONDS = 5
DAY = 24 * 60 * 60
HEADER = ("storage", "items", "load s", "empty sweep, CPU us", "100 expired: ms", "CPU ms")


def fill(server, count):
    """Items that expire in ten days; every (count / EXPIRING)-th in one."""
    now = int(time.time())
    for first in range(0, count, BATCH):
        requests = []
        for i in range(first, min(count, first + BATCH)):
            days = 1 if i % (count // EXPIRING) == 0 else 10
            item = {"pk": {"S": f"key-{i}"}, "expires": {"N": str(now + days * DAY)}, "v": {"S": "x" * 50}}
            requests.append({"PutRequest": {"Item": item}})
        server.call("BatchWriteItem", {"RequestItems": {"bench": requests}})


def item_count(server):
    return server.call("DescribeTable", {"TableName": "bench"})["Table"]["ItemCount"]


def move_clock(server, days):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("POST", "/_dynarocks/clock", json.dumps({"advance": f"{days}d"}))
    assert connection.getresponse().status == 200


def empty_sweep_cpu(server):
    """Microseconds of processor time, with the server's idle load."""
    before = server.cpu_seconds()
    began = time.monotonic()
    time.sleep(IDLE_SECONDS)
    sweeps = (time.monotonic() - began) * 1000 / SWEEP_MILLIS
    return (server.cpu_seconds() - before) / sweeps * 1e6


def measure(storage, count, *flags):
    with BenchServer(*flags, "--admin", "--ttl-sweep-interval-millis", str(SWEEP_MILLIS)) as server:
        server.call("CreateTable", table("bench"))
        specification = {"Enabled": True, "AttributeName": "expires"}
        server.call("UpdateTimeToLive", {"TableName": "bench", "TimeToLiveSpecification": specification})
        began = time.monotonic()
        fill(server, count)
        load = time.monotonic() - began
        assert item_count(server) == count
        empty = empty_sweep_cpu(server)
        cpu, began = server.cpu_seconds(), time.monotonic()
        move_clock(server, 2)
        while item_count(server) > count - EXPIRING:
            time.sleep(0.001)
        passed, cpu = time.monotonic() - began, server.cpu_seconds() - cpu
        assert item_count(server) == count - EXPIRING
    return storage, count, f"{load:.0f}", f"{empty:.0f}", f"{passed * 1000:.0f}", f"{cpu * 1000:.0f}"


def main():
    counts = [int(count) for count in sys.argv[1:]] or [10_000, 1_000_000]
    rows = []
    for count in counts:
        rows.append(measure("memory", count, "--in-memory"))
        with tempfile.TemporaryDirectory() as directory:
            rows.append(measure("disk", count, "--data-dir", directory))
    print_table(HEADER, rows)


if __name__ == "__main__":
    main()
