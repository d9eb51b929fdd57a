"""Client processes that change the items of a table in all ways there are, through kills of the server, and tell
what they did."""

import concurrent.futures
import http.client
import multiprocessing
import os
import random
import time
import traceback
from dataclasses import dataclass, field

from change_checker import TOKEN, key_of, token_of
from clients import LightClient, ServiceError
from values import n, s

SEED = int(os.environ.get("STREAM_SEED", "1"))
TABLE = "changes"
KEYS = [{"pk": s(f"p{i % 60}"), "sk": n(i)} for i in range(300)]
SERVER_PATIENCE = 60  # seconds without a server
CONFLICT_PATIENCE = 60
NEVER = "attribute_exists(pk) AND attribute_not_exists(pk)"


@dataclass
class Write:
    """One request. Its outcome is "done", "refused" (nothing happened), or "unknown"."""

    tokens: list = field(default_factory=list)  # of the states it makes
    deleted: list = field(default_factory=list)  # keys
    told: list = field(default_factory=list)  # (key, token) of states it deleted, as the answer says
    is_atomic: bool = True
    outcome: str = "unknown"


class ChangingClient:
    def __init__(self, number, port):
        self.number = number
        self.port = port
        self.client = LightClient(port)
        self.random = random.Random(f"{SEED}-{number}")
        self.last_token = 0
        self.writes = []
        self.steps = [
            (25, self.put),
            (20, self.update),
            (12, self.delete),
            (12, self.batch),
            (12, self.transact),
            (8, self.fail),
            (11, self.change_nothing),
        ]

    def step(self):
        """One request; answers how many writes it was."""
        weights, steps = zip(*self.steps)
        return self.random.choices(steps, weights)[0]()

    def perform(self, operation, body, write):
        """Sends again what met a conflict, and transactions whose answer was lost: they have tokens."""
        self.writes.append(write)
        deadline = time.monotonic() + CONFLICT_PATIENCE
        while True:
            try:
                answer = self.client.call(operation, body)
                write.outcome = "done"
                return answer
            except (OSError, http.client.HTTPException):
                self.reconnect()
                if operation != "TransactWriteItems":
                    return None
            except ServiceError as error:
                if error.is_failed_condition:
                    write.outcome = "refused"
                    return None
                if not error.is_conflict or time.monotonic() > deadline:
                    raise
                time.sleep(self.random.random() * 0.002)

    def reconnect(self):
        deadline = time.monotonic() + SERVER_PATIENCE
        while True:
            self.client = LightClient(self.port)
            try:
                self.client.call("DescribeTable", {"TableName": TABLE})
                return
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline, "the server does not come back"
                time.sleep(0.01)

    def token(self):
        self.last_token += 1
        return f"{self.number}.{self.last_token}"

    def item(self, key, token):
        return {**key, TOKEN: s(token), "data": s("x" * self.random.randrange(200))}

    def update_of(self, key, token):
        return {
            "TableName": TABLE,
            "Key": key,
            "UpdateExpression": f"SET {TOKEN} = :token ADD updates :one",
            "ExpressionAttributeValues": {":token": s(token), ":one": n(1)},
        }

    def put(self):
        token = self.token()
        item = self.item(self.random.choice(KEYS), token)
        self.perform("PutItem", {"TableName": TABLE, "Item": item}, Write([token]))
        return 1

    def update(self):
        token = self.token()
        self.perform("UpdateItem", self.update_of(self.random.choice(KEYS), token), Write([token]))
        return 1

    def delete(self):
        key = self.random.choice(KEYS)
        write = Write(deleted=[key_of(key)])
        body = {"TableName": TABLE, "Key": key, "ReturnValues": "ALL_OLD"}
        answer = self.perform("DeleteItem", body, write)
        if answer and "Attributes" in answer:
            write.told.append((key_of(key), token_of(answer["Attributes"])))
        return 1

    def batch(self):
        write = Write(is_atomic=False)
        requests = []
        for key in self.random.sample(KEYS, self.random.randint(2, 25)):
            if self.random.random() < 0.8:
                write.tokens.append(self.token())
                requests.append({"PutRequest": {"Item": self.item(key, write.tokens[-1])}})
            else:
                write.deleted.append(key_of(key))
                requests.append({"DeleteRequest": {"Key": key}})
        answer = self.perform("BatchWriteItem", {"RequestItems": {TABLE: requests}}, write)
        assert answer is None or not answer["UnprocessedItems"]
        return len(requests)

    def transact(self):
        """Sometimes with a condition that fails."""
        write = Write()
        actions = []
        for key in self.random.sample(KEYS, self.random.randint(1, 10)):
            kind = self.random.choice(["Put", "Update", "Delete"])
            action = {"TableName": TABLE}
            if kind == "Delete":
                action["Key"] = key
                write.deleted.append(key_of(key))
            else:
                write.tokens.append(self.token())
                if kind == "Update":
                    action = self.update_of(key, write.tokens[-1])
                else:
                    action["Item"] = self.item(key, write.tokens[-1])
            actions.append({kind: action})
        if self.random.random() < 0.2:
            check = {"TableName": TABLE, "Key": {"pk": s("nobody"), "sk": n(0)}}
            actions.append({"ConditionCheck": {**check, "ConditionExpression": "attribute_exists(pk)"}})
        body = {"TransactItems": actions, "ClientRequestToken": f"{self.number}-{len(self.writes)}"}
        self.perform("TransactWriteItems", body, write)
        return len(actions)

    def fail(self):
        """A condition that fails, or one that fails if somebody else was faster."""
        token = self.token()
        key = self.random.choice(KEYS)
        body = {"TableName": TABLE, "Item": self.item(key, token), "ConditionExpression": NEVER}
        if self.random.random() < 0.5:
            found = self.perform("GetItem", {"TableName": TABLE, "Key": key}, Write())
            if not found or "Item" not in found:
                return 0
            body["ConditionExpression"] = f"{TOKEN} = :seen"
            body["ExpressionAttributeValues"] = {":seen": found["Item"][TOKEN]}
        self.perform("PutItem", body, Write([token]))
        return 1

    def change_nothing(self):
        kind = self.random.randrange(4)
        key = {"TableName": TABLE, "Key": self.random.choice(KEYS)}
        absent = {"TableName": TABLE, "Key": {"pk": s("nobody"), "sk": n(self.number)}}
        if kind == 0:
            self.perform("DeleteItem", absent, Write())
        elif kind == 1:
            self.perform("UpdateItem", {**absent, "UpdateExpression": "REMOVE nothing"}, Write())
        elif kind == 2:
            self.perform("UpdateItem", {**key, "UpdateExpression": "REMOVE nothing"}, Write())
        else:
            same = {"UpdateExpression": f"SET {TOKEN} = {TOKEN}", "ConditionExpression": "attribute_exists(pk)"}
            self.perform("UpdateItem", {**key, **same}, Write())
        return 1


class ChangeLoad:
    """Client processes at work until together they have made `total` writes."""

    def __init__(self, port, total, clients=4):
        self.port = port
        self.total = total
        self.clients = clients

    def __enter__(self):
        fork = multiprocessing.get_context("fork")
        self.done = fork.Value("q", 0)
        self.executor = concurrent.futures.ProcessPoolExecutor(
            self.clients, fork, initializer=remember, initargs=(self.done,)
        )
        self.work = [self.executor.submit(run_client, i, self.port, self.total) for i in range(self.clients)]
        return self

    def wait_for(self, share):
        """Until this share of the writes has been made."""
        while self.done.value < share * self.total and not any(work.done() for work in self.work):
            time.sleep(0.005)

    def writes(self):
        """What all did, when all have ended."""
        return [write for work in self.work for write in work.result(120)]

    def __exit__(self, *_):
        self.done.value = self.total
        self.executor.shutdown()


def remember(counter):
    """In a client process: the writes of all."""
    global done
    done = counter


def run_client(number, port, total):
    client = ChangingClient(number, port)
    while done.value < total:
        try:
            count = client.step()
        except Exception:
            # As text: not every exception survives the way to another process.
            raise AssertionError(f"client {number}:\n{traceback.format_exc()}") from None
        with done.get_lock():
            done.value += count
    return client.writes
