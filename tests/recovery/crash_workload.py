"""Clients that change items in all ways there are. Each has a connection, and items of its own in every table; some
items are everybody's. One of them moves the clock, one makes indexes, one creates and deletes tables."""

import time

from crash_connections import CLOCK
from crash_ledger import EXPIRY, VERSION, Change, Fault, Request, StreamEntry
from crash_tables import EXPIRING, INDEXED, PLAIN, SHORT_LIVED, STREAMED, SWITCHED, new_index, short_lived_table
from values import n, s

CLIENTS = 14
OWN_ITEMS = 9  # of a client in a table
SHARED_ITEMS = 4
TABLES = [PLAIN, INDEXED, EXPIRING, *STREAMED]
CONFLICTS = ("TransactionCanceledException", "TransactionConflictException")
CLOCK_STEP = 3600  # seconds


def clients(ledger, random, round_is):
    makers = [ClockMover, IndexMaker, TableMaker, ExpirySwitch, StreamSwitch]
    makers += [Client] * (CLIENTS - len(makers))
    return [make(number, ledger, random, round_is) for number, make in enumerate(makers)]


class Client:
    """`round_is` says how the round is: payload_bytes, moves_clock, has_delays."""

    def __init__(self, number, ledger, random, round_is):
        self.number = number
        self.ledger = ledger
        self.random = random
        self.round_is = round_is
        self.steps = [
            (22, self.put),
            (18, self.update),
            (9, self.delete),
            (9, self.write_if),
            (9, self.batch),
            (16, self.transact),
            (9, self.write_shared),
            (5, self.read),
        ]

    def next_request(self):
        weights, steps = zip(*self.steps)
        return self.ledger.send(self.random.choices(steps, weights)[0]())

    def answered(self, request, answer):
        if request.has_to_be_refused:
            raise Fault(f"carried out although its condition does not hold: {request}")
        if request.operation == "BatchWriteItem" and answer["UnprocessedItems"]:
            raise Fault(f"not all carried out: {request}")
        if request.reads and answer.get("Item") != request.reads.last:
            raise Fault(f"read {answer.get('Item')} instead of {request.reads.last}: {request}")
        self.ledger.done(request)

    def refused(self, request, refusal):
        if refusal.code not in request.may_be_refused:
            raise Fault(f"refused with {refusal}: {request}")
        self.ledger.refused(request)

    def lost(self, request):
        self.ledger.lost(request)

    # --- what items are ---------------------------------------------------------------------------------

    def version(self):
        # Settled versions of earlier lives have smaller moments.
        return s(f"{self.number}.{self.ledger.now}.{self.random.randrange(10**6)}")

    def own(self, table, number=None):
        number = self.random.randrange(OWN_ITEMS) if number is None else number
        key = {"pk": s(f"{self.number}-{number}")}
        if table == INDEXED:
            # Collections of several clients' items.
            key = {"pk": s(f"collection-{number}"), "sk": n(self.number)}
        return self.ledger.tables[table].entry(key)

    def some_own(self, most, tables=TABLES):
        """Entries of different items."""
        choices = [(table, number) for table in tables for number in range(OWN_ITEMS)]
        return [self.own(*choice) for choice in self.random.sample(choices, self.random.randint(1, most))]

    def one_own(self, tables=TABLES):
        return self.own(self.random.choice(tables))

    def shared(self):
        table = self.random.choice([PLAIN, INDEXED])
        key = {"pk": s(f"shared-{self.random.randrange(SHARED_ITEMS)}")} | ({"sk": n(0)} if table == INDEXED else {})
        return self.ledger.tables[table].entry(key, shared=True)

    def new_item(self, entry):
        item = {**entry.key, VERSION: self.version(), "filler": s("x" * self.random.randrange(self.payload_bytes()))}
        if self.random.random() < 0.7:
            item["color"] = s(self.random.choice(["red", "green", "blue", "grün"]))
        if self.random.random() < 0.7:
            item["weight"] = n(self.random.randrange(50))
        if entry.table.expires and self.random.random() < 0.7:
            item[EXPIRY] = n(int(time.time()) + self.random.choice([-1000, -10, 0, 1, 2, 1800, 3000, 100_000]))
        return item

    def payload_bytes(self):
        return self.round_is.payload_bytes if self.random.random() < 0.2 else 200

    # --- requests ---------------------------------------------------------------------------------------

    def request(self, operation, body, *changes, **more):
        request = Request(operation, body, **more)
        request.changes = [Change(request, entry, after) for entry, after in changes]
        return request

    def put(self):
        entry = self.one_own()
        item = self.new_item(entry)
        return self.request("PutItem", {"TableName": entry.table.name, "Item": item}, (entry, item))

    def delete(self):
        entry = self.one_own()
        return self.request("DeleteItem", {"TableName": entry.table.name, "Key": entry.key}, (entry, None))

    def update(self):
        entry = self.one_own([table for table in TABLES if table != EXPIRING])
        body, after = self.update_of(entry)
        return self.request("UpdateItem", body, (entry, after))

    def update_of(self, entry):
        """(a request that changes some attributes, the item after it)"""
        after = dict(entry.last or entry.key)
        sets, removes, values = [], [], {}
        for name in ("color", "weight"):
            if self.random.random() < 0.3:
                after.pop(name, None)
                removes.append(name)
            elif self.random.random() < 0.5:
                after[name] = values[f":{name}"] = self.new_value(name)
                sets.append(f"{name} = :{name}")
        after[VERSION] = values[":version"] = self.version()
        sets.append(f"{VERSION} = :version")
        after["tally"] = n(int(after.get("tally", n(0))["N"]) + 1)
        values[":one"] = n(1)
        removal = f" REMOVE {', '.join(removes)}" if removes else ""
        return {
            "TableName": entry.table.name,
            "Key": entry.key,
            "UpdateExpression": f"SET {', '.join(sets)} ADD tally :one" + removal,
            "ExpressionAttributeValues": values,
        }, after

    def new_value(self, name):
        return s(self.random.choice(["red", "green", "blue"])) if name == "color" else n(self.random.randrange(50))

    def write_if(self):
        """A write of an own item whose condition holds, or does not."""
        entry = self.one_own([table for table in TABLES if table != EXPIRING])
        item = self.new_item(entry)
        body = {"TableName": entry.table.name, "Item": item}
        holds = self.random.random() < 0.6
        if entry.last is None:
            body["ConditionExpression"] = "attribute_not_exists(pk)" if holds else "attribute_exists(pk)"
        else:
            body["ConditionExpression"] = f"{VERSION} = :seen"
            body["ExpressionAttributeValues"] = {":seen": entry.last[VERSION] if holds else s("another")}
        if holds:
            return self.request("PutItem", body, (entry, item))
        code = ("ConditionalCheckFailedException",)
        return self.request("PutItem", body, may_be_refused=code, has_to_be_refused=True)

    def batch(self):
        tables, changes = {}, []
        for entry in self.some_own(12):
            item = self.new_item(entry) if self.random.random() < 0.75 else None
            write = {"PutRequest": {"Item": item}} if item else {"DeleteRequest": {"Key": entry.key}}
            tables.setdefault(entry.table.name, []).append(write)
            changes.append((entry, item))
        return self.request("BatchWriteItem", {"RequestItems": tables}, *changes, is_atomic=False)

    def transact(self):
        actions, changes = [], []
        for entry in self.some_own(6):
            action, after = self.action_on(entry)
            actions.append(action)
            changes.append((entry, after))
        if self.random.random() < 0.2:
            entry = self.shared()
            item = self.new_item(entry)
            actions.append({"Put": {"TableName": entry.table.name, "Item": item}})
            changes.append((entry, item))
        body = {"TransactItems": actions}
        if self.random.random() < 0.7:
            body["ClientRequestToken"] = self.version()["S"]
        # The sweeper of expired items may be at one of them.
        return self.request("TransactWriteItems", body, *changes, may_be_refused=CONFLICTS)

    def action_on(self, entry):
        kind = self.random.choice(["Put", "Delete"] if entry.table.expires else ["Put", "Update", "Update", "Delete"])
        if kind == "Put":
            item = self.new_item(entry)
            return {"Put": {"TableName": entry.table.name, "Item": item}}, item
        if kind == "Update":
            body, after = self.update_of(entry)
            return {"Update": body}, after
        return {"Delete": {"TableName": entry.table.name, "Key": entry.key}}, None

    def write_shared(self):
        """Of an item that others write, too; sometimes only if it is the version that was the last one to be seen."""
        entry = self.shared()
        item = self.new_item(entry)
        body = {"TableName": entry.table.name, "Item": item}
        refusals, seen = CONFLICTS, None
        if entry.last and self.random.random() < 0.4:
            seen = entry.last[VERSION]["S"]
            body["ConditionExpression"] = f"{VERSION} = :seen"
            body["ExpressionAttributeValues"] = {":seen": s(seen)}
            refusals += ("ConditionalCheckFailedException",)
        request = self.request("PutItem", body, (entry, item), may_be_refused=refusals)
        request.changes[0].seen = seen
        return request

    def read(self):
        entry = self.one_own([table for table in TABLES if table != EXPIRING])
        body = {"TableName": entry.table.name, "Key": entry.key, "ConsistentRead": True}
        return self.request("GetItem", body, reads=entry)


class ClockMover(Client):
    """Moves the clock now and then, by an hour: items expire, shards end, tokens are forgotten."""

    def next_request(self):
        if self.round_is.moves_clock and self.random.random() < 0.03:
            self.ledger.move_clock(CLOCK_STEP)
            return self.ledger.send(Request(CLOCK, {"advance": f"{CLOCK_STEP}s"}))
        return super().next_request()

    def answered(self, request, answer):
        if request.operation == CLOCK:
            self.ledger.clock_moved()
        super().answered(request, answer)


class IndexMaker(Client):
    """Makes and removes indexes of a table that all others write to meanwhile."""

    NAMES = ("first", "second", "third")
    # One at a time, and with --delay-transient-statuses each takes its time.
    REFUSALS = ("ResourceInUseException", "LimitExceededException")

    def next_request(self):
        if self.random.random() < 0.7:
            return super().next_request()
        table = self.ledger.tables[PLAIN]
        name = self.random.choice(self.NAMES)
        before = table.indexes.get(name)
        if before:
            body, after = {"GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": name}}]}, None
        else:
            after, attributes = new_index(name, self.random)
            body = {"GlobalSecondaryIndexUpdates": [{"Create": after}], "AttributeDefinitions": attributes}
        table.pending_index = (name, before, after)
        # One that is DELETING has its name still.
        refusals = self.REFUSALS + (("ValidationException",) if self.round_is.has_delays else ())
        return self.ledger.send(self.request("UpdateTable", {"TableName": PLAIN, **body}, may_be_refused=refusals))

    def answered(self, request, answer):
        super().answered(request, answer)
        if request.operation == "UpdateTable":
            table = self.ledger.tables[PLAIN]
            name, _, after = table.pending_index
            table.pending_index = None
            table.indexes.pop(name, None)
            if after:
                table.indexes[name] = after

    def refused(self, request, refusal):
        super().refused(request, refusal)
        if request.operation == "UpdateTable":
            self.ledger.tables[PLAIN].pending_index = None


class ExpirySwitch(Client):
    """Disables time to live, and enables it again."""

    def next_request(self):
        if self.random.random() < 0.9:
            return super().next_request()
        table = self.ledger.tables[EXPIRING]
        table.pending_time_to_live = not table.time_to_live
        specification = {"AttributeName": EXPIRY, "Enabled": table.pending_time_to_live}
        body = {"TableName": EXPIRING, "TimeToLiveSpecification": specification}
        return self.ledger.send(self.request("UpdateTimeToLive", body))

    def answered(self, request, answer):
        super().answered(request, answer)
        if request.operation == "UpdateTimeToLive":
            table = self.ledger.tables[EXPIRING]
            table.time_to_live, table.pending_time_to_live = table.pending_time_to_live, None


class StreamSwitch(Client):
    """Writes to a table of its own, and enables and disables its stream."""

    def next_request(self):
        table = self.ledger.tables[SWITCHED]
        # With statuses that last, a stream begins and ends some time after the answer.
        if self.random.random() < 0.08 and not self.round_is.has_delays:
            return self.ledger.send(self.turn(table))
        entry = table.entry({"pk": s(f"item-{self.random.randrange(9)}")})
        item = self.new_item(entry) if self.random.random() < 0.7 else None
        body = {"TableName": SWITCHED} | ({"Item": item} if item else {"Key": entry.key})
        return self.ledger.send(self.request("PutItem" if item else "DeleteItem", body, (entry, item)))

    def turn(self, table):
        specification = {"StreamEnabled": False}
        if table.streams and not table.streams[-1].has_ended:
            table.disabling = True
        else:
            table.pending_view_type = self.random.choice(["NEW_AND_OLD_IMAGES", *STREAMED.values()])
            specification = {"StreamEnabled": True, "StreamViewType": table.pending_view_type}
        return self.request("UpdateTable", {"TableName": SWITCHED, "StreamSpecification": specification})

    def answered(self, request, answer):
        table = self.ledger.tables[SWITCHED]
        for change in request.changes:
            table.add_to_stream(change)
        super().answered(request, answer)
        if request.operation == "UpdateTable":
            if table.disabling:
                table.streams[-1].has_ended = True
            else:
                arn = answer["TableDescription"]["LatestStreamArn"]
                table.streams.append(StreamEntry(arn, table.pending_view_type))
            table.disabling, table.pending_view_type = False, None


class TableMaker(Client):
    """Creates tables, fills them a bit, and deletes them, under few names."""

    def next_request(self):
        name = self.random.choice(SHORT_LIVED)
        table = self.ledger.tables.get(name)
        if table is None or not table.exists:
            return self.ledger.send(self.create(name))
        if self.random.random() < 0.15:
            return self.ledger.send(self.drop(table))
        entry = table.entry({"pk": s(f"item-{self.random.randrange(20)}")})
        item = self.new_item(entry) if self.random.random() < 0.7 else None
        body = {"TableName": name} | ({"Item": item} if item else {"Key": entry.key})
        operation = "PutItem" if item else "DeleteItem"
        return self.ledger.send(self.request(operation, body, (entry, item), may_be_refused=self.refusals()))

    def refusals(self):
        """While a table is CREATING or DELETING."""
        return ("ResourceNotFoundException", "ResourceInUseException") if self.round_is.has_delays else ()

    def create(self, name):
        body = short_lived_table(name, self.random)
        self.ledger.tables.pop(name, None)
        request = self.request("CreateTable", body, may_be_refused=self.refusals())
        self.ledger.add_table(body).pending = request
        return request

    def drop(self, table):
        table.pending = self.request("DeleteTable", {"TableName": table.name}, may_be_refused=self.refusals())
        return table.pending

    def answered(self, request, answer):
        table = self.ledger.tables[request.body["TableName"]]
        for change in request.changes:
            table.add_to_stream(change)
        super().answered(request, answer)
        if request.operation in ("CreateTable", "DeleteTable"):
            table.pending = None
            table.exists = request.operation == "CreateTable"
        if request.operation == "CreateTable" and table.view_type:
            table.streams = [StreamEntry(answer["TableDescription"]["LatestStreamArn"], table.view_type)]
        if request.operation == "DeleteTable":
            self.ledger.ended_streams += table.streams

    def refused(self, request, refusal):
        super().refused(request, refusal)
        if request.operation in ("CreateTable", "DeleteTable"):
            self.ledger.tables[request.body["TableName"]].pending = None
