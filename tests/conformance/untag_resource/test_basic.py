"""UntagResource: what it removes, and what it refuses."""

import pytest
from tagged_tables import arn_of, expect_tags, foreign_arns, tag_list
from values import ENVELOPE, expect_error, expect_invalid

KEY = "The Tag Key provided is invalid, Key: "
RESERVED = "Tag Key cannot be prefixed with aws:, Key: "

BAD_KEYS = [
    ([], "Atleast one Tag Key needs to be provided as Input."),
    (["a", ""], KEY),
    (["a", "a#b"], KEY + "a#b"),
    (["a", "k" * 129], KEY + "k" * 129),
    (["a", "aws:k"], RESERVED + "aws:k"),
    (["a", "aWs:k"], RESERVED + "aWs:k"),
    (
        ["a"] + [f"k{i}" for i in range(50)],
        "Number of Tags exceed the current limit for the provided ResourceArn",
    ),
]


@pytest.fixture
def arn(client, new_table):
    return arn_of(client, new_table(Tags=tag_list({"a": "1", "b": "2", "c": ""})))


def test_the_answer_is_empty(raw, arn):
    response = raw.call("UntagResource", {"ResourceArn": arn, "TagKeys": ["a"]})
    assert response.status == 200
    assert response.content == b""
    assert response.headers["Content-Length"] == "0"


def test_removes_tags(client, arn, on_aws):
    client.untag_resource(ResourceArn=arn, TagKeys=["a", "c"])
    expect_tags(client, arn, {"b": "2"}, on_aws)
    client.untag_resource(ResourceArn=arn, TagKeys=["b"])
    expect_tags(client, arn, {}, on_aws)


def test_keys_that_are_not_there(client, arn, on_aws):
    client.untag_resource(ResourceArn=arn, TagKeys=["A", "none"])
    expect_tags(client, arn, {"a": "1", "b": "2", "c": ""}, on_aws)
    client.untag_resource(ResourceArn=arn, TagKeys=["none", "b"] + [f"k{i}" for i in range(48)])
    expect_tags(client, arn, {"a": "1", "c": ""}, on_aws)


@pytest.mark.parametrize("keys, message", BAD_KEYS)
def test_bad_keys(client, arn, keys, message, on_aws):
    expect_invalid(message, client.untag_resource, ResourceArn=arn, TagKeys=keys)
    expect_invalid(message, client.untag_resource, ResourceArn=arn + "-missing", TagKeys=keys)
    expect_tags(client, arn, {"a": "1", "b": "2", "c": ""}, on_aws)


@pytest.mark.parametrize("body", [{}, {"TagKeys": None}])
def test_no_keys(raw, arn, body):
    message = ENVELOPE + "Value null at 'tagKeys' failed to satisfy constraint: Member must not be null"
    assert raw.call("UntagResource", {"ResourceArn": arn, **body}).error == ("ValidationException", message)


def test_missing_arn(client):
    expect_invalid("Invalid TableArn", client.untag_resource, TagKeys=["k"])


def test_other_arns(client, arn):
    for resource, code, message in foreign_arns(arn):
        expect_error(code, message, client.untag_resource, ResourceArn=resource, TagKeys=["k"])
