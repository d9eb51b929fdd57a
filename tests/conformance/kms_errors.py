"""What a boto3 client of KMS is refused with, and clients of servers other than the suite's."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError


def refusal(call, *arguments, **parameters):
    """(code, message)"""
    with pytest.raises(ClientError) as refused:
        call(*arguments, **parameters)
    error = refused.value.response["Error"]
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return error["Code"], error.get("Message", "")


def client_of(endpoint, service, account):
    return boto3.client(
        service,
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key="dummy",
        endpoint_url=endpoint,
        config=Config(retries={"max_attempts": 0}, parameter_validation=False),
    )
