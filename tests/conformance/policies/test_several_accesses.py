"""Requests that ask for several things: batches, transactions, statements, tables with tags."""

import pytest
from botocore.exceptions import ClientError
from policy_cases import Case, check, make_users_of, parametrized
from policy_server import EXPLICIT_DENY, allow, arn, denial_text, deny, no_identity_policy
from values import s

pytestmark = pytest.mark.own_server

KEY = {"artist": s("Abba"), "song": s("One")}
NEW = {"artist": s("Abba"), "song": s("Several")}
BOTH = {"Music": {"Keys": [KEY]}, "Other": {"Keys": [KEY]}}
BATCH_GET = ("batch_get_item", {"RequestItems": BOTH})
WRITES = {"Music": [{"PutRequest": {"Item": NEW}}], "Other": [{"DeleteRequest": {"Key": KEY}}]}
BATCH_WRITE = ("batch_write_item", {"RequestItems": WRITES})
CHECK = {"TableName": "Other", "Key": KEY, "ConditionExpression": "attribute_not_exists(artist)"}
TRANSACTION = (
    "transact_write_items",
    {
        "TransactItems": [
            {"Put": {"TableName": "Music", "Item": NEW}},
            {"Update": {"TableName": "Music", "Key": KEY, "UpdateExpression": "REMOVE x"}},
            {"Delete": {"TableName": "Music", "Key": {"artist": s("No"), "song": s("No")}}},
            {"ConditionCheck": CHECK},
        ]
    },
)
ACTIONS = [f"dynamodb:{action}" for action in ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")]
READS = ("transact_get_items", {"TransactItems": [{"Get": {"TableName": t, "Key": KEY}} for t in ("Music", "Other")]})
SELECTS = [f"select * from {table} where artist='Abba' and song='One'" for table in ("Music", "Other")]
STATEMENTS = ("execute_transaction", {"TransactStatements": [{"Statement": text} for text in SELECTS]})
EXISTS = f"exists({SELECTS[1]} and price = 1)"
INSERT = "insert into Music value {'artist': 'Abba', 'song': 'One'}"
CHECKED = ("execute_transaction", {"TransactStatements": [{"Statement": INSERT}, {"Statement": EXISTS}]})
CREATE = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
}
TAGGED = {**CREATE, "Tags": [{"Key": "team", "Value": "blue"}]}


def without(actions, missing):
    return [action for action in actions if action != missing]


CASES = [
    Case("batch-get", [allow("dynamodb:BatchGetItem", [arn(), arn("Other")])], BATCH_GET, True),
    Case("batch-get-one-table", [allow("dynamodb:BatchGetItem", arn())], BATCH_GET, False, message=arn("Other")),
    Case("batch-get-as-get", [allow("dynamodb:GetItem")], BATCH_GET, False),
    Case("batch-write", [allow("dynamodb:BatchWriteItem")], BATCH_WRITE, True),
    Case("batch-write-as-put", [allow(["dynamodb:PutItem", "dynamodb:DeleteItem"])], BATCH_WRITE, False),
    Case("batch-write-deny", [allow("*"), deny("*", arn("Other"))], BATCH_WRITE, False, message=EXPLICIT_DENY),
    Case("transaction", [allow(ACTIONS)], TRANSACTION, True),
    *[
        Case(f"transaction-no-{action[9:]}", [allow(without(ACTIONS, action))], TRANSACTION, False, message=action)
        for action in ACTIONS
    ],
    Case("transaction-as-itself", [allow("dynamodb:TransactWriteItems")], TRANSACTION, False),
    Case("reads", [allow("dynamodb:GetItem")], READS, True),
    Case("reads-one-table", [allow("dynamodb:GetItem", arn())], READS, False, message=arn("Other")),
    Case("reads-as-themselves", [allow("dynamodb:TransactGetItems")], READS, False),
    Case("statements", [allow("dynamodb:PartiQLSelect")], STATEMENTS, True),
    Case("statements-one-table", [allow("dynamodb:PartiQLSelect", arn())], STATEMENTS, False, message=arn("Other")),
    Case("statements-as-themselves", [allow("dynamodb:ExecuteTransaction")], STATEMENTS, False),
    Case("exists", [allow(["dynamodb:PartiQLInsert", "dynamodb:PartiQLSelect"])], CHECKED, True),
    Case("exists-is-a-select", [allow("dynamodb:PartiQLInsert")], CHECKED, False, message="PartiQLSelect"),
    Case("create", [allow("dynamodb:CreateTable")], ("create_table", {"TableName": "New1", **CREATE}), True),
    Case(
        "create-tagged",
        [allow(["dynamodb:CreateTable", "dynamodb:TagResource"])],
        ("create_table", {"TableName": "New2", **TAGGED}),
        True,
    ),
    Case(
        "create-tagged-without",
        [allow("dynamodb:CreateTable")],
        ("create_table", {"TableName": "New3", **TAGGED}),
        False,
        message="dynamodb:TagResource on resource: " + arn("New3"),
    ),
]


def make_users(server):
    make_users_of(CASES)(server)
    server.user("each", allow("dynamodb:PartiQL*", arn()), deny("dynamodb:PartiQLInsert"))
    server.user("half", allow("dynamodb:BatchWriteItem", arn()))


@parametrized(CASES)
def test_request(policies, case):
    check(policies, case)


def test_each_statement_of_a_batch_is_judged_for_itself(policies):
    answer = policies.client("each").batch_execute_statement(Statements=[{"Statement": text} for text in SELECTS])
    first, second = answer["Responses"]
    assert first["Item"]["artist"] == s("Abba")
    action = "dynamodb:PartiQLSelect"
    message = denial_text("each", action, arn("Other"), no_identity_policy(action))
    assert second == {"Error": {"Code": "AccessDenied", "Message": message}}


def test_a_denied_insert_of_a_batch_writes_nothing(policies):
    inserts = [{"Statement": "insert into Music value {'artist': 'Denied', 'song': 'One'}"}]
    answer = policies.client("each").batch_execute_statement(Statements=inserts)
    message = denial_text("each", "dynamodb:PartiQLInsert", arn(), EXPLICIT_DENY)
    assert answer["Responses"] == [{"Error": {"Code": "AccessDenied", "Message": message}}]
    written = policies.client("root").get_item(TableName="Music", Key={"artist": s("Denied"), "song": s("One")})
    assert "Item" not in written


def test_a_denied_batch_writes_nothing(policies):
    writes = {"Music": [{"PutRequest": {"Item": {"artist": s("Half"), "song": s("One")}}}], "Other": WRITES["Other"]}
    with pytest.raises(ClientError) as error:
        policies.client("half").batch_write_item(RequestItems=writes)
    action = "dynamodb:BatchWriteItem"
    assert error.value.response["Error"] == {
        "Code": "AccessDeniedException",
        "Message": denial_text("half", action, arn("Other"), no_identity_policy(action)),
    }
    written = policies.client("root").get_item(TableName="Music", Key={"artist": s("Half"), "song": s("One")})
    assert "Item" not in written
