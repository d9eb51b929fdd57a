"""Runs loads: many client processes at once against one server.

A load is a class with `tables()` (CreateTable requests), `prepare(client)`, `step(session)`, which does one
thing in a client, and `check(events, client)`, which looks at what all clients did and what is left.
"""

import concurrent.futures
import http.client
import multiprocessing
import os
import time
import traceback
from collections import Counter

from botocore.exceptions import BotoCoreError
from clients import LightClient, SdkClient
from history import Session

START_PATIENCE = 30  # seconds for all client processes to be there
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
        return [request for load in self.loads for request in load.tables()]


def create_tables(client, requests):
    for request in requests:
        client.call("CreateTable", request)
    for request in requests:
        while describe(client, request["TableName"])["TableStatus"] != "ACTIVE":
            time.sleep(0.01)


def describe(client, table):
    return client.call("DescribeTable", {"TableName": table})["Table"]


class Clients:
    """Client processes, all at work from when the context is entered until stop(), which answers the history."""

    def __init__(self, port, loads, sdk_clients=2, light_clients=4, outlive_server=False):
        self.port = port
        self.loads = loads
        self.kinds = [SdkClient] * sdk_clients + [LightClient] * light_clients
        self.outlive_server = outlive_server

    def __enter__(self):
        # Forked, since importing the SDK again in each process would take longer than the run.
        fork = multiprocessing.get_context("fork")
        self.over, begun = fork.Event(), fork.Barrier(len(self.kinds) + 1)
        self.processes = concurrent.futures.ProcessPoolExecutor(
            len(self.kinds), fork, initializer=remember, initargs=(begun, self.over)
        )
        self.work = [
            self.processes.submit(run_client, number, self.port, kind, self.loads, self.outlive_server)
            for number, kind in enumerate(self.kinds)
        ]
        begun.wait(START_PATIENCE)
        return self

    def stop(self):
        self.over.set()
        results = [each.result(60) for each in self.work]
        events = sorted((event for events, _ in results for event in events), key=lambda event: event.start)
        return Run(LightClient(self.port), self.loads, events, sum((conflicts for _, conflicts in results), Counter()))

    def __exit__(self, *_):
        self.over.set()
        self.processes.shutdown()


def remember(begun, over):
    """In a client process: what tells it to start and to stop."""
    global run_begins, run_is_over
    run_begins, run_is_over = begun, over


def run_client(number, port, kind, loads, outlive_server):
    session = Session(number, port, kind(port), SEED)
    run_begins.wait(START_PATIENCE)
    while not run_is_over.is_set():
        load = session.random.choice(loads)
        try:
            load.step(session)
        except (OSError, http.client.HTTPException, BotoCoreError):
            if not outlive_server:
                raise
            break
        except Exception:
            # As text: not every exception survives the way to another process.
            raise AssertionError(f"client {number}, {type(load).__name__}:\n{traceback.format_exc()}") from None
    return session.events, session.conflicts


def run(port, loads, seconds):
    """Tables are created, clients work for some seconds, and all is over."""
    client = LightClient(port)
    create_tables(client, [request for load in loads for request in load.tables()])
    for load in loads:
        load.prepare(client)
    with Clients(port, loads) as clients:
        time.sleep(seconds)
        return clients.stop()
