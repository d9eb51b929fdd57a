"""STS on the same port: who somebody is, and temporary keys."""

import re
import time
import xml.etree.ElementTree as xml

import pytest
from botocore.exceptions import ClientError
from signed_server import ALICE, ROOT, WITH_TOKEN, Key, SignedServer, presigned

ROLE = "arn:aws:iam::111122223333:role/division/Reader"
SESSION = "arn:aws:sts::111122223333:assumed-role/Reader/tests"
SPACE = "{https://sts.amazonaws.com/doc/2011-06-15/}"


def assume(server, key=ALICE, **parameters):
    return server.boto(key, "sts").assume_role(**{"RoleArn": ROLE, "RoleSessionName": "tests", **parameters})


def refusal(call, *arguments, **parameters):
    with pytest.raises(ClientError) as refused:
        call(*arguments, **parameters)
    error = refused.value.response["Error"]
    return refused.value.response["ResponseMetadata"]["HTTPStatusCode"], error["Code"], error.get("Message")


@pytest.mark.parametrize(
    "key, arn, user_id",
    [
        (ALICE, "arn:aws:iam::111122223333:user/division/alice", "AIDA[A-Z2-7]{17}"),
        (ROOT, "arn:aws:iam::444455556666:root", "444455556666"),
        (WITH_TOKEN, SESSION, "AROA[A-Z2-7]{17}:tests"),
    ],
    ids=["user", "root", "role"],
)
def test_caller_identity(signed, key, arn, user_id):
    identity = signed.boto(key, "sts").get_caller_identity()
    assert identity["Arn"] == arn
    assert re.fullmatch(user_id, identity["UserId"])
    assert identity["Account"] == arn.split(":")[4]


def test_presigned_caller_identity(signed):
    """As clusters ask who somebody is: a GET that is signed in its query."""
    url = signed.boto(service="sts").generate_presigned_url("get_caller_identity", HttpMethod="GET")
    answer = signed.api.request("GET", url[len(signed.endpoint) :], sign=False)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/xml"
    root = xml.fromstring(answer.content)
    assert root.find(f"{SPACE}GetCallerIdentityResult/{SPACE}Account").text == "111122223333"
    assert root.find(f"{SPACE}ResponseMetadata/{SPACE}RequestId").text == answer.headers["x-amzn-RequestId"]


def test_assumed_role_uses_dynamodb(signed):
    tags = [{"Key": "team", "Value": "blue ü"}]
    policy = '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
    answer = assume(signed, DurationSeconds=900, Tags=tags, Policy=policy)
    assert answer["AssumedRoleUser"]["Arn"] == SESSION
    key = Key.of(answer["Credentials"])
    assert re.fullmatch("ASIA[A-Z2-7]{16}", key.id)
    assert abs(answer["Credentials"]["Expiration"].timestamp() - time.time() - 900) < 30
    assert signed.boto(key).list_tables()["TableNames"] is not None
    assert signed.boto(key, "sts").get_caller_identity()["UserId"] == answer["AssumedRoleUser"]["AssumedRoleId"]


def test_temporary_key_expires(signed):
    key = Key.of(assume(signed)["Credentials"])
    path, headers = presigned(signed, key, expires=7200)

    def send():
        return signed.api.request(path=path, body="{}", headers=headers, sign=False)

    signed.clock(advance="59m")
    assert send().status == 200
    signed.clock(advance="1m")
    assert send().error == ("ExpiredTokenException", "The security token included in the request is expired")


def test_tokens_are_good_for_their_own_keys_only(signed):
    one, two = (Key.of(assume(signed)["Credentials"]) for _ in range(2))
    for key in (Key(one.id, one.secret, two.token), Key(one.id, one.secret), Key(one.id, one.secret, one.token[:-4])):
        assert refusal(signed.boto(key).list_tables)[1:] == (
            "UnrecognizedClientException",
            "The security token included in the request is invalid",
        )
    assert refusal(signed.boto(Key(one.id, two.secret, one.token)).list_tables)[1] == "InvalidSignatureException"


def test_role_of_a_role_lasts_an_hour(signed):
    key = Key.of(assume(signed)["Credentials"])
    other = "arn:aws:iam::111122223333:role/Writer"
    chained = assume(signed, key, RoleArn=other)
    assert chained["AssumedRoleUser"]["Arn"] == "arn:aws:sts::111122223333:assumed-role/Writer/tests"
    signed.boto(Key.of(chained["Credentials"])).list_tables()
    assert refusal(assume, signed, key, DurationSeconds=3601) == (
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    )


def test_roles_of_other_accounts(signed):
    assert refusal(assume, signed, RoleArn="arn:aws:iam::444455556666:role/Reader") == (
        403,
        "AccessDenied",
        "User: arn:aws:iam::111122223333:user/division/alice is not authorized to perform: sts:AssumeRole on "
        "resource: arn:aws:iam::444455556666:role/Reader",
    )


def one_fault(value, name, constraint):
    return (
        400,
        "ValidationError",
        f"1 validation error detected: Value {value} at '{name}' failed to satisfy constraint: "
        f"Member must {constraint}",
    )


@pytest.mark.parametrize(
    "parameters, fault",
    [
        ({"DurationSeconds": 899}, one_fault("'899'", "durationSeconds", "have value greater than or equal to 900")),
        ({"DurationSeconds": 43201}, one_fault("'43201'", "durationSeconds", "have value less than or equal to 43200")),
        ({"RoleSessionName": "a"}, one_fault("'a'", "roleSessionName", "have length greater than or equal to 2")),
        (
            {"RoleSessionName": "a b"},
            one_fault("'a b'", "roleSessionName", r"satisfy regular expression pattern: [\w+=,.@-]*"),
        ),
        ({"RoleArn": "arn:aws:iam::111122223333:user/alice"}, (400, "ValidationError", "Request ARN is invalid")),
        ({"Policy": "{"}, (400, "MalformedPolicyDocument", "This policy contains invalid Json")),
        ({"Policy": "{}"}, (400, "MalformedPolicyDocument", "Missing required field Statement")),
        ({"SourceIdentity": "me"}, (400, "ValidationError", "SourceIdentity is not supported yet")),
    ],
    ids=["short", "long", "name", "characters", "arn", "policy", "empty-policy", "unsupported"],
)
def test_parameters_of_assume_role(signed, parameters, fault):
    assert refusal(assume, signed, **parameters) == fault


@pytest.mark.parametrize(
    "key, fault",
    [
        (Key(ALICE.id, "wrong"), (403, "SignatureDoesNotMatch")),
        (Key("AKIAUNKNOWN", "x"), (403, "InvalidClientTokenId")),
    ],
    ids=["secret", "key"],
)
def test_signatures_of_sts(signed, key, fault):
    assert refusal(signed.boto(key, "sts").get_caller_identity)[:2] == fault


def test_other_actions(signed):
    assert refusal(signed.boto(service="sts").get_session_token) == (
        400,
        "InvalidAction",
        "Could not find operation GetSessionToken for version 2011-06-15",
    )


@pytest.mark.parametrize(
    "body, content_type",
    [
        ("Action=GetCallerIdentity", "application/x-www-form-urlencoded"),
        ("Action=GetCallerIdentity&Version=2012-08-10", "application/x-www-form-urlencoded"),
        ("Action=GetCallerIdentity&Version=2011-06-15", "text/plain"),
    ],
    ids=["no version", "version", "type"],
)
def test_other_forms_are_unknown(signed, body, content_type):
    answer = signed.api.request(body=body, headers={"Content-Type": content_type})
    assert (answer.status, answer.content) == (404, b"<UnknownOperationException/>\n")


def test_temporary_keys_outlive_a_restart(tmp_path):
    for folder in ("data", "other"):
        (tmp_path / folder).mkdir()
    arguments = (tmp_path, f"--data-dir={tmp_path / 'data'}")
    first = SignedServer.start(*arguments)
    with first.process:
        key = Key.of(assume(first)["Credentials"])
    second = SignedServer.start(*arguments)
    with second.process:
        assert second.boto(key).list_tables()["TableNames"] == []


def test_without_signatures_any_key_is_its_account(make_boto):
    sts = make_boto(service="sts", access_key="123456789012")
    identity = sts.get_caller_identity()
    assert {name: identity[name] for name in ("Arn", "UserId", "Account")} == {
        "Arn": "arn:aws:iam::123456789012:root",
        "UserId": "123456789012",
        "Account": "123456789012",
    }
    role = sts.assume_role(RoleArn="arn:aws:iam::123456789012:role/Reader", RoleSessionName="tests")
    assert role["AssumedRoleUser"]["Arn"] == "arn:aws:sts::123456789012:assumed-role/Reader/tests"
