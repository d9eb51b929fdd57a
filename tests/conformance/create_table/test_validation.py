"""What CreateTable refuses, and how."""

import pytest
from table_factory import table_parameters
from values import ENVELOPE, INVALID, expect_invalid

PATTERN = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"


def definition(name, kind="S"):
    return {"AttributeName": name, "AttributeType": kind}


def element(name, role="HASH"):
    return {"AttributeName": name, "KeyType": role}


def refused(client, message, **changes):
    """The least valid request with these members changed (None: left out) is refused."""
    parameters = {**table_parameters("valid-name"), **changes}
    expect_invalid(message, client.create_table, **{k: v for k, v in parameters.items() if v is not None})


@pytest.mark.parametrize(
    "table, constraint",
    [
        ("ab", "Member must have length greater than or equal to 3"),
        ("a" * 256, "Member must have length less than or equal to 255"),
        ("bad!name", PATTERN),
        ("with blank", PATTERN),
        ("täble", PATTERN),
    ],
)
def test_bad_name(client, table, constraint):
    refused(
        client, f"{ENVELOPE}Value '{table}' at 'tableName' failed to satisfy constraint: {constraint}", TableName=table
    )


def test_empty_name_fails_twice(client):
    refused(
        client,
        "2 validation errors detected: Value '' at 'tableName' failed to satisfy constraint: "
        "Member must have length greater than or equal to 3; "
        f"Value '' at 'tableName' failed to satisfy constraint: {PATTERN}",
        TableName="",
    )


def test_missing_name(client):
    refused(client, "The parameter 'TableName' is required but was not present in the request", TableName=None)


@pytest.mark.parametrize("member, path", [("KeySchema", "keySchema"), ("AttributeDefinitions", "attributeDefinitions")])
def test_missing_member(client, member, path):
    refused(client, f"{ENVELOPE}Value null at '{path}' failed to satisfy constraint: Member must not be null", **{member: None})


@pytest.mark.parametrize(
    "changes, at",
    [
        (
            {"AttributeDefinitions": [definition("pk", "X")]},
            "Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
            "Member must satisfy enum value set: [B, N, S]",
        ),
        (
            {"KeySchema": [element("pk", "hash")]},
            "Value 'hash' at 'keySchema.1.member.keyType' failed to satisfy constraint: "
            "Member must satisfy enum value set: [HASH, RANGE]",
        ),
        (
            {"KeySchema": [{"AttributeName": "pk"}]},
            "Value null at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must not be null",
        ),
        (
            {"KeySchema": [{"KeyType": "HASH"}]},
            "Value null at 'keySchema.1.member.attributeName' failed to satisfy constraint: Member must not be null",
        ),
        (
            {"AttributeDefinitions": [{"AttributeType": "S"}]},
            "Value null at 'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: "
            "Member must not be null",
        ),
        (
            {"AttributeDefinitions": [definition("")]},
            "Value '' at 'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
        (
            {"KeySchema": []},
            "Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            {"BillingMode": "FREE"},
            "Value 'FREE' at 'billingMode' failed to satisfy constraint: "
            "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
        ),
        (
            {"BillingMode": None, "ProvisionedThroughput": {"ReadCapacityUnits": 1}},
            "Value null at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must not be null",
        ),
        (
            {"BillingMode": None, "ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 1}},
            "Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1",
        ),
    ],
)
def test_constraint(client, changes, at):
    refused(client, ENVELOPE + at, **changes)


def test_three_key_elements(client):
    refused(
        client,
        ENVELOPE + "Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=RANGE), "
        "KeySchemaElement(attributeName=c, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: "
        "Member must have length less than or equal to 2",
        AttributeDefinitions=[definition("a"), definition("b"), definition("c")],
        KeySchema=[element("a"), element("b", "RANGE"), element("c", "RANGE")],
    )


def test_several_constraints_are_counted(client):
    parameters = table_parameters("valid-name")
    parameters["AttributeDefinitions"][0]["AttributeType"] = "X"
    parameters["KeySchema"][0]["KeyType"] = "Y"
    response = expect_invalid(None, client.create_table, **parameters)
    message = response["Error"]["Message"]
    assert message.startswith("2 validation errors detected: ")
    assert "Value 'X' at 'attributeDefinitions.1.member.attributeType'" in message
    assert "Value 'Y' at 'keySchema.1.member.keyType'" in message


TWO = [definition("a"), definition("b")]


@pytest.mark.parametrize(
    "changes, message",
    [
        (
            {"ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}},
            INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        ),
        (
            {"BillingMode": None},
            INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        ),
        (
            {"BillingMode": "PROVISIONED"},
            INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        ),
        (
            {
                "BillingMode": "PROVISIONED",
                "ProvisionedThroughput": {"ReadCapacityUnits": 1000000000001, "WriteCapacityUnits": 1000000000001},
            },
            "Given value 1000000000001 for ReadCapacityUnits is out of bounds",
        ),
        (
            {"KeySchema": [element("a"), element("b", "RANGE")], "AttributeDefinitions": [definition("a")]},
            "Invalid KeySchema: Some index key attribute have no definition",
        ),
        (
            {"KeySchema": [element("a")], "AttributeDefinitions": [definition("b")]},
            INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]",
        ),
        (
            {"KeySchema": [element("a"), element("a", "RANGE")], "AttributeDefinitions": TWO},
            "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        ),
        (
            {"KeySchema": [element("a", "RANGE"), element("b")], "AttributeDefinitions": TWO},
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
        ),
        (
            {"KeySchema": [element("a"), element("b")], "AttributeDefinitions": TWO},
            "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
        ),
        (
            {"KeySchema": [element("a")], "AttributeDefinitions": TWO},
            INVALID + "Number of attributes in KeySchema does not exactly match number of attributes defined in "
            "AttributeDefinitions",
        ),
        (
            {"KeySchema": [element("a", "RANGE")], "AttributeDefinitions": [definition("a")]},
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
        ),
    ],
)
def test_meaning(client, changes, message):
    refused(client, message, **changes)


def test_a_refused_table_does_not_exist(client, name):
    parameters = table_parameters(name)
    parameters["KeySchema"][0]["KeyType"] = "RANGE"
    expect_invalid(None, client.create_table, **parameters)
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_table(TableName=name)


def test_validation_comes_before_the_name_is_looked_up(client, tables):
    refused(
        client,
        "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
        TableName=tables.s,
        KeySchema=[element("pk", "RANGE")],
    )
