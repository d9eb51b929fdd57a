"""Whose policies count: users, boundaries, the account's root, sessions of roles, other accounts."""

import json

import pytest
from botocore.exceptions import ClientError
from policy_cases import Case, check, make_users_of, parametrized
from policy_server import (
    ACCOUNT,
    allow,
    arn,
    denial,
    denial_text,
    deny,
    no_identity_policy,
    policy,
)
from values import s

pytestmark = pytest.mark.own_server

OTHER_ACCOUNT = "444455556666"
KEY = {"artist": s("Abba"), "song": s("One")}
GET = ("get_item", {"TableName": "Music", "Key": KEY})
PUT = ("put_item", {"TableName": "Music", "Item": KEY})
READ = allow("dynamodb:Get*")
TRUST = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}

CASES = [
    Case("boundary", [allow("*")], GET, True, {"boundary": [READ]}),
    Case(
        "beyond-the-boundary",
        [allow("*")],
        PUT,
        False,
        {"boundary": [READ]},
        "because no permissions boundary allows the dynamodb:PutItem action",
    ),
    Case(
        "denied-by-the-boundary",
        [allow("*")],
        PUT,
        False,
        {"boundary": [allow("*"), deny("dynamodb:Put*")]},
        "with an explicit deny in a permissions boundary",
    ),
    Case(
        "boundary-alone",
        [],
        GET,
        False,
        {"boundary": [allow("*")]},
        no_identity_policy("dynamodb:GetItem"),
    ),
    Case("team", [allow("*")], GET, True, {"path": "/division/team/"}),
    Case(
        "in-a-path",
        [],
        GET,
        False,
        {"path": "/division/team/"},
        f"User: arn:aws:iam::{ACCOUNT}:user/division/team/in-a-path is not authorized",
    ),
]


def make_users(server):
    make_users_of(CASES)(server)
    server.user("assumer", allow("sts:AssumeRole"))
    server.user("cannot-assume", allow("dynamodb:*"))
    server.user("stranger", allow("dynamodb:*"), account=OTHER_ACCOUNT)
    server.add_key("strange-root", "root", OTHER_ACCOUNT)
    server.role("Reader", READ, trust=[TRUST])
    server.role("Writer", allow("dynamodb:*"), trust=[TRUST], boundary=[allow(["dynamodb:Get*", "dynamodb:Put*"])])
    server.role("Closed", allow("*"), trust=[{**TRUST, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/nobody"}}])


@parametrized(CASES)
def test_principal(policies, case):
    check(policies, case)


def test_the_root_of_the_account_may_do_everything(policies):
    check(policies, Case("root", [], PUT, True))


def assume(server, role, name="assumer", **more):
    credentials = server.client(name, "sts").assume_role(
        RoleArn=f"arn:aws:iam::{ACCOUNT}:role/{role}", RoleSessionName="night", **more
    )["Credentials"]
    return server.client(
        f"session-of-{role}",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def session_text(role, action, because):
    return denial_text("x", action, arn(), because).replace(
        f"arn:aws:iam::{ACCOUNT}:user/x", f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/night"
    )


def test_a_session_has_the_policies_of_its_role(policies):
    session = assume(policies, "Reader")
    assert session.get_item(TableName="Music", Key=KEY)["Item"]["artist"] == s("Abba")
    action = "dynamodb:PutItem"
    message = denial(lambda: session.put_item(TableName="Music", Item=KEY))
    assert message == session_text("Reader", action, no_identity_policy(action))


def test_a_session_policy_limits_its_role(policies):
    session = assume(policies, "Writer", Policy=json.dumps(policy(READ)))
    assert denial(lambda: session.get_item(TableName="Music", Key=KEY)) is None
    action = "dynamodb:PutItem"
    message = denial(lambda: session.put_item(TableName="Music", Item=KEY))
    assert message == session_text("Writer", action, f"because no session policy allows the {action} action")


def test_the_boundary_of_a_role_limits_its_sessions(policies):
    session = assume(policies, "Writer")
    assert denial(lambda: session.put_item(TableName="Music", Item=KEY)) is None
    action = "dynamodb:Scan"
    message = denial(lambda: session.scan(TableName="Music"))
    assert message == session_text("Writer", action, f"because no permissions boundary allows the {action} action")


@pytest.mark.parametrize(
    ("user", "role"), [("assumer", "Closed"), ("cannot-assume", "Closed"), ("assumer", "Missing")]
)
def test_a_role_that_does_not_trust_the_caller_is_not_assumed(policies, user, role):
    with pytest.raises(ClientError) as error:
        assume(policies, role, user)
    assert error.value.response["Error"] == {
        "Type": "Sender",
        "Code": "AccessDenied",
        "Message": f"User: arn:aws:iam::{ACCOUNT}:user/{user} is not authorized to perform: sts:AssumeRole on "
        f"resource: arn:aws:iam::{ACCOUNT}:role/{role}",
    }


@pytest.mark.parametrize("name", ["stranger", "strange-root"])
def test_another_accounts_table_is_its_owners(policies, name):
    stranger = policies.client(name)
    with pytest.raises(ClientError) as error:
        stranger.get_item(TableName=arn(), Key=KEY)
    answer = error.value.response["Error"]
    assert answer["Code"] == "AccessDeniedException"
    assert "because no resource-based policy allows the dynamodb:GetItem action" in answer["Message"]
    # Under its plain name there is none.
    with pytest.raises(stranger.exceptions.ResourceNotFoundException):
        stranger.get_item(TableName="Music", Key=KEY)
