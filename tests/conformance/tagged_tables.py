"""Short ways to tag tables and to ask for their tags; AWS shows a change only after a while."""

import time


def tag_list(tags):
    """{"key": "value"} as the API has it."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def arn_of(client, table):
    return client.describe_table(TableName=table)["Table"]["TableArn"]


def tags_of(client, arn):
    answer = client.list_tags_of_resource(ResourceArn=arn)
    assert "NextToken" not in answer
    keys = [tag["Key"] for tag in answer["Tags"]]
    assert len(keys) == len(set(keys))
    return {tag["Key"]: tag["Value"] for tag in answer["Tags"]}


def expect_tags(client, arn, tags, on_aws):
    """The table has exactly these tags, at once or, on AWS, soon."""
    deadline = time.monotonic() + 20
    while on_aws and tags_of(client, arn) != tags and time.monotonic() < deadline:
        time.sleep(1)
    assert tags_of(client, arn) == tags


def foreign_arns(arn):
    """(ARN, error code, message) of what is no table or stream of the caller's account and Region."""
    invalid = "One or more parameter values were invalid: "
    *head, account, resource = arn.split(":", 5)
    other_region = arn.replace(":us-east-1:", ":ap-south-1:")
    other_account = ":".join([*head, "999999999999", resource])
    of_index = arn + "/index/some-index"
    of_backup = arn + "/backup/01489602797149-73d8d5bc"
    of_stream = arn + "/stream/2024-01-01T00:00:00.000"
    missing = arn + "-missing"
    return [
        ("no-arn", "ValidationException", f"{invalid}ARNs must start with 'arn:': no-arn"),
        (
            "arn:aws:s3:::bucket",
            "ValidationException",
            f"{invalid}Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::bucket",
        ),
        (of_backup, "ValidationException", f"{invalid}Provided Arn is not a DynamoDB resource arn: {of_backup}"),
        (
            of_index,
            "ValidationException",
            f"{invalid}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: {of_index}",
        ),
        (
            other_region,
            "ValidationException",
            f"Invalid TableArn: Invalid ResourceArn provided as input {other_region}",
        ),
        (other_account, "AccessDeniedException", None),
        (missing, "ResourceNotFoundException", f"Requested resource not found: ResourceArn: {missing} not found"),
        (of_stream, "ResourceNotFoundException", f"Requested resource not found: ResourceArn: {of_stream} not found"),
    ]
