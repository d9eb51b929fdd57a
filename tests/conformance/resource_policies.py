"""Short ways to write resource policies, to put them and to ask for them; AWS shows a change only after a
while, and lets the next one pass only after fifteen seconds."""

import functools
import json
import time

from botocore.exceptions import ClientError

NOT_FOUND = "Resource-based policy not found for the provided ResourceArn: "
DOCUMENT = "One or more parameter values were invalid: Invalid policy document: "
UNBOUNDED = (
    "Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure "
    "least-privilege form of access"
)
LOCKOUT = "The new resource-based policy will not allow you to update the resource-based policy in the future."
OTHER_ACCOUNT = "This action is only supported by accounts that match the resource owner’s account."
STREAM = {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}}


class PolicyClient:
    """boto3's client, which may be older than the operations on resource policies, with these."""

    def __init__(self, client, raw):
        self._client = client
        self._raw = raw

    def __getattr__(self, name):
        if name.endswith("_resource_policy") or name == "create_table":
            return functools.partial(self._call, "".join(word.capitalize() for word in name.split("_")))
        return getattr(self._client, name)

    def _call(self, operation, **members):
        response = self._raw.call(operation, members)
        if response.status == 200:
            return {**response.body, "ResponseMetadata": {}}
        code, message = response.error
        raise ClientError({"Error": {"Code": code, "Message": message}}, operation)


def account_of(arn):
    return arn.split(":")[4]


def statement(arn, action="dynamodb:GetItem", **members):
    """Allows the account of the resource something, unless `members` say otherwise."""
    principal = {"AWS": account_of(arn)}
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **members}


def document(*statements, **members):
    return json.dumps({"Version": "2012-10-17", **members, "Statement": list(statements)})


def allowing(arn, action="dynamodb:GetItem"):
    return document(statement(arn, action))


def arns_of(client, table):
    """The ARN of the table, and of its stream."""
    description = client.describe_table(TableName=table)["Table"]
    return description["TableArn"], description.get("LatestStreamArn")


def put(client, arn, text, **members):
    """The RevisionId."""
    answer = client.put_resource_policy(ResourceArn=arn, Policy=text, **members)
    assert set(answer) == {"RevisionId", "ResponseMetadata"}
    return answer["RevisionId"]


def get(client, arn):
    """(the document, its RevisionId)"""
    answer = client.get_resource_policy(ResourceArn=arn)
    assert set(answer) == {"Policy", "RevisionId", "ResponseMetadata"}
    return answer["Policy"], answer["RevisionId"]


def wait_for(client, arn, revision, on_aws):
    """The document of this revision, at once or, on AWS, soon."""
    deadline = time.monotonic() + 20
    while on_aws and time.monotonic() < deadline:
        try:
            if get(client, arn)[1] == revision:
                break
        except ClientError:
            pass
        time.sleep(1)
    text, found = get(client, arn)
    assert found == revision
    return text


def pause(on_aws):
    """Until AWS takes another change."""
    if on_aws:
        time.sleep(16)


def foreign_arns(arn):
    """(ARN, error code, message) of what is no table or stream with a policy that the caller may change."""
    invalid = "One or more parameter values were invalid: "
    *head, account, resource = arn.split(":", 5)
    other_region = arn.replace(":us-east-1:", ":ap-south-1:")
    other_partition = arn.replace("arn:aws:", "arn:aws-cn:")
    other_account = ":".join([*head, "999999999999", resource])
    table = resource.split("/")[1]
    label = "2024-01-01T00:00:00.000"
    only = "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: "
    return [
        ("no-arn", "ValidationException", f"{invalid}ARNs must start with 'arn:': no-arn"),
        (
            "arn:aws:s3:::bucket",
            "ValidationException",
            f"{invalid}Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::bucket",
        ),
        (f"{arn}/index/some-index", "ValidationException", f"{invalid}{only}{arn}/index/some-index"),
        (other_region, "ValidationException", f"{invalid}Invalid resource Arn: {other_region}"),
        (other_partition, "ValidationException", f"{invalid}Invalid resource Arn: {other_partition}"),
        (other_account, "ValidationException", OTHER_ACCOUNT),
        (
            f"{arn}-missing",
            "ResourceNotFoundException",
            f"Requested resource not found: Table: {table}-missing not found",
        ),
        (
            f"{arn}/stream/{label}",
            "ResourceNotFoundException",
            f"Requested resource not found: Stream: {label} not found for Table: {table}",
        ),
    ]


FOREIGN_ARNS = 8
