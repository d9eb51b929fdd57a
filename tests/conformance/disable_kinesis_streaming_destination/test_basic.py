"""DisableKinesisStreamingDestination: what it takes, answers and refuses, and that changes stop."""

import pytest
from kinesis_tables import MUST_BE_ACTIVE, Table, kinesis_arn, kinesis_server, keys_of, precision
from lasting_statuses import MINUTE
from values import ENVELOPE

pytestmark = pytest.mark.own_server

DISABLE = "DisableKinesisStreamingDestination"


@pytest.fixture(scope="module")
def services():
    with kinesis_server() as both:
        yield both


def test_the_answer_and_the_entry_that_lingers(services):
    table = Table(services[0].api).activate(EnableKinesisStreamingConfiguration=precision("MILLISECOND"))
    assert table.disable().content.decode() == (
        f'{{"TableName":"{table.name}","StreamArn":"{kinesis_arn()}","DestinationStatus":"DISABLING",'
        '"EnableKinesisStreamingConfiguration":{}}'
    )
    assert table.describe() == [
        {"StreamArn": kinesis_arn(), "DestinationStatus": "DISABLED", **precision("MILLISECOND")}
    ]


def test_what_is_not_active(services):
    table = Table(services[0].api)
    refused = ("ValidationException", MUST_BE_ACTIVE)
    assert table.disable().error == refused, "never attached"
    assert table.call(DISABLE, StreamArn="x" * 37).error == refused, "malformed"
    table.activate()
    assert table.disable("other").error == refused
    table.disable()
    assert table.disable().error == refused
    table.enable("missing")
    assert table.settle("missing") == "ENABLE_FAILED"
    assert table.disable("missing").error == refused


def test_a_configuration_is_refused(raw, name):
    body = {
        "TableName": name,
        "StreamArn": kinesis_arn(),
        "EnableKinesisStreamingConfiguration": precision("MICROSECOND"),
    }
    assert raw.call(DISABLE, body).error == (
        "ValidationException",
        "Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters",
    )


def test_missing_table_and_constraints(raw, name):
    assert raw.call(DISABLE, {"TableName": name, "StreamArn": kinesis_arn()}).error == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
    )
    assert raw.call(DISABLE, {"TableName": name}).error == (
        "ValidationException",
        f"{ENVELOPE}Value null at 'streamArn' failed to satisfy constraint: Member must not be null",
    )


def test_changes_stop_and_go_on_when_it_is_enabled_again(services):
    server, kinesis = services
    table = Table(server.api).activate()
    before = len(kinesis.records())
    table.put("first")
    table.disable()
    table.put("between")
    table.activate()
    table.put("last")
    records = kinesis.wait(before + 2)[before:]
    assert sorted(keys_of(records)) == ["first", "last"]


def test_what_was_written_before_is_still_passed_on():
    with kinesis_server() as (server, kinesis):
        tables = [Table(server.api).activate() for _ in range(2)]
        kinesis.down()
        for number, table in enumerate(tables):
            table.put(f"key-{number}")
        tables[0].disable()
        tables[1].ok("DeleteTable")
        kinesis.up()
        assert sorted(keys_of(kinesis.wait(2))) == ["key-0", "key-1"]


def test_statuses_that_last():
    flags = ["--in-memory", *MINUTE]
    with kinesis_server(*flags) as (server, kinesis):
        server.clock(freeze=True)
        table = Table(server.api)
        server.clock(advance="60s")
        table.enable()
        table.put("enabling")
        while "DescribeStreamSummary" not in kinesis.requests:
            pass
        assert table.statuses() == ["ENABLING"]
        while table.statuses() == ["ENABLING"]:
            # The minute begins when the stream was found.
            server.clock(advance="60s")
        assert table.statuses() == ["ACTIVE"]
        table.put("active")
        assert table.disable().body["DestinationStatus"] == "DISABLING"
        table.put("disabling")
        assert table.statuses() == ["DISABLING"]
        assert table.disable().error == ("ValidationException", MUST_BE_ACTIVE)
        server.clock(advance="60s")
        assert table.statuses() == ["DISABLED"]
        assert keys_of(kinesis.wait(1)) == ["active"]
