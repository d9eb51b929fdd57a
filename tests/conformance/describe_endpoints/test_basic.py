"""DescribeEndpoints."""

import pytest
from raw_client import RawClient


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
@pytest.mark.own_server
def test_names_the_callers_region(endpoint, region):
    answer = RawClient(endpoint, region=region).ok("DescribeEndpoints")
    assert answer == {
        "Endpoints": [{"Address": f"dynamodb.{region}.amazonaws.com", "CachePeriodInMinutes": 1440}]
    }


def test_through_the_sdk(client):
    address = client.describe_endpoints()["Endpoints"][0]["Address"]
    assert "://" not in address
