"""DescribeLimits."""


def test_quotas(client):
    answer = client.describe_limits()
    assert answer["AccountMaxReadCapacityUnits"] >= answer["TableMaxReadCapacityUnits"] >= 40000
    assert answer["AccountMaxWriteCapacityUnits"] >= answer["TableMaxWriteCapacityUnits"] >= 40000


def test_defaults(raw, on_aws):
    if not on_aws:  # an AWS account may have had its quotas raised
        assert raw.ok("DescribeLimits") == {
            "AccountMaxReadCapacityUnits": 80000,
            "AccountMaxWriteCapacityUnits": 80000,
            "TableMaxReadCapacityUnits": 40000,
            "TableMaxWriteCapacityUnits": 40000,
        }
