"""What a server that checks signatures refuses, below the SDKs: each fault with its text, in order."""

import datetime
import gzip
import hashlib

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from raw_client import JSON_1_0
from signed_server import ALICE, ROOT, WITH_TOKEN, Key

GOOD = {"X-Amz-Target": "DynamoDB_20120810.ListTables", "Content-Type": JSON_1_0}
INVALID = "InvalidSignatureException"
UNRECOGNIZED = "UnrecognizedClientException"
BAD_TOKEN = (UNRECOGNIZED, "The security token included in the request is invalid")
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
    "Key and signing method. Consult the service documentation for details."
)


def stamp(time):
    return time.strftime("%Y%m%dT%H%M%SZ")


def signed_headers(server, headers=GOOD, body=b"{}", key=ALICE, region="us-east-1"):
    """The headers of a request that `key` has signed."""
    request = AWSRequest("POST", server.endpoint + "/", headers=headers, data=body)
    SigV4Auth(Credentials(key.id, key.secret, key.token), "dynamodb", region).add_auth(request)
    return dict(request.headers.items())


def send(server, headers, body=b"{}", path="/"):
    return server.api.request(path=path, body=body, headers=headers, sign=False)


def test_signed_request_is_answered(signed):
    assert send(signed, signed_headers(signed)).status == 200


def test_mismatch_shows_what_should_have_been_signed(signed):
    headers = signed_headers(signed)
    date = headers["X-Amz-Date"]
    body = b'{"Limit":1}'
    answer = send(signed, headers, body)
    assert answer.status == 400
    host = signed.endpoint.removeprefix("http://")
    canonical = (
        f"POST\n/\n\ncontent-type:{JSON_1_0}\nhost:{host}\nx-amz-date:{date}\n"
        f"x-amz-target:DynamoDB_20120810.ListTables\n\ncontent-type;host;x-amz-date;x-amz-target\n"
        + hashlib.sha256(body).hexdigest()
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = f"AWS4-HMAC-SHA256\n{date}\n{date[:8]}/us-east-1/dynamodb/aws4_request\n{digest}"
    assert answer.body == {
        "__type": f"com.amazon.coral.service#{INVALID}",
        "message": f"{MISMATCH}\n\nThe Canonical String for this request should have been\n'{canonical}'\n\n"
        f"The String-to-Sign should have been\n'{to_sign}'\n",
    }


@pytest.mark.parametrize("changed", ["X-Amz-Target", "X-Amz-Date", "Host", "X-Note", "Authorization"])
def test_nothing_signed_may_be_changed(signed, changed):
    headers = signed_headers(signed, {**GOOD, "X-Note": "a  b"})
    if changed == "X-Amz-Date":
        day, second = headers[changed][:-2], headers[changed][-2]
        headers[changed] = f"{day}{(int(second) + 1) % 10}Z"
    elif changed == "Authorization":
        headers[changed] = headers[changed][:-1] + ("0" if headers[changed][-1] != "0" else "1")
    elif changed == "Host":
        headers[changed] = None
        headers["Authorization"] = signed_headers(signed, {**GOOD, "Host": "another"})["Authorization"]
    else:
        headers[changed] = "DynamoDB_20120810.DescribeLimits"
    code, message = send(signed, headers).error
    assert code == INVALID
    assert message.startswith(MISMATCH + "\n\nThe Canonical String")


def test_canonical_form_of_headers(signed):
    """Blanks, case and order of headers do not count, and neither do headers that are not signed."""
    headers = signed_headers(signed, {**GOOD, "X-Note": "a b"})
    note = headers.pop("X-Note")
    assert send(signed, {"x-NOTE": f"  {note[0]}    b ", "X-Unsigned": "x", **headers}).status == 200


def test_wrong_secret(signed):
    code, message = send(signed, signed_headers(signed, key=Key(ALICE.id, "wrong"))).error
    assert code == INVALID
    assert message.startswith(MISMATCH)


def test_unknown_key(signed):
    answer = send(signed, signed_headers(signed, key=Key("AKIAUNKNOWN", "x")))
    assert answer.status == 400
    assert answer.error == (UNRECOGNIZED, "The security token included in the request is invalid.")


def test_expired_and_early_signatures(signed):
    now = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)
    signed.clock(set=now.strftime("%Y-%m-%dT%H:%M:%SZ"), freeze=True)
    quarter, second = datetime.timedelta(minutes=15), datetime.timedelta(seconds=1)

    def refusal(at):
        date = stamp(at)
        scope = f"{date[:8]}/us-east-1/dynamodb/aws4_request"
        claim = f"AWS4-HMAC-SHA256 Credential={ALICE.id}/{scope}, SignedHeaders=host, Signature=abc"
        return send(signed, {**GOOD, "X-Amz-Date": date, "Authorization": claim}).error

    late, early = now - quarter - second, now + quarter + second
    assert refusal(late) == (
        INVALID,
        f"Signature expired: {stamp(late)} is now earlier than {stamp(now - quarter)} ({stamp(now)} - 15 min.)",
    )
    assert refusal(early) == (
        INVALID,
        f"Signature not yet current: {stamp(early)} is still later than {stamp(now + quarter)} "
        f"({stamp(now)} + 15 min.)",
    )
    for at in (now - quarter, now + quarter):
        assert refusal(at)[1].startswith(MISMATCH)


def test_age_is_told_before_the_host_and_the_key_before_the_signature(signed):
    claim = "AWS4-HMAC-SHA256 Credential=nobody/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=x, Signature=a"
    headers = {**GOOD, "X-Amz-Date": "20200101T000000Z", "Authorization": claim}
    assert send(signed, headers).error[1].startswith("Signature expired: 20200101T000000Z is now earlier than ")
    headers["X-Amz-Date"] = stamp(datetime.datetime.now(datetime.timezone.utc))
    assert send(signed, headers).error == (INVALID, "'Host' must be a 'SignedHeader' in the AWS Authorization.")
    day = headers["X-Amz-Date"][:8]
    headers["Authorization"] = claim.replace("20200101", day).replace("=x", "=host")
    assert send(signed, headers).error[0] == UNRECOGNIZED


@pytest.mark.parametrize("token", [None, "another"])
def test_key_with_a_token_needs_it(signed, token):
    headers = signed_headers(signed, key=WITH_TOKEN)
    assert send(signed, headers).status == 200
    assert send(signed, signed_headers(signed, key=Key(WITH_TOKEN.id, WITH_TOKEN.secret, token))).error == BAD_TOKEN


def test_key_without_a_token_has_none(signed):
    assert send(signed, signed_headers(signed, key=Key(ALICE.id, ALICE.secret, "token"))).error == BAD_TOKEN


def test_what_comes_before_the_signature_still_does(signed):
    assert send(signed, GOOD, b"{").error == ("SerializationException", None)
    unknown = {**GOOD, "X-Amz-Target": "DynamoDB_20120810.X"}
    assert send(signed, unknown).error == ("UnknownOperationException", None)
    missing = ("MissingAuthenticationTokenException", "Request is missing Authentication Token")
    assert send(signed, GOOD).error == missing


def test_body_is_signed_as_it_is_sent(signed):
    packed = gzip.compress(b'{"Limit":1}')
    headers = {**GOOD, "Content-Encoding": "gzip"}
    assert send(signed, signed_headers(signed, headers, packed), packed).status == 200
    assert send(signed, signed_headers(signed, headers, b'{"Limit":1}'), packed).error[0] == INVALID


@pytest.mark.parametrize("claimed", ["UNSIGNED-PAYLOAD", hashlib.sha256(b"{}").hexdigest()])
def test_payload_hash_that_is_claimed_is_not_trusted(signed, claimed):
    headers = signed_headers(signed, {**GOOD, "X-Amz-Content-SHA256": claimed})
    assert send(signed, headers, b'{"Limit":1}').error[0] == INVALID


def test_account_is_the_keys_and_region_the_scopes(signed, name):
    table = {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    }
    arns = [
        signed.raw(key, region).ok("CreateTable", table)["TableDescription"]["TableArn"]
        for key, region in ((ALICE, "us-east-1"), (ALICE, "eu-west-1"), (ROOT, "us-east-1"))
    ]
    assert arns == [
        f"arn:aws:dynamodb:us-east-1:111122223333:table/{name}",
        f"arn:aws:dynamodb:eu-west-1:111122223333:table/{name}",
        f"arn:aws:dynamodb:us-east-1:444455556666:table/{name}",
    ]


def test_health_and_admin_need_no_signature(signed):
    assert send_get(signed, "/").status == 200
    assert send_get(signed, "/_dynarocks/health").status == 200


def send_get(server, path):
    return server.api.request("GET", path, sign=False)
