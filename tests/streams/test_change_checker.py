"""That the checker finds what it is for: each case spoils a good run in one way."""

import copy

import pytest
from change_checker import TOKEN, ChangeChecker, key_of
from change_load import Write
from leases import TRIM_HORIZON
from values import n, s

PARENT, CHILD, OTHER = "shardId-1", "shardId-2", "shardId-3"


def key(name):
    return {"pk": s(name), "sk": n(1)}


def item(name, token):
    return {**key(name), TOKEN: s(token)}


def record(number, name, before, after):
    """A change of the item between two tokens; None: no item."""
    change = {"Keys": key(name), "SequenceNumber": f"{number:021}", "StreamViewType": "NEW_AND_OLD_IMAGES"}
    if before:
        change["OldImage"] = item(name, before)
    if after:
        change["NewImage"] = item(name, after)
    event = "MODIFY" if before and after else "INSERT" if after else "REMOVE"
    common = {"eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "us-east-1"}
    return {"eventID": f"{number:032x}", "eventName": event, **common, "dynamodb": change}


def shard(name, start, end=None, parent=None):
    numbers = {"StartingSequenceNumber": str(start), **({"EndingSequenceNumber": str(end)} if end else {})}
    return {"ShardId": name, "SequenceNumberRange": numbers, **({"ParentShardId": parent} if parent else {})}


class GoodRun:
    """Two items, in a shard and its child; a reader dies and reads on from its checkpoint."""

    def __init__(self):
        first = [record(11, "a", None, "1"), record(12, "b", None, "2"), record(15, "a", "1", "3")]
        second = [record(21, "a", "3", None), record(24, "b", "2", "4"), record(25, "a", None, "5")]
        shards = [shard(PARENT, 10, 19), shard(CHILD, 20, parent=PARENT), shard(OTHER, 20, parent=PARENT)]
        self.entries = [
            {"shards": shards},
            {"begin": PARENT, "after": TRIM_HORIZON},
            {"shard": PARENT, "records": first},
            {"begin": PARENT, "after": f"{12:021}"},
            {"shard": PARENT, "records": copy.deepcopy(first[2:])},
            {"end": PARENT},
            {"begin": CHILD, "after": TRIM_HORIZON},
            {"shard": CHILD, "records": second},
            {"end": CHILD},
        ]
        self.items = [item("b", "4"), item("a", "5")]
        deletion = Write(deleted=[key_of(key("a"))], told=[(key_of(key("a")), "3")])
        self.writes = [Write([token]) for token in "12345"] + [deletion]
        for write in self.writes:
            write.outcome = "done"

    @property
    def first(self):
        return self.entries[2]["records"]

    @property
    def second(self):
        return self.entries[7]["records"]

    def check(self):
        checker = ChangeChecker()
        for entry in self.entries:
            checker.take(entry)
        checker.check_items(self.items)
        checker.check_writes(self.writes)
        return checker


def test_a_good_run():
    checker = GoodRun().check()
    assert checker.rereads == 1
    assert [checker.generation(name) for name in (PARENT, CHILD)] == [1, 2]


def test_what_was_not_answered_may_have_happened_or_not():
    run = GoodRun()
    run.writes[1].outcome = "unknown"
    run.writes += [Write(["6", "7"]), Write(["8"], is_atomic=False, outcome="refused")]
    run.check()


def lose_in_the_middle(run):
    del run.second[0]


def lose_the_last_of_an_item(run):
    del run.second[1]


def lose_one_read_before(run):
    run.entries[4]["records"] = []


def lose_an_insertion_and_its_deletion(run):
    run.writes.append(Write(["6"], outcome="done"))


def lose_a_deletion_with_what_it_deleted(run):
    run.writes.append(Write(deleted=[key_of(key("a"))], told=[(key_of(key("a")), "9")], outcome="done"))


def double(run):
    run.second.insert(1, run.second[0])


def double_at_the_end_of_a_shard(run):
    run.second.append(run.first[0])


def double_with_another_number(run):
    again = copy.deepcopy(run.second[1])
    again["dynamodb"]["SequenceNumber"] = f"{26:021}"
    run.second.append(again)


def double_as_another_event(run):
    run.second.append(record(26, "b", "2", "4"))


def double_in_another_shard(run):
    run.entries += [{"begin": OTHER, "after": TRIM_HORIZON}, {"shard": OTHER, "records": [run.second[1]]}]


def swap(run):
    run.first[0], run.first[2] = run.first[2], run.first[0]


def swap_under_each_others_numbers(run):
    one, other = run.second[0]["dynamodb"], run.second[2]["dynamodb"]
    one["SequenceNumber"], other["SequenceNumber"] = other["SequenceNumber"], one["SequenceNumber"]
    run.second[0], run.second[2] = run.second[2], run.second[0]


def child_first(run):
    run.entries = run.entries[:1] + run.entries[6:] + run.entries[1:6]


def other_branch(run):
    run.entries += [{"begin": OTHER, "after": TRIM_HORIZON}]
    run.entries += [{"shard": OTHER, "records": [record(30, "b", "4", "6")]}]
    run.items[0] = item("b", "6")
    run.writes.append(Write(["6"], outcome="done"))


def refused_write(run):
    run.second.append(record(26, "b", "4", "6"))
    run.items[0] = item("b", "6")
    run.writes.append(Write(["6"], outcome="refused"))


def uncommitted_write(run):
    run.second.append(record(26, "b", "4", "6"))
    run.writes.append(Write(["6"]))


def write_of_nobody(run):
    run.second.append(record(26, "b", "4", "6"))
    run.items[0] = item("b", "6")


def deletion_by_nobody(run):
    run.second.append(record(26, "b", "4", None))
    del run.items[0]


def part_of_a_transaction(run):
    run.writes[3] = Write(["4", "6"])


def no_change(run):
    run.second.append(record(26, "b", "4", "4"))


def other_item_in_the_table(run):
    run.items[0]["more"] = s("x")


def record_outside_of_its_shard(run):
    for entry in (run.first[2], run.entries[4]["records"][0]):
        entry["dynamodb"]["SequenceNumber"] = f"{20:021}"


def other_on_second_reading(run):
    run.entries[4]["records"][0]["dynamodb"]["ApproximateCreationDateTime"] = 1


def child_begins_before_its_parent_ends(run):
    run.entries[0]["shards"][1] = shard(CHILD, 18, parent=PARENT)


def child_of_an_open_shard(run):
    run.entries[0]["shards"][0] = shard(PARENT, 10)


def end_before_the_start(run):
    run.entries[0]["shards"][0] = shard(PARENT, 10, 9)


def end_that_moves(run):
    run.entries.append({"shards": [shard(PARENT, 10, 18)]})


def wrong_event_name(run):
    run.second[1]["eventName"] = "INSERT"


FAULTS = {
    lose_in_the_middle: "of another state",
    lose_the_last_of_an_item: "do not make the table",
    lose_one_read_before: "ended before its last record",
    lose_an_insertion_and_its_deletion: "a change was lost",
    lose_a_deletion_with_what_it_deleted: "a deletion was lost",
    double: "numbers do not increase",
    double_at_the_end_of_a_shard: "numbers do not increase",
    double_with_another_number: "an event comes twice",
    double_as_another_event: "of another state",
    double_in_another_shard: "an event comes twice",
    swap: "of another state",
    swap_under_each_others_numbers: "of another state",
    child_first: "read before its parent",
    other_branch: "another branch",
    refused_write: "never happened",
    uncommitted_write: "do not make the table",
    write_of_nobody: "nobody made",
    deletion_by_nobody: "more often than anybody asked",
    part_of_a_transaction: "a part of a transaction",
    no_change: "a record of no change",
    other_item_in_the_table: "do not make the table",
    record_outside_of_its_shard: "outside of its shard",
    other_on_second_reading: "in another form",
    child_begins_before_its_parent_ends: "begins before its parent ends",
    child_of_an_open_shard: "has a child and is open",
    end_before_the_start: "ends before it begins",
    end_that_moves: "range changed",
    wrong_event_name: "without its images",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault):
    run = GoodRun()
    fault(run)
    with pytest.raises(AssertionError, match=FAULTS[fault]):
        run.check()
