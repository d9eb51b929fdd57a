"""Holds what a server shows after a crash against what it had answered; raises a Fault at the first difference."""

import json
from collections import defaultdict, deque

from crash_ledger import EXPIRY, VERSION, Fault, key_text
from table_state import is_in, item_size, names_of, projected

SERVICE = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
FOREVER = float("inf")


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
    verdicts.check()


def settle(ledger, observation):
    """Takes what was seen, and found to be right, for what is known."""
    for name in list(ledger.tables):
        table = ledger.tables[name]
        state = observation.tables.get(name)
        table.exists = state is not None
        table.pending = None
        if state is None:
            del ledger.tables[name]
            continue
        if table.pending_index:
            index_name, before, after = table.pending_index
            table.indexes.pop(index_name, None)
            if index_name in state.index_items:
                table.indexes[index_name] = after or before
            table.pending_index = None
        table.time_to_live = state.time_to_live
        table.pending_time_to_live = None
        found = items_by_key(table, state.items)
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
    view_type = described.get("StreamSpecification", {}).get("StreamViewType")
    if view_type != table.view_type or (state.stream is None) != (view_type is None):
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


# --- streams --------------------------------------------------------------------------------------------


def number_of(record):
    return int(record["dynamodb"]["SequenceNumber"])


def records_by_key(table, stream):
    """The new records of each item, in order."""
    records = defaultdict(list)
    for _, record in sorted(stream.records if stream else [], key=lambda each: number_of(each[1])):
        key = key_text(record["dynamodb"]["Keys"])
        if key not in table.items:
            raise Fault(f"stream of {table.name}: a record of an item that nobody wrote: {record}")
        records[key].append(record)
    return records


def shows(record, entry, before, after):
    """Whether the record tells of this change, as its stream's view type has it."""
    change, view_type = record["dynamodb"], entry.table.view_type
    event = "INSERT" if before is None else "REMOVE" if after is None else "MODIFY"
    images = {}
    if after is not None and view_type in ("NEW_IMAGE", "NEW_AND_OLD_IMAGES"):
        images["NewImage"] = after
    if before is not None and view_type in ("OLD_IMAGE", "NEW_AND_OLD_IMAGES"):
        images["OldImage"] = before
    shown = {name: change[name] for name in ("NewImage", "OldImage") if name in change}
    return (record["eventName"], change["StreamViewType"], shown) == (event, view_type, images)


def expire(entry, state, record, latest_clock):
    """The deletion of what had expired."""
    if not entry.table.expires or state is None or EXPIRY not in state or not shows(record, entry, state, None):
        raise Fault(f"{entry}: is deleted as if it had expired, from {state}: {record}")
    if int(state[EXPIRY]["N"]) > latest_clock:
        raise Fault(f"{entry}: is deleted before it expires: {state}")


def walk_own(entry, records, latest_clock, verdicts):
    """The versions of an item with one owner are those of the requests, one by one. Answers the last."""
    state, left = entry.first, deque(records)

    def take_expiry():
        nonlocal state
        while left and left[0].get("userIdentity") == SERVICE:
            expire(entry, state, left.popleft(), latest_clock)
            state = None

    for change in entry.changes:
        take_expiry()
        if change.after == state:
            continue
        has_record = bool(left) and shows(left[0], entry, state, change.after)
        if change.request.outcome == "lost":
            verdicts.add(change, has_record)
        elif not has_record:
            found = left[0] if left else "no record"
            raise Fault(f"{entry}: after {state} the stream has {found} instead of {change.request}")
        if has_record:
            left.popleft()
            state = change.after
    take_expiry()
    if left:
        raise Fault(f"{entry}: after {state} the stream has a record of nothing that was asked for: {left[0]}")
    return state


def walk_shared(entry, records, _latest_clock, verdicts):
    """The versions of an item with many writers: each record is of one request, in an order that fits their times.
    Such items are put and never deleted."""
    state, latest_start = entry.first, 0
    left = {change.after[VERSION]["S"]: change for change in entry.changes}
    for record in records:
        version = record["dynamodb"].get("NewImage", {}).get(VERSION, {}).get("S")
        change = left.pop(version, None)
        if change is None or not shows(record, entry, state, change.after):
            raise Fault(f"{entry}: after {state} the stream has {record}")
        request = change.request
        if change.seen and (state is None or state[VERSION]["S"] != change.seen):
            raise Fault(f"{entry}: was {state} when a condition on {change.seen} held: {request}")
        if request.outcome == "done" and request.end < latest_start:
            raise Fault(f"{entry}: comes in the stream after what began when it had ended: {request}")
        latest_start = max(latest_start, request.start)
        state = change.after
    for change in entry.changes:
        happened = change.after[VERSION]["S"] not in left
        if change.request.outcome == "lost":
            verdicts.add(change, happened)
        elif not happened:
            raise Fault(f"{entry}: the stream lacks {change.request}")
    return state


def check_shards(place, stream):
    """The shards and their numbers."""
    if stream.status != "ENABLED":
        raise Fault(f"{place} is {stream.status}")
    if stream.reread is not None and stream.reread != stream.known:
        raise Fault(f"{place}: what was read before is read again in another form, or is gone")
    shards = {shard["ShardId"]: shard for shard in stream.shards}
    parents = {shard.get("ParentShardId") for shard in stream.shards}
    for name, shard in shards.items():
        start, end = range_of(shard)
        parent = shards.get(shard.get("ParentShardId"))
        if shard.get("ParentShardId") and parent is None:
            raise Fault(f"{place}: the parent of {shard} is gone")
        if parent and not range_of(parent)[1] < start:
            raise Fault(f"{place}: {shard} begins before its parent ends: {parent}")
        if end < start:
            raise Fault(f"{place}: {shard} ends before it begins")
        if (end == FOREVER) == (name in parents):
            raise Fault(f"{place}: {shard} has to be open or to have a child")
    check_numbers(place, stream.records, shards)


def check_numbers(place, records, shards):
    last, places_of_items, seen = {}, {}, set()
    for shard, record in records:
        number = number_of(record)
        start, end = range_of(shards[shard])
        if not start <= number <= end:
            raise Fault(f"{place}: {record} is outside of {shards[shard]}")
        if number <= last.get(shard, 0):
            raise Fault(f"{place}: the number of {record} does not grow")
        if record["eventID"] in seen:
            raise Fault(f"{place}: an event comes twice: {record}")
        seen.add(record["eventID"])
        last[shard] = number
    for shard, record in sorted(records, key=lambda each: number_of(each[1])):
        key = key_text(record["dynamodb"]["Keys"])
        if not is_descendant(shards, shard, places_of_items.get(key, shard)):
            raise Fault(f"{place}: an item's records go to {shard}, no child of the shard before: {record}")
        places_of_items[key] = shard


def range_of(shard):
    numbers = shard["SequenceNumberRange"]
    return int(numbers["StartingSequenceNumber"]), int(numbers.get("EndingSequenceNumber", 0)) or FOREVER


def is_descendant(shards, name, ancestor):
    while name is not None and name != ancestor:
        name = shards[name].get("ParentShardId")
    return name is not None
