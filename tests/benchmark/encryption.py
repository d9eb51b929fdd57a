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
import sys
import tempfile

from bench_server import BenchServer, print_table, table
from paired_load import measure, rows_of

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


def fill(server):
    server.call("CreateTable", table("bench"))
    noise = random.Random(1)
    for first in range(0, ITEMS, BATCH):
        requests = [
            {"PutRequest": {"Item": {"pk": {"S": f"key-{i}"}, "data": {"S": noise.randbytes(1000).hex()}}}}
            for i in range(first, first + BATCH)
        ]
        server.call("BatchWriteItem", {"RequestItems": {"bench": requests}})


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
            arguments = dict.fromkeys(servers, "bench")
            rows += rows_of(label, *measure(servers, script, arguments, rounds, seconds))
    print_table(("", *FORMS, "ratio"), rows)


if __name__ == "__main__":
    main()
