"""Holds the records of streams against the changes that clients made; raises a Fault at the first difference."""

from collections import defaultdict, deque

from crash_ledger import EXPIRY, VERSION, Fault, StreamEntry, key_text

SERVICE = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
FOREVER = float("inf")


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


def shows(record, view_type, before, after):
    """Whether the record tells of this change, as its stream's view type has it."""
    change = record["dynamodb"]
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
    may_expire = entry.table.expires and state is not None and EXPIRY in state
    if not may_expire or not shows(record, entry.table.view_type, state, None):
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
        has_record = bool(left) and shows(left[0], entry.table.view_type, state, change.after)
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
        if change is None or not shows(record, entry.table.view_type, state, change.after):
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


def check_shards(place, stream, may_be_disabled=False):
    """The shards and their numbers."""
    if stream.status != "ENABLED" and not may_be_disabled:
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
        if end == FOREVER and stream.status != "ENABLED":
            raise Fault(f"{place} is {stream.status} with an open shard: {shard}")
        if (end == FOREVER) == (name in parents) and stream.status == "ENABLED":
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


# --- streams that end -----------------------------------------------------------------------------------


def check_switched_streams(table, state, found):
    """Each stream that the table ever had holds what was changed while it was enabled, and no more."""
    known = {stream.arn for stream in table.streams}
    begun = state.streams.keys() - known
    if begun and (len(begun) > 1 or table.pending_view_type is None):
        raise Fault(f"table {table.name} has streams that nobody enabled: {begun}")
    for stream in table.streams:
        place = f"stream {stream.arn}"
        if stream.arn not in state.streams:
            raise Fault(f"{place} is gone")
        seen = state.streams[stream.arn]
        is_enabled, may_have_ended = seen.status == "ENABLED", stream.has_ended or is_disabling(table, stream)
        if (is_enabled and stream.has_ended) or (not is_enabled and not may_have_ended):
            raise Fault(f"{place} is {seen.status}")
        check_shards(place, seen, may_be_disabled=True)
        check_changes(place, stream, seen, changes_of(table, stream, found))
    enabled = [seen.view_type for seen in state.streams.values() if seen.status == "ENABLED"]
    if enabled != [each for each in [view_type_of(state.description)] if each]:
        raise Fault(f"table {table.name} has the streams {state.streams} and says {view_type_of(state.description)}")
    for arn in begun:
        check_shards(f"stream {arn}", state.streams[arn])
        check_changes(f"stream {arn}", StreamEntry(arn, table.pending_view_type), state.streams[arn], {})


def view_type_of(described):
    return described.get("StreamSpecification", {}).get("StreamViewType")


def is_disabling(table, stream):
    return table.disabling and stream is table.streams[-1]


def changes_of(table, stream, found):
    """(before, after) of every change of each item, with the last one if it happened without an answer."""
    changes = {key: list(each) for key, each in stream.changes.items()}
    for key, entry in table.items.items():
        if lost := lost_change(entry, found.get(key)):
            if not stream.has_ended:
                changes.setdefault(key, []).append(lost)
    return changes


def lost_change(entry, item):
    if not entry.changes or entry.changes[-1].request.outcome != "lost":
        return None
    before = entry.changes[-2].after if len(entry.changes) > 1 else entry.first
    return (before, item) if item == entry.changes[-1].after != before else None


def check_changes(place, stream, seen, expected):
    if seen.view_type != stream.view_type:
        raise Fault(f"{place} has the view type {seen.view_type}")
    records = defaultdict(list)
    for _, record in sorted(seen.records, key=lambda each: number_of(each[1])):
        records[key_text(record["dynamodb"]["Keys"])].append(record)
    for key in records.keys() | expected.keys():
        changes = expected.get(key, [])
        fitting = [shows(record, stream.view_type, *change) for record, change in zip(records[key], changes)]
        if not all(fitting) or len(records[key]) != len(changes):
            raise Fault(f"{place}: of {key} it has {records[key]} instead of {changes}")


def check_ended_streams(ledger, observation):
    """The streams of tables that are gone can be read on."""
    ended = {stream.arn: stream for stream in ledger.ended_streams}
    for name, table in ledger.tables.items():
        if name not in observation.tables:
            ended |= {stream.arn: stream for stream in table.streams}
    for arn, seen in observation.ended_streams.items():
        if arn not in ended:
            continue  # its table was not deleted after all
        if seen.status != "DISABLED":
            raise Fault(f"stream {arn} of a table that is gone is {seen.status}")
        check_shards(f"stream {arn}", seen, may_be_disabled=True)
        check_changes(f"stream {arn}", ended[arn], seen, ended[arn].changes)


def settle_creation(table, state):
    """A table whose CreateTable had no answer may have a stream."""
    if table.pending and table.pending.operation == "CreateTable" and table.view_type:
        table.streams = [StreamEntry(state.description["LatestStreamArn"], table.view_type)]


def settle_streams(table, found):
    for stream in table.streams:
        stream.changes = changes_of(table, stream, found)


def settle_switched_streams(table, state):
    for stream in table.streams:
        stream.has_ended = state.streams[stream.arn].status != "ENABLED"
    known = {stream.arn for stream in table.streams}
    table.streams += [StreamEntry(arn, table.pending_view_type) for arn in state.streams.keys() - known]
    table.pending_view_type = None
    table.disabling = False
