"""Counters that must not lose an increment, documents with version numbers that only one client may win, and
items whose every writer is told what it replaced."""

from collections import Counter

from indexes import index, with_indexes
from table_factory import table_parameters
from values import n, s

TABLE = "counters"
ITEMS = 3


class CounterLoad:
    """Increments in four ways; two of them answer the new number."""

    def tables(self):
        return [with_indexes(table_parameters(TABLE), "n:N", everywhere=[index("by_n", "n")])]

    def prepare(self, client):
        for item in range(ITEMS):
            client.call("PutItem", {"TableName": TABLE, "Item": {"pk": s(f"counter-{item}"), "n": n(0)}})

    def step(self, session):
        item = session.random.randrange(ITEMS)
        body = {"TableName": TABLE, "Key": {"pk": s(f"counter-{item}")}}
        body |= {"ExpressionAttributeValues": {":one": n(1)}}
        kind = session.random.choice(["ADD n :one", "SET n = n + :one", "transaction", "read and set"])
        if kind == "transaction":
            action = {"Update": body | {"UpdateExpression": "ADD n :one"}}
            session.record("increment", session.perform("TransactWriteItems", {"TransactItems": [action]}), item=item)
        elif kind == "read and set":
            self.increment_unless_changed(session, item, body)
        else:
            outcome = session.perform("UpdateItem", body | {"UpdateExpression": kind, "ReturnValues": "UPDATED_NEW"})
            session.record("increment", outcome, item=item, value=int(outcome.answer["Attributes"]["n"]["N"]))

    def increment_unless_changed(self, session, item, body):
        key = {"TableName": TABLE, "Key": body["Key"]}
        read = session.perform("GetItem", key | {"ConsistentRead": True, "ProjectionExpression": "n"})
        old = int(read.answer["Item"]["n"]["N"])
        session.record("counter-read", read, item=item, value=old)
        body |= {"UpdateExpression": "SET n = :new", "ConditionExpression": "n = :old"}
        body["ExpressionAttributeValues"] = {":new": n(old + 1), ":old": n(old)}
        outcome = session.perform("UpdateItem", body)
        if not outcome.failure:
            session.record("increment", outcome, item=item, value=old + 1)

    def check(self, events, client):
        for item in range(ITEMS):
            increments = [event for event in events if event.kind == "increment" and event.item == item]
            stored = client.call("GetItem", {"TableName": TABLE, "Key": {"pk": s(f"counter-{item}")}})
            assert int(stored["Item"]["n"]["N"]) == len(increments) > 0
            known = [event for event in increments if "value" in event.details]
            assert all(count == 1 for count in Counter(event.value for event in known).values()), "given twice"
            assert all(1 <= event.value <= len(increments) for event in known)
            reads = [event for event in events if event.kind == "counter-read" and event.item == item]
            check_never_goes_back(sorted(known + reads, key=lambda event: event.start))


def check_never_goes_back(events):
    """Whoever begins after another has ended sees what that one saw, or more."""
    by_end = sorted(events, key=lambda event: event.end)
    highest = passed = 0
    for event in events:
        while passed < len(by_end) and by_end[passed].end < event.start:
            highest = max(highest, by_end[passed].value)
            passed += 1
        assert event.value >= highest + (event.kind == "increment"), event


class VersionLoad:
    """Optimistic locking: read a document, change it, write it back with the next version number."""

    table = "versions"

    def tables(self):
        by_text = index("by_text", "text", "version")
        return [with_indexes(table_parameters(self.table), "text:S version:N", everywhere=[by_text])]

    def prepare(self, client):
        for item in range(ITEMS):
            client.call("PutItem", {"TableName": self.table, "Item": {"pk": s(f"document-{item}"), "version": n(0)}})

    def step(self, session):
        item = session.random.randrange(ITEMS)
        key = {"pk": s(f"document-{item}")}
        read = session.perform("GetItem", {"TableName": self.table, "Key": key, "ConsistentRead": True})
        version, text = int(read.answer["Item"]["version"]["N"]) + 1, session.unique()
        body = {"TableName": self.table, "ConditionExpression": "version = :old"}
        values = {":old": n(version - 1)}
        if session.random.random() < 0.5:
            document = {**key, "version": n(version), "text": s(text)}
            outcome = session.perform("PutItem", body | {"Item": document, "ExpressionAttributeValues": values})
        else:
            values |= {":new": n(version), ":text": s(text)}
            body |= {"Key": key, "UpdateExpression": "SET version = :new, #t = :text"}
            body |= {"ExpressionAttributeNames": {"#t": "text"}, "ExpressionAttributeValues": values}
            outcome = session.perform("UpdateItem", body)
        session.record("lost" if outcome.failure else "won", outcome, item=item, version=version, text=text)

    def check(self, events, client):
        for item in range(ITEMS):
            key = {"pk": s(f"document-{item}")}
            document = client.call("GetItem", {"TableName": self.table, "Key": key})["Item"]
            wins = {}
            for event in events:
                if event.kind == "won" and event.item == item:
                    assert event.version not in wins, f"two clients won version {event.version} of document {item}"
                    wins[event.version] = event.text
            last = int(document["version"]["N"])
            assert sorted(wins) == list(range(1, last + 1))
            assert document["text"]["S"] == wins[last]


class ChainLoad:
    """Writes that answer ALL_OLD: every state but the last is told to exactly one writer, its successor."""

    table = "chains"

    def tables(self):
        return [with_indexes(table_parameters(self.table), "v:S", everywhere=[index("by_v", "v", "pk", "KEYS_ONLY")])]

    def prepare(self, client):
        pass

    def step(self, session):
        item, value = session.random.randrange(ITEMS), session.unique()
        key = {"pk": s(f"chain-{item}")}
        body = {"TableName": self.table, "ReturnValues": "ALL_OLD"}
        kind = session.random.choice(["put", "update", "delete"])
        if kind == "put":
            outcome = session.perform("PutItem", body | {"Item": {**key, "v": s(value)}})
        elif kind == "update":
            body |= {"UpdateExpression": "SET v = :v", "ExpressionAttributeValues": {":v": s(value)}}
            outcome = session.perform("UpdateItem", body | {"Key": key})
        else:
            value = None
            outcome = session.perform("DeleteItem", body | {"Key": key})
        old = outcome.answer.get("Attributes")
        session.record("link", outcome, item=item, old=old["v"]["S"] if old else None, new=value)

    def check(self, events, client):
        for item in range(ITEMS):
            links = [event for event in events if event.kind == "link" and event.item == item]
            told = Counter(event.old for event in links)
            written = Counter(event.new for event in links)
            stored = client.call("GetItem", {"TableName": self.table, "Key": {"pk": s(f"chain-{item}")}})
            last = stored["Item"]["v"]["S"] if "Item" in stored else None
            # At first there was no item; what is there now has not been told to anybody.
            assert told + Counter([last]) == written + Counter([None])
