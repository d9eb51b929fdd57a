"""Policies may ask whether a request came over TLS."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from policy_server import REGION, PolicyServer, allow, key_id

pytestmark = pytest.mark.own_server


def only_if(secure):
    return allow("dynamodb:ListTables", Condition={"Bool": {"aws:SecureTransport": secure}})


def test_secure_transport(tmp_path):
    server = PolicyServer(tmp_path)
    server.user("careful", only_if("true"))
    server.user("careless", only_if("false"))
    with server.run("--tls-self-signed", "--tls-port=0"):
        process = server.process

        def may_list(name, url):
            client = boto3.client(
                "dynamodb",
                endpoint_url=url,
                region_name=REGION,
                aws_access_key_id=key_id(name),
                aws_secret_access_key=f"secret-{name}",
                verify=process.certificate,
                config=Config(retries={"max_attempts": 0}),
            )
            try:
                return client.list_tables()["TableNames"] == []
            except ClientError as error:
                assert error.response["Error"]["Code"] == "AccessDeniedException"
                return False

        plain, secure = f"http://127.0.0.1:{process.port}", f"https://127.0.0.1:{process.tls_port}"
        assert may_list("careful", secure)
        assert not may_list("careful", plain)
        assert not may_list("careless", secure)
        assert may_list("careless", plain)
