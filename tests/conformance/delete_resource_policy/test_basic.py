"""DeleteResourcePolicy."""

import time

import pytest
from botocore.exceptions import ClientError
from resource_policies import FOREIGN_ARNS, NOT_FOUND, STREAM, allowing, arns_of, foreign_arns, pause, put, wait_for
from values import ENVELOPE, expect_error, expect_invalid


def remove(client, arn, **members):
    """The answer without its metadata."""
    answer = client.delete_resource_policy(ResourceArn=arn, **members)
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def expect_none(client, arn, on_aws):
    deadline = time.monotonic() + 20
    while on_aws and time.monotonic() < deadline:
        try:
            client.get_resource_policy(ResourceArn=arn)
        except ClientError:
            break
        time.sleep(1)
    expect_error("PolicyNotFoundException", NOT_FOUND + arn, client.get_resource_policy, ResourceArn=arn)


def test_takes_it_away(client, new_table, on_aws):
    for arn in arns_of(client, new_table(**STREAM)):
        revision = put(client, arn, allowing(arn, "dynamodb:*"))
        wait_for(client, arn, revision, on_aws)
        pause(on_aws)
        assert int(remove(client, arn)["RevisionId"]) >= int(revision)
        expect_none(client, arn, on_aws)
        assert remove(client, arn) == {}


def test_there_was_none(client, new_table):
    for arn in arns_of(client, new_table(**STREAM)):
        assert remove(client, arn) == {}


def test_an_expected_revision(client, new_table, on_aws):
    name = new_table()
    arn, _ = arns_of(client, name)

    def refused(detail, expected):
        call = client.delete_resource_policy
        expect_error("PolicyNotFoundException", NOT_FOUND + detail, call, ResourceArn=arn, ExpectedRevisionId=expected)

    refused(f"Requested update for policy with revision id 7, but table {name} has no associated policy.", "7")
    revision = put(client, arn, allowing(arn))
    wait_for(client, arn, revision, on_aws)
    refused(
        f"Requested update for policy with revision id 7, but the policy associated to target table {name} "
        f"has revision id {revision}.",
        "7",
    )
    pause(on_aws)
    assert "RevisionId" in remove(client, arn, ExpectedRevisionId=revision)
    expect_none(client, arn, on_aws)


def test_the_revision_is_bounded(client, new_table):
    arn, _ = arns_of(client, new_table())
    long = "1" * 256
    expect_invalid(
        f"{ENVELOPE}Value '{long}' at 'expectedRevisionId' failed to satisfy constraint: Member must have length less "
        "than or equal to 255",
        client.delete_resource_policy,
        ResourceArn=arn,
        ExpectedRevisionId=long,
    )


def test_missing_arn(client):
    expect_invalid("Invalid TableArn", client.delete_resource_policy)


@pytest.mark.parametrize("index", range(FOREIGN_ARNS))
def test_other_arns(client, tables, index):
    resource, code, message = foreign_arns(arns_of(client, tables.s)[0])[index]
    expect_error(code, message, client.delete_resource_policy, ResourceArn=resource)
