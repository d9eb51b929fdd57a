"""What users run: they need no more than to be told which certificate to trust."""

import json
import os
import pathlib
import shutil
import subprocess

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import SSLError
from server_process import ServerProcess

pytestmark = pytest.mark.own_server
AWS = "/usr/bin/aws" if os.access("/usr/bin/aws", os.X_OK) else shutil.which("aws")
JAVASCRIPT = pathlib.Path(__file__).resolve().parents[1] / "javascript"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "dummy", "AWS_SECRET_ACCESS_KEY": "dummy", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    with ServerProcess.start(["--data-dir", str(data), "--tls-self-signed"]) as server:
        yield server
        assert server.running(), server.stderr


def boto(server, **options):
    return boto3.client(
        "dynamodb",
        endpoint_url=server.endpoint,
        region_name="us-east-1",
        aws_access_key_id="dummy",
        aws_secret_access_key="dummy",
        config=Config(retries={"max_attempts": 0}),
        **options,
    )


def test_boto(self_signed, name):
    client = boto(self_signed, verify=self_signed.certificate)
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    item = {"pk": {"S": "a"}, "data": {"B": bytes(range(256))}}
    client.put_item(TableName=name, Item=item)
    assert client.get_item(TableName=name, Key={"pk": {"S": "a"}})["Item"] == item
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_table(TableName="no-such-table")


def test_boto_does_not_trust_it_untold(self_signed):
    with pytest.raises(SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        boto(self_signed).list_tables()


@pytest.mark.skipif(AWS is None, reason="the AWS CLI is not installed")
def test_the_aws_cli(self_signed, name, tmp_path):
    def aws(*arguments, **more):
        environment = {**os.environ, **CREDENTIALS, "HOME": str(tmp_path), "AWS_PAGER": "", **more}
        command = [AWS, "--endpoint-url", self_signed.endpoint, "--output", "json", "dynamodb", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    trusted = {"AWS_CA_BUNDLE": self_signed.certificate}
    definition = ["--attribute-definitions", "AttributeName=ID,AttributeType=S"]
    definition += ["--key-schema", "AttributeName=ID,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST"]
    created = aws("create-table", "--table-name", name, *definition, **trusted)
    assert created.returncode == 0, created.stderr
    assert name in json.loads(aws("list-tables", **trusted).stdout)["TableNames"]
    refused = aws("list-tables")
    assert refused.returncode != 0
    assert "CERTIFICATE_VERIFY_FAILED" in refused.stderr


@pytest.mark.skipif(
    shutil.which("node") is None or not (JAVASCRIPT / "node_modules/.installed").exists(),
    reason="tests/conformance/javascript/run has not installed the SDK",
)
def test_the_javascript_sdk(self_signed):
    environment = {
        **os.environ,
        "DYNAMODB_ENDPOINT": self_signed.endpoint,
        **self_signed.trust,
    }
    command = ["node", "--test", "--test-reporter=tap", "document_client.test.mjs"]
    done = subprocess.run(command, cwd=JAVASCRIPT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    untold = {name: value for name, value in environment.items() if name != "NODE_EXTRA_CA_CERTS"}
    done = subprocess.run(command, cwd=JAVASCRIPT, env=untold, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode != 0
    assert "self-signed certificate" in done.stdout
