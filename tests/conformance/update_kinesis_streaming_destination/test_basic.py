"""UpdateKinesisStreamingDestination: the precision of times."""

import pytest
from kinesis_tables import STATE, Table, kinesis_arn, kinesis_server, precision
from values import ENVELOPE

pytestmark = pytest.mark.own_server

UPDATE = "UpdateKinesisStreamingDestination"
CONFIGURATION = "UpdateKinesisStreamingConfiguration"
MICRO = {CONFIGURATION: precision("MICROSECOND")}
MILLI = {CONFIGURATION: precision("MILLISECOND")}


@pytest.fixture(scope="module")
def services():
    with kinesis_server() as both:
        yield both


def table_id(table):
    return table.ok("DescribeTable")["Table"]["TableId"]


def already(table, name):
    return (
        "ValidationException",
        f"Invalid Request: Precision is already set to the desired value of {name} "
        f"for tableId: {table_id(table)}, kdsArn: {kinesis_arn()}",
    )


def test_the_answer_and_what_it_changes(services):
    table = Table(services[0].api).activate()
    assert table.describe() == [{"StreamArn": kinesis_arn(), "DestinationStatus": "ACTIVE"}]
    assert table.update(**MICRO).content.decode() == (
        f'{{"TableName":"{table.name}","StreamArn":"{kinesis_arn()}","DestinationStatus":"UPDATING",'
        '"UpdateKinesisStreamingConfiguration":{"ApproximateCreationDateTimePrecision":"MICROSECOND"}}'
    )
    active = {"StreamArn": kinesis_arn(), "DestinationStatus": "ACTIVE"}
    assert table.describe() == [{**active, **precision("MICROSECOND")}]
    table.update(**MILLI)
    assert table.describe() == [{**active, **precision("MILLISECOND")}]


def test_the_same_precision(services):
    table = Table(services[0].api).activate()
    assert table.update(**MILLI).error == already(table, "MILLISECOND"), "absent means milliseconds"
    table.update(**MICRO)
    assert table.update(**MICRO).error == already(table, "MICROSECOND")


def test_what_is_not_active(services):
    table = Table(services[0].api)

    def refused(stream="stream"):
        return (
            "ValidationException",
            f"{STATE}Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. "
            f"TableName: {table.name}, kdsArn: {kinesis_arn(stream)}",
        )

    assert table.update(**MICRO).error == refused()
    table.activate()
    assert table.update("other", **MICRO).error == refused("other")
    table.disable()
    assert table.update(**MICRO).error == refused()


@pytest.mark.parametrize("given", [{}, {CONFIGURATION: {}}, {CONFIGURATION: precision(None)}])
def test_without_a_precision(raw, name, given):
    assert raw.call(UPDATE, {"TableName": name, "StreamArn": kinesis_arn(), **given}).error == (
        "ValidationException",
        "Streaming destination cannot be updated with given parameters: "
        "UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
    )


def test_missing_table_and_constraints(raw, name):
    assert raw.call(UPDATE, {"TableName": name, "StreamArn": kinesis_arn(), **MICRO}).error == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
    )
    assert raw.call(UPDATE, {"TableName": name, "StreamArn": kinesis_arn(), CONFIGURATION: precision("x")}).error == (
        "ValidationException",
        f"{ENVELOPE}Value 'x' at 'updateKinesisStreamingConfiguration.approximateCreationDateTimePrecision' "
        "failed to satisfy constraint: Member must satisfy enum value set: [MICROSECOND, MILLISECOND]",
    )


def test_times_of_records(services):
    server, kinesis = services
    start = server.clock(freeze=True)["epochMillis"]
    table = Table(server.api).activate()
    before = len(kinesis.records())
    table.put("a")
    kinesis.wait(before + 1)
    table.update(**MICRO)
    for key in "bcd":
        table.put(key)
    kinesis.wait(before + 4)
    table.update(**MILLI)
    table.put("e")
    changes = [record["dynamodb"] for record in kinesis.wait(before + 5)[before:]]
    assert "ApproximateCreationDateTimePrecision" not in changes[0]
    assert changes[0]["ApproximateCreationDateTime"] == start
    micros = [change["ApproximateCreationDateTime"] for change in changes[1:4]]
    assert {micro // 1000 for micro in micros} == {start}
    assert sorted(set(micros)) == micros, "changes of one millisecond can be told apart"
    assert {change["ApproximateCreationDateTimePrecision"] for change in changes[1:4]} == {"MICROSECOND"}
    assert changes[4]["ApproximateCreationDateTimePrecision"] == "MILLISECOND"
    assert changes[4]["ApproximateCreationDateTime"] == start
    server.clock(reset=True)
