"""The comparison of scripts/bench: the same requests to our server, to a bare one and to others, in turn.

All servers are started and filled before, and kept running: an idle one takes next to no processor time, and
starting one anew for each load would measure how it warms up. Then each round runs each workload with each number
of connections on each server, one short load after the other, every second round in the opposite order, so that
what else the machine does strikes all alike. A round that does not count goes before.
"""

import argparse
import contextlib
import http.client
import json
import pathlib
import statistics
import sys
import tempfile
import time

import machine
import peers
import plot
import report
import wrk_load
from bench_server import Refused
from workloads import TABLES, WORKLOADS, batch_writes, describe_stream, get_shard_iterator

BROKEN = (OSError, http.client.HTTPException, RuntimeError, LookupError, ValueError)
QUIET_SECONDS, QUIET_SHARE, LONGEST_REST = 0.05, 0.1, 30
PATIENCE = 20
UNKNOWN_OPERATION = ("UnknownOperationException", "UnsupportedOperationException", "HTTP 404", "HTTP 501")


class Unsupported(RuntimeError):
    """The server has no such operation."""


class Contender:
    """A running server with its tables."""

    def __init__(self, kind, server):
        self.kind = kind
        self.name = kind.name
        self.server = server
        self.stream = None
        self.lacking = {}  # table or workload -> why there is none, an exception

    def fill(self, name):
        """Makes the table and puts its items."""
        try:
            table = TABLES[name]
            description = self.server.call("CreateTable", table.definition)["TableDescription"]
            while description["TableStatus"] != "ACTIVE":
                time.sleep(0.01)
                description = self.server.call("DescribeTable", {"TableName": name})["Table"]
            self.stream = description.get("LatestStreamArn", self.stream)
            for batch in batch_writes(name, table.items()):
                while batch["RequestItems"]:
                    answer = self.server.call("BatchWriteItem", batch)
                    batch = {"RequestItems": answer.get("UnprocessedItems") or {}}
        except BROKEN as error:
            self.lacking[name] = self.reason(error)

    def iterator(self):
        """Of the stream's first shard: a new one, for they expire."""
        if self.stream is None:
            raise Unsupported("no streams")
        # Servers close connections that were idle; a closed one is opened anew.
        self.server.close()
        described = self.server.call(*describe_stream(self.stream))
        shard = described["StreamDescription"]["Shards"][0]["ShardId"]
        return self.server.call(*get_shard_iterator(self.stream, shard))["ShardIterator"]

    def requests(self, workload):
        return workload.requests(self.iterator()) if workload.operation == "GetRecords" else workload.requests()

    def probe(self, name):
        """Whether one request of the workload is answered as it should be; what is wrong else is noted."""
        workload = WORKLOADS[name]
        try:
            if workload.table in self.lacking:
                raise self.lacking[workload.table]
            answer = self.server.call(workload.target, self.requests(workload)[0])
            if not workload.check(answer):
                raise ValueError("answers something else")
        except BROKEN as error:
            self.lacking[name] = self.reason(error)

    @staticmethod
    def reason(error):
        if isinstance(error, Refused) and error.error in UNKNOWN_OPERATION:
            return Unsupported(str(error))
        return error

    def wait_until_quiet(self):
        """Until it has done what it was asked for when its last load was stopped, which would disturb others."""
        deadline = time.monotonic() + LONGEST_REST
        used = self.server.cpu_seconds()
        while used is not None and time.monotonic() < deadline:
            time.sleep(QUIET_SECONDS)
            before, used = used, self.server.cpu_seconds()
            if used - before < QUIET_SHARE * QUIET_SECONDS:
                return

    def measure(self, name, file, connections, seconds):
        """One load; cpu_us is the server's processor time for each request, None when it is not known."""
        workload = WORKLOADS[name]
        if workload.operation == "GetRecords":
            wrk_load.write_requests(file, workload.target, self.requests(workload))
        before = self.server.cpu_seconds()
        try:
            load = wrk_load.run(self.server, "prepared_requests.lua", str(file), seconds, connections)
            after = self.server.cpu_seconds()
        finally:
            self.wait_until_quiet()
        spent = None if before is None else (after - before) / load.requests * 1e6
        return {"rate": load.rate, "p50_us": load.p50_us, "p99_us": load.p99_us, "cpu_us": spent}


class Cell:
    """What one server did in one workload with so many connections."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.loads = []
        self.failure = None

    def summary(self):
        if isinstance(self.failure, Unsupported):
            return {"unsupported": str(self.failure)}
        if self.failure is not None:
            return {"failed": str(self.failure) or type(self.failure).__name__}
        return {**{name: self.median(name) for name in self.loads[0]}, "loads": self.loads}

    def median(self, name):
        values = [load[name] for load in self.loads]
        return None if None in values else statistics.median(values)


def say(text):
    """What goes on, for whoever waits."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


class Comparison:
    def __init__(self, arguments, contenders, directory):
        self.arguments = arguments
        self.contenders = contenders
        self.files = {name: directory / f"{name}.requests" for name in arguments.workloads}
        self.cells = {}

    def prepare(self):
        for name, file in self.files.items():
            if WORKLOADS[name].operation != "GetRecords":
                wrk_load.write_requests(file, WORKLOADS[name].target, WORKLOADS[name].requests())
        tables = dict.fromkeys(WORKLOADS[name].table for name in self.files)
        for contender in self.contenders:
            for table in tables:
                say(f"filling {table} of {contender.name}")
                contender.fill(table)
            for name in self.files:
                contender.probe(name)

    def load(self, contender, name, connections, counts=True):
        seconds = self.arguments.seconds
        cell = self.cells.setdefault((name, connections, contender.name), Cell(seconds))
        cell.failure = cell.failure or contender.lacking.get(name)
        if cell.failure is not None:
            return
        try:
            try:
                result = contender.measure(name, self.files[name], connections, cell.seconds)
            except wrk_load.NoAnswer:
                cell.seconds = seconds * PATIENCE
                result = contender.measure(name, self.files[name], connections, cell.seconds)
            if counts:
                cell.loads.append(result)
        except BROKEN as error:
            cell.failure = error

    def run(self):
        self.prepare()
        orders = [self.contenders, self.contenders[::-1]]
        for number in range(self.arguments.rounds + 1):
            for name in self.files:
                for connections in self.arguments.connections:
                    say(f"round {number} of {self.arguments.rounds}: {name}, {connections} connections")
                    for contender in orders[number % 2]:
                        self.load(contender, name, connections, counts=number > 0)
        say("")

    def results(self):
        return {
            "date": time.strftime("%Y-%m-%d", time.gmtime()),
            "machine": machine.describe(),
            "storage": self.arguments.storage,
            "rounds": self.arguments.rounds,
            "seconds": self.arguments.seconds,
            "connections": self.arguments.connections,
            "servers": {
                each.name: {"role": each.kind.role, "version": each.kind.version()} for each in self.contenders
            },
            "workloads": {name: WORKLOADS[name].label for name in self.files},
            "cells": [
                {"workload": name, "connections": connections, "server": server, **cell.summary()}
                for (name, connections, server), cell in self.cells.items()
            ],
        }


def workloads(text):
    names = text.split(",")
    for name in names:
        if name not in WORKLOADS:
            raise argparse.ArgumentTypeError(f"there is no workload {name}, only {', '.join(WORKLOADS)}")
    return names


def numbers(text):
    return [int(number) for number in text.split(",")]


def parse_arguments():
    # The texts are those of scripts/bench.
    parser = argparse.ArgumentParser(prog="scripts/bench", usage=argparse.SUPPRESS, add_help=False)
    parser.add_argument("--peers", type=peers.chosen, default=list(peers.KNOWN))
    parser.add_argument("--peer", action="append", default=[], dest="running", metavar="NAME=URL")
    parser.add_argument("--no-ceiling", action="store_true")
    parser.add_argument("--workloads", type=workloads, default=list(WORKLOADS))
    parser.add_argument("--connections", type=numbers, default=[1, 16, 64])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--storage", choices=peers.STORAGES, default="memory")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--markdown", type=pathlib.Path)
    parser.add_argument("--plot", type=pathlib.Path)
    parser.add_argument("--from", type=pathlib.Path, dest="earlier", metavar="JSON")
    return parser.parse_args()


def kinds_of(arguments):
    yield peers.Dynarocks()
    if not arguments.no_ceiling:
        yield peers.Ceiling()
    for name in arguments.peers:
        yield peers.KNOWN[name]()
    for each in arguments.running:
        yield peers.Running(*each.partition("=")[::2])


def compare(arguments):
    with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as name, contextlib.ExitStack() as stack:
        directory = pathlib.Path(name)
        contenders = []
        for kind in kinds_of(arguments):
            kind.prepare()
            server = kind.start(arguments.storage, directory)
            if server is None:
                print(f"{kind.name} has no storage of the kind {arguments.storage}: left out", file=sys.stderr)
            else:
                contenders.append(Contender(kind, stack.enter_context(server)))
        comparison = Comparison(arguments, contenders, directory)
        comparison.run()
        return comparison.results()


def main():
    arguments = parse_arguments()
    try:
        results = json.loads(arguments.earlier.read_text()) if arguments.earlier else compare(arguments)
    except (RuntimeError, OSError) as error:
        sys.exit(f"scripts/bench: {error}")
    report.show(results)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    if arguments.markdown:
        report.write_markdown(results, arguments.markdown)
    if arguments.plot:
        arguments.plot.write_text(plot.svg(results))


if __name__ == "__main__":
    main()
