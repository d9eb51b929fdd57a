"""GetResourcePolicy."""

import pytest
from resource_policies import FOREIGN_ARNS, NOT_FOUND, STREAM, arns_of, foreign_arns
from values import expect_error, expect_invalid


@pytest.fixture(scope="module")
def arns(client, new_module_table):
    return arns_of(client, new_module_table(**STREAM))


def test_there_is_none(client, arns):
    for arn in arns:
        expect_error("PolicyNotFoundException", NOT_FOUND + arn, client.get_resource_policy, ResourceArn=arn)


def test_the_error_on_the_wire(raw, arns):
    response = raw.call("GetResourcePolicy", {"ResourceArn": arns[0]})
    assert response.status == 400
    assert response.body == {
        "__type": "com.amazonaws.dynamodb.v20120810#PolicyNotFoundException",
        "message": NOT_FOUND + arns[0],
    }


def test_missing_arn(client):
    expect_invalid("Invalid TableArn", client.get_resource_policy)


@pytest.mark.parametrize("index", range(FOREIGN_ARNS))
def test_other_arns(client, arns, index):
    resource, code, message = foreign_arns(arns[0])[index]
    expect_error(code, message, client.get_resource_policy, ResourceArn=resource)
