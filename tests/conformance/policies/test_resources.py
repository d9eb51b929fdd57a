"""Which resources a statement is about."""

import pytest
from policy_cases import Case, check, make_users_of, parametrized
from policy_server import ACCOUNT, allow, arn, deny
from values import n, s

pytestmark = pytest.mark.own_server

KEY = {"artist": s("Abba"), "song": s("One")}
GET = ("get_item", {"TableName": "Music", "Key": KEY})
GET_BY_ARN = ("get_item", {"TableName": arn(), "Key": KEY})
SCAN_INDEX = ("scan", {"TableName": "Music", "IndexName": "by-year"})
QUERY_INDEX = (
    "query",
    {
        "TableName": "Music",
        "IndexName": "by-year",
        "KeyConditionExpression": "#y = :y",
        "ExpressionAttributeNames": {"#y": "year"},
        "ExpressionAttributeValues": {":y": n(1999)},
    },
)
SELECT_INDEX = ("execute_statement", {"Statement": 'select * from "Music"."by-year" where "year" = 1999'})
MISSING = ("get_item", {"TableName": "Missing", "Key": KEY})


def on(name, resource, call, allowed, message=""):
    return Case(name, [allow("dynamodb:*", resource)], call, allowed, message=message)


CASES = [
    on("table", arn(), GET, True),
    on("table-by-its-arn", arn(), GET_BY_ARN, True),
    on("every-table", arn("*"), GET, True),
    on("everything", "*", GET, True),
    on("a-wildcard-over-slashes", "arn:aws:dynamodb:*:*:*", GET, True),
    on("pattern", arn("Mu?i*"), GET, True),
    on("case", arn("music"), GET, False),
    on("another-table", arn("Other"), GET, False),
    on("a-longer-name", arn("Musics"), GET, False),
    on("another-region", arn(region="eu-west-1"), GET, False),
    on("another-account", arn(account="444455556666"), GET, False),
    on("any-region", arn(region="*"), GET, True),
    on("any-account", arn(account="*"), GET, True),
    on("list-of-resources", [arn("Other"), arn()], GET, True),
    on("index-is-not-its-table", arn(), SCAN_INDEX, False, arn("Music", "/index/by-year")),
    on("index", arn("Music", "/index/by-year"), SCAN_INDEX, True),
    on("index-queried", arn("Music", "/index/by-year"), QUERY_INDEX, True),
    on("index-selected-from", arn("Music", "/index/by-year"), SELECT_INDEX, True),
    on("index-selected-from-but-not-granted", arn(), SELECT_INDEX, False, arn("Music", "/index/by-year")),
    on("every-index", arn("Music", "/index/*"), QUERY_INDEX, True),
    on("table-and-below", arn("Music*"), QUERY_INDEX, True),
    on("table-is-not-its-index", arn("Music", "/index/by-year"), GET, False),
    on("missing-table-granted", arn("Missing"), MISSING, True),
    on("missing-table-not-granted", arn(), MISSING, False, arn("Missing")),
    Case(
        "not-resource-of-another",
        [{"Effect": "Allow", "Action": "*", "NotResource": arn("Other")}],
        GET,
        True,
    ),
    Case("not-resource-of-its-own", [{"Effect": "Allow", "Action": "*", "NotResource": arn()}], GET, False),
    Case("deny-elsewhere", [allow("*"), deny("*", arn("Other"))], GET, True),
    Case("deny-here", [allow("*"), deny("*", arn("M*"))], GET, False),
    Case("named-after-the-user", [allow("*", arn("${aws:username}"))], GET, False),
]
for case in CASES:
    assert case.name != "Music"
CASES.append(Case("Music", [allow("*", arn("${aws:username}"))], GET, True))
CASES.append(
    Case(
        "variable-of-an-old-version",
        [],
        GET,
        False,
        {"document": {"Version": "2008-10-17", "Statement": [allow("*", arn("${aws:username}"))]}},
    )
)
CASES.append(Case("default-of-a-variable", [allow("*", arn("${aws:PrincipalTag/table, 'Music'}"))], GET, True))
CASES.append(
    Case(
        "tag-as-a-variable",
        [allow("*", arn("${aws:PrincipalTag/table}"))],
        GET,
        True,
        {"tags": {"table": "Music"}},
    )
)
CASES.append(Case("variable-without-a-value", [allow("*", arn("${aws:PrincipalTag/table}"))], GET, False))


def make_users(server):
    make_users_of(CASES)(server)
    server.user("streams", allow("*", arn("Music", "/stream/*")))
    server.user("tables", allow("*", arn("*")), deny("dynamodb:*", arn("Music", "/stream/*")))


@parametrized(CASES)
def test_resource(policies, case):
    check(policies, case)


def stream_arn(server):
    return server.client("root").describe_table(TableName="Music")["Table"]["LatestStreamArn"]


def test_a_stream_is_a_resource_of_its_own(policies):
    stream = stream_arn(policies)
    assert stream.startswith(f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/Music/stream/")
    reader = policies.client("streams", "dynamodbstreams")
    shard = reader.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = reader.get_shard_iterator(StreamArn=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    assert reader.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    check(policies, Case("streams", [], GET, False))


@pytest.mark.parametrize("operation", ["describe_stream", "get_shard_iterator", "get_records"])
def test_a_stream_can_be_denied(policies, operation):
    stream = stream_arn(policies)
    root = policies.client("root", "dynamodbstreams")
    shard = root.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
    place = {"StreamArn": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    parameters = {
        "describe_stream": {"StreamArn": stream},
        "get_shard_iterator": place,
        "get_records": {"ShardIterator": root.get_shard_iterator(**place)["ShardIterator"]},
    }[operation]
    check(policies, Case("tables", [], (operation, parameters, "dynamodbstreams"), False, message=f"resource: {stream}"))
