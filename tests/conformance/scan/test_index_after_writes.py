"""After any writes, every index holds exactly the items that have its keys."""

import random
import time

import pytest
from index_writes import INDEXES, new_indexed_table
from transactions import delete, put, update
from values import all_items, n, s

TABLE_KEYS = {"pk", "sk"}


class Writer:
    """Random writes over few keys and values, so that most of them meet what is there."""

    def __init__(self, client, table, seed):
        self.client, self.table, self.random = client, table, random.Random(seed)

    def key(self):
        return {"pk": s(f"p{self.random.randrange(3)}"), "sk": n(self.random.randrange(5))}

    def keys(self, count):
        """Distinct ones."""
        return list({str(key): key for key in (self.key() for _ in range(count))}.values())

    def attributes(self):
        word = self.random.choice
        possible = {
            "a": s(word("ab")),
            "c": {"B": word([b"\0", b"\1"])},
            "g": s(word("gh")),
            "n": n(word([-1, 0, 1])),
            "x": s(word("xyz")),
            "y": s(word("xyz")),
        }
        return {name: value for name, value in possible.items() if self.random.random() < 0.6}

    def change(self):
        """An UpdateExpression with its values."""
        return self.random.choice(
            [
                ("SET g = :v REMOVE a", {":v": s("h")}),
                ("SET a = :v, x = :v", {":v": s("b")}),
                ("ADD n :v", {":v": n(1)}),
                ("REMOVE g, c", None),
                ("SET y = :v", {":v": s("new")}),
            ]
        )

    def put_item(self):
        self.client.put_item(TableName=self.table, Item={**self.key(), **self.attributes()})

    def update_item(self):
        expression, values = self.change()
        more = {"ExpressionAttributeValues": values} if values else {}
        self.client.update_item(TableName=self.table, Key=self.key(), UpdateExpression=expression, **more)

    def delete_item(self):
        self.client.delete_item(TableName=self.table, Key=self.key())

    def batch_write_item(self):
        requests = [
            {"DeleteRequest": {"Key": key}}
            if self.random.random() < 0.3
            else {"PutRequest": {"Item": {**key, **self.attributes()}}}
            for key in self.keys(5)
        ]
        self.client.batch_write_item(RequestItems={self.table: requests})

    def transact_write_items(self):
        actions = []
        for key in self.keys(4):
            kind = self.random.randrange(3)
            if kind == 0:
                actions.append(put(self.table, {**key, **self.attributes()}))
            elif kind == 1:
                actions.append(update(self.table, key, *self.change()))
            else:
                actions.append(delete(self.table, key))
        self.client.transact_write_items(TransactItems=actions)

    def write(self):
        kinds = [self.put_item, self.update_item, self.delete_item, self.batch_write_item, self.transact_write_items]
        self.random.choice(kinds)()


def expected_entries(index, items):
    _, hash_keys, range_keys, project = index
    keys = {key.split(":")[0] for key in (hash_keys or []) + range_keys}
    projected = TABLE_KEYS | keys | (set(project) if isinstance(project, list) else set())
    return [
        {name: value for name, value in item.items() if project == "ALL" or name in projected}
        for item in items
        if keys <= item.keys()
    ]


def in_order(items):
    return sorted(items, key=lambda item: (item["pk"]["S"], int(item["sk"]["N"])))


@pytest.mark.parametrize("seed", range(3))
def test_indexes_agree_with_the_items(client, new_table, seed):
    table = new_indexed_table(new_table)
    writer = Writer(client, table, seed)
    for _ in range(60):
        writer.write()
    items = all_items(client.scan, TableName=table, ConsistentRead=True)
    assert items, "the writes left something"
    for index in INDEXES:
        wanted = in_order(expected_entries(index, items))
        # Global indexes may take a moment.
        for _ in range(20):
            found = in_order(all_items(client.scan, TableName=table, IndexName=index[0]))
            if found == wanted:
                break
            time.sleep(0.25)
        assert found == wanted, index[0]
