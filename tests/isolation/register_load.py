"""Items that every client reads and writes in every way there is; each has to be linearizable."""

import register_checker
from indexes import index, with_indexes
from register_checker import ABSENT, Operation
from table_factory import table_parameters
from values import n, s

TABLE = "registers"
PARTITIONS = 3
ITEMS = 4  # in each partition
COLORS = ("red", "green", "blue")
KEYS = [(partition, item) for partition in range(PARTITIONS) for item in range(ITEMS)]


def key_of(key):
    return {"pk": s(f"r{key[0]}"), "sk": n(key[1])}


def value_of(item):
    return item["v"]["S"] if item else ABSENT


def item_of(session, key, value):
    """Beside the value, attributes that not every item has."""
    item = {**key_of(key), "v": s(value)}
    if session.random.random() < 0.7:
        item["color"] = s(session.random.choice(COLORS))
    if session.random.random() < 0.7:
        item["weight"] = n(session.random.randrange(-50, 1000))
    return item


def update_of(session, value):
    """The members of an update that writes the value, and sets or removes other attributes."""
    expressions = ["SET v = :v", "SET v = :v, color = :c", "SET v = :v, color = :c, weight = :w"]
    expressions += ["SET v = :v REMOVE color", "SET v = :v, weight = :w REMOVE color", "SET v = :v REMOVE weight"]
    expression = session.random.choice(expressions)
    values = {":v": s(value), ":c": s(session.random.choice(COLORS)), ":w": n(session.random.randrange(-50, 1000))}
    used = {name: given for name, given in values.items() if name in expression}
    return {"UpdateExpression": expression, "ExpressionAttributeValues": used}


class RegisterLoad:
    def tables(self):
        local = [index("by_value", "pk", "v", "KEYS_ONLY"), index("local_weight", "pk", "weight")]
        everywhere = [
            index("by_color", "color"),
            index("by_weight", "color", "weight", "v"),
            index("by_both", "color pk", "weight sk", "KEYS_ONLY"),
        ]
        request = table_parameters(TABLE, "pk:S", "sk:N")
        return [with_indexes(request, "v:S color:S weight:N", local, everywhere)]

    def prepare(self, client):
        pass

    def step(self, session):
        kinds = [self.get, self.query, self.read_together, self.put, self.update, self.delete]
        kinds += [self.write_batch, self.compare_and_set, self.compare_and_set, self.write_together]
        session.random.choice(kinds)(session)

    def get(self, session):
        key = session.random.choice(KEYS)
        outcome = session.perform("GetItem", {"TableName": TABLE, "Key": key_of(key), "ConsistentRead": True})
        self.record(session, outcome, key, saw=value_of(outcome.answer.get("Item")))

    def query(self, session):
        partition = session.random.randrange(PARTITIONS)
        outcome = session.perform(
            "Query",
            {
                "TableName": TABLE,
                "KeyConditionExpression": "pk = :pk",
                "ExpressionAttributeValues": {":pk": s(f"r{partition}")},
                "ConsistentRead": True,
            },
        )
        found = {int(item["sk"]["N"]): value_of(item) for item in outcome.answer["Items"]}
        for item in range(ITEMS):
            self.record(session, outcome, (partition, item), saw=found.get(item, ABSENT))

    def read_together(self, session):
        keys = session.random.sample(KEYS, 4)
        actions = [{"Get": {"TableName": TABLE, "Key": key_of(key)}} for key in keys]
        outcome = session.perform("TransactGetItems", {"TransactItems": actions})
        for key, found in zip(keys, outcome.answer["Responses"]):
            self.record(session, outcome, key, saw=value_of(found.get("Item")))

    def put(self, session):
        key, value = session.random.choice(KEYS), session.unique()
        body = {"TableName": TABLE, "Item": item_of(session, key, value)}
        if session.random.random() < 0.3:  # blind
            self.record(session, session.perform("PutItem", body), key, wrote=value)
            return
        outcome = session.perform("PutItem", {**body, "ReturnValues": "ALL_OLD"})
        self.record(session, outcome, key, saw=value_of(outcome.answer.get("Attributes")), wrote=value)

    def update(self, session):
        key, value = session.random.choice(KEYS), session.unique()
        body = {"TableName": TABLE, "Key": key_of(key), "ReturnValues": "ALL_OLD"}
        outcome = session.perform("UpdateItem", body | update_of(session, value))
        self.record(session, outcome, key, saw=value_of(outcome.answer.get("Attributes")), wrote=value)

    def delete(self, session):
        key = session.random.choice(KEYS)
        outcome = session.perform("DeleteItem", {"TableName": TABLE, "Key": key_of(key), "ReturnValues": "ALL_OLD"})
        self.record(session, outcome, key, saw=value_of(outcome.answer.get("Attributes")), wrote=ABSENT)

    def write_batch(self, session):
        written = {key: session.unique() for key in session.random.sample(KEYS, 3)}
        if session.random.random() < 0.3:
            written[session.random.choice(list(written))] = ABSENT
        requests = [
            {"DeleteRequest": {"Key": key_of(key)}}
            if value is ABSENT
            else {"PutRequest": {"Item": item_of(session, key, value)}}
            for key, value in written.items()
        ]
        outcome = session.perform("BatchWriteItem", {"RequestItems": {TABLE: requests}})
        assert not outcome.answer.get("UnprocessedItems")
        for key, value in written.items():
            self.record(session, outcome, key, wrote=value)

    def compare_and_set(self, session):
        """Reads, and writes only if nobody else has written since."""
        key = session.random.choice(KEYS)
        read = session.perform("GetItem", {"TableName": TABLE, "Key": key_of(key), "ConsistentRead": True})
        expected, value = value_of(read.answer.get("Item")), session.unique()
        self.record(session, read, key, saw=expected)
        body = {"TableName": TABLE} | unless_changed(expected)
        if session.client.is_told_what_failed:
            body["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        if session.random.random() < 0.5:
            outcome = session.perform("PutItem", body | {"Item": item_of(session, key, value)})
        else:
            update = update_of(session, value) | {"Key": key_of(key)}
            update["ExpressionAttributeValues"] |= body.pop("ExpressionAttributeValues", {})
            outcome = session.perform("UpdateItem", body | update)
        if not outcome.failure:
            self.record(session, outcome, key, saw=expected, wrote=value)
        elif session.client.is_told_what_failed:
            met = value_of(outcome.failure.item)
            assert met != expected, "a condition failed that held"
            self.record(session, outcome, key, saw=met)

    def write_together(self, session):
        """One conditional and one blind write, both or none."""
        first, second = session.random.sample(KEYS, 2)
        read = session.perform("GetItem", {"TableName": TABLE, "Key": key_of(first), "ConsistentRead": True})
        expected, values = value_of(read.answer.get("Item")), (session.unique(), session.unique())
        self.record(session, read, first, saw=expected)
        put = {"TableName": TABLE, "Item": item_of(session, first, values[0])}
        put |= {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} | unless_changed(expected)
        update = {"TableName": TABLE, "Key": key_of(second)} | update_of(session, values[1])
        outcome = session.perform("TransactWriteItems", {"TransactItems": [{"Put": put}, {"Update": update}]})
        if outcome.failure:
            assert outcome.failure.reason_codes == ["ConditionalCheckFailed", "None"]
            self.record(session, outcome, first, saw=value_of(outcome.failure.reasons[0].get("Item")))
        else:
            self.record(session, outcome, first, saw=expected, wrote=values[0])
            self.record(session, outcome, second, wrote=values[1])

    def record(self, session, outcome, key, **details):
        session.record("register", outcome, key=key, **details)

    def check(self, events, client):
        histories = {key: [] for key in KEYS}
        for event in events:
            if event.kind == "register":
                histories[event.key].append(operation_of(event))
        for key, history in histories.items():
            assert history
            fault = register_checker.find_fault(history)
            assert fault is None, f"register {key} is not linearizable:\n" + "\n".join(map(str, fault))


def unless_changed(expected):
    if expected is ABSENT:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {"ConditionExpression": "v = :old", "ExpressionAttributeValues": {":old": s(expected)}}


def operation_of(event):
    saw, wrote = ((event.details[name],) if name in event.details else () for name in ("saw", "wrote"))
    return Operation(event.start, event.end, saw, wrote)
