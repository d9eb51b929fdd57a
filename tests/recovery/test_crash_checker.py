"""The checker of crash rounds finds what could be wrong: faults are planted in what a server has shown."""

import copy
import pickle
import random

import pytest
from crash_checker import check
from crash_connections import CLOCK
from crash_driver import CrashRounds
from crash_ledger import EXPIRY, Fault
from crash_tables import EXPIRING, INDEXED, PLAIN, SWITCHED
from table_state import is_in, item_size, names_of, projected
from values import n, s

SEED = 11
STREAMS = [INDEXED, EXPIRING, "keys", "new", "old"]  # tables that have them


class Seen(Exception):
    """Ends the rounds before what was seen is settled."""


class RoundsUntilRich(CrashRounds):
    """Raises Seen(ledger, what the server shows) when all of it is there that faults are planted in."""

    load_seconds = (0.3, 0.6)
    payload_bytes = (200,)

    def look(self, connection, clock, reread):
        observation = super().look(connection, clock, reread=True)
        if self.life.rounds >= 2 and is_rich(self.life.ledger, observation):
            raise Seen(self.life.ledger, observation)
        return observation


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    with RoundsUntilRich(tmp_path_factory.mktemp("crash"), SEED) as rounds:
        with pytest.raises(Seen) as seen:
            rounds.run(60)
    ledger, observation = seen.value.args
    return ledger, pickle.dumps(observation)


def is_rich(ledger, observation):
    transactions = [each for each in ledger.requests if is_whole_transaction(each, observation)]
    has_indexes = len(observation.tables[PLAIN].index_items) > 0
    had_streams = any(stream.has_ended and stream.changes for stream in ledger.tables[SWITCHED].streams)
    had_streams = had_streams and any(stream.records for stream in observation.ended_streams.values())
    streams = [observation.tables[name].stream for name in STREAMS]
    has_records = all(len(stream.records) > 20 and busiest(stream) for stream in streams)
    return transactions and has_indexes and had_streams and has_records


def busiest(stream):
    """The places of the records of some item that has several; None when none has."""
    places = {}
    for place, (_, record) in enumerate(stream.records):
        places.setdefault(str(record["dynamodb"]["Keys"]), []).append(place)
    return next((each for each in places.values() if len(each) > 2), None)


def is_whole_transaction(request, observation):
    """One whose changes are the last of several items, and of all of them."""
    if request.operation != "TransactWriteItems" or request.outcome != "done" or len(request.changes) < 2:
        return False
    return all(
        change.entry.changes[-1] is change
        and change.after is not None
        and not change.entry.table.expires
        and change.after != change.entry.first
        for change in request.changes
    )


@pytest.fixture
def ledger(shown):
    return shown[0]


@pytest.fixture
def observation(shown):
    return pickle.loads(shown[1])


def expect_fault(ledger, observation, text):
    with pytest.raises(Fault, match=text):
        check(ledger, observation)


def recount(table):
    """The counts that belong to the planted items, so that these alone are wrong."""
    table.description["ItemCount"] = len(table.items)
    table.description["TableSizeBytes"] = sum(map(item_size, table.items))


def take_item(table, key):
    (item,) = [each for each in table.items if key.items() <= each.items()]
    table.items.remove(item)
    return item


def last_done(ledger, table_name):
    """The last change of some item, which was acknowledged."""
    for entry in ledger.tables[table_name].items.values():
        if entry.changes and not entry.shared and entry.changes[-1].request.outcome == "done":
            change = entry.changes[-1]
            if change.after is not None and change.request.operation == "PutItem":
                return change
    return pytest.fail("no such change")


def records_of(observation, table_name, key):
    return [
        (place, record)
        for place, (_, record) in enumerate(observation.tables[table_name].stream.records)
        if record["dynamodb"]["Keys"] == key
    ]


def test_nothing_planted(ledger, observation):
    check(ledger, observation)


# --- items ----------------------------------------------------------------------------------------------


def test_lost_write(ledger, observation):
    table = observation.tables[PLAIN]
    change = last_done(ledger, PLAIN)
    item = take_item(table, change.entry.key)
    earlier = change.entry.changes[-2].after if len(change.entry.changes) > 1 else change.entry.first
    table.items += [earlier] if earlier else []
    recount(table)
    drop_index_checks(ledger, observation)
    assert item != earlier
    expect_fault(ledger, observation, "a lost write")


def drop_index_checks(ledger, observation):
    """Takes the indexes away, which would tell of an item's fault, too."""
    observation.tables[PLAIN].description["GlobalSecondaryIndexes"] = []
    ledger = ledger.tables[PLAIN]
    ledger.indexes, ledger.pending_index = {}, None


@pytest.fixture(autouse=True)
def indexes_stay(ledger):
    table = ledger.tables[PLAIN]
    kept = table.indexes, table.pending_index
    yield
    table.indexes, table.pending_index = kept


def test_lost_item_of_a_table_with_a_stream(ledger, observation):
    table = observation.tables["new"]
    change = last_done(ledger, "new")
    take_item(table, change.entry.key)
    recount(table)
    expect_fault(ledger, observation, "by its stream")


def test_item_that_nobody_wrote(ledger, observation):
    table = observation.tables["new"]
    table.items.append({"pk": s("nobody")})
    recount(table)
    expect_fault(ledger, observation, "nobody wrote")


def test_item_twice(ledger, observation):
    table = observation.tables["new"]
    table.items.append(table.items[0])
    recount(table)
    expect_fault(ledger, observation, "twice")


def test_item_that_had_expired(ledger, observation):
    table = observation.tables[EXPIRING]
    change = last_done(ledger, EXPIRING)
    expired = {**change.entry.key, EXPIRY: n(int(observation.clock) - 60)}
    table.items = [item for item in table.items if item["pk"] != expired["pk"]] + [expired]
    table.description["GlobalSecondaryIndexes"] = []
    recount(table)
    expect_fault(ledger, observation, "lacks|expired|has the indexes")
    table.description["GlobalSecondaryIndexes"] = ledger.tables[EXPIRING].definition["GlobalSecondaryIndexes"]


# --- transactions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["lost", "done"])
def test_half_a_transaction(ledger, observation, outcome):
    """Also one without an answer."""
    request = next(each for each in ledger.requests if is_whole_transaction(each, observation))
    change = request.changes[0]
    take_back(observation, change)
    request.outcome = outcome
    try:
        expect_fault(ledger, observation, "half a transaction" if outcome == "lost" else "lost write|the stream")
        for change in request.changes[1:]:
            take_back(observation, change)
        if outcome == "lost":
            check(ledger, observation)  # none of it happened
    finally:
        request.outcome = "done"


def take_back(observation, change):
    """As if the change had not happened, in all that is shown."""
    name = change.entry.table.name
    table = observation.tables[name]
    table.items = [item for item in table.items if not change.entry.key.items() <= item.items()]
    changes = change.entry.changes
    before = changes[-2].after if len(changes) > 1 else change.entry.first
    table.items += [before] if before else []
    if table.stream:
        place, _ = records_of(observation, name, change.entry.key)[-1]
        del table.stream.records[place]
    rebuild(table)


def rebuild(table):
    """Indexes and counts as they belong to the items."""
    recount(table)
    described = table.description
    for index in described.get("LocalSecondaryIndexes", []) + described.get("GlobalSecondaryIndexes", []):
        entries = [projected(index, names_of(described["KeySchema"]), i) for i in table.items if is_in(index, i)]
        table.index_items[index["IndexName"]] = entries
        index["ItemCount"], index["IndexSizeBytes"] = len(entries), sum(map(item_size, entries))


# --- indexes and counts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("index", ["by_weight", "by_color", "colors", "weights"])
def test_missing_index_row(ledger, observation, index):
    observation.tables[INDEXED].index_items[index].pop()
    expect_fault(ledger, observation, f"index indexed.{index} lacks")


@pytest.mark.parametrize("index", ["by_weight", "colors"])
def test_surplus_and_other_index_rows(ledger, observation, index):
    rows = observation.tables[INDEXED].index_items[index]
    rows[0] = {**rows[0], "filler": s("another")}
    expect_fault(ledger, observation, f"index indexed.{index} has .* instead of")
    rows[0] = {**rows[0], "pk": s("nobody")}
    expect_fault(ledger, observation, f"index indexed.{index} (lacks|has .*, which its table lacks)")
    rows[0] = rows[1]
    expect_fault(ledger, observation, f"index indexed.{index} has an item twice")


@pytest.mark.parametrize("count", ["ItemCount", "TableSizeBytes"])
@pytest.mark.parametrize("by", [-1, 1])
def test_wrong_count(ledger, observation, count, by):
    observation.tables[PLAIN].description[count] += by
    expect_fault(ledger, observation, "table plain counts")


@pytest.mark.parametrize("count", ["ItemCount", "IndexSizeBytes"])
@pytest.mark.parametrize("kind", ["LocalSecondaryIndexes", "GlobalSecondaryIndexes"])
def test_wrong_count_of_an_index(ledger, observation, kind, count):
    observation.tables[INDEXED].description[kind][0][count] += 1
    expect_fault(ledger, observation, "index indexed.* counts")


def test_index_that_is_gone_or_never_made(ledger, observation):
    indexes = observation.tables[INDEXED].description["GlobalSecondaryIndexes"]
    index = indexes.pop()
    expect_fault(ledger, observation, "has the indexes")
    indexes += [index, {**index, "IndexName": "another"}]
    expect_fault(ledger, observation, "has the indexes")


def test_index_that_does_not_become_active(ledger, observation):
    observation.tables[INDEXED].description["GlobalSecondaryIndexes"][0]["IndexStatus"] = "CREATING"
    expect_fault(ledger, observation, "stays CREATING")


# --- tables ---------------------------------------------------------------------------------------------


def test_table_that_is_gone(ledger, observation):
    del observation.tables["keys"]
    expect_fault(ledger, observation, "table keys is gone")


def test_table_that_nobody_made(ledger, observation):
    observation.tables["another"] = observation.tables["keys"]
    expect_fault(ledger, observation, "table another is there")


def test_table_that_was_deleted(ledger, observation):
    ledger.tables["keys"].exists = False
    try:
        expect_fault(ledger, observation, "table keys is there again")
    finally:
        ledger.tables["keys"].exists = True


# --- streams --------------------------------------------------------------------------------------------

STREAM_FAULT = "stream|expired|records"


@pytest.mark.parametrize("table", STREAMS)
def test_missing_record(ledger, observation, table):
    records = observation.tables[table].stream.records
    for place in random.Random(SEED).sample(range(len(records)), 10):
        taken = records.pop(place)
        # A change without an answer need not have one; then the item itself tells.
        expect_fault(ledger, observation, STREAM_FAULT + "|half a transaction")
        records.insert(place, taken)
    check(ledger, observation)


@pytest.mark.parametrize("table", STREAMS)
def test_duplicated_record(ledger, observation, table):
    records = observation.tables[table].stream.records
    for place in random.Random(SEED).sample(range(len(records)), 10):
        shard, record = copy.deepcopy(records[place])
        records.insert(place + 1, (shard, record))
        expect_fault(ledger, observation, STREAM_FAULT)
        # Even under a number and an event of its own.
        record["dynamodb"]["SequenceNumber"] = str(int(record["dynamodb"]["SequenceNumber"]) + 1)
        record["eventID"] = "another"
        expect_fault(ledger, observation, STREAM_FAULT)
        del records[place + 1]
    check(ledger, observation)


@pytest.mark.parametrize("table", [INDEXED, "new", "old"])
def test_reordered_records(ledger, observation, table):
    """Two records of an item have changed places, and numbers."""
    records = observation.tables[table].stream.records
    places = busiest(observation.tables[table].stream)
    first, second = (records[place][1] for place in places[:2])
    numbers = [record["dynamodb"]["SequenceNumber"] for record in (first, second)]
    second["dynamodb"]["SequenceNumber"], first["dynamodb"]["SequenceNumber"] = numbers
    records[places[0]], records[places[1]] = (records[places[0]][0], second), (records[places[1]][0], first)
    expect_fault(ledger, observation, STREAM_FAULT)


@pytest.mark.parametrize(
    "table, image", [(INDEXED, "NewImage"), (INDEXED, "OldImage"), ("new", "NewImage"), ("old", "OldImage")]
)
def test_record_of_another_image(ledger, observation, table, image):
    record = next(
        record for _, record in observation.tables[table].stream.records if image in record["dynamodb"]
    )
    record["dynamodb"][image]["filler"] = s("another")
    expect_fault(ledger, observation, STREAM_FAULT)


def test_record_of_another_event(ledger, observation):
    record = observation.tables["keys"].stream.records[0][1]
    record["eventName"] = "MODIFY" if record["eventName"] == "INSERT" else "INSERT"
    expect_fault(ledger, observation, STREAM_FAULT)


def test_records_that_are_gone_or_another_when_read_again(ledger, observation):
    stream = observation.tables[INDEXED].stream
    assert stream.reread
    taken = stream.reread.pop(0)
    expect_fault(ledger, observation, "read again")
    stream.reread.insert(0, (taken[0], "another"))
    expect_fault(ledger, observation, "read again")


def test_wrong_parent(ledger, observation):
    stream = observation.tables[INDEXED].stream
    last = max(stream.shards, key=lambda shard: int(shard["SequenceNumberRange"]["StartingSequenceNumber"]))
    last["ParentShardId"] = "shardId-00000000000000000000-nobody"
    expect_fault(ledger, observation, "parent|child")
    last["ParentShardId"] = last["ShardId"]
    expect_fault(ledger, observation, "parent|child")


def test_shard_that_is_closed_without_a_child(ledger, observation):
    for shard in observation.tables[INDEXED].stream.shards:
        numbers = shard["SequenceNumberRange"]
        numbers.setdefault("EndingSequenceNumber", str(int(numbers["StartingSequenceNumber"]) + 10**30))
    expect_fault(ledger, observation, "has to be open or to have a child")


def ended_stream(ledger, observation):
    """A stream that was disabled and has records."""
    streams = ledger.tables[SWITCHED].streams
    return observation.tables[SWITCHED].streams[next(each.arn for each in streams if each.has_ended and each.changes)]


def test_records_of_a_disabled_stream(ledger, observation):
    stream = ended_stream(ledger, observation)
    taken = stream.records.pop()
    expect_fault(ledger, observation, "instead of")
    stream.records += [taken, taken]
    expect_fault(ledger, observation, "does not grow|instead of")


def test_stream_that_is_enabled_again_or_gone(ledger, observation):
    stream = ended_stream(ledger, observation)
    stream.status = "ENABLED"
    expect_fault(ledger, observation, "is ENABLED")
    streams = observation.tables[SWITCHED].streams
    del streams[next(arn for arn, each in streams.items() if each is stream)]
    expect_fault(ledger, observation, "is gone")


def test_stream_that_nobody_enabled(ledger, observation):
    observation.tables[SWITCHED].streams["another"] = ended_stream(ledger, observation)
    expect_fault(ledger, observation, "nobody enabled")


def test_stream_of_a_table_that_is_gone(ledger, observation):
    stream = next(each for each in observation.ended_streams.values() if each.records)
    taken = stream.records.pop()
    expect_fault(ledger, observation, "instead of")
    stream.records.append(taken)
    check(ledger, observation)
    stream.status = "ENABLED"
    expect_fault(ledger, observation, "is ENABLED")


# --- what clients see at once, and tokens ---------------------------------------------------------------


class TokensForgotten(CrashRounds):
    """Of a server that knows no token any more, for its clock is far ahead."""

    load_seconds = (0.3, 0.6)

    def resend(self, connection):
        connection.call(CLOCK, {"advance": "1h"})
        super().resend(connection)


def test_transaction_that_happens_twice(tmp_path):
    with TokensForgotten(tmp_path, SEED) as rounds, pytest.raises(Fault):
        rounds.run(5)
