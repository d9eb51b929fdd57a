"""Runs loads: many client processes at once against one server.

A load is a class with `tables()` (CreateTable requests), `prepare(client)`, `step(session)`, which does one
thing in a client, and `check(events, client)`, which looks at what all clients did and what is left.
"""

import concurrent.futures
import multiprocessing
import os
import time
import traceback

from clients import LightClient, SdkClient
from history import Session

SEED = int(os.environ.get("ISOLATION_SEED", "1"))


class Run:
    """The history of a run that is over, and a client of the server."""

    def __init__(self, client, loads, events, conflicts):
        self.client = client
        self.loads = loads
        self.events = events
        self.conflicts = conflicts

    def check(self, load_type):
        (load,) = [load for load in self.loads if isinstance(load, load_type)]
        load.check(self.events, self.client)

    def tables(self):
        return [request["TableName"] for load in self.loads for request in load.tables()]


def create_tables(client, requests):
    for request in requests:
        client.call("CreateTable", request)
    for request in requests:
        while describe(client, request["TableName"])["TableStatus"] != "ACTIVE":
            time.sleep(0.01)


def describe(client, table):
    return client.call("DescribeTable", {"TableName": table})["Table"]


def run(port, loads, seconds, sdk_clients=2, light_clients=4):
    client = LightClient(port)
    create_tables(client, [request for load in loads for request in load.tables()])
    for load in loads:
        load.prepare(client)
    kinds = [SdkClient] * sdk_clients + [LightClient] * light_clients
    start = time.monotonic() + 0.5
    # Forked, since importing the SDK again in each process would take longer than the run.
    with concurrent.futures.ProcessPoolExecutor(len(kinds), multiprocessing.get_context("fork")) as processes:
        work = [
            processes.submit(run_client, number, port, kind, loads, start, start + seconds)
            for number, kind in enumerate(kinds)
        ]
        results = [each.result() for each in work]
    events = sorted((event for events, _ in results for event in events), key=lambda event: event.start)
    return Run(client, loads, events, sum(conflicts for _, conflicts in results))


def run_client(number, port, kind, loads, start, end):
    session = Session(number, port, kind(port), SEED)
    time.sleep(max(0, start - time.monotonic()))
    while time.monotonic() < end:
        load = session.random.choice(loads)
        try:
            load.step(session)
        except Exception:
            # As text: not every exception survives the way to another process.
            raise AssertionError(f"client {number}, {type(load).__name__}:\n{traceback.format_exc()}") from None
    return session.events, session.conflicts
