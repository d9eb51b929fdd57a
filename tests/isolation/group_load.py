"""Groups of items that only transactions write, all with one value: nobody may ever see two values in one."""

from indexes import index, with_indexes
from table_factory import table_parameters
from values import n, s

GROUPS = 2
MEMBERS = 24  # many, so that a transaction takes long enough to be met


class GroupLoad:
    def tables(self):
        groups = table_parameters("groups", "pk:S", "sk:N")
        local, everywhere = index("local_v", "pk", "v"), index("by_v", "v", "sk", "KEYS_ONLY")
        return [with_indexes(groups, "v:S", [local], [everywhere]), table_parameters("outsiders")]

    def prepare(self, client):
        for group in range(GROUPS):
            client.call("TransactWriteItems", {"TransactItems": self.writes(group, "first")})

    def writes(self, group, value):
        """Members in one partition and one in another table."""
        items = [("groups", {"pk": s(f"g{group}"), "sk": n(member)}) for member in range(MEMBERS)]
        items.append(("outsiders", {"pk": s(f"g{group}")}))
        return [{"Put": {"TableName": table, "Item": {**key, "v": s(value)}}} for table, key in items]

    def step(self, session):
        group = session.random.randrange(GROUPS)
        kind = session.random.choice(["write", "get", "query", "query index", "scan"])
        if kind == "write":
            actions = self.writes(group, session.unique())
            session.random.shuffle(actions)
            session.perform("TransactWriteItems", {"TransactItems": actions})
            return
        if kind == "get":
            keys = [("outsiders", {"pk": s(f"g{group}")})]
            keys += [("groups", {"pk": s(f"g{group}"), "sk": n(member)}) for member in range(MEMBERS)]
            actions = [{"Get": {"TableName": table, "Key": key}} for table, key in keys]
            outcome = session.perform("TransactGetItems", {"TransactItems": actions})
            items, count = [found["Item"] for found in outcome.answer["Responses"]], MEMBERS + 1
        elif kind in ("query", "query index"):
            body = {"TableName": "groups", "ConsistentRead": True, "KeyConditionExpression": "pk = :pk"}
            body |= {"IndexName": "local_v"} if kind == "query index" else {}
            outcome = session.perform("Query", body | {"ExpressionAttributeValues": {":pk": s(f"g{group}")}})
            items, count = outcome.answer["Items"], MEMBERS
        else:
            body = {"TableName": "groups", "ConsistentRead": True, "FilterExpression": "pk = :pk"}
            outcome = session.perform("Scan", body | {"ExpressionAttributeValues": {":pk": s(f"g{group}")}})
            items, count = outcome.answer["Items"], MEMBERS
        values = [item["v"]["S"] for item in items]
        session.record("group", outcome, by=kind, values=values, complete=len(values) == count)

    def check(self, events, client):
        seen = [event for event in events if event.kind == "group"]
        assert {event.by for event in seen} == {"get", "query", "query index", "scan"}
        for event in seen:
            assert event.complete and len(set(event.values)) == 1, event
