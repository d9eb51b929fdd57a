"""Encryption under keys of KMS: SSESpecification of CreateTable and UpdateTable. On AWS it needs keys of the
account; DynaRocks takes any key there could be."""

import re

import pytest
from table_factory import table_parameters
from values import INVALID

pytestmark = pytest.mark.own_server

KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"
OTHER = "2234abcd-12ab-34cd-56ef-1234567890ab"
ARN = re.compile(r"arn:aws:kms:us-east-1:\d{12}:key/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def kms(key=None):
    return {"SSEType": "KMS", **({"KMSMasterKeyId": key} if key else {})}


@pytest.fixture
def encrypted(client, new_table, name):
    """Makes a table with this SSESpecification; answers CreateTable's SSEDescription."""

    def make(specification):
        created = client.create_table(**table_parameters(name), SSESpecification=specification)["TableDescription"]
        new_table.remember(name)
        new_table.wait(name)
        return created.get("SSEDescription")

    return make


def settled(client, table):
    return client.describe_table(TableName=table)["Table"].get("SSEDescription")


def update(client, table, specification):
    changed = client.update_table(TableName=table, SSESpecification=specification)["TableDescription"]
    assert changed["TableStatus"] == "ACTIVE"
    return changed["SSEDescription"]


def test_no_key(client, encrypted, name):
    assert encrypted({}) is None
    assert settled(client, name) is None


@pytest.mark.parametrize("specification", [{"Enabled": True}, kms(), {"Enabled": True, **kms()}, kms("alias/aws/dynamodb")])
def test_the_key_of_the_account(client, encrypted, name, specification):
    encrypted(specification)
    described = settled(client, name)
    assert set(described) == {"Status", "SSEType", "KMSMasterKeyArn"}
    assert (described["Status"], described["SSEType"]) == ("ENABLED", "KMS")
    assert ARN.fullmatch(described["KMSMasterKeyArn"])


@pytest.mark.parametrize("form", ["{}", "arn:aws:kms:us-east-1:000000000000:key/{}"])
def test_a_key_by_its_id_and_by_its_arn(client, encrypted, name, form):
    encrypted(kms(form.format(KEY)))
    assert settled(client, name)["KMSMasterKeyArn"] == f"arn:aws:kms:us-east-1:000000000000:key/{KEY}"


def test_on_another_key_and_off(client, encrypted, name):
    encrypted({"Enabled": False})
    first = update(client, name, kms(KEY))
    assert (first["Status"], first["KMSMasterKeyArn"].split("/")[1]) == ("UPDATING", KEY)
    assert settled(client, name) == {**first, "Status": "ENABLED"}
    assert update(client, name, kms(OTHER)) == first
    assert settled(client, name)["KMSMasterKeyArn"].endswith(OTHER)
    assert update(client, name, {"Enabled": False})["KMSMasterKeyArn"].endswith(OTHER)
    assert settled(client, name) is None


def test_what_changes_nothing(raw, client, encrypted, name):
    encrypted(kms(KEY))
    arn = settled(client, name)["KMSMasterKeyArn"]
    assert raw.call("UpdateTable", {"TableName": name, "SSESpecification": kms(arn)}).error == (
        "ValidationException",
        INVALID + "Table is already encrypted with given KMSMasterKeyId. "
        "Use KMSMasterKeyId parameter if you want to change Master Key",
    )
    update(client, name, kms(KEY))  # the same key by another name encrypts anew
    update(client, name, {"Enabled": False})
    assert raw.call("UpdateTable", {"TableName": name, "SSESpecification": {"Enabled": False}}).error == (
        "ValidationException",
        INVALID + "Table is already encrypted by default",
    )


@pytest.mark.parametrize(
    "key, what", [("arn:aws:kms:eu-west-1:000000000000:key/" + KEY, "Invalid arn eu-west-1"), ("a key", "Invalid keyId 'a key'")]
)
def test_what_is_no_key_here(raw, name, key, what):
    code, message = raw.call("CreateTable", {**table_parameters(name), "SSESpecification": kms(key)}).error
    assert code == "ValidationException"
    head, _, tail = message.partition("; Request ID: ")
    assert head == (
        f"KMS validation error: com.amazonaws.services.kms.model.NotFoundException: {what} "
        "(Service: AWSKMS; Status Code: 400; Error Code: NotFoundException"
    )
    assert re.fullmatch(r"[0-9a-f-]{36}; Proxy: null\)", tail)
    assert raw.call("DescribeTable", {"TableName": name}).error[0] == "ResourceNotFoundException"
