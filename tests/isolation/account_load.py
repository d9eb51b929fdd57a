"""Money that moves between accounts of two tables: none is made, none is lost, and the ledger knows why."""

from indexes import index, with_indexes
from table_factory import table_parameters
from values import n, s

EACH = 6
START = 100
EPOCH = {"pk": s("epoch")}
ACCOUNTS = [("checking", {"pk": s(f"account-{i}")}) for i in range(EACH)]
ACCOUNTS += [("savings", {"pk": s("bank"), "sk": n(i)}) for i in range(EACH)]
TOTAL = START * len(ACCOUNTS)


class AccountLoad:
    """A transfer is four actions: take if there is enough, give, note it in the ledger, and check that the
    bank is still in the epoch that the client knows."""

    def __init__(self):
        self.epoch = 0  # each client process has a copy of its own

    def tables(self):
        by_balance = index("by_balance", "balance")
        local = index("local_balance", "pk", "balance", "KEYS_ONLY")
        by_source = index("by_source", "source", "amount", "target")
        savings = table_parameters("savings", "pk:S", "sk:N")
        return [
            with_indexes(table_parameters("checking"), "balance:N", everywhere=[by_balance]),
            with_indexes(savings, "balance:N", local=[local], everywhere=[by_balance]),
            with_indexes(table_parameters("ledger"), "source:S amount:N", everywhere=[by_source]),
        ]

    def prepare(self, client):
        for table, key in ACCOUNTS:
            client.call("PutItem", {"TableName": table, "Item": {**key, "balance": n(START)}})
        client.call("PutItem", {"TableName": "checking", "Item": {**EPOCH, "epoch": n(0)}})

    def step(self, session):
        chance = session.random.random()
        if chance < 0.25:
            self.look(session)
        elif chance < 0.3:
            self.next_epoch(session)
        else:
            self.transfer(session)

    def look(self, session):
        """All balances in one TransactGetItems, in any order."""
        accounts = session.random.sample(ACCOUNTS, len(ACCOUNTS))
        actions = [{"Get": {"TableName": t, "Key": key, "ProjectionExpression": "balance"}} for t, key in accounts]
        outcome = session.perform("TransactGetItems", {"TransactItems": actions})
        balances = [int(found["Item"]["balance"]["N"]) for found in outcome.answer["Responses"]]
        session.record("look", outcome, balances=balances)

    def next_epoch(self, session):
        body = {"TableName": "checking", "Key": EPOCH, "UpdateExpression": "ADD epoch :one"}
        body |= {"ExpressionAttributeValues": {":one": n(1)}, "ReturnValues": "UPDATED_NEW"}
        outcome = session.perform("UpdateItem", body)
        self.epoch = int(outcome.answer["Attributes"]["epoch"]["N"])
        session.record("epoch", outcome, epoch=self.epoch)

    def transfer(self, session):
        (source_table, source), (target_table, target) = session.random.sample(ACCOUNTS, 2)
        name, amount = session.unique(), session.random.randint(1, 60)
        values = {":amount": n(amount)}
        take = {"TableName": source_table, "Key": source, "ExpressionAttributeValues": values}
        take |= {"UpdateExpression": "SET balance = balance - :amount", "ConditionExpression": "balance >= :amount"}
        take |= {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        give = {"TableName": target_table, "Key": target, "ExpressionAttributeValues": values}
        give |= {"UpdateExpression": "ADD balance :amount", "ConditionExpression": "attribute_exists(balance)"}
        entry = {"pk": s(name), "source": s(str(source)), "target": s(str(target)), "amount": n(amount)}
        note = {"TableName": "ledger", "Item": entry, "ConditionExpression": "attribute_not_exists(pk)"}
        actions = [{"Update": take}, {"Update": give}, {"Put": note}]
        # Not every transfer, since all that check the epoch meet there.
        epoch = self.epoch if session.random.random() < 0.3 else None
        if epoch is not None:
            check = {"TableName": "checking", "Key": EPOCH, "ConditionExpression": "epoch = :epoch"}
            check |= {"ExpressionAttributeValues": {":epoch": n(epoch)}}
            check |= {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
            actions.append({"ConditionCheck": check})
        outcome = session.perform("TransactWriteItems", {"TransactItems": actions})
        if not outcome.failure:
            session.record("transfer", outcome, name=name, epoch=epoch)
            return
        taken, given, noted, *checked = outcome.failure.reasons
        assert (given, noted) == ({"Code": "None"}, {"Code": "None"})
        if taken["Code"] != "None":
            assert int(taken["Item"]["balance"]["N"]) < amount, "a condition failed that held"
        for reason in checked:
            if reason["Code"] != "None":
                assert int(reason["Item"]["epoch"]["N"]) > epoch
                self.epoch = int(reason["Item"]["epoch"]["N"])

    def check(self, events, client):
        looks = [event for event in events if event.kind == "look"]
        transfers = [event for event in events if event.kind == "transfer"]
        assert looks and transfers
        for look in looks:
            assert sum(look.balances) == TOTAL, look
            assert min(look.balances) >= 0, look
        ledger = client.all_items("Scan", {"TableName": "ledger", "ConsistentRead": True})
        assert sorted(entry["pk"]["S"] for entry in ledger) == sorted(transfer.name for transfer in transfers)
        self.check_balances(ledger, client)
        self.check_epochs(events, transfers)

    def check_balances(self, ledger, client):
        balances = {str(key): START for _, key in ACCOUNTS}
        for entry in ledger:
            balances[entry["source"]["S"]] -= int(entry["amount"]["N"])
            balances[entry["target"]["S"]] += int(entry["amount"]["N"])
        for table, key in ACCOUNTS:
            stored = client.call("GetItem", {"TableName": table, "Key": key, "ConsistentRead": True})["Item"]
            assert int(stored["balance"]["N"]) == balances[str(key)]

    def check_epochs(self, events, transfers):
        """A transfer that checked an epoch happened in it: not before it began, not after the next began."""
        changes = {event.epoch: event for event in events if event.kind == "epoch"}
        assert sorted(changes) == list(range(1, len(changes) + 1))
        for transfer in transfers:
            if transfer.epoch in changes:
                assert transfer.end >= changes[transfer.epoch].start, transfer
            if transfer.epoch is not None and transfer.epoch + 1 in changes:
                assert transfer.start <= changes[transfer.epoch + 1].end, transfer
