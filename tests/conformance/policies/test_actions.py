"""Every operation asks for its own action, and for no other."""

import pytest
from policy_cases import Case, check, make_users_of, parametrized
from policy_server import allow, arn, denial_text, deny, no_identity_policy
from table_factory import table_parameters
from values import n, s

pytestmark = pytest.mark.own_server

KEY = {"artist": s("Abba"), "song": s("One")}
KEYS = "artist = 'Abba' and song = 'One'"
NEW = {"artist": s("Abba"), "song": s("New")}


def item_call(operation, **parameters):
    return operation, {"TableName": "Music", **parameters}


# operation: the action it asks for, the resource, the call
OPERATIONS = {
    "GetItem": (arn(), item_call("get_item", Key=KEY)),
    "PutItem": (arn(), item_call("put_item", Item={**KEY, "year": n(1)})),
    "UpdateItem": (arn(), item_call("update_item", Key=KEY, UpdateExpression="REMOVE nothing")),
    "DeleteItem": (arn(), item_call("delete_item", Key=NEW)),
    "Query": (arn(), item_call("query", KeyConditionExpression="artist = :a", ExpressionAttributeValues={":a": s("x")})),
    "Scan": (arn(), item_call("scan")),
    "BatchGetItem": (arn(), ("batch_get_item", {"RequestItems": {"Music": {"Keys": [KEY]}}})),
    "BatchWriteItem": (
        arn(),
        ("batch_write_item", {"RequestItems": {"Music": [{"DeleteRequest": {"Key": NEW}}]}}),
    ),
    "PartiQLSelect": (arn(), ("execute_statement", {"Statement": f"select * from Music where {KEYS}"})),
    "PartiQLInsert": (
        arn(),
        ("execute_statement", {"Statement": "insert into Music value {'artist': 'Dup', 'song': 'One'}"}),
    ),
    "PartiQLUpdate": (arn(), ("execute_statement", {"Statement": f"update Music set a = 1 where {KEYS}"})),
    "PartiQLDelete": (
        arn(),
        ("execute_statement", {"Statement": "delete from Music where artist = 'None' and song = 'None'"}),
    ),
    "DescribeTable": (arn(), item_call("describe_table")),
    "UpdateTable": (arn(), item_call("update_table", BillingMode="PAY_PER_REQUEST")),
    "DescribeTimeToLive": (arn(), item_call("describe_time_to_live")),
    "UpdateTimeToLive": (
        arn("Other"),
        (
            "update_time_to_live",
            {"TableName": "Other", "TimeToLiveSpecification": {"Enabled": False, "AttributeName": "t"}},
        ),
    ),
    "ListTagsOfResource": (arn(), ("list_tags_of_resource", {"ResourceArn": arn()})),
    "TagResource": (arn(), ("tag_resource", {"ResourceArn": arn(), "Tags": [{"Key": "a", "Value": "b"}]})),
    "UntagResource": (arn(), ("untag_resource", {"ResourceArn": arn(), "TagKeys": ["a"]})),
    "ListTables": ("*", ("list_tables", {})),
    "DescribeLimits": ("*", ("describe_limits", {})),
    "DescribeEndpoints": ("*", ("describe_endpoints", {})),
    "ListStreams": (arn("Music", "/stream/*"), ("list_streams", {"TableName": "Music"}, "dynamodbstreams")),
    "DeleteTable": (arn("Missing"), ("delete_table", {"TableName": "Missing"})),
    "CreateTable": (arn("Music"), ("create_table", table_parameters("Music"))),
}


def cases():
    for operation, (resource, call) in OPERATIONS.items():
        action = f"dynamodb:{operation}"
        alone = f"{operation}-alone"
        others = f"{operation}-without"
        refused = f"{operation}-none"
        yield Case(alone, [allow(action, resource)], call, True)
        denied = denial_text(others, action, resource, "with an explicit deny in an identity-based policy")
        yield Case(others, [allow("*"), deny(action)], call, False, message=denied)
        nothing = denial_text(refused, action, resource, no_identity_policy(action))
        yield Case(refused, [allow("dynamodb:ListBackups")], call, False, message=nothing)


MATCHING = [
    Case("any-service", [allow("*")], OPERATIONS["GetItem"][1], True),
    Case("any-action", [allow("dynamodb:*")], OPERATIONS["GetItem"][1], True),
    Case("prefix", [allow("dynamodb:Get*")], OPERATIONS["GetItem"][1], True),
    Case("question-marks", [allow("dynamodb:Get????")], OPERATIONS["GetItem"][1], True),
    Case("too-few-question-marks", [allow("dynamodb:Get???")], OPERATIONS["GetItem"][1], False),
    Case("any-case", [allow("DYNAMODB:getITEM")], OPERATIONS["GetItem"][1], True),
    Case("list", [allow(["dynamodb:Scan", "dynamodb:GetItem"])], OPERATIONS["GetItem"][1], True),
    Case("other-service", [allow("s3:*")], OPERATIONS["GetItem"][1], False),
    Case("other-action", [allow("dynamodb:GetRecords")], OPERATIONS["GetItem"][1], False),
    Case(
        "not-action-of-another",
        [{"Effect": "Allow", "NotAction": "dynamodb:Put*", "Resource": "*"}],
        OPERATIONS["GetItem"][1],
        True,
    ),
    Case(
        "not-action-of-its-own",
        [{"Effect": "Allow", "NotAction": "dynamodb:Get*", "Resource": "*"}],
        OPERATIONS["GetItem"][1],
        False,
    ),
    Case(
        "deny-of-everything-else",
        [allow("*"), {"Effect": "Deny", "NotAction": "dynamodb:Get*", "Resource": "*"}],
        OPERATIONS["GetItem"][1],
        True,
    ),
    Case("first-of-two-statements", [allow("dynamodb:GetItem"), allow("s3:*")], OPERATIONS["GetItem"][1], True),
    Case("deny-comes-first", [deny("dynamodb:GetItem"), allow("*")], OPERATIONS["GetItem"][1], False),
    Case("no-policy", [], OPERATIONS["GetItem"][1], False, message=no_identity_policy("dynamodb:GetItem")),
]
CASES = [*cases(), *MATCHING]
make_users = make_users_of(CASES)


@parametrized(CASES)
def test_action(policies, case):
    check(policies, case)
