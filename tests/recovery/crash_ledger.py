"""What clients asked for and were answered: for every item the versions it may have, for every table and index whether
it may be there. Requests without an answer happened as a whole or not at all, or in part if they are batches.

Items have either one owner, who has one request under way at a time, so that their versions are a list; or everybody
writes them, and only the order of what did not overlap is known.
"""

import json
import time
from dataclasses import dataclass, field

VERSION = "made"  # the attribute with a text of its own for each version of an item
EXPIRY = "expires"


def key_text(key):
    return json.dumps([key[name] for name in sorted(key)])


@dataclass(eq=False)
class Request:
    """One request that changes something. `outcome`: "sent", "done", "refused" (nothing happened) or "lost"."""

    operation: str
    body: dict
    is_atomic: bool = True
    outcome: str = "sent"
    changes: list = field(default_factory=list)
    start: int = 0  # moments of the ledger: between them it happened, if it did
    end: int = 0
    may_be_refused: tuple = ()  # codes of errors; with another, or another answer than these, something is wrong
    has_to_be_refused: bool = False
    reads: "ItemEntry" = None  # an item of the client's own

    @property
    def token(self):
        return self.body.get("ClientRequestToken")

    def __str__(self):
        return f"{self.operation} {self.outcome} [{self.start}, {self.end}] {json.dumps(self.body)[:700]}"


@dataclass(eq=False)
class Change:
    """What a request makes of an item: `after` is the whole item, None where there is none any more."""

    request: Request
    entry: "ItemEntry"
    after: dict | None
    seen: str | None = None  # the version that it has to find


class ItemEntry:
    """An item's versions since it was last looked at: `first`, and what the changes make of it."""

    def __init__(self, table, key, shared):
        self.table = table
        self.key = key
        self.shared = shared
        self.first = None
        self.changes = []
        self.last = None  # as far as the owner knows

    def __str__(self):
        return f"{self.table.name} {key_text(self.key)}"

    def settle(self, item):
        self.first = self.last = item
        self.changes = []


@dataclass(eq=False)
class StreamEntry:
    """A stream that ends before others, or will, with all changes while it was its table's."""

    arn: str
    view_type: str
    changes: dict = field(default_factory=dict)  # lists of (before, after) by the texts of their keys
    has_ended: bool = False


class TableEntry:
    """A table that exists, or may. `pending` is a CreateTable or DeleteTable without an answer, `pending_index` the
    name of an index and its definition before and after an UpdateTable without one."""

    def __init__(self, definition):
        self.definition = definition  # the CreateTable request
        self.name = definition["TableName"]
        self.is_switched = False  # whether its streams are enabled and disabled, by the one client that writes to it
        self.streams = []  # of a table that one client alone writes to
        self.pending_view_type = None  # of a stream that is enabled, without an answer
        self.disabling = False  # the last one is disabled, without an answer
        self.expires = False  # whether items may expire
        self.time_to_live = False  # whether they do now
        self.pending_time_to_live = None  # whether they do after an UpdateTimeToLive without an answer
        self.exists = False
        self.pending = None
        self.items = {}  # entries by the texts of their keys
        self.indexes = {each["IndexName"]: each for each in definition.get("GlobalSecondaryIndexes", [])}
        self.pending_index = None

    @property
    def key_names(self):
        return [each["AttributeName"] for each in self.definition["KeySchema"]]

    @property
    def view_type(self):
        return self.definition.get("StreamSpecification", {}).get("StreamViewType")

    def add_to_stream(self, change):
        """To be called before the change is done."""
        before = change.entry.last
        if self.streams and not self.streams[-1].has_ended and before != change.after:
            self.streams[-1].changes.setdefault(key_text(change.entry.key), []).append((before, change.after))

    def entry(self, key, shared=False):
        text = key_text(key)
        if text not in self.items:
            self.items[text] = ItemEntry(self, key, shared)
        return self.items[text]


class Fault(AssertionError):
    """The server broke a promise."""


class Ledger:
    """All of it. One moment is one message to or from the server."""

    def __init__(self):
        self.tables = {}
        self.ended_streams = []  # of tables that are gone
        self.ended_before = 0  # so many of them had ended before the last check
        self.requests = []  # since the last check
        self.tokens = []  # requests whose tokens the server has to know
        self.now = 0
        self.clock_ahead = 0.0  # seconds that the server's clock may be ahead in this life
        self.clock_moves = 0  # under way
        self.clock_moved_at = 0

    def add_table(self, definition):
        entry = self.tables[definition["TableName"]] = TableEntry(definition)
        return entry

    def send(self, request):
        self.now += 1
        request.start = self.now
        self.requests.append(request)
        for change in request.changes:
            change.entry.changes.append(change)
        return request

    def done(self, request):
        self.end(request, "done")
        for change in request.changes:
            change.entry.last = change.after
        if self.has_valid_token(request):
            self.tokens.append(request)

    def refused(self, request):
        self.end(request, "refused")
        for change in request.changes:
            change.entry.changes.remove(change)

    def lost(self, request):
        self.end(request, "lost")

    def end(self, request, outcome):
        assert request.outcome in ("sent", "lost")
        self.now += 1
        request.end = self.now
        request.outcome = outcome

    def move_clock(self, seconds):
        """The clock is about to be moved: it may be ahead from now on, and tokens may be too old."""
        self.clock_ahead += seconds
        self.clock_moves += 1
        self.tokens.clear()

    def clock_moved(self):
        """When the answer is there."""
        self.clock_moves -= 1
        self.now += 1
        self.clock_moved_at = self.now

    def has_valid_token(self, request):
        """Whether no move of the clock may have made it too old."""
        return request.token and not self.clock_moves and request.start > self.clock_moved_at

    def latest_clock(self):
        """No clock that the server had in this life is later, in seconds since 1970."""
        return time.time() + self.clock_ahead + 1

    def begin_life(self):
        """What was checked is known; the clock is the machine's again."""
        self.ended_before = len(self.ended_streams)
        self.requests = []
        self.tokens = []
        self.clock_ahead = 0.0
        self.clock_moves = 0
