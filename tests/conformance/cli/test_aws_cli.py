"""The life of a table, its tags and its stream, through the AWS CLI, with credentials that mean nothing."""

import json
import os
import shutil
import subprocess

import pytest

AWS = "/usr/bin/aws" if os.access("/usr/bin/aws", os.X_OK) else shutil.which("aws")
pytestmark = pytest.mark.skipif(AWS is None, reason="the AWS CLI is not installed")


@pytest.fixture
def aws(endpoint, on_aws, tmp_path):
    environment = dict(os.environ)
    if not on_aws:
        environment.update(
            AWS_ACCESS_KEY_ID="dummy", AWS_SECRET_ACCESS_KEY="dummy", HOME=str(tmp_path), AWS_EC2_METADATA_DISABLED="true"
        )
    environment.update(AWS_DEFAULT_REGION="us-east-1", AWS_PAGER="")

    def run(*arguments, fails=False, service="dynamodb"):
        url = endpoint.replace("//dynamodb.", "//streams.dynamodb.") if service == "dynamodbstreams" else endpoint
        command = [AWS, "--endpoint-url", url, "--output", "json", service, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr if fails else json.loads(done.stdout or "{}")

    return run


def test_life_of_a_table(aws, name):
    table = ["--table-name", name]
    created = aws(
        "create-table", *table, "--attribute-definitions", "AttributeName=ID,AttributeType=S", "--key-schema",
        "AttributeName=ID,KeyType=HASH", "--provisioned-throughput", "ReadCapacityUnits=5,WriteCapacityUnits=5",
    )  # fmt: skip
    assert created["TableDescription"]["TableStatus"] == "CREATING"
    aws("wait", "table-exists", *table)
    assert name in aws("list-tables")["TableNames"]
    item = {"ID": {"S": "123"}, "Salary": {"N": "75000"}}
    aws("put-item", *table, "--item", json.dumps(item))
    found = aws(
        "query", *table, "--key-condition-expression", "ID = :id",
        "--expression-attribute-values", json.dumps({":id": {"S": "123"}}),
    )  # fmt: skip
    assert found["Items"] == [item]
    assert aws("scan", *table)["Items"] == [item]
    assert aws("get-item", *table, "--key", json.dumps({"ID": {"S": "123"}}))["Item"] == item
    refused = aws(
        "put-item", *table, "--item", json.dumps(item), "--condition-expression", "attribute_not_exists(ID)", fails=True
    )
    assert "(ConditionalCheckFailedException)" in refused
    aws("delete-table", *table)
    aws("wait", "table-not-exists", *table)
    assert "(ResourceNotFoundException)" in aws("describe-table", *table, fails=True)


@pytest.mark.own_server  # on AWS the next change has to wait for the last one
def test_tags_of_a_table(aws, name):
    table = ["--table-name", name]
    created = aws(
        "create-table", *table, "--attribute-definitions", "AttributeName=ID,AttributeType=S", "--key-schema",
        "AttributeName=ID,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST", "--tags", "Key=Owner,Value=me",
    )  # fmt: skip
    resource = ["--resource-arn", created["TableDescription"]["TableArn"]]
    aws("wait", "table-exists", *table)
    assert aws("tag-resource", *resource, "--tags", "Key=Stage,Value=test", "Key=Owner,Value=you") == {}
    aws("untag-resource", *resource, "--tag-keys", "Stage")
    assert aws("list-tags-of-resource", *resource) == {"Tags": [{"Key": "Owner", "Value": "you"}]}
    refused = aws("untag-resource", *resource, "--tag-keys", "aws:x", fails=True)
    assert "Tag Key cannot be prefixed with aws:, Key: aws:x" in refused
    aws("delete-table", *table)
    aws("wait", "table-not-exists", *table)
    assert "ResourceArn" in aws("list-tags-of-resource", *resource, fails=True)


def test_stream_of_a_table(aws, name):
    def streams(*arguments):
        return aws(*arguments, service="dynamodbstreams")

    table = ["--table-name", name]
    created = aws(
        "create-table", *table, "--attribute-definitions", "AttributeName=ID,AttributeType=S", "--key-schema",
        "AttributeName=ID,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST", "--stream-specification",
        "StreamEnabled=true,StreamViewType=NEW_IMAGE",
    )  # fmt: skip
    aws("wait", "table-exists", *table)
    item = {"ID": {"S": "123"}}
    aws("put-item", *table, "--item", json.dumps(item))
    (listed,) = streams("list-streams", *table)["Streams"]
    arn = ["--stream-arn", listed["StreamArn"]]
    assert listed["StreamArn"] == created["TableDescription"]["LatestStreamArn"]
    (shard,) = streams("describe-stream", *arn)["StreamDescription"]["Shards"]
    start = streams(
        "get-shard-iterator", *arn, "--shard-id", shard["ShardId"], "--shard-iterator-type", "TRIM_HORIZON"
    )
    (record,) = streams("get-records", "--shard-iterator", start["ShardIterator"])["Records"]
    assert (record["eventName"], record["dynamodb"]["NewImage"]) == ("INSERT", item)
    aws("delete-table", *table)
