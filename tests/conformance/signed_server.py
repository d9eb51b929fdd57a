"""A server that checks signatures, the keys it knows, and clients that sign with them."""

import dataclasses
import hashlib
import pathlib

import boto3
from admin_client import AdminServer
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from raw_client import JSON_1_0, RawClient
from server_process import ServerProcess

ACCOUNT = "111122223333"


@dataclasses.dataclass(frozen=True)
class Key:
    id: str
    secret: str
    token: str | None = None

    @classmethod
    def of(cls, credentials):
        """The key in an answer of AssumeRole."""
        return cls(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])


ALICE = Key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
ROOT = Key("444455556666", "root of an account, with = and # in it")
WITH_TOKEN = Key("ASIAIOSFODNN7EXAMPLE", "temporary", "a token/with+odd=characters")

CREDENTIALS = f"""\
# The keys of the tests.
[alice]
aws_access_key_id = {ALICE.id}
aws_secret_access_key = {ALICE.secret}
account = {ACCOUNT}
identity = user/division/alice
tags = team=blue, cost=12

[root]
aws_access_key_id={ROOT.id}
aws_secret_access_key={ROOT.secret}

[session]
aws_access_key_id={WITH_TOKEN.id}
aws_secret_access_key={WITH_TOKEN.secret}
aws_session_token={WITH_TOKEN.token}
account={ACCOUNT}
identity=role/Reader/tests
"""


class SignedServer(AdminServer):
    def __init__(self, process: ServerProcess, file: pathlib.Path):
        super().__init__(process)
        self.file = file

    @classmethod
    def start(cls, folder, *arguments, text=CREDENTIALS):
        file = pathlib.Path(folder) / "credentials"
        file.write_text(text)
        if not any(argument.startswith("--data-dir") for argument in arguments):
            arguments = ("--in-memory", *arguments)
        process = ServerProcess.start([*arguments, "--admin", "--auth=sigv4", "--credentials", str(file)])
        return cls(process, file)

    def boto(self, key=ALICE, service="dynamodb", region="us-east-1", kind="client"):
        session = boto3.session.Session(key.id, key.secret, key.token, region)
        config = Config(retries={"max_attempts": 0}, parameter_validation=False)
        return getattr(session, kind)(service, endpoint_url=self.endpoint, config=config)

    def raw(self, key=ALICE, region="us-east-1"):
        return RawClient(self.endpoint, region, key.id, key.secret, key.token)


def presigned(server, key=ALICE, expires=60, query=""):
    """The path and the headers of a ListTables with the body {} that is signed in its query."""
    headers = {"Content-Type": JSON_1_0, "X-Amz-Target": "DynamoDB_20120810.ListTables"}
    request = AWSRequest("POST", f"{server.endpoint}/{query}", headers=headers)
    auth = SigV4QueryAuth(Credentials(key.id, key.secret, key.token), "dynamodb", "us-east-1", expires)
    # botocore would move the body into the query.
    auth.payload = lambda _: hashlib.sha256(b"{}").hexdigest()
    auth.add_auth(request)
    return request.url[len(server.endpoint) :], dict(request.headers.items())
