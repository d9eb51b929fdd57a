"""TagResource: the rules of tags, told before the table is looked up and all of them or none applied."""

import pytest
from tagged_tables import arn_of, expect_tags, foreign_arns, tag_list
from values import ENVELOPE, expect_error, expect_invalid

KEY = "The Tag Key provided is invalid, Key: "
VALUE = "The Tag Value provided is invalid, Value: "
RESERVED = "Tag Key cannot be prefixed with aws:, Key: "
TOO_MANY = "Number of Tags exceed the current limit for the provided ResourceArn"

BAD_TAGS = [
    ([], "Atleast one Tag needs to be provided as Input."),
    ([{"Value": "v"}], KEY + "null"),
    (tag_list({"": "v"}), KEY),
    (tag_list({"a#b": "v"}), KEY + "a#b"),
    (tag_list({"k" * 129: "v"}), KEY + "k" * 129),
    ([{"Key": "k"}], VALUE + "null"),
    (tag_list({"k": "a!b"}), VALUE + "a!b"),
    (tag_list({"k": "v" * 257}), VALUE + "v" * 257),
    (tag_list({"aws:k": "v"}), RESERVED + "aws:k"),
    (tag_list({"AWS:k": "v"}), RESERVED + "AWS:k"),
    (tag_list({"k": "v"}) + tag_list({"k": "w"}), "Duplicate Tag Keys provided as input: Duplicate Tag Key found k"),
    (tag_list({f"k{i}": "" for i in range(51)}), TOO_MANY),
]


@pytest.fixture(scope="module")
def arn(client, tables):
    return arn_of(client, tables.s)


@pytest.mark.parametrize("tags, message", BAD_TAGS)
def test_tags(client, arn, tags, message):
    expect_invalid(message, client.tag_resource, ResourceArn=arn, Tags=tags)
    expect_invalid(message, client.tag_resource, ResourceArn=arn + "-missing", Tags=tags)


@pytest.mark.parametrize("body", [{}, {"Tags": None}])
def test_no_tags(raw, arn, body):
    message = ENVELOPE + "Value null at 'tags' failed to satisfy constraint: Member must not be null"
    assert raw.call("TagResource", {"ResourceArn": arn, **body}).error == ("ValidationException", message)
    assert raw.call("TagResource", body).error == ("ValidationException", message)


def test_all_or_nothing(client, new_table, on_aws):
    arn = arn_of(client, new_table(Tags=tag_list({"k": "v"})))
    expect_invalid(KEY + "#", client.tag_resource, ResourceArn=arn, Tags=tag_list({"k": "w", "new": "", "#": ""}))
    expect_tags(client, arn, {"k": "v"}, on_aws)


def test_fifty_tags_in_all(client, new_table, on_aws):
    arn = arn_of(client, new_table())
    tags = {f"k{i}": str(i) for i in range(50)}
    client.tag_resource(ResourceArn=arn, Tags=tag_list(tags))
    expect_tags(client, arn, tags, on_aws)
    client.tag_resource(ResourceArn=arn, Tags=tag_list({"k7": "new"}))
    tags["k7"] = "new"
    expect_tags(client, arn, tags, on_aws)
    expect_invalid(TOO_MANY, client.tag_resource, ResourceArn=arn, Tags=tag_list({"k8": "new", "one-more": ""}))
    expect_tags(client, arn, tags, on_aws)


@pytest.mark.own_server  # the limit of the service is documented as 10 KB, its text was seen without numbers
def test_size_of_all_tags(client, new_table, on_aws):
    arn = arn_of(client, new_table())
    tags = {str(i): "v" * 254 for i in range(10, 50)}
    client.tag_resource(ResourceArn=arn, Tags=tag_list(tags))
    expect_invalid(
        "Tag set size 10241 bytes is above max size limit of 10240 bytes",
        client.tag_resource,
        ResourceArn=arn,
        Tags=tag_list({"k": ""}),
    )
    expect_tags(client, arn, tags, on_aws)


def test_missing_arn(client):
    expect_invalid("Invalid TableArn", client.tag_resource, Tags=tag_list({"k": "v"}))


@pytest.mark.parametrize("index", range(8))
def test_other_arns(client, arn, index):
    resource, code, message = foreign_arns(arn)[index]
    expect_error(code, message, client.tag_resource, ResourceArn=resource, Tags=tag_list({"k": "v"}))


def test_types(raw, arn):
    for tags in ({"k": "v"}, "k"):
        assert raw.call("TagResource", {"ResourceArn": arn, "Tags": tags}).error[0] == "SerializationException"
    response = raw.call("TagResource", {"ResourceArn": arn, "Tags": [{"Key": 1, "Value": ""}]})
    assert response.error == ("SerializationException", "NUMBER_VALUE cannot be converted to String")
