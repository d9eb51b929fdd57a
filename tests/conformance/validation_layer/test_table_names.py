"""Table and index names by operation and layer."""

import pytest
from least_requests import SINGLE_TABLE, WRITES, least
from table_factory import unique_name
from values import ENVELOPE, NOT_FOUND, s

pytestmark = pytest.mark.own_server

LENGTH = "failed to satisfy constraint: Member must have length"
PATTERN = "failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"


@pytest.mark.parametrize("operation", SINGLE_TABLE)
def test_empty(current, classic, operation):
    old = f"{ENVELOPE}Value '' at 'tableName' {LENGTH} greater than or equal to 1"
    new = f"{ENVELOPE}Value at 'TableName' {LENGTH} greater than or equal to 1" if operation in WRITES else old
    assert current.error(operation, least(operation, "")) == new
    assert classic.error(operation, least(operation, "")) == old


@pytest.mark.parametrize("operation", SINGLE_TABLE)
def test_missing(either, operation):
    body = least(operation, "")
    del body["TableName"]
    assert either.error(operation, body) == (
        ENVELOPE + "Value null at 'tableName' failed to satisfy constraint: Member must not be null"
    )


@pytest.mark.parametrize("operation", SINGLE_TABLE)
@pytest.mark.parametrize(
    "name, fault",
    [("a" * 1025, LENGTH + " less than or equal to 1024"), ("bad!name", PATTERN)],
    ids=["long", "characters"],
)
def test_bad(either, operation, name, fault):
    assert either.error(operation, least(operation, name)) == f"{ENVELOPE}Value '{name}' at 'tableName' {fault}"


@pytest.mark.parametrize("operation", SINGLE_TABLE)
@pytest.mark.parametrize("name", ["a", "ab", "a" * 1024], ids=len)
def test_short(either, operation, name):
    assert either.raw.call(operation, least(operation, name)).error == ("ResourceNotFoundException", NOT_FOUND)


@pytest.mark.parametrize("operation", ["Query", "Scan"])
@pytest.mark.parametrize(
    "name, fault",
    [
        ("ab", LENGTH + " greater than or equal to 3"),
        ("a" * 256, LENGTH + " less than or equal to 255"),
        ("a/b", PATTERN),
    ],
    ids=["short", "long", "characters"],
)
def test_index_name(either, operation, name, fault):
    text = f"{ENVELOPE}Value '{name}' at 'indexName' {fault}"
    assert either.error(operation, least(operation, either.table, IndexName=name)) == text


def test_unprocessed_keys_echo_the_arn(current):
    arn = current.raw.ok("DescribeTable", {"TableName": current.table})["Table"]["TableArn"]
    keys = [{"pk": s(unique_name()), "sk": s("a")} for _ in range(45)]
    for key in keys:
        current.raw.ok("PutItem", {"TableName": arn, "Item": {**key, "v": s("x" * 380_000)}})
    answer = current.raw.ok("BatchGetItem", {"RequestItems": {arn: {"Keys": keys}}})
    assert list(answer["Responses"]) == [arn]
    assert list(answer["UnprocessedKeys"]) == [arn]
    for key in keys:
        current.raw.ok("DeleteItem", {"TableName": arn, "Key": key})
