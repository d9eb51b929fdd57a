"""TransactWriteItems: ClientRequestToken."""

import threading

import pytest
from botocore.exceptions import ClientError
from transactions import CONDITION_FAILED, expect_cancelled, put, stored, update
from values import expect_error, expect_invalid, n, s


def add_one(table, key, **more):
    return {"TransactItems": [update(table, {"pk": s(key)}, "ADD v :one", {":one": n(1)})], **more}


def value(client, table, key):
    return int(stored(client, table, {"pk": s(key)})["v"]["N"])


def test_same_request_happens_once(client, tables, key):
    for _ in range(3):
        client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
    assert value(client, tables.s, key) == 1


def test_without_token_it_happens_each_time(raw, client, tables, key):
    for _ in range(3):
        raw.ok("TransactWriteItems", add_one(tables.s, key))
    assert value(client, tables.s, key) == 3


def test_tokens_are_apart(client, tables, key):
    for i in range(3):
        client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=f"{key[:30]}-{i}"))
    assert value(client, tables.s, key) == 3


def test_capacity_and_metrics_are_no_part_of_the_request(client, tables, key):
    client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
    client.transact_write_items(
        **add_one(
            tables.s, key, ClientRequestToken=key, ReturnConsumedCapacity="TOTAL", ReturnItemCollectionMetrics="SIZE"
        )
    )
    assert value(client, tables.s, key) == 1


def test_same_meaning_in_another_spelling(raw, client, tables, key):
    first = put(tables.s, {"pk": s(key), "t": {"SS": ["a", "b"]}, "n": n("1")})
    second = {"Put": {"Item": {"n": n("1.0"), "t": {"SS": ["b", "a"]}, "pk": s(key)}, "TableName": tables.s}}
    for action in (first, second):
        raw.ok("TransactWriteItems", {"TransactItems": [action], "ClientRequestToken": key})


@pytest.mark.parametrize(
    "other",
    [
        lambda t, k: update(t, {"pk": s(k)}, "ADD v :one", {":one": n(2)}),
        lambda t, k: update(t, {"pk": s(k)}, "ADD w :one", {":one": n(1)}),
        lambda t, k: update(t, {"pk": s(k + "2")}, "ADD v :one", {":one": n(1)}),
        lambda t, k: update(t, {"pk": s(k)}, "ADD v :one", {":one": n(1)}, "attribute_exists(pk)"),
        lambda t, k: put(t, {"pk": s(k)}),
    ],
    ids=["value", "expression", "key", "condition", "action"],
)
def test_different_request(client, tables, key, other):
    client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
    expect_error(
        "IdempotentParameterMismatchException",
        None,
        client.transact_write_items,
        TransactItems=[other(tables.s, key)],
        ClientRequestToken=key,
    )
    assert value(client, tables.s, key) == 1


def test_other_table(client, tables, new_table, key):
    client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
    expect_error(
        "IdempotentParameterMismatchException",
        None,
        client.transact_write_items,
        **add_one(new_table("pk:S"), key, ClientRequestToken=key),
    )


def test_accounts_have_tokens_of_their_own(make_boto, client, new_table, tables, key):
    client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
    other = make_boto(region="eu-west-1")
    expect_error(
        "ResourceNotFoundException", None, other.transact_write_items, **add_one(tables.s, key, ClientRequestToken=key)
    )


def test_cancelled_request_is_not_remembered(client, tables, key):
    request = {
        "TransactItems": [update(tables.s, {"pk": s(key)}, "ADD v :one", {":one": n(1)}, "attribute_exists(pk)")],
        "ClientRequestToken": key,
    }
    expect_cancelled([CONDITION_FAILED], client.transact_write_items, **request)
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": n(5)})
    client.transact_write_items(**request)
    client.transact_write_items(**request)
    assert value(client, tables.s, key) == 6


def test_invalid_request_is_not_remembered(client, tables, key):
    expect_invalid(
        None,
        client.transact_write_items,
        TransactItems=[put(tables.s, {"pk": s("")})],
        ClientRequestToken=key,
    )
    client.transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
    assert value(client, tables.s, key) == 1


def test_replay_reports_reads(client, tables, key):
    """Two reads of the larger image of each item: here 9 KB shrunk, and 1 KB."""
    client.put_item(TableName=tables.s, Item={"pk": s(key), "v": s("x" * 9000)})
    request = {
        "TransactItems": [put(tables.s, {"pk": s(key)}), put(tables.ss, {"pk": s(key), "sk": s("a")})],
        "ClientRequestToken": key,
        "ReturnConsumedCapacity": "INDEXES",
    }
    first = client.transact_write_items(**request)["ConsumedCapacity"]
    assert [entry["WriteCapacityUnits"] for entry in first] == [18, 2]
    replay = client.transact_write_items(**request)["ConsumedCapacity"]
    assert replay == [
        {
            "TableName": table,
            "CapacityUnits": units,
            "ReadCapacityUnits": units,
            "Table": {"CapacityUnits": units, "ReadCapacityUnits": units},
        }
        for table, units in ((tables.s, 6), (tables.ss, 2))
    ]


def test_many_at_once_happen_once(make_boto, client, tables, key):
    """Each is answered with success, or told that another is in progress."""
    errors = []

    def send():
        try:
            make_boto().transact_write_items(**add_one(tables.s, key, ClientRequestToken=key))
        except ClientError as error:
            errors.append(error.response["Error"])

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        assert error["Code"] == "TransactionInProgressException", error
        assert error["Message"] == "Transaction from previous request is still in progress"
    assert value(client, tables.s, key) == 1
