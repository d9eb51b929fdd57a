"""Transactions that append to several lists and read several, and single requests beside them; what they saw must
fit one order of all of them."""

import time

import append_checker
from append_checker import Transaction
from indexes import index, with_indexes
from table_factory import table_parameters
from values import l, n, s

TABLES = ("lists-a", "lists-b")
LISTS = 6  # of one generation
GENERATION = 0.5  # seconds; then all clients go on to new lists, so that none grows long


def key_of(name):
    return {"pk": s(name)}


def table_of(name):
    return TABLES[int(name.split(".")[1]) % 2]


def place(name):
    return {"TableName": table_of(name), "Key": key_of(name)}


def elements_of(item):
    return [element["N"] for element in item["entries"]["L"]] if item and "entries" in item else []


def append(name, element):
    """The members of an update that appends, to a list that may not be there yet."""
    return place(name) | {
        "UpdateExpression": "SET entries = list_append(if_not_exists(entries, :none), :new)",
        "ExpressionAttributeValues": {":none": l(), ":new": l(n(element))},
    }


class ListLoad:
    def tables(self):
        everywhere = [index("by_pk", "pk")]
        return [with_indexes(table_parameters(table), everywhere=everywhere) for table in TABLES]

    def prepare(self, client):
        pass

    def step(self, session):
        generation = int(time.monotonic() / GENERATION)
        names = [f"{generation}.{i}" for i in range(LISTS)]
        session.random.shuffle(names)
        kinds = [self.append_together, self.read_together, self.append_if_unchanged, self.append_one, self.read_one]
        session.random.choice(kinds)(session, names)

    def append_together(self, session, names):
        chosen = {name: self.new_element(session) for name in names[:3]}
        actions = [{"Update": append(name, element)} for name, element in chosen.items()]
        outcome = session.perform("TransactWriteItems", {"TransactItems": actions})
        session.record("list", outcome, appends=chosen)

    def read_together(self, session, names):
        self.read_lists(session, names[:4])

    def read_lists(self, session, names):
        actions = [{"Get": place(name)} for name in names]
        outcome = session.perform("TransactGetItems", {"TransactItems": actions})
        found = [elements_of(each.get("Item")) for each in outcome.answer["Responses"]]
        session.record("list", outcome, reads=dict(zip(names, found)))
        return dict(zip(names, found))

    def append_if_unchanged(self, session, names):
        """Appends to one list if two others are as they were read: what makes write skew where only
        writes are checked against each other."""
        read = self.read_lists(session, names[:2])
        element = self.new_element(session)
        actions = [{"Update": append(names[2], element)}]
        for name, elements in read.items():
            check = place(name) | {"ConditionExpression": "attribute_not_exists(entries)"}
            if elements:
                check["ConditionExpression"] = "size(entries) = :size"
                check["ExpressionAttributeValues"] = {":size": n(len(elements))}
            actions.append({"ConditionCheck": check})
        outcome = session.perform("TransactWriteItems", {"TransactItems": actions})
        if not outcome.failure:
            lengths = {name: len(elements) for name, elements in read.items()}
            session.record("list", outcome, appends={names[2]: element}, lengths=lengths)

    def append_one(self, session, names):
        element = self.new_element(session)
        returned = session.random.choice(["ALL_OLD", "ALL_NEW"])
        outcome = session.perform("UpdateItem", append(names[0], element) | {"ReturnValues": returned})
        read = elements_of(outcome.answer.get("Attributes"))
        session.record("list", outcome, appends={names[0]: element}, reads={names[0]: read})

    def read_one(self, session, names):
        outcome = session.perform("GetItem", place(names[0]) | {"ConsistentRead": True})
        session.record("list", outcome, reads={names[0]: elements_of(outcome.answer.get("Item"))})

    def new_element(self, session):
        """A number no other append has."""
        client, number = session.unique().split(".")
        return f"{number}{client}"

    def check(self, events, client):
        transactions = [
            Transaction(f"{event.client}@{event.start}", event.start, event.end, **event.details)
            for event in events
            if event.kind == "list"
        ]
        final = {
            item["pk"]["S"]: elements_of(item)
            for table in TABLES
            for item in client.all_items("Scan", {"TableName": table, "ConsistentRead": True})
        }
        assert any(transaction.lengths for transaction in transactions)
        faults = append_checker.find_faults(transactions, final)
        assert not faults, "\n".join(faults)
