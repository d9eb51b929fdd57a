"""PutResourcePolicy: what is kept of a policy, and its revisions."""

import json
import re
import time

from resource_policies import (
    DOCUMENT,
    NOT_FOUND,
    STREAM,
    account_of,
    allowing,
    arns_of,
    document,
    get,
    pause,
    put,
    statement,
    wait_for,
)
from table_factory import table_parameters
from values import expect_error, expect_invalid


def test_of_a_table_and_of_its_stream(client, new_table, on_aws):
    table, stream = arns_of(client, new_table(**STREAM))
    before = time.time() * 1000
    revision = put(client, table, allowing(table, "dynamodb:GetItem"))
    assert re.fullmatch(r"\d{13}", revision)
    assert before - 60_000 < int(revision) < before + 60_000
    assert json.loads(wait_for(client, table, revision, on_aws)) == json.loads(allowing(table, "dynamodb:GetItem"))
    expect_error("PolicyNotFoundException", NOT_FOUND + stream, client.get_resource_policy, ResourceArn=stream)
    revision = put(client, stream, allowing(stream, "dynamodb:GetRecords"))
    assert json.loads(wait_for(client, stream, revision, on_aws)) == json.loads(allowing(stream, "dynamodb:GetRecords"))


def test_the_canonical_form_is_kept(client, new_table, on_aws):
    arn, _ = arns_of(client, new_table())
    account = account_of(arn)
    given = f"""
        {{ "Statement" : [ {{
            "Condition": {{"Bool": {{"aws:SecureTransport": "true"}}}},
            "Resource" : ["{arn}", "{arn}/index/*"],
            "Action" : "dynamodb:Query",
            "Principal" : {{"AWS" : "{account}"}},
            "Effect" : "Allow",
            "Sid" : "one" }} ] }}"""
    text = wait_for(client, arn, put(client, arn, given), on_aws)
    if on_aws:  # which names accounts by their roots
        text = text.replace(f"arn:aws:iam::{account}:root", account)
    assert text == (
        '{"Version":"2008-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":{"AWS":"' + account + '"},'
        '"Action":"dynamodb:Query","Resource":["' + arn + '","' + arn + '/index/*"],'
        '"Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}'
    )


def test_the_same_policy_again_changes_nothing(client, new_table, on_aws):
    arn, _ = arns_of(client, new_table())
    revision = put(client, arn, document(statement(arn)))
    stored = wait_for(client, arn, revision, on_aws)
    pause(on_aws)
    root = {"AWS": [f"arn:aws:iam::{account_of(arn)}:root"]}
    same = statement(arn, ["dynamodb:GetItem"], Principal=root, Resource=["*"])
    for text in (document(statement(arn)), document(same), json.dumps(json.loads(document(same)), indent=4)):
        assert put(client, arn, text) == revision
    assert put(client, arn, document(same), ExpectedRevisionId=revision) == revision
    assert get(client, arn) == (stored, revision)


def test_another_policy_takes_its_place(client, new_table, on_aws):
    arn, _ = arns_of(client, new_table())
    first = put(client, arn, allowing(arn, "dynamodb:GetItem"))
    pause(on_aws)
    second = put(client, arn, allowing(arn, "dynamodb:Query"))
    assert int(second) > int(first)
    assert json.loads(wait_for(client, arn, second, on_aws)) == json.loads(allowing(arn, "dynamodb:Query"))


def test_an_expected_revision(client, new_table, on_aws):
    name = new_table(**STREAM)
    table, stream = arns_of(client, name)
    label = stream.split("/")[-1]
    for arn, what in ((table, f"table {name}"), (stream, f"stream {label}")):
        text = allowing(arn, "dynamodb:*")

        def refused(detail, expected):
            call = client.put_resource_policy
            message = NOT_FOUND + detail
            expect_error("PolicyNotFoundException", message, call, ResourceArn=arn, Policy=text, ExpectedRevisionId=expected)

        refused(f"Requested update for policy with revision id 7, but {what} has no associated policy.", "7")
        revision = put(client, arn, text, ExpectedRevisionId="NO_POLICY")
        wait_for(client, arn, revision, on_aws)
        refused(
            f"Requested update for policy with revision id 7, but the policy associated to target {what} "
            f"has revision id {revision}.",
            "7",
        )
        refused(
            f"Requested policy update expecting none to be present for {what}, but a policy exists with revision id "
            f"{revision}.",
            "NO_POLICY",
        )
        pause(on_aws)
        assert int(put(client, arn, allowing(arn, "dynamodb:D*"), ExpectedRevisionId=revision)) > int(revision)


def test_of_a_new_table(client, new_table, name):
    # Any table of the account tells its id.
    arn = arns_of(client, new_table())[0].rsplit("/", 1)[0] + "/" + name
    new_table.remember(name)
    created = client.create_table(**table_parameters(name), ResourcePolicy=allowing(arn))["TableDescription"]
    assert created["TableArn"] == arn
    assert "ResourcePolicy" not in created
    new_table.wait(name)
    text, revision = get(client, arn)
    assert json.loads(text) == json.loads(allowing(arn))
    assert re.fullmatch(r"\d{13}", revision)
    assert "olicy" not in json.dumps(client.describe_table(TableName=name)["Table"], default=str)


def test_one_bad_policy_and_there_is_no_table(client, name):
    message = DOCUMENT + "Missing required field Statement"
    expect_invalid(message, client.create_table, **table_parameters(name), ResourcePolicy="{}")
    expect_error("ResourceNotFoundException", None, client.describe_table, TableName=name)


def test_a_new_table_of_the_name_has_none(client, name, new_table):
    new_table.remember(name)
    client.create_table(**table_parameters(name))
    new_table.wait(name)
    arn, _ = arns_of(client, name)
    put(client, arn, allowing(arn))
    delete_when_settled(client, name)
    client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    missing = f"Requested resource not found: Table: {name} not found"
    expect_error("ResourceNotFoundException", missing, client.get_resource_policy, ResourceArn=arn)
    client.create_table(**table_parameters(name))
    new_table.wait(name)
    expect_error("PolicyNotFoundException", NOT_FOUND + arn, client.get_resource_policy, ResourceArn=arn)


def delete_when_settled(client, name):
    """AWS refuses it while the policy is being put."""
    for _ in range(20):
        try:
            return client.delete_table(TableName=name)
        except client.exceptions.ResourceInUseException:
            time.sleep(1)
    return client.delete_table(TableName=name)
