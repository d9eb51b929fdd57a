"""A consumer of a stream as the Kinesis Client Library makes them: workers that share the shards by leases, keep
what they receive in files, and checkpoint now and then. A worker that is killed leaves its leases to its next life."""

import http.client
import json
import multiprocessing
import os
import random
import time

from leases import SHARD_END, Leases
from shard_reader import ShardReader, describe_stream, streams_client

SYNC_SECONDS = 0.2  # between two looks at the list of shards
IDLE_SECONDS = 0.002
SERVER_PATIENCE = 60  # seconds without a server


class Worker:
    def __init__(self, name, life, port, stream_arn, folder):
        self.name = name
        self.port = port
        self.stream_arn = stream_arn
        self.random = random.Random(f"{name}-{life}")
        self.leases = Leases(folder / "leases")
        self.log = os.open(folder / f"received-{name}-{life}", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        self.client = streams_client(port)
        self.readers = []
        self.next_sync = 0
        self.stream_is_over = False

    def run(self):
        """Until every shard of a disabled stream has been read."""
        self.leases.release(self.name)
        silent_since = time.monotonic()
        while not (self.stream_is_over and self.leases.unfinished() == 0):
            try:
                busy = self.step()
                silent_since = time.monotonic()
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < silent_since + SERVER_PATIENCE, "the server does not come back"
                self.client = streams_client(self.port)
                busy = False
            if not busy:
                time.sleep(IDLE_SECONDS)

    def step(self):
        """One page of each shard; whether there were records."""
        if time.monotonic() >= self.next_sync:
            self.sync()
        taken = self.leases.take(self.name)
        if taken:
            shard, checkpoint = taken
            self.write({"begin": shard, "after": checkpoint})
            self.readers.append(ShardReader(self.stream_arn, shard, checkpoint, self.random.choice([7, 100, 1000])))
        busy = False
        for reader in list(self.readers):
            records = reader.read(self.client)
            busy |= bool(records)
            self.process(reader, records)
        return busy

    def sync(self):
        pages = list(describe_stream(self.client, self.stream_arn, page_size=10))
        for page in pages:
            self.write({"shards": page["Shards"]})  # before others may read them
        self.leases.add([shard for page in pages for shard in page["Shards"]])
        # Said by the first page, which was asked for before the others.
        self.stream_is_over = pages[0]["StreamStatus"] == "DISABLED"
        self.next_sync = time.monotonic() + SYNC_SECONDS

    def process(self, reader, records):
        if records:
            self.write({"shard": reader.shard, "records": records})
        if reader.finished:
            self.write({"end": reader.shard})
            self.leases.checkpoint(reader.shard, SHARD_END)
            self.readers.remove(reader)
            self.next_sync = 0  # there are children
        elif records and self.random.random() < 0.1:
            self.leases.checkpoint(reader.shard, reader.position)
        elif self.random.random() < 0.02:
            reader.iterator = None  # any other iterator for this position is as good

    def write(self, entry):
        """What happened, and when by the clock that all processes have in common."""
        os.write(self.log, json.dumps({"time": time.monotonic_ns(), **entry}).encode() + b"\n")


class Consumer:
    """Workers in processes of their own."""

    def __init__(self, folder, port, stream_arn, names):
        self.folder = folder
        self.port = port
        self.stream_arn = stream_arn
        self.processes = {}
        self.lives = dict.fromkeys(names, 0)

    def __enter__(self):
        for name in self.lives:
            self.start(name)
        return self

    def start(self, name):
        self.lives[name] += 1
        arguments = (name, self.lives[name], self.port, self.stream_arn, self.folder)
        fork = multiprocessing.get_context("fork")
        self.processes[name] = fork.Process(target=run_worker, args=arguments)
        self.processes[name].start()

    def kill(self, name):
        self.processes[name].kill()
        self.processes[name].join()

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        for name, process in self.processes.items():
            process.join(max(0, deadline - time.monotonic()))
            assert process.exitcode == 0, f"worker {name}: exit code {process.exitcode}"

    def __exit__(self, *_):
        for name in self.processes:
            self.kill(name)

    def received(self):
        """All that the workers wrote, in order of time."""
        entries = []
        for path in self.folder.glob("received-*"):
            *lines, torn = path.read_bytes().split(b"\n")  # what a killed worker was about to write does not count
            entries += map(json.loads, lines)
        return sorted(entries, key=lambda entry: entry["time"])


def run_worker(*arguments):
    Worker(*arguments).run()
