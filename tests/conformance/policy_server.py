"""A server that verifies signatures and enforces policies, with users made for a test.

    server = PolicyServer(directory)
    server.user("alice", allow("dynamodb:GetItem", TABLE))
    with server.run(): server.client("alice").get_item(...)

The account's root, "root", may do everything and sets the scene.
"""

import contextlib
import json
import pathlib

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError
from server_process import ServerProcess

ACCOUNT = "111122223333"
REGION = "us-east-1"
CONFIG = Config(retries={"max_attempts": 0}, parameter_validation=False, read_timeout=60)


def arn(table="Music", more="", account=ACCOUNT, region=REGION):
    return f"arn:aws:dynamodb:{region}:{account}:table/{table}{more}"


def allow(actions, resources="*", **members):
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **members}


def deny(actions, resources="*", **members):
    return {**allow(actions, resources, **members), "Effect": "Deny"}


def policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


class PolicyServer:
    def __init__(self, directory: pathlib.Path):
        self.directory = directory
        self.policies = directory / "policies"
        self.policies.mkdir()
        self.credentials = directory / "credentials"
        self.process = None
        self._session = botocore.session.Session()
        self._clients = {}
        self.add_key("root", "root")

    def add_key(self, name, identity, account=ACCOUNT, tags=None):
        """A key whose id follows from its name."""
        with self.credentials.open("a") as file:
            file.write(f"[{name}]\naws_access_key_id = {key_id(name)}\naws_secret_access_key = secret-{name}\n")
            file.write(f"account = {account}\nidentity = {identity}\n")
            if tags:
                file.write(f"tags = {','.join(f'{key}={value}' for key, value in tags.items())}\n")

    def user(self, name, *statements, boundary=None, tags=None, account=ACCOUNT, path="/", document=None):
        folder = self.policies / account / "users" / name
        folder.mkdir(parents=True)
        if statements or document:
            (folder / "policy.json").write_text(json.dumps(document or policy(*statements)))
        if boundary:
            (folder / "boundary.json").write_text(json.dumps(policy(*boundary)))
        self.add_key(name, f"user{path}{name}", account, tags)

    def role(self, name, *statements, trust, boundary=None, account=ACCOUNT):
        folder = self.policies / account / "roles" / name
        folder.mkdir(parents=True)
        (folder / "policy.json").write_text(json.dumps(policy(*statements)))
        (folder / "trust.json").write_text(json.dumps(policy(*trust)))
        if boundary:
            (folder / "boundary.json").write_text(json.dumps(policy(*boundary)))

    @contextlib.contextmanager
    def run(self, *flags):
        arguments = ["--in-memory", "--auth=sigv4", f"--credentials={self.credentials}"]
        with ServerProcess.start([*arguments, f"--policies={self.policies}", *flags]) as process:
            self.process = process
            yield self
            assert process.running(), "the server died during the tests:\n" + process.stderr

    def client(self, name, service="dynamodb", region=REGION, **credentials):
        """boto3's client of a user's key, or of temporary credentials."""
        made = (name, service, region)
        if made not in self._clients or credentials:
            self._clients[made] = self._session.create_client(
                service,
                region_name=region,
                endpoint_url=f"http://127.0.0.1:{self.process.port}",
                config=CONFIG,
                **(credentials or {"aws_access_key_id": key_id(name), "aws_secret_access_key": f"secret-{name}"}),
            )
        return self._clients[made]


def key_id(name):
    return "AKIA" + name.encode().hex().upper()


def denial(call):
    """The text of the AccessDeniedException that `call` raises; None when it raises none."""
    try:
        call()
    except ClientError as error:
        if error.response["Error"]["Code"] == "AccessDeniedException":
            return error.response["Error"]["Message"]
    return None


def denial_text(user, action, resource, because):
    return (
        f"User: arn:aws:iam::{ACCOUNT}:user/{user} is not authorized to perform: {action} on resource: {resource} "
        + because
    )


def no_identity_policy(action):
    return f"because no identity-based policy allows the {action} action"


EXPLICIT_DENY = "with an explicit deny in an identity-based policy"
