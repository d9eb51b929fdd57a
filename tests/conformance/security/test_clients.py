"""Real clients against a server that checks signatures."""

import json
import os
import shutil
import subprocess

import pytest
from botocore.exceptions import ClientError
from signed_server import ALICE, ROOT, WITH_TOKEN, Key, presigned

AWS = "/usr/bin/aws" if os.access("/usr/bin/aws", os.X_OK) else shutil.which("aws")
ODD = "ä\u2028日本 \U0001f600 +%&=/?'\"\\<>\t\n  two  spaces "


@pytest.fixture
def table(signed, name):
    table = signed.boto(kind="resource").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk é", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk é", "KeyType": "HASH"}],
    )
    yield table
    table.delete()


@pytest.mark.parametrize("key", [ALICE, ROOT, WITH_TOKEN], ids=["user", "root", "token"])
def test_boto3(signed, key):
    assert signed.boto(key).list_tables()["ResponseMetadata"]["HTTPStatusCode"] == 200
    streams = signed.boto(key, service="dynamodbstreams")
    assert streams.list_streams()["Streams"] == []


def test_boto3_with_odd_characters(table):
    item = {"pk é": ODD, "attribute " + ODD: {ODD: [ODD, b"\x00\xff"]}}
    table.put_item(Item=item)
    assert table.get_item(Key={"pk é": ODD})["Item"]["attribute " + ODD][ODD][0] == ODD
    found = table.scan(
        FilterExpression="#a = :a", ExpressionAttributeNames={"#a": "pk é"}, ExpressionAttributeValues={":a": ODD}
    )
    assert found["Count"] == 1


def test_boto3_with_more_headers(signed):
    client = signed.boto()

    def add(request, **_):
        request.headers["X-Amz-Note"] = "  a   note, with  blanks "
        request.headers["X-Trace"] = "1"

    client.meta.events.register("before-sign.dynamodb.*", add)
    assert client.list_tables()["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_boto3_with_large_and_compressed_answers(table):
    table.put_item(Item={"pk é": "a", "text": "x" * 300_000})
    assert len(table.get_item(Key={"pk é": "a"})["Item"]["text"]) == 300_000


@pytest.mark.parametrize(
    "key, code",
    [
        (Key(ALICE.id, "wrong"), "InvalidSignatureException"),
        (Key("AKIAUNKNOWN", "x"), "UnrecognizedClientException"),
        (Key(ALICE.id, ALICE.secret, "token"), "UnrecognizedClientException"),
    ],
    ids=["secret", "key", "token"],
)
def test_boto3_without_the_right_key(signed, key, code):
    with pytest.raises(ClientError) as refused:
        signed.boto(key).list_tables()
    assert refused.value.response["Error"]["Code"] == code


# --- presigned requests ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", [ALICE, WITH_TOKEN], ids=["user", "token"])
def test_presigned(signed, key):
    path, headers = presigned(signed, key)
    assert signed.api.request(path=path, body="{}", headers=headers, sign=False).status == 200


def test_presigned_with_more_parameters(signed):
    path, headers = presigned(signed, query="?b=%20%2B~%C3%A4&a&c=1&A=%26")
    assert signed.api.request(path=path, body="{}", headers=headers, sign=False).status == 200
    changed = path.replace("c=1", "c=2")
    assert changed != path
    answer = signed.api.request(path=changed, body="{}", headers=headers, sign=False)
    assert answer.error[0] == "InvalidSignatureException"


def test_presigned_expires(signed):
    path, headers = presigned(signed, expires=3600)
    signed.clock(advance="59m")
    assert signed.api.request(path=path, body="{}", headers=headers, sign=False).status == 200
    signed.clock(advance="2m")
    code, message = signed.api.request(path=path, body="{}", headers=headers, sign=False).error
    assert code == "InvalidSignatureException"
    assert message.startswith("Signature expired: ")
    assert message.endswith(" - 60 min.)")


# --- the AWS CLI ----------------------------------------------------------------------------------


@pytest.mark.skipif(AWS is None, reason="the AWS CLI is not installed")
@pytest.mark.parametrize("key", [ALICE, WITH_TOKEN], ids=["user", "token"])
def test_aws_cli(signed, tmp_path, key):
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "AWS_ACCESS_KEY_ID": key.id,
        "AWS_SECRET_ACCESS_KEY": key.secret,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_PAGER": "",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    if key.token:
        environment["AWS_SESSION_TOKEN"] = key.token

    def aws(*arguments):
        command = [AWS, "--endpoint-url", signed.endpoint, "--output", "json", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert "TableNames" in aws("dynamodb", "list-tables")
    arn = {ALICE: "arn:aws:iam::111122223333:user/division/alice"}.get(
        key, "arn:aws:sts::111122223333:assumed-role/Reader/tests"
    )
    assert aws("sts", "get-caller-identity")["Arn"] == arn
