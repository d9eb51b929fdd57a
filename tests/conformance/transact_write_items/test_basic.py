"""TransactWriteItems: several writes as one."""

import threading

from botocore.exceptions import ClientError
from transactions import check, delete, expect_cancelled, get, put, stored, update
from transactions import CONDITION_FAILED, NONE
from values import n, s


def test_every_kind_of_action_over_tables(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key + "checked"), "v": n(1)})
    client.put_item(TableName=tables.s, Item={"pk": s(key + "gone")})
    client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s("u"), "v": n(1)})
    answer = client.transact_write_items(
        TransactItems=[
            check(tables.s, {"pk": s(key + "checked")}, "v = :v", ExpressionAttributeValues={":v": n(1)}),
            put(tables.s, {"pk": s(key), "v": s("new")}),
            delete(tables.s, {"pk": s(key + "gone")}),
            update(tables.ss, {"pk": s(key), "sk": s("u")}, "SET v = v + :one", {":one": n(1)}),
        ]
    )
    assert set(answer) == {"ResponseMetadata"}
    assert stored(client, tables.s, {"pk": s(key)}) == {"pk": s(key), "v": s("new")}
    assert stored(client, tables.s, {"pk": s(key + "checked")}) == {"pk": s(key + "checked"), "v": n(1)}
    assert stored(client, tables.s, {"pk": s(key + "gone")}) is None
    assert stored(client, tables.ss, {"pk": s(key), "sk": s("u")})["v"] == n(2)


def test_answer(raw, tables, key):
    request = {"TransactItems": [put(tables.s, {"pk": s(key)})], "ReturnItemCollectionMetrics": "SIZE"}
    assert raw.ok("TransactWriteItems", request) == {}


def test_deleting_and_updating_what_is_not_there(client, tables, key):
    client.transact_write_items(
        TransactItems=[
            delete(tables.s, {"pk": s(key + "never")}),
            update(tables.s, {"pk": s(key)}, "SET v = :v", {":v": n(1)}),
            update(tables.s, {"pk": s(key + "r")}, "REMOVE v"),
        ]
    )
    assert stored(client, tables.s, {"pk": s(key)}) == {"pk": s(key), "v": n(1)}
    assert stored(client, tables.s, {"pk": s(key + "r")}) is None


def test_100_actions(client, tables, key):
    items = [{"pk": s(key), "sk": n(i)} for i in range(100)]
    client.transact_write_items(TransactItems=[put(tables.sn, item) for item in items])
    answer = client.query(
        TableName=tables.sn, KeyConditionExpression="pk = :k", ExpressionAttributeValues={":k": s(key)}
    )
    assert answer["Items"] == items
    client.transact_write_items(TransactItems=[delete(tables.sn, item) for item in items])
    assert stored(client, tables.sn, items[50]) is None


def test_conditions_see_the_state_before(client, tables, key):
    def action(suffix):
        return put(tables.s, {"pk": s(key + suffix)}, "attribute_not_exists(pk)")

    client.transact_write_items(TransactItems=[action("a"), action("b")])
    expect_cancelled([CONDITION_FAILED, NONE], client.transact_write_items, TransactItems=[action("a"), action("c")])
    assert stored(client, tables.s, {"pk": s(key + "c")}) is None


def test_counters(client, new_table):
    table = new_table("pk:S")
    client.transact_write_items(TransactItems=[put(table, {"pk": s(str(i))}) for i in range(10)])
    client.transact_write_items(
        TransactItems=[delete(table, {"pk": s("0")}), update(table, {"pk": s("1")}, "SET v = :v", {":v": s("abc")})]
    )
    described = client.describe_table(TableName=table)["Table"]
    assert described["ItemCount"] == 9
    assert described["TableSizeBytes"] == 9 * 3 + 4


def test_placeholders_without_an_expression_are_accepted(client, tables, key):
    client.transact_write_items(
        TransactItems=[
            put(
                tables.s,
                {"pk": s(key)},
                ExpressionAttributeNames={"#a": "a"},
                ExpressionAttributeValues={":v": n(1)},
            )
        ]
    )
    assert stored(client, tables.s, {"pk": s(key)}) == {"pk": s(key)}


def test_table_arn(client, tables, key):
    arn = client.describe_table(TableName=tables.s)["Table"]["TableArn"]
    client.transact_write_items(TransactItems=[put(arn, {"pk": s(key)})])
    assert stored(client, tables.s, {"pk": s(key)}) == {"pk": s(key)}


def test_transfers_keep_the_sum(client, make_boto, tables, key):
    """Several clients move money at once; whoever reads all accounts together finds the same sum."""
    accounts = [{"pk": s(key), "sk": n(i)} for i in range(4)]
    for account in accounts:
        client.put_item(TableName=tables.sn, Item={**account, "balance": n(100)})
    done = threading.Event()
    sums = []
    transfers = []
    unexpected = []

    def transfer(seed):
        own = make_boto()
        for step in range(60):
            source, target = accounts[(seed + step) % 4], accounts[(seed + step * 3 + 1) % 4]
            if source is target:
                continue
            try:
                own.transact_write_items(
                    TransactItems=[
                        update(tables.sn, source, "ADD balance :v", {":v": n(-1)}),
                        update(tables.sn, target, "ADD balance :v", {":v": n(1)}),
                    ]
                )
                transfers.append(seed)
            except ClientError as error:
                codes = {reason["Code"] for reason in error.response.get("CancellationReasons", [])}
                if not codes <= {"None", "TransactionConflict"} or not codes:
                    unexpected.append(error)

    def read():
        own = make_boto()
        while not done.is_set():
            answer = own.transact_get_items(TransactItems=[get(tables.sn, account) for account in accounts])
            sums.append(sum(int(response["Item"]["balance"]["N"]) for response in answer["Responses"]))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=transfer, args=(seed,)) for seed in range(4)]
    for thread in [reader, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert not unexpected
    assert transfers
    assert set(sums) == {400}
