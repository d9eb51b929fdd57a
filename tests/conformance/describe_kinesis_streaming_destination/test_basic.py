"""DescribeKinesisStreamingDestination, and where a destination does not show."""

import pytest
from kinesis_tables import Table, kinesis_arn, kinesis_server
from stream_reading import call_raw
from values import ENVELOPE

pytestmark = pytest.mark.own_server

DESCRIBE = "DescribeKinesisStreamingDestination"


def test_a_table_that_never_had_one(raw):
    table = Table(raw)
    assert table.call(DESCRIBE).content.decode() == (
        f'{{"TableName":"{table.name}","KinesisDataStreamDestinations":[]}}'
    )


def test_by_arn(raw):
    table = Table(raw)
    arn = f"arn:aws:dynamodb:us-east-1:000000000000:table/{table.name}"
    assert raw.ok(DESCRIBE, {"TableName": arn}) == {"TableName": table.name, "KinesisDataStreamDestinations": []}


def test_missing_table_and_constraints(raw, name):
    assert raw.call(DESCRIBE, {"TableName": name}).error == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
    )
    assert raw.call(DESCRIBE, {"TableName": "ab"}).error == (
        "ValidationException",
        f"{ENVELOPE}Value 'ab' at 'tableName' failed to satisfy constraint: "
        "Member must have length greater than or equal to 3",
    )


def test_it_is_independent_of_streams():
    with kinesis_server() as (server, kinesis):
        table = Table(server.api)
        described = table.ok("DescribeTable")
        table.activate()
        table.put("a")
        assert kinesis.wait(1)
        after = table.ok("DescribeTable")
        for counter in ("ItemCount", "TableSizeBytes"):
            del described["Table"][counter], after["Table"][counter]
        assert after == described
        listed = call_raw(server.api, "ListStreams", {})
        assert listed.body == {"Streams": []}
        specification = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
        table.ok("UpdateTable", StreamSpecification=specification)
        (stream,) = call_raw(server.api, "ListStreams", {}).body["Streams"]
        assert stream["TableName"] == table.name
        table.put("b")
        table.ok("UpdateTable", StreamSpecification={"StreamEnabled": False})
        table.put("c")
        assert kinesis.wait(3)[-1]["dynamodb"]["NewImage"] == {"pk": {"S": "c"}}


def test_it_is_there_after_a_restart(tmp_path):
    flags = ["--data-dir", str(tmp_path)]
    with kinesis_server(*flags) as (server, _):
        table = Table(server.api).activate()
    with kinesis_server(*flags) as (server, kinesis):
        table.api = server.api
        assert table.describe() == [{"StreamArn": kinesis_arn(), "DestinationStatus": "ACTIVE"}]
        table.put("a")
        assert kinesis.wait(1)
