"""What encryption costs: encryption.py [ROUNDS [SECONDS]], with DYNAROCKS_BINARY set.

Two servers run side by side, one whose data directory is not encrypted and one whose is, and each round puts
the same load on one and then on the other. PutItem: items of 1 KB over 100,000 keys. GetItem: 100,000 items
of 2 KB that do not get shorter when compressed, three times what the block cache holds, so that most are read
from a file.

The table has the medians of all rounds and the median of their ratios; processor time is that of the whole
run, with what the servers do in the background, for each request.
"""

import contextlib
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile

from bench_server import BenchServer, print_table, table

HERE = pathlib.Path(__file__).resolve().parent
CONNECTIONS = 16
ITEMS = 100_000  # the keys of get_item.lua
BATCH = 25
FORMS = ("plain", "encrypted")


class Directory:
    """A data directory of one of the forms, below `parent`."""

    def __init__(self, parent, form, name):
        self.path = parent / f"{name}-{form}"
        self.flags = ["--data-dir", str(self.path)]
        if form == "encrypted":
            key = parent / "key"
            key.touch(0o600)
            key.write_text("5a" * 32)
            self.flags += ["--encryption-key-file", str(key)]

    def server(self):
        return BenchServer(*self.flags)


def load(server, script, seconds):
    """Requests answered, and how many each second."""
    done = subprocess.run(
        ["wrk", "-t", "2", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", str(HERE / script),
         f"http://127.0.0.1:{server.port}/", "--", "bench"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rate, refused, broken = map(int, re.search(r"RESULT (\S+) (\S+) (\S+)", done.stdout).groups())
    if refused or broken:
        raise RuntimeError(f"{script}: {refused} requests refused, {broken} connections broken")
    return int(re.search(r"(\d+) requests in", done.stdout).group(1)), rate


def fill(server):
    server.call("CreateTable", table("bench"))
    noise = random.Random(1)
    for first in range(0, ITEMS, BATCH):
        requests = [
            {"PutRequest": {"Item": {"pk": {"S": f"key-{i}"}, "data": {"S": noise.randbytes(1000).hex()}}}}
            for i in range(first, first + BATCH)
        ]
        server.call("BatchWriteItem", {"RequestItems": {"bench": requests}})


def measure(servers, script, rounds, seconds):
    """For each form: the rates of all rounds, and processor microseconds for each request."""
    rates = {form: [] for form in FORMS}
    counts = dict.fromkeys(FORMS, 0)
    before = {form: servers[form].cpu_seconds() for form in FORMS}
    for number in range(rounds):
        for form in FORMS if number % 2 == 0 else reversed(FORMS):
            count, rate = load(servers[form], script, seconds)
            counts[form] += count
            rates[form].append(rate)
    spent = {form: (servers[form].cpu_seconds() - before[form]) / counts[form] * 1e6 for form in FORMS}
    return rates, spent


def rows_of(label, rates, spent):
    plain, encrypted = (rates[form] for form in FORMS)
    ratio = statistics.median(slow / fast for fast, slow in zip(plain, encrypted))
    yield f"{label}, requests/s", *(f"{statistics.median(rates[form]):.0f}" for form in FORMS), f"{ratio:.2f}"
    ratio = spent["encrypted"] / spent["plain"]
    yield f"{label}, server CPU us/request", *(f"{spent[form]:.1f}" for form in FORMS), f"{ratio:.2f}"


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rows = []
    with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as name, contextlib.ExitStack() as stack:
        for label, script, prepare in (
            ("PutItem, 1 KB", "put_item.lua", lambda server: server.call("CreateTable", table("bench"))),
            ("GetItem, 2 KB", "get_item.lua", fill),
        ):
            servers = {
                form: stack.enter_context(Directory(pathlib.Path(name), form, script).server()) for form in FORMS
            }
            for server in servers.values():
                prepare(server)
            rows += rows_of(label, *measure(servers, script, rounds, seconds))
    print_table(("", *FORMS, "ratio"), rows)


if __name__ == "__main__":
    main()
