"""Holds what a server shows after a crash against what it had answered; raises a Fault at the first difference."""

import json
from collections import defaultdict

from crash_ledger import EXPIRY, Fault, key_text
from crash_stream_checker import (
    check_ended_streams,
    check_shards,
    check_switched_streams,
    records_by_key,
    settle_creation,
    settle_streams,
    settle_switched_streams,
    view_type_of,
    walk_own,
    walk_shared,
)
from table_state import is_in, item_size, names_of, projected


def check(ledger, observation):
    """All of it. The ledger stays as it was; see settle."""
    verdicts = Verdicts()
    check_tables_exist(ledger, observation)
    for name, state in observation.tables.items():
        table = ledger.tables[name]
        check_description(table, state)
        check_indexes(state)
        check_items(ledger, table, state, observation.clock, verdicts)
        if state.stream:
            check_shards(f"stream of {name}", state.stream)
        if table.is_switched:
            check_switched_streams(table, state, items_by_key(table, state.items))
    check_ended_streams(ledger, observation)
    verdicts.check()


def settle(ledger, observation):
    """Takes what was seen, and found to be right, for what is known."""
    for name in list(ledger.tables):
        table = ledger.tables[name]
        state = observation.tables.get(name)
        table.exists = state is not None
        if state is None:
            # Unless the deletion was answered, and this done then.
            ledger.ended_streams += [] if table.pending is None else table.streams
            del ledger.tables[name]
            continue
        settle_creation(table, state)
        table.pending = None
        if table.pending_index:
            index_name, before, after = table.pending_index
            table.indexes.pop(index_name, None)
            if index_name in state.index_items:
                table.indexes[index_name] = after or before
            table.pending_index = None
        table.time_to_live = state.time_to_live
        table.pending_time_to_live = None
        found = items_by_key(table, state.items)
        settle_streams(table, found)
        if table.is_switched:
            settle_switched_streams(table, state)
        for text, entry in table.items.items():
            entry.settle(found.get(text))


class Verdicts:
    """Which of a lost request's changes happened."""

    def __init__(self):
        self.found = defaultdict(dict)  # by request: {True: some entry, False: some entry}

    def add(self, change, happened):
        self.found[change.request][happened] = change.entry

    def check(self):
        for request, found in self.found.items():
            if request.is_atomic and len(found) > 1:
                raise Fault(f"half a transaction: {found[True]} was written, {found[False]} was not, by {request}")


# --- tables and indexes ---------------------------------------------------------------------------------


def check_tables_exist(ledger, observation):
    for name, table in ledger.tables.items():
        if not table.pending and table.exists != (name in observation.tables):
            raise Fault(f"table {name} {'is gone' if table.exists else 'is there again'}")
    for name in observation.tables:
        if name not in ledger.tables:
            raise Fault(f"table {name} is there, which nobody made or somebody deleted")


def check_description(table, state):
    described = state.description
    if described["TableStatus"] != "ACTIVE":
        raise Fault(f"table {table.name} stays {described['TableStatus']}")
    if described["KeySchema"] != table.definition["KeySchema"]:
        raise Fault(f"table {table.name} has the keys {described['KeySchema']}")
    view_type = view_type_of(described)
    if not table.is_switched and (view_type != table.view_type or (state.stream is None) != (view_type is None)):
        raise Fault(f"table {table.name} has a stream of view type {view_type} instead of {table.view_type}")
    if state.time_to_live not in (table.time_to_live, table.pending_time_to_live):
        raise Fault(f"table {table.name} has{'' if state.time_to_live else ' no'} time to live")
    check_index_definitions(table, described)
    check_counts(f"table {table.name}", described, "TableSizeBytes", state.items)


def check_index_definitions(table, described):
    found = {each["IndexName"]: definition_of(each) for each in described.get("GlobalSecondaryIndexes", [])}
    expected = {name: definition_of(each) for name, each in table.indexes.items()}
    if table.pending_index:
        name, before, after = table.pending_index
        if found.get(name) not in [each and definition_of(each) for each in (before, after)]:
            raise Fault(f"index {table.name}.{name} is {found.get(name)}, neither {before} nor {after}")
        found.pop(name, None)
        expected.pop(name, None)
    if found != expected:
        raise Fault(f"table {table.name} has the indexes {found} instead of {expected}")
    for each in described.get("GlobalSecondaryIndexes", []):
        if each["IndexStatus"] != "ACTIVE":
            raise Fault(f"index {table.name}.{each['IndexName']} stays {each['IndexStatus']}")
    local = [definition_of(each) for each in described.get("LocalSecondaryIndexes", [])]
    if local != [definition_of(each) for each in table.definition.get("LocalSecondaryIndexes", [])]:
        raise Fault(f"table {table.name} has the local indexes {local}")


def definition_of(index):
    return json.dumps([index["IndexName"], index["KeySchema"], index["Projection"]], sort_keys=True)


def check_counts(place, described, size_name, items):
    counted = (described["ItemCount"], described[size_name])
    expected = (len(items), sum(map(item_size, items)))
    if counted != expected:
        raise Fault(f"{place} counts (items, bytes) {counted} instead of {expected}")


def check_indexes(state):
    described = state.description
    name, table_keys = described["TableName"], names_of(described["KeySchema"])
    for index in described.get("LocalSecondaryIndexes", []) + described.get("GlobalSecondaryIndexes", []):
        place = f"index {name}.{index['IndexName']}"
        expected = [projected(index, table_keys, item) for item in state.items if is_in(index, item)]
        found = state.index_items[index["IndexName"]]
        compare(place, by_names(table_keys, found), by_names(table_keys, expected), len(found))
        check_counts(place, index, "IndexSizeBytes", expected)


def by_names(names, items):
    return {key_text({name: item[name] for name in names}): item for item in items}


def compare(place, found, expected, found_count):
    if len(found) != found_count:
        raise Fault(f"{place} has an item twice")
    for key in expected.keys() - found.keys():
        raise Fault(f"{place} lacks {key}: {expected[key]}")
    for key in found.keys() - expected.keys():
        raise Fault(f"{place} has {key}, which its table lacks: {found[key]}")
    for key, item in expected.items():
        if found[key] != item:
            raise Fault(f"{place} has {found[key]} instead of {item}")


# --- items ----------------------------------------------------------------------------------------------


def items_by_key(table, items):
    return by_names(table.key_names, items)


def check_items(ledger, table, state, clock, verdicts):
    found = items_by_key(table, state.items)
    if len(found) != len(state.items):
        raise Fault(f"table {table.name} has an item twice")
    for key in found.keys() - table.items.keys():
        raise Fault(f"table {table.name} has an item that nobody wrote: {found[key]}")
    records = records_by_key(table, state.stream)
    for key, entry in table.items.items():
        item = found.get(key)
        if state.time_to_live and item and EXPIRY in item and int(item[EXPIRY]["N"]) < int(clock):
            raise Fault(f"{entry}: expired before {clock} and still there: {item}")
        if state.stream is None:
            check_versions(entry, item, verdicts)
        else:
            walk = walk_shared if entry.shared else walk_own
            last = walk(entry, records.get(key, []), ledger.latest_clock(), verdicts)
            if last != item:
                raise Fault(f"{entry}: is {item}, and {last} by its stream")


def check_versions(entry, item, verdicts):
    """Of an item without a stream: nothing that was acknowledged is lost."""
    candidates = [change for change in entry.changes if may_be_last(change, entry.changes)]
    happened = [change for change in candidates if change.after == item]
    if not happened and not (item == entry.first and may_be_last(None, entry.changes)):
        history = "\n".join(str(change.request) for change in entry.changes[-4:])
        raise Fault(f"{entry}: a lost write, is {item} after {entry.first} and\n{history}")
    if entry.shared:
        # One that is not the last may have happened before.
        for change in happened:
            verdicts.add(change, True)
    elif entry.changes and entry.changes[-1].request.outcome == "lost":
        lost = entry.changes[-1]
        before = entry.changes[-2].after if len(entry.changes) > 1 else entry.first
        if lost.after != before:
            verdicts.add(lost, item == lost.after)


def may_be_last(change, changes):
    """Whether no acknowledged change has certainly replaced what this one (None: the first version) made."""
    if change is not None and change.request.outcome == "lost":
        return True
    end = change.request.end if change is not None else 0
    return not any(other.request.outcome == "done" and other.request.start > end for other in changes)
