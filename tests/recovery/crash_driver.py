"""Rounds of a server's life and death: clients write, it is killed, started again on the same directory, and what it
shows is held against what it had answered."""

import contextlib
import os
import pathlib
import random
import selectors
import shutil
import time
from collections import Counter
from dataclasses import dataclass

from crash_checker import check, settle
from crash_connections import CLOCK, Refusal
from crash_ledger import EXPIRY, Change, Fault, Ledger, Request
from crash_observation import Observer
from crash_server import CrashingServer, Killer, StartFailure
from crash_tables import EXPIRING, PLAIN, SWITCHED, lasting_tables
from crash_workload import clients
from encrypted_directory import key_flags, write_key
from values import n, s

PATIENCE = 20  # seconds for what a server does by itself after its start
DUE_SECONDS = 2  # by when all statuses that last have ended
RESENT_TOKENS = 6
MORE_ITEMS = 400  # of the table whose indexes are built
EXPIRING_ITEMS = 1100  # so many are given their time to live in the background
RESTART_SECONDS = 0.06  # within which a start is killed


@dataclass
class RoundSettings:
    payload_bytes: int = 200
    moves_clock: bool = False
    has_delays: bool = False


class Life:
    """One data directory, with what is promised of it."""

    def __init__(self, directory):
        self.directory = directory
        self.data_dir = directory / "data"
        self.flags = []
        self.ledger = Ledger()
        self.observer = Observer()
        self.rounds = 0


class CrashRounds:
    """`power_loss` (PowerLoss) takes what was not synced from the directory after each kill."""

    load_seconds = (0.02, 0.3)  # until the kill
    payload_bytes = (200, 200, 2000, 200_000)  # of some items; the largest fill RocksDB's memtables

    def __init__(self, scratch, seed, durability="wal", power_loss=None):
        self.scratch = pathlib.Path(scratch)
        self.before = self.scratch / "before"
        self.random = random.Random(seed)
        self.durability = durability
        self.power_loss = power_loss
        self.killer = Killer()
        self.life = None
        self.server = None
        self.settings = RoundSettings()
        self.counts = Counter()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.kill()
        self.killer.close()

    def run(self, rounds):
        for _ in range(rounds):
            self.round()

    def round(self):
        """Faults name the directory, which is kept, also as it was before the server that was checked started."""
        try:
            if self.life is None or self.life.rounds >= self.lasts_rounds:
                self.begin_life()
            self.load()
            self.crash_starts()
            self.keep_as_it_is()
            self.start()
            self.check()
            self.life.rounds += 1
            self.counts["rounds"] += 1
        except (Fault, StartFailure, Refusal, OSError) as error:
            notes = "".join("\n" + note for note in getattr(error, "__notes__", []))
            said = f"\nThe server said: {self.server.said}" if self.server and self.server.said else ""
            where = f"round {self.counts['rounds']} of {self.life.data_dir}, before: {self.before}"
            raise Fault(f"{error}{notes}\n{where}{said}") from error

    # --- a directory ------------------------------------------------------------------------------------

    def begin_life(self):
        self.end_life()
        directory = self.scratch / f"life-{self.counts['directories']}"
        directory.mkdir()
        self.counts["directories"] += 1
        self.life = Life(directory)
        if self.random.random() < 0.25:
            self.life.flags = key_flags(write_key(directory / "key"))
        self.lasts_rounds = self.random.choice([1, 5, 10, 25])
        self.settings.payload_bytes = self.random.choice(self.payload_bytes)
        self.crash_starts()
        self.start()
        with contextlib.closing(self.server.connect()) as connection:
            self.create_tables(connection)
            self.fill(connection, PLAIN, MORE_ITEMS)
            self.fill(connection, EXPIRING, self.random.choice([0, 0, EXPIRING_ITEMS]))

    def end_life(self):
        if self.server:
            self.server.kill()
            self.server = None
        if self.life:
            shutil.rmtree(self.life.directory)
            self.life = None

    def create_tables(self, connection):
        for definition in lasting_tables():
            connection.call("CreateTable", definition)
            self.life.ledger.add_table(definition).exists = True
        self.wait(connection, lambda table: table["TableStatus"] == "ACTIVE")
        specification = {"AttributeName": EXPIRY, "Enabled": True}
        connection.call("UpdateTimeToLive", {"TableName": EXPIRING, "TimeToLiveSpecification": specification})
        self.life.ledger.tables[SWITCHED].is_switched = True
        table = self.life.ledger.tables[EXPIRING]
        table.expires = table.time_to_live = True

    def fill(self, connection, name, count):
        """Items that stay, so that building an index, or the rows of time to live, takes a while."""
        ledger, never = self.life.ledger, int(time.time()) + 10**9
        for first in range(0, count, 25):
            request = Request("BatchWriteItem", {"RequestItems": {name: []}}, is_atomic=False)
            for i in range(first, min(first + 25, count)):
                item = {"pk": s(f"stays-{i}"), "color": s(f"color {i % 9}"), "weight": n(i), EXPIRY: n(never)}
                request.body["RequestItems"][name].append({"PutRequest": {"Item": item}})
                request.changes.append(Change(request, ledger.tables[name].entry({"pk": item["pk"]}), item))
            ledger.send(request)
            connection.call(request.operation, request.body)
            ledger.done(request)

    # --- life and death ---------------------------------------------------------------------------------

    def spawn(self):
        choose = self.random.choice
        flags = [*self.life.flags, "--durability", self.durability, "--ttl-sweep-interval-millis", choose(["2", "20"])]
        flags += ["--threads", choose(["1", "2", "4"]), "--stream-shards", choose(["1", "3"])]
        flags += ["--stream-max-shards", choose(["1", "5"]), "--stream-shard-age", choose(["4h", "150ms"])]
        # One MiB is filled, and flushed, in the middle of everything.
        flags += ["--write-buffer-mib", choose(["1", "4", "64"])]
        self.settings.has_delays = self.random.random() < 0.25
        if self.settings.has_delays:
            flags += ["--delay-transient-statuses", "--transient-status-millis", choose(["1", "10", "60"])]
        if self.power_loss:
            self.power_loss.watch(self.life.directory)
            sync_micros = choose([0, 200, 2000])
            return CrashingServer(self.life.data_dir, flags, self.power_loss.environment(sync_micros))
        return CrashingServer(self.life.data_dir, flags)

    def start(self):
        self.server = self.spawn()
        self.server.wait_until_listening()

    def is_dead(self, server):
        """After a kill that was ordered; no server may end in another way."""
        code = server.wait()
        if code != -9:
            raise Fault(f"{server.command}\nended by itself with {code}: {server.said}")
        if self.power_loss:
            self.counts["taken"] += self.power_loss.strike(self.random)

    def keep_as_it_is(self):
        """Links are enough: a store that is opened goes on in new files."""
        shutil.rmtree(self.before, ignore_errors=True)
        shutil.copytree(self.life.data_dir, self.before, copy_function=os.link)

    def crash_starts(self):
        """Kills some starts, before or after they are over."""
        while self.random.random() < 0.3:
            server = self.server = self.spawn()
            self.killer.kill_after(server.process.pid, self.random.random() * RESTART_SECONDS)
            self.is_dead(server)
            self.counts["killed starts"] += 1

    def load(self):
        """Clients at work until the server is killed."""
        self.settings.moves_clock = self.random.random() < 0.3
        ledger = self.life.ledger
        everybody = clients(ledger, random.Random(self.random.random()), self.settings)
        with selectors.DefaultSelector() as selector:
            for client in everybody:
                connection = self.server.connect()
                selector.register(connection, selectors.EVENT_READ, Work(client, connection))
            self.killer.kill_after(self.server.process.pid, self.random.uniform(*self.load_seconds))
            for key in list(selector.get_map().values()):
                if not key.data.begin():
                    selector.unregister(key.fileobj)
            while selector.get_map():
                for key, _ in selector.select():
                    if not key.data.go_on():
                        selector.unregister(key.fileobj)
        self.is_dead(self.server)
        self.counts.update(request.outcome for request in ledger.requests)

    # --- afterwards -------------------------------------------------------------------------------------

    def check(self):
        ledger, life = self.life.ledger, self.life
        with contextlib.closing(self.server.connect()) as connection:
            self.count_what_was_interrupted(connection)
            self.resend(connection)
            ledger.clock_ahead += DUE_SECONDS
            clock = connection.call(CLOCK, {"advance": f"{DUE_SECONDS}s", "freeze": True})["epochMillis"] / 1000
            self.wait(connection, is_active)
            is_last = life.rounds + 1 >= self.lasts_rounds
            observation = self.look(connection, clock, reread=is_last or self.random.random() < 0.2)
            check(ledger, observation)
            self.counts["records"] += sum(
                len(state.stream.records) for state in observation.tables.values() if state.stream
            )
            settle(ledger, observation)
            ledger.begin_life()
            connection.call(CLOCK, {"reset": True})

    def count_what_was_interrupted(self, connection):
        """What tells whether rounds are worth their time."""
        table = connection.call("DescribeTable", {"TableName": PLAIN})["Table"]
        statuses = [each["IndexStatus"] for each in table.get("GlobalSecondaryIndexes", [])]
        self.counts["indexes interrupted"] += sum(status != "ACTIVE" for status in statuses)
        self.counts["table files"] += len(list(self.life.data_dir.glob("store/*.sst")))

    def look(self, connection, clock, reread):
        ledger = self.life.ledger
        ended = ledger.ended_streams[0 if reread else ledger.ended_before :]
        deleted = [table for table in ledger.tables.values() if is_being_deleted(table)]
        arns = [stream.arn for stream in [*ended, *(each for table in deleted for each in table.streams)]]
        return self.life.observer.observe(connection, clock, reread, arns)

    def resend(self, connection):
        """Transactions with a token happen once, however often they are sent."""
        ledger = self.life.ledger
        lost = [each for each in ledger.requests if each.outcome == "lost" and ledger.has_valid_token(each)]
        for request in self.random.sample(lost, self.random.randint(0, len(lost))):
            connection.call(request.operation, request.body)
            ledger.done(request)
            self.counts["resent"] += 1
        for request in self.random.sample(ledger.tokens, min(len(ledger.tokens), RESENT_TOKENS)):
            connection.call(request.operation, request.body)
            self.counts["resent"] += 1
            other = [*request.body["TransactItems"][1:], another_action()]
            try:
                connection.call(request.operation, {**request.body, "TransactItems": other})
            except Refusal as refusal:
                if refusal.code == "IdempotentParameterMismatchException":
                    continue
                raise
            raise Fault(f"another transaction was carried out under the token of {request}")

    def wait(self, connection, is_done):
        """Until what happens to the tables by itself has happened, or should have."""
        deadline = time.monotonic() + PATIENCE
        for name in connection.call("ListTables", {})["TableNames"]:
            while not is_done(connection.call("DescribeTable", {"TableName": name})["Table"]):
                if time.monotonic() > deadline:
                    return
                time.sleep(0.001)


class Work:
    """A client at its connection."""

    def __init__(self, client, connection):
        self.client = client
        self.connection = connection
        self.request = None

    def begin(self):
        """Sends the next request; whether the server is there."""
        self.request = self.client.next_request()
        try:
            self.connection.send(self.request.operation, self.request.body)
            return True
        except OSError:
            return self.end()

    def go_on(self):
        """When something has come; whether the server is there."""
        try:
            if not self.connection.receive():
                return True
        except OSError:
            return self.end()
        try:
            answer = self.connection.take_answer()
        except Refusal as refusal:
            self.client.refused(self.request, refusal)
        else:
            self.client.answered(self.request, answer)
        return self.begin()

    def end(self):
        self.client.lost(self.request)
        self.connection.close()
        return False


def is_being_deleted(table):
    return table.pending and table.pending.operation == "DeleteTable"


def is_active(table):
    indexes = table.get("GlobalSecondaryIndexes", [])
    return all(each["IndexStatus"] == "ACTIVE" for each in indexes) and table["TableStatus"] == "ACTIVE"


def another_action():
    return {"Put": {"TableName": PLAIN, "Item": {"pk": s("never")}}}
