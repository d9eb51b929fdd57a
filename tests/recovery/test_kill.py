"""What an answer promises after the server is killed in the middle of a load."""

import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from table_factory import table_parameters
from values import all_items, batch_put, n, s

WRITERS = 4


class Load:
    """Several clients writing at once; `acknowledged` is what the server has promised: for every key
    the set of states that may be stored (None: no item). An unanswered request leaves two."""

    def __init__(self, connect, server, table):
        self.states = {}
        self.answers = 0
        self.threads = [
            threading.Thread(target=self.write, args=(number, connect(server), table)) for number in range(WRITERS)
        ]

    def write(self, writer, client, table):
        """Each writer has keys of its own: puts, overwrites and deletes, one after the other."""
        step = 0
        while True:
            key, version = f"{writer}-{step % 97}", step
            item_key = {"pk": s(key), "sk": n(writer)}
            before = self.states.get(key, {None})
            after = None if step % 5 == 4 else version
            self.states[key] = before | {after}
            try:
                if after is None:
                    client.delete_item(TableName=table, Key=item_key)
                elif step % 3 == 0:
                    client.update_item(
                        TableName=table,
                        Key=item_key,
                        UpdateExpression="SET version = :v, filler = :f",
                        ExpressionAttributeValues={":v": n(version), ":f": s("x" * (step % 900))},
                    )
                else:
                    client.put_item(
                        TableName=table, Item={**item_key, "version": n(version), "filler": s("x" * (step % 900))}
                    )
            except (BotoCoreError, ClientError):
                return  # the server is gone; this request may or may not have happened
            self.states[key] = {after}
            self.answers += 1
            step += 1

    def run_until(self, answers):
        for thread in self.threads:
            thread.start()
        deadline = time.monotonic() + 60
        while self.answers < answers and time.monotonic() < deadline:
            time.sleep(0.001)
        assert self.answers >= answers

    def join(self):
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive()


def create(client, name="table"):
    client.create_table(**table_parameters(name, "pk:S", "sk:N"))
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    return name


def check(client, table, states):
    """Everything promised is there, nothing else is, and the counters say so."""
    items = all_items(client.scan, TableName=table, ConsistentRead=True)
    stored = {item["pk"]["S"]: int(item["version"]["N"]) for item in items}
    for key, possible in states.items():
        assert stored.get(key) in possible, key
    assert set(stored) <= set(states)
    described = client.describe_table(TableName=table)["Table"]
    assert described["ItemCount"] == len(items)
    assert described["TableSizeBytes"] == sum(map(size_of, items))


def size_of(item):
    """The size of an item of these tests: strings, and whole numbers from 0 up."""
    total = 0
    for name, value in item.items():
        total += len(name)
        if "S" in value:
            total += len(value["S"].encode())
        else:
            digits = value["N"].rstrip("0")  # trailing zeros are not significant
            # Two digits to a byte, and one byte more.
            total += 1 + (len(digits) + 1) // 2
    return total


@pytest.mark.parametrize("durability", ["wal", "fsync"])
@pytest.mark.parametrize("answers", [1, 50, 3000])
def test_acknowledged_writes_survive_a_kill(start, connect, durability, answers):
    server = start("--durability", durability)
    table = create(connect(server))
    load = Load(connect, server, table)
    load.run_until(answers)
    server.kill()
    load.join()
    server = start()
    check(connect(server), table, load.states)


def test_again_and_again(start, connect):
    """Each life begins with what the one before promised, recovered or written since."""
    states = {}
    for life in range(4):
        server = start()
        client = connect(server)
        if life == 0:
            table = create(client)
        check(client, table, states)
        load = Load(connect, server, table)
        load.states = dict(states)
        load.run_until(300)
        server.kill()
        load.join()
        states = load.states
    check(connect(start()), table, states)


def test_a_batch_that_was_answered_is_whole(start, connect):
    server = start()
    client = connect(server)
    table = create(client)
    items = [{"pk": s(str(i)), "sk": n(i % 7), "v": s("x" * 1000)} for i in range(500)]
    batch_put(client, table, items)
    server.kill()
    client = connect(start())
    found = all_items(client.scan, TableName=table)
    assert sorted(item["pk"]["S"] for item in found) == sorted(item["pk"]["S"] for item in items)
    assert client.describe_table(TableName=table)["Table"]["ItemCount"] == 500


def test_tables_created_and_deleted_before_a_kill(start, connect):
    server = start()
    client = connect(server)
    for name in ("kept", "dropped", "reborn"):
        create(client, name)
        batch_put(client, name, [{"pk": s(str(i)), "sk": n(i)} for i in range(50)])
    for name in ("dropped", "reborn"):
        client.delete_table(TableName=name)
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    create(client, "reborn")
    client.put_item(TableName="reborn", Item={"pk": s("new"), "sk": n(1)})
    server.kill()
    client = connect(start())
    assert client.list_tables()["TableNames"] == ["kept", "reborn"]
    assert client.scan(TableName="kept")["Count"] == 50
    assert client.scan(TableName="reborn")["Items"] == [{"pk": s("new"), "sk": n(1)}]
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.scan(TableName="dropped")


def test_killed_while_tables_come_and_go(start, connect):
    server = start()
    client = connect(server)
    known = []

    def churn():
        try:
            for number in range(10_000):
                name = f"table-{number}"
                client.create_table(**table_parameters(name))
                client.put_item(TableName=name, Item={"pk": s("only")})
                known.append(name)
                if number % 3 == 0:
                    gone = known.pop(0)
                    client.delete_table(TableName=gone)
        except (BotoCoreError, ClientError):
            pass

    thread = threading.Thread(target=churn)
    thread.start()
    deadline = time.monotonic() + 60
    while len(known) < 25 and time.monotonic() < deadline:
        time.sleep(0.001)
    server.kill()
    thread.join(30)
    client = connect(start())
    listed = set(client.list_tables()["TableNames"])
    assert set(known) <= listed
    for name in known:
        assert client.scan(TableName=name)["Count"] == 1
    # One more may have been created, or one more deleted, without an answer.
    assert len(listed - set(known)) <= 2
    for name in listed - set(known):
        assert client.describe_table(TableName=name)["Table"]["ItemCount"] in (0, 1)
