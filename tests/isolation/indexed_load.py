"""A table of many items whose attributes, among them keys of indexes, are written and removed all the time."""

import concurrent.futures
import multiprocessing

from clients import LightClient
from table_factory import table_parameters
from values import n, s

TABLE = "indexed"
ITEMS = 100_000
PARTITION = 20  # items with one partition key
LOADERS = 3


def key_of(number):
    return {"pk": s(f"p{number // PARTITION}"), "sk": n(number % PARTITION)}


def first_item(number):
    item = {**key_of(number), "payload": s(f"payload of item {number}")}
    if number % 10:  # one in ten is not in the index
        item["team"] = s(f"team-{number % 997}")
    if number % 7:
        item["score"] = n(number)
    return item


def load_items(port):
    LightClient(port).call("CreateTable", table_parameters(TABLE, "pk:S", "sk:N"))
    with concurrent.futures.ProcessPoolExecutor(LOADERS, multiprocessing.get_context("fork")) as processes:
        list(processes.map(load_part, [port] * LOADERS, range(LOADERS)))


def load_part(port, part):
    client = LightClient(port)
    for start in range(part * 25, ITEMS, LOADERS * 25):
        requests = [{"PutRequest": {"Item": first_item(number)}} for number in range(start, start + 25)]
        answer = client.call("BatchWriteItem", {"RequestItems": {TABLE: requests}})
        assert not answer.get("UnprocessedItems")


class IndexedLoad:
    """Writes of every kind to items that were there and to new ones; each moves, adds or removes the item's
    entry in an index, changes it, or leaves it."""

    def step(self, session):
        kinds = [self.put, self.update, self.update, self.delete, self.write_batch, self.write_together, self.read]
        session.random.choice(kinds)(session)

    def new_item(self, session):
        item = {**self.any_key(session), "payload": s(f"written by {session.unique()}")}
        if session.random.random() < 0.8:
            item["team"] = s(f"team-{session.random.randrange(997)}")
        if session.random.random() < 0.8:
            item["score"] = n(session.random.randrange(ITEMS))
        return item

    def any_key(self, session):
        return key_of(session.random.randrange(ITEMS + ITEMS // 10))

    def update_of(self, session):
        expressions = ["SET team = :t", "REMOVE team", "SET score = :s", "SET team = :t, score = :s REMOVE payload"]
        expressions += ["SET payload = :p", "REMOVE score SET team = :t", "ADD score :s"]
        expression = session.random.choice(expressions)
        values = {":t": s(f"team-{session.random.randrange(997)}"), ":s": n(session.random.randrange(ITEMS))}
        values |= {":p": s(f"written by {session.unique()}")}
        used = {name: value for name, value in values.items() if name in expression}
        return {"UpdateExpression": expression} | ({"ExpressionAttributeValues": used} if used else {})

    def put(self, session):
        self.write(session, "PutItem", {"TableName": TABLE, "Item": self.new_item(session)})

    def update(self, session):
        body = {"TableName": TABLE, "Key": self.any_key(session)}
        self.write(session, "UpdateItem", body | self.update_of(session))

    def delete(self, session):
        self.write(session, "DeleteItem", {"TableName": TABLE, "Key": self.any_key(session)})

    def write_batch(self, session):
        numbers = session.random.sample(range(ITEMS), 10)
        requests = [{"DeleteRequest": {"Key": key_of(number)}} for number in numbers[:3]]
        requests += [{"PutRequest": {"Item": self.new_item(session) | key_of(number)}} for number in numbers[3:]]
        self.write(session, "BatchWriteItem", {"RequestItems": {TABLE: requests}})

    def write_together(self, session):
        first, second, third = (key_of(number) for number in session.random.sample(range(ITEMS), 3))
        actions = [
            {"Put": {"TableName": TABLE, "Item": self.new_item(session) | first}},
            {"Update": {"TableName": TABLE, "Key": second} | self.update_of(session)},
            {"Delete": {"TableName": TABLE, "Key": third}},
        ]
        self.write(session, "TransactWriteItems", {"TransactItems": actions})

    def write(self, session, operation, body):
        session.record("write", session.perform(operation, body))

    def read(self, session):
        key = self.any_key(session)
        body = {"TableName": TABLE, "KeyConditionExpression": "pk = :pk", "ConsistentRead": True}
        outcome = session.perform("Query", body | {"ExpressionAttributeValues": {":pk": key["pk"]}})
        assert all(item["pk"] == key["pk"] for item in outcome.answer["Items"])
        session.record("read", outcome)
