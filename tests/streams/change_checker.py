"""Holds what a consumer received against what a stream promises, record by record; then against what the clients
did and what the table holds."""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict

from leases import TRIM_HORIZON

# Every put and update writes a value of its own to this attribute, so that it names a state of an item.
TOKEN = "made_as"


def token_of(image):
    return image[TOKEN]["S"]


def key_of(keys):
    return json.dumps([keys["pk"], keys["sk"]])


class ChangeChecker:
    """Takes entries in order of time: shards that were listed, readers that begin and end, records."""

    def __init__(self):
        self.parents = {}
        self.ranges = {}
        self.positions = {}  # of the readers
        self.numbers = defaultdict(list)  # of each shard
        self.records = {}  # by shard and number
        self.event_ids = set()
        self.ended = set()
        self.copy = {}  # the table, as the records tell
        self.shards_of_keys = {}
        self.made = Counter()  # tokens
        self.removed = Counter()  # (key, token)
        self.rereads = 0

    def take(self, entry):
        if "shards" in entry:
            self.list(entry["shards"])
        elif "begin" in entry:
            self.begin(entry["begin"], entry["after"])
        elif "end" in entry:
            self.end(entry["end"])
        else:
            for record in entry["records"]:
                self.receive(entry["shard"], record)

    def list(self, descriptions):
        """A page of the shards at one moment. The next page tells of a later one, when there may be more."""
        for description in descriptions:
            shard, parent = description["ShardId"], description.get("ParentShardId")
            assert self.parents.setdefault(shard, parent) == parent, "a shard's parent changed"
            numbers = description["SequenceNumberRange"]
            start, end = int(numbers["StartingSequenceNumber"]), int(numbers.get("EndingSequenceNumber", 0)) or None
            known_start, known_end = self.ranges.get(shard, (start, end))
            # Several workers list: one may tell late what it was answered early.
            assert start == known_start and (None in (end, known_end) or end == known_end), "a shard's range changed"
            end = end or known_end
            self.ranges[shard] = (start, end)
            assert end is None or end >= start, "a shard ends before it begins"
            parent_end = self.ranges.get(parent, (0, None))[1]
            assert parent_end is None or start > parent_end, "a child begins before its parent ends"
        parents = {each.get("ParentShardId") for each in descriptions}
        for each in descriptions:
            is_open = "EndingSequenceNumber" not in each["SequenceNumberRange"]
            assert not (is_open and each["ShardId"] in parents), "a shard has a child and is open"

    def begin(self, shard, after):
        parent = self.parents[shard]
        assert parent not in self.ranges or parent in self.ended, "a child is read before its parent"
        position = 0 if after == TRIM_HORIZON else int(after)
        assert not position or (shard, position) in self.records, "a checkpoint that is no record's number"
        self.positions[shard] = position

    def receive(self, shard, record):
        number = int(record["dynamodb"]["SequenceNumber"])
        assert number > self.positions[shard], "numbers do not increase"
        known = self.numbers[shard]
        expected = bisect_right(known, self.positions[shard])
        self.positions[shard] = number
        if expected < len(known):
            # The reader before got further than its checkpoint.
            assert number == known[expected], "a record that came before does not come again"
            assert record == self.records[shard, number], "a record comes again in another form"
            self.rereads += 1
            return
        known.append(number)
        self.records[shard, number] = record
        assert record["eventID"] not in self.event_ids, "an event comes twice"
        self.event_ids.add(record["eventID"])
        start, end = self.ranges[shard]
        assert start <= number and (end is None or number <= end), "a number outside of its shard"
        self.check_form(record)
        self.apply(shard, record)

    def end(self, shard):
        known = self.numbers[shard]
        assert not known or self.positions[shard] == known[-1], "a shard ended before its last record"
        self.ended.add(shard)

    def check_form(self, record):
        change = record["dynamodb"]
        assert re.fullmatch(r"[0-9a-f]{32}", record["eventID"])
        assert re.fullmatch(r"[0-9]{21,40}", change["SequenceNumber"])
        assert (record["eventVersion"], record["eventSource"], record["awsRegion"]) == (
            "1.1",
            "aws:dynamodb",
            "us-east-1",
        )
        assert change["StreamViewType"] == "NEW_AND_OLD_IMAGES"
        assert "userIdentity" not in record
        images = {"INSERT": ["NewImage"], "MODIFY": ["NewImage", "OldImage"], "REMOVE": ["OldImage"]}
        shown = [name for name in ("NewImage", "OldImage") if name in change]
        assert shown == images[record["eventName"]], "an event without its images"
        for name in images[record["eventName"]]:
            assert {attribute: change[name][attribute] for attribute in change["Keys"]} == change["Keys"]

    def apply(self, shard, record):
        change = record["dynamodb"]
        key = key_of(change["Keys"])
        before, after = change.get("OldImage"), change.get("NewImage")
        assert before != after, "a record of no change"
        assert self.copy.get(key) == before, f"{key}: a change of another state than the one before left"
        assert self.is_descendant(shard, self.shards_of_keys.get(key, shard)), "an item went to another branch"
        self.shards_of_keys[key] = shard
        if after is None:
            del self.copy[key]
            self.removed[key, token_of(before)] += 1
        else:
            self.copy[key] = after
            self.made[token_of(after)] += 1

    def is_descendant(self, shard, ancestor):
        while shard is not None and shard != ancestor:
            shard = self.parents.get(shard)
        return shard is not None

    def generation(self, shard):
        """1 for a shard that began with the stream."""
        return 0 if shard is None else 1 + self.generation(self.parents.get(shard))

    def check_items(self, items):
        """That the records make the table."""
        assert {key_of(item): item for item in items} == self.copy, "the records do not make the table"

    def check_writes(self, writes):
        """That what was answered is there, what was refused is not, and what was not answered is there as a whole
        or not at all."""
        known = {}
        deletes = Counter()
        for write in writes:
            for token in write.tokens:
                assert known.setdefault(token, write) is write
            made = [self.made[token] for token in write.tokens]
            if write.outcome == "done":
                assert all(count == 1 for count in made), f"a change was lost: {write}"
            elif write.outcome == "refused":
                assert not any(made), f"a change that never happened: {write}"
            elif write.is_atomic:
                assert len(set(made)) <= 1, f"a part of a transaction: {write}"
            if write.outcome != "refused":
                deletes.update(write.deleted)
            for key, token in write.told:
                assert self.removed[key, token] == 1, f"a deletion was lost: {write}"
        assert set(self.made) <= set(known), "changes that nobody made"
        assert max(self.made.values(), default=1) == 1, "a change came twice"
        removed = Counter(key for key, _ in self.removed.elements())
        for key, count in removed.items():
            assert count <= deletes[key], f"{key} was deleted more often than anybody asked for"
