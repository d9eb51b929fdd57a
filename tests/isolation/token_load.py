"""One request with one ClientRequestToken, sent by several connections at once: it is carried out once."""

import time

from clients import LightClient, ServiceError
from history import Outcome
from indexes import index, with_indexes
from table_factory import table_parameters
from values import n, s

TABLE = "tokens"
CONNECTIONS = 3
SHARED = 4
ROUNDS = 1000


class TokenLoad:
    def __init__(self):
        self.connections = []  # each client process opens its own

    def tables(self):
        return [with_indexes(table_parameters(TABLE), "n:N", everywhere=[index("by_n", "n", "pk", "KEYS_ONLY")])]

    def prepare(self, client):
        pass

    def step(self, session):
        if not self.connections:
            self.connections = [LightClient(session.port) for _ in range(CONNECTIONS)]
        token = session.unique()
        shared = f"shared-{session.random.randrange(SHARED)}"
        request = {"TransactItems": [increment(token), increment(shared)], "ClientRequestToken": token}
        start = time.monotonic_ns()
        self.send_until_all_know(session, request)
        session.record("token", Outcome(start, time.monotonic_ns()), token=token, shared=shared)

    def send_until_all_know(self, session, request):
        """All send; those told of a conflict or of the request being in progress send again."""
        waiting = self.connections
        for _ in range(ROUNDS):
            for connection in waiting:
                connection.send("TransactWriteItems", request)
            waiting = [connection for connection in waiting if not self.knows(session, connection)]
            if not waiting:
                return
            session.pause()
        raise AssertionError(f"{request['ClientRequestToken']} is in conflict for ever")

    def knows(self, session, connection):
        try:
            connection.receive()
            return True
        except ServiceError as error:
            if not error.is_conflict:
                raise
            session.conflicts[error.code] += 1
            return False

    def check(self, events, client):
        used = [event for event in events if event.kind == "token"]
        counts = {
            item["pk"]["S"]: int(item["n"]["N"])
            for item in client.all_items("Scan", {"TableName": TABLE, "ConsistentRead": True})
        }
        assert used
        expected = {event.token: 1 for event in used}
        for event in used:
            expected[event.shared] = expected.get(event.shared, 0) + 1
        assert counts == expected


def increment(key):
    return {
        "Update": {
            "TableName": TABLE,
            "Key": {"pk": s(key)},
            "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": n(1)},
        }
    }
