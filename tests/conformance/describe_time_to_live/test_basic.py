"""DescribeTimeToLive."""

import pytest
from values import expect_error


def test_a_new_table_has_none(raw, tables):
    answer = raw.ok("DescribeTimeToLive", {"TableName": tables.s})
    assert answer == {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}


def test_by_arn(client, tables):
    arn = client.describe_table(TableName=tables.s)["Table"]["TableArn"]
    described = client.describe_time_to_live(TableName=arn)["TimeToLiveDescription"]
    assert described == {"TimeToLiveStatus": "DISABLED"}


def test_missing_table(client, name):
    expect_error(
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
        client.describe_time_to_live,
        TableName=name,
    )


@pytest.mark.own_server
def test_no_name(raw):
    assert raw.call("DescribeTimeToLive", {}).error == (
        "ValidationException",
        "The parameter 'TableName' is required but was not present in the request",
    )
