"""Who may call: signatures for the service kms, and policies about kms:*."""

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from kms_errors import refusal
from policy_server import ACCOUNT, PolicyServer, allow, denial, denial_text, deny, no_identity_policy
from raw_client import JSON_1_0, RawClient
from signed_server import ALICE, Key, SignedServer

pytestmark = pytest.mark.own_server


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    server = SignedServer.start(tmp_path_factory.mktemp("signed"))
    yield server
    server.close()
    server.process.stop()


def test_signatures_are_checked(signed):
    kms = signed.boto(service="kms")
    key = kms.create_key()["KeyMetadata"]
    assert key["AWSAccountId"] == "111122223333"
    forged = signed.boto(Key(ALICE.id, "another secret"), service="kms")
    assert refusal(forged.describe_key, KeyId=key["KeyId"])[0] == "InvalidSignatureException"
    unknown = signed.boto(Key("AKIAUNKNOWN", "x"), service="kms")
    assert refusal(unknown.list_keys)[0] == "UnrecognizedClientException"


def test_the_scope_has_to_name_the_service(signed):
    headers = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": JSON_1_0}
    client = RawClient(signed.endpoint, "us-east-1", ALICE.id, ALICE.secret)
    answer = client.request(body={}, headers=headers)  # signed for dynamodb
    client.close()
    assert answer.status == 400
    assert answer.body["__type"] == "InvalidSignatureException"


def test_an_unsigned_call(raw):
    headers = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": "application/x-amz-json-1.1"}
    answer = raw.request(body={}, headers=headers, sign=False)
    assert (answer.status, answer.body["__type"]) == (400, "MissingAuthenticationTokenException")
    assert answer.headers["Content-Type"] == "application/x-amz-json-1.1"


@pytest.mark.parametrize("body", ["", "[]", "{"])
def test_a_body_that_is_no_object(endpoint, body):
    headers = {"X-Amz-Target": "TrentService.ListKeys", "Content-Type": "application/x-amz-json-1.1"}
    request = AWSRequest("POST", endpoint + "/", data=body.encode(), headers=headers)
    SigV4Auth(Credentials("dummy", "dummy"), "kms", "us-east-1").add_auth(request)
    client = RawClient(endpoint)
    answer = client.request(body=body, headers=dict(request.headers.items()), sign=False)
    client.close()
    assert (answer.status, answer.body) == (400, {"__type": "SerializationException"})


def test_policies(tmp_path):
    """They are asked about kms:<operation> on the key, on the alias, or on "*"."""
    server = PolicyServer(tmp_path)
    keys = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/*"
    server.user("reader", allow("kms:DescribeKey", keys), deny("kms:DisableKey"))
    with server.run():
        root, reader = server.client("root", "kms"), server.client("reader", "kms")
        key = root.create_key()["KeyMetadata"]
        root.create_alias(AliasName="alias/a", TargetKeyId=key["KeyId"])
        assert reader.describe_key(KeyId="alias/a")["KeyMetadata"]["Arn"] == key["Arn"]
        assert denial(lambda: reader.disable_key(KeyId=key["KeyId"])) == denial_text(
            "reader", "kms:DisableKey", key["Arn"], "with an explicit deny in an identity-based policy"
        )
        alias = f"arn:aws:kms:us-east-1:{ACCOUNT}:alias/b"
        assert denial(lambda: reader.create_alias(AliasName="alias/b", TargetKeyId=key["KeyId"])) == denial_text(
            "reader", "kms:CreateAlias", alias, no_identity_policy("kms:CreateAlias")
        )
        for call, action in ((reader.list_keys, "kms:ListKeys"), (reader.list_aliases, "kms:ListAliases")):
            assert denial(call) == denial_text("reader", action, "*", no_identity_policy(action))
