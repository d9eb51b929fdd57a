"""PutResourcePolicy: what is wrong with a request, and what is told first."""

import json

import pytest
from fault_order import Fault, expect_fault, pairs
from resource_policies import (
    DOCUMENT,
    FOREIGN_ARNS,
    LOCKOUT,
    NOT_FOUND,
    UNBOUNDED,
    allowing,
    arns_of,
    document,
    foreign_arns,
    put,
    statement,
)
from values import ENVELOPE, INVALID, expect_error, expect_invalid

DENIAL = {"Effect": "Deny", "Principal": "*", "Action": "dynamodb:Scan", "Resource": "*"}


@pytest.fixture(scope="module")
def arn(client, new_module_table):
    return arns_of(client, new_module_table())[0]


def refused(client, arn, text, message):
    expect_invalid(message, client.put_resource_policy, ResourceArn=arn, Policy=text)


def without(member):
    return document({name: value for name, value in DENIAL.items() if name != member})


@pytest.mark.parametrize(
    "text, message",
    [
        ("{ x", "Syntax error at position (1,3)"),
        ("", "This policy contains invalid Json"),
        ('{"Statement"', "This policy contains invalid Json"),
        ("[]", "This text appears not to be a policy"),
        ('"text"', "This text appears not to be a policy"),
        (document(), "Could not parse the policy: Statement is empty!"),
        (without("Effect"), "Missing required field Effect"),
        (without("Resource"), "Missing required field Resource"),
        (without("Action"), "Missing required field Action"),
        (without("Principal"), "Missing required field Principal"),
        (document({**DENIAL, "Sid": "a"}, {**DENIAL, "Sid": "a"}), "The Statement Ids in the policy are not unique"),
        (
            document({**DENIAL, "Action": ["dynamodb:Fly", "dynamodb:Scan", "s3:GetObject"]}),
            "The following action names are invalid: dynamodb:Fly, s3:GetObject",
        ),
    ],
)
def test_documents(client, arn, text, message):
    refused(client, arn, text, DOCUMENT + message)


@pytest.mark.parametrize("principal", ["alice", {"AWS": "alice"}, {"AWS": "arn:aws:iam::1:root"}, {"AWS": []}, {}])
def test_principals(client, arn, principal):
    refused(client, arn, document({**DENIAL, "Principal": principal}), INVALID + "Invalid principal in policy document.")


def test_the_size(client, arn):
    text = document(DENIAL)
    padded = text + " " * (20_480 - len(text))
    assert put(client, arn, padded) == put(client, arn, text)
    refused(client, arn, padded + " ", INVALID + "Maximum policy size of 20480 bytes exceeded")


@pytest.mark.own_server  # how these texts end was not seen
def test_resources_of_others(client, arn):
    table = arn.rsplit("/", 1)[1]
    other = arn + "-other"
    for resource in ("*", arn, f"{arn}/index/any", f"{arn}/*", [arn, f"{arn}/index/*"]):
        put(client, arn, document({**DENIAL, "Resource": resource}))
    message = f'{DOCUMENT}The relative-id "table/{table}-other" is invalid for ARN "{other}"'
    refused(client, arn, document({**DENIAL, "Resource": [arn, other]}), message)
    elsewhere = arn.replace("us-east-1", "eu-west-1")
    message = f'{DOCUMENT}The region "eu-west-1" is invalid for ARN "{elsewhere}"'
    refused(client, arn, document({**DENIAL, "Resource": elsewhere}), message)


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["111122223333", "*"]}])
def test_nobody_may_allow_everyone(client, arn, principal):
    refused(client, arn, document({**DENIAL, "Effect": "Allow", "Principal": principal}), UNBOUNDED)


@pytest.mark.own_server  # where the test makes the account's policies: its owner is locked out of his table
def test_nobody_locks_himself_out_unconfirmed(client, new_table):
    arn, _ = arns_of(client, new_table())
    text = document({**DENIAL, "Action": "dynamodb:PutResourcePolicy"})
    refused(client, arn, text, LOCKOUT)
    call = client.put_resource_policy
    expect_invalid(LOCKOUT, call, ResourceArn=arn, Policy=text, ConfirmRemoveSelfResourceAccess=False)
    put(client, arn, text, ConfirmRemoveSelfResourceAccess=True)


@pytest.mark.parametrize("index", range(FOREIGN_ARNS))
def test_other_arns(client, arn, index):
    resource, code, message = foreign_arns(arn)[index]
    expect_error(code, message, client.put_resource_policy, ResourceArn=resource, Policy=document(DENIAL))


def test_missing_members(client, raw, arn):
    expect_invalid("Invalid TableArn", client.put_resource_policy, Policy=document(DENIAL))
    message = ENVELOPE + "Value null at 'policy' failed to satisfy constraint: Member must not be null"
    assert raw.call("PutResourcePolicy", {"ResourceArn": arn}).error == ("ValidationException", message)
    assert raw.call("PutResourcePolicy", {}).error == ("ValidationException", message)
    response = raw.call("PutResourcePolicy", {"ResourceArn": arn, "Policy": json.loads(document(DENIAL))})
    assert response.error[0] == "SerializationException"


FAULTS = [
    Fault(
        "revision length",
        ENVELOPE
        + "Value '' at 'expectedRevisionId' failed to satisfy constraint: Member must have length greater than or "
        "equal to 1",
        {"ExpectedRevisionId": ""},
    ),
    Fault("no ARN", INVALID + "ARNs must start with 'arn:': no-arn", {"ResourceArn": "no-arn"}),
    Fault("document", DOCUMENT + "This text appears not to be a policy", {"Policy": "[]"}),
    Fault("for everyone", UNBOUNDED, {"Policy": document({**DENIAL, "Effect": "Allow"})}),
    Fault(
        "missing table",
        "Requested resource not found: Table: no-such-table not found",
        {"ResourceArn": "OF-NO-TABLE"},
        code="ResourceNotFoundException",
    ),
    Fault("revision", None, {"ExpectedRevisionId": "7"}, code="PolicyNotFoundException"),
]
BASE = {"ResourceArn": "OF-THE-TABLE", "Policy": document(DENIAL)}


@pytest.mark.parametrize("fault, request_", pairs(BASE, FAULTS))
def test_order(client, arn, fault, request_):
    missing = arn.rsplit("/", 1)[0] + "/no-such-table"
    names = {"OF-THE-TABLE": arn, "OF-NO-TABLE": missing}
    expect_fault(client.put_resource_policy, fault, request_, **names)


def test_a_revision_is_judged_before_the_change(client, new_table):
    arn, _ = arns_of(client, new_table())
    detail = f"Requested update for policy with revision id 7, but table {arn.rsplit('/', 1)[1]} has no associated policy."
    for text in (allowing(arn), document(statement(arn, "dynamodb:Scan"))):
        call = client.put_resource_policy
        expect_error("PolicyNotFoundException", NOT_FOUND + detail, call, ResourceArn=arn, Policy=text, ExpectedRevisionId="7")
