"""Short ways to write attribute values, and to expect errors."""

import re

import pytest
from botocore.exceptions import ClientError

ENVELOPE = "1 validation error detected: "
INVALID = "One or more parameter values were invalid: "
NOT_FOUND = "Requested resource not found"
SCHEMA_MISMATCH = "The provided key element does not match the schema"


def s(text):
    return {"S": text}


def n(number):
    return {"N": str(number)}


def b(data):
    return {"B": data}


def l(*values):  # noqa: E743 - named after the wire's type
    return {"L": list(values)}


def m(**entries):
    return {"M": entries}


def ss(*members):
    return {"SS": list(members)}


def ns(*members):
    return {"NS": [str(member) for member in members]}


def bs(*members):
    return {"BS": list(members)}


TRUE = {"BOOL": True}
FALSE = {"BOOL": False}
NULL = {"NULL": True}


def deep(levels, leaf=None):
    """`levels` maps of one key around a string."""
    value = leaf or s("x")
    for _ in range(levels):
        value = {"M": {"a": value}}
    return value


def expect_error(code, message, call, *args, **kwargs):
    """`call` must fail with this error code and exactly this message (or one matching a compiled
    pattern; None: any). Answers the parsed error response."""
    with pytest.raises(ClientError) as raised:
        call(*args, **kwargs)
    error = raised.value.response["Error"]
    assert error["Code"] == code, error
    if isinstance(message, re.Pattern):
        assert message.search(error["Message"]), error["Message"]
    elif message is not None:
        assert error["Message"] == message
    return raised.value.response


def expect_invalid(message, call, *args, **kwargs):
    return expect_error("ValidationException", message, call, *args, **kwargs)


def all_pages(call, **parameters):
    """All answers of a paged Query or Scan."""
    pages = [call(**parameters)]
    while "LastEvaluatedKey" in pages[-1]:
        pages.append(call(ExclusiveStartKey=pages[-1]["LastEvaluatedKey"], **parameters))
    return pages


def all_items(call, **parameters):
    return [item for page in all_pages(call, **parameters) for item in page["Items"]]


def batch_put(client, table, items):
    """Writes any number of items in batches of 25."""
    items = list(items)
    for start in range(0, len(items), 25):
        requests = [{"PutRequest": {"Item": item}} for item in items[start : start + 25]]
        while requests:
            answer = client.batch_write_item(RequestItems={table: requests})
            requests = answer["UnprocessedItems"].get(table)
