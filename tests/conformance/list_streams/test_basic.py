"""ListStreams: which streams, in which order, by pages."""

import pytest
from stream_reading import call_raw, set_stream, specification
from table_factory import TableFactory
from values import ENVELOPE, expect_error, expect_invalid

pytestmark = pytest.mark.own_server  # needs an account without other streams

ACCOUNT = "200000000011"


@pytest.fixture(scope="module")
def account(make_boto):
    """(streams client, {table: ARNs}) of an account with three tables, of four streams."""
    client = make_boto(access_key=ACCOUNT)
    factory = TableFactory(client)
    arns = {}
    for _ in range(3):
        table = factory(StreamSpecification=specification())
        arns[table] = [client.describe_table(TableName=table)["Table"]["LatestStreamArn"]]
    again = sorted(arns)[1]
    set_stream(client, again, None)
    arns[again].append(set_stream(client, again, "KEYS_ONLY"))
    factory()  # without a stream
    yield make_boto(service="dynamodbstreams", access_key=ACCOUNT), arns
    factory.clean_up()


def all_of(arns):
    return [arn for table in sorted(arns) for arn in arns[table]]


def listed(answer):
    return [stream["StreamArn"] for stream in answer["Streams"]]


def test_all_streams_of_the_caller(account):
    streams, arns = account
    answer = streams.list_streams()
    assert listed(answer) == all_of(arns)
    assert "LastEvaluatedStreamArn" not in answer
    for stream in answer["Streams"]:
        arn = stream["StreamArn"]
        table, _, label = arn.split(":table/")[1].split("/", 2)
        assert stream == {"StreamArn": arn, "TableName": table, "StreamLabel": label}


def test_streams_of_a_table(account):
    streams, arns = account
    for table, of_table in arns.items():
        assert listed(streams.list_streams(TableName=table)) == of_table
    assert streams.list_streams(TableName="nowhere")["Streams"] == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages(account, limit):
    streams, arns = account
    found, start = [], {}
    while True:
        answer = streams.list_streams(Limit=limit, **start)
        found += listed(answer)
        assert len(answer["Streams"]) <= limit
        if "LastEvaluatedStreamArn" not in answer:
            break
        assert answer["LastEvaluatedStreamArn"] == found[-1]
        start = {"ExclusiveStartStreamArn": found[-1]}
    assert found == all_of(arns)


def test_pages_of_a_table(account):
    streams, arns = account
    table = sorted(arns)[1]
    first = streams.list_streams(TableName=table, Limit=1)
    assert listed(first) == arns[table][:1]
    assert first["LastEvaluatedStreamArn"] == arns[table][0]
    second = streams.list_streams(TableName=table, Limit=1, ExclusiveStartStreamArn=arns[table][0])
    assert listed(second) == arns[table][1:]
    assert "LastEvaluatedStreamArn" not in second


def test_the_start_need_not_exist(account):
    streams, arns = account
    gone = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/aaa/stream/2015-05-11T21:21:33.291"
    assert listed(streams.list_streams(ExclusiveStartStreamArn=gone)) == all_of(arns)


def test_streams_outlive_their_table(make_boto):
    client = make_boto(access_key="200000000012")
    streams = make_boto(service="dynamodbstreams", access_key="200000000012")
    table = TableFactory(client)(StreamSpecification=specification())
    before = listed(streams.list_streams())
    client.delete_table(TableName=table)
    assert listed(streams.list_streams()) == before
    assert listed(streams.list_streams(TableName=table)) == before
    described = streams.describe_stream(StreamArn=before[0])["StreamDescription"]
    assert described["StreamStatus"] == "DISABLED"


def test_other_regions_have_others(make_boto, account):
    other = make_boto(service="dynamodbstreams", access_key=ACCOUNT, region="eu-west-1")
    assert other.list_streams()["Streams"] == []


@pytest.mark.parametrize(
    "parameters, at",
    [
        ({"Limit": 0}, "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"),
        ({"Limit": 101}, "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100"),
        (
            {"TableName": "ab"},
            "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
        ),
        (
            {"ExclusiveStartStreamArn": "arn:aws"},
            "Value 'arn:aws' at 'exclusiveStartStreamArn' failed to satisfy constraint: "
            "Member must have length greater than or equal to 37",
        ),
    ],
)
def test_constraints(streams, parameters, at):
    expect_invalid(ENVELOPE + at, streams.list_streams, **parameters)


def test_malformed_start(streams):
    arn = "x" * 40
    expect_invalid(
        f"Invalid StreamArn: Invalid ResourceArn provided as input {arn}",
        streams.list_streams,
        ExclusiveStartStreamArn=arn,
    )


def test_start_of_another_account(streams):
    arn = "arn:aws:dynamodb:us-east-1:999999999999:table/aaa/stream/2015-05-11T21:21:33.291"
    expect_error("AccessDeniedException", "Access is denied", streams.list_streams, ExclusiveStartStreamArn=arn)


def test_each_api_has_its_target_prefix(raw):
    assert call_raw(raw, "ListStreams", {}).status == 200
    for target in ("DynamoDB_20120810.ListStreams", "DynamoDBStreams_20120810.ListTables", "DynamoDBStreams_20120810."):
        answer = raw.call("", {}, **{"X-Amz-Target": target})
        assert answer.status == 400
        assert answer.content == b'{"__type":"com.amazon.coral.service#UnknownOperationException"}'
