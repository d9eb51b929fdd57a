"""Two clients with one face: boto3, for the shape of what programs send, and a light one, for volume.

Both take and give the members of the API as plain dictionaries: client.call("PutItem", {...}). Neither sends
anything twice on its own, so one call is at most one request that the server carries out.
"""

import http.client
import json

import boto3
from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from raw_client import JSON_1_0, RawResponse


class ServiceError(Exception):
    """An answer that is not a success."""

    def __init__(self, code, message, body):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.reasons = body.get("CancellationReasons", [])
        self.item = body.get("Item")

    @property
    def reason_codes(self):
        return [reason["Code"] for reason in self.reasons]

    @property
    def is_conflict(self):
        """Whether the request met another one and did nothing; sent again, it may succeed."""
        if self.code == "TransactionCanceledException":
            return "TransactionConflict" in self.reason_codes
        return self.code in ("TransactionConflictException", "TransactionInProgressException")

    @property
    def is_failed_condition(self):
        if self.code == "TransactionCanceledException":
            return "ConditionalCheckFailed" in self.reason_codes and not self.is_conflict
        return self.code == "ConditionalCheckFailedException"


class SdkClient:
    # The distribution's botocore does not know ReturnValuesOnConditionCheckFailure of single writes.
    is_told_what_failed = False

    def __init__(self, port):
        session = boto3.session.Session(
            aws_access_key_id="dummy", aws_secret_access_key="dummy", region_name="us-east-1"
        )
        config = Config(retries={"max_attempts": 0}, parameter_validation=False, read_timeout=60)
        self.client = session.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}", config=config)

    def call(self, operation, body):
        try:
            return getattr(self.client, xform_name(operation))(**body)
        except ClientError as error:
            told = error.response["Error"]
            raise ServiceError(told["Code"], told["Message"], error.response) from None


class LightClient:
    """One connection and one signature, used again for every request."""

    is_told_what_failed = True

    def __init__(self, port, api="DynamoDB_20120810"):
        self.api = api
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        signed = AWSRequest(method="POST", url=f"http://127.0.0.1:{port}/", data=b"", headers={})
        SigV4Auth(Credentials("dummy", "dummy"), "dynamodb", "us-east-1").add_auth(signed)
        self.headers = {**dict(signed.headers.items()), "Content-Type": JSON_1_0}

    def call(self, operation, body):
        self.send(operation, body)
        return self.receive()

    def send(self, operation, body):
        """Sends a request whose answer is fetched later, so that several clients' are under way at once."""
        headers = {**self.headers, "X-Amz-Target": f"{self.api}.{operation}"}
        self.connection.request("POST", "/", json.dumps(body), headers)

    def receive(self):
        answer = self.connection.getresponse()
        response = RawResponse(answer.status, answer.headers, answer.read())
        if response.status != 200:
            raise ServiceError(*response.error, response.body)
        return response.body

    def all_items(self, operation, body):
        """The items of every page of a Query or Scan."""
        items = []
        while True:
            answer = self.call(operation, body)
            items += answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return items
            body = {**body, "ExclusiveStartKey": answer["LastEvaluatedKey"]}
