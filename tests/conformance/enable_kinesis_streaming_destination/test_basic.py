"""EnableKinesisStreamingDestination where no Kinesis can be reached: what it takes, answers and refuses."""

import pytest
from kinesis_tables import MUST_BE_PAST, NO_PERMISSION, Table, kinesis_arn, kinesis_server, precision
from lasting_statuses import Table as LastingTable
from lasting_statuses import in_use, minute_server
from raw_client import RawClient
from server_process import ServerProcess
from table_factory import table_parameters
from values import ENVELOPE

pytestmark = pytest.mark.own_server

ENABLE = "EnableKinesisStreamingDestination"
LENGTH = "failed to satisfy constraint: Member must have length"


def failed(stream="stream", **more):
    return {
        "StreamArn": kinesis_arn(stream),
        "DestinationStatus": "ENABLE_FAILED",
        "DestinationStatusDescription": NO_PERMISSION,
        **more,
    }


def test_the_answer(raw):
    table = Table(raw)
    answer = table.enable()
    assert answer.content.decode() == (
        f'{{"TableName":"{table.name}","StreamArn":"{kinesis_arn()}","DestinationStatus":"ENABLING",'
        '"EnableKinesisStreamingConfiguration":{}}'
    )
    given = precision("MICROSECOND")
    assert table.enable("other", EnableKinesisStreamingConfiguration=given).body == {
        "TableName": table.name,
        "StreamArn": kinesis_arn("other"),
        "DestinationStatus": "ENABLING",
        "EnableKinesisStreamingConfiguration": given,
    }


def test_without_an_endpoint_no_stream_can_be_reached(raw):
    table = Table(raw)
    table.enable()
    table.enable("other", EnableKinesisStreamingConfiguration=precision("MILLISECOND"))
    assert table.describe() == [failed(), failed("other", **precision("MILLISECOND"))]
    table.enable(EnableKinesisStreamingConfiguration=precision("MICROSECOND"))
    assert table.describe() == [
        failed(**precision("MICROSECOND")),
        failed("other", **precision("MILLISECOND")),
    ], "an entry for each stream"


def test_the_oldest_are_forgotten(raw):
    table = Table(raw)
    for number in range(52):
        table.enable(f"stream-{number}")
    assert table.describe() == [failed(f"stream-{number}") for number in range(2, 52)]


def test_by_the_tables_arn(raw):
    table = Table(raw)
    arn = f"arn:aws:dynamodb:us-east-1:000000000000:table/{table.name}"
    answer = raw.ok(ENABLE, {"TableName": arn, "StreamArn": kinesis_arn()})
    assert answer["TableName"] == table.name
    assert table.describe() == [failed()]


@pytest.mark.parametrize("arn", ["x" * 37, "arn:aws:sns:us-east-1:000000000000:topic-name", kinesis_arn() + "/more"])
def test_what_is_no_stream_fails_later(raw, arn):
    table = Table(raw)
    assert table.call(ENABLE, StreamArn=arn).status == 200
    assert table.describe() == [{**failed(), "StreamArn": arn}]


def test_streams_that_cannot_take_records():
    with kinesis_server(streams=("stream", "creating")) as (server, kinesis):
        kinesis.statuses["creating"] = "CREATING"
        table = Table(server.api)
        for stream in ("missing", "creating"):
            table.enable(stream)
            assert table.settle(stream) == "ENABLE_FAILED"
        assert table.describe() == [failed("missing"), failed("creating")]
        kinesis.down()
        table.enable()
        assert table.settle() == "ENABLE_FAILED"
        kinesis.up()
    said = server.process.stderr
    assert "Kinesis answers DescribeStream with HTTP 400 ResourceNotFoundException" in said
    assert "stream creating is not ACTIVE" in said
    assert f"no answer from {kinesis.url}: " in said


def test_the_log_says_why():
    with ServerProcess.start() as process:
        table = Table(RawClient(process.endpoint))
        table.enable()
        said = f"table {table.name} gets no Kinesis destination: there is no --kinesis-endpoint"
    assert said in process.stderr


def test_a_service_without_summaries():
    with kinesis_server(summaries=False) as (server, kinesis):
        Table(server.api).activate()
        assert kinesis.requests == ["DescribeStreamSummary", "DescribeStream"]


def test_only_one_at_a_time():
    with kinesis_server(streams=("stream", "other")) as (server, _):
        table = Table(server.api).activate()
        for stream in ("stream", "other"):
            assert table.enable(stream).error == ("ValidationException", MUST_BE_PAST)
        table.disable()
        table.activate("other")
        assert table.statuses() == ["DISABLED", "ACTIVE"]
        table.disable("other")
        table.activate()
        assert table.statuses() == ["ACTIVE", "DISABLED"]


@pytest.mark.parametrize(
    "given, message",
    [
        ({}, f"{ENVELOPE}Value null at 'streamArn' failed to satisfy constraint: Member must not be null"),
        ({"StreamArn": "x" * 36}, f"{ENVELOPE}Value '{'x' * 36}' at 'streamArn' {LENGTH} greater than or equal to 37"),
        ({"StreamArn": "x" * 1025}, f"{ENVELOPE}Value '{'x' * 1025}' at 'streamArn' {LENGTH} less than or equal to 1024"),
        (
            {"StreamArn": kinesis_arn(), "EnableKinesisStreamingConfiguration": precision("SECOND")},
            f"{ENVELOPE}Value 'SECOND' at 'enableKinesisStreamingConfiguration.approximateCreationDateTimePrecision' "
            "failed to satisfy constraint: Member must satisfy enum value set: [MICROSECOND, MILLISECOND]",
        ),
    ],
)
def test_constraints_come_before_the_table(raw, name, given, message):
    assert raw.call(ENABLE, {"TableName": name, **given}).error == ("ValidationException", message)


def test_missing_table(raw, name):
    assert raw.call(ENABLE, {"TableName": name, "StreamArn": kinesis_arn()}).error == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
    )


def test_nothing_of_it_is_left_in_the_next_table_of_the_name(raw):
    table = Table(raw)
    table.enable()
    table.ok("DeleteTable")
    raw.ok("CreateTable", table_parameters(table.name))
    assert table.describe() == []


def test_statuses_that_last():
    with minute_server() as server:
        table = LastingTable(server, active=False)
        arn = {"StreamArn": kinesis_arn()}
        assert table.call(ENABLE, **arn).status == 200, "a table that is CREATING may have one"

        def described():
            answer = table.call("DescribeKinesisStreamingDestination").body
            return answer["KinesisDataStreamDestinations"][0]["DestinationStatus"]

        assert described() == "ENABLING"
        assert table.call(ENABLE, **arn).error == ("ValidationException", MUST_BE_PAST)
        server.clock(advance="60s")
        assert described() == "ENABLE_FAILED"
        assert table.status() == "ACTIVE"
        table.call(ENABLE, **arn)
        assert table.status() == "ACTIVE"
        assert table.call("DeleteTable").status == 200, "it does not hold up a deletion"
        for operation in (ENABLE, "DisableKinesisStreamingDestination"):
            assert table.call(operation, **arn).error == in_use(f"Table is being deleted: {table.name}")


def test_what_is_under_way_outlives_a_restart(tmp_path):
    flags = ["--data-dir", str(tmp_path)]
    delayed = [*flags, "--delay-transient-statuses", "--transient-status-millis=600000"]
    with ServerProcess.start(delayed) as process:
        table = Table(RawClient(process.endpoint))
        table.enable()
        assert table.statuses() == ["ENABLING"]
    with ServerProcess.start(flags) as process:
        table.api = RawClient(process.endpoint)
        assert table.describe() == [failed()]
