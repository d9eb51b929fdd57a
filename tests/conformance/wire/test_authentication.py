"""Claims that are no good: each fault with its text, the first one told."""

import pytest
from raw_client import JSON_1_0

GOOD = {"X-Amz-Target": "DynamoDB_20120810.ListTables", "Content-Type": JSON_1_0}
DAY, DATE = "20260102", "20260102T030405Z"
SIGNED = "SignedHeaders=host;x-amz-date"


def claim(credential=f"a/{DAY}/us-east-1/dynamodb/aws4_request", signed=SIGNED, algorithm="AWS4-HMAC-SHA256"):
    return f"{algorithm} Credential={credential}, {signed}, Signature=abc"


def requires(parameter):
    return f"Authorization header requires '{parameter}' parameter. "


INCOMPLETE = "IncompleteSignatureException"
INVALID = "InvalidSignatureException"
MISSING = "MissingAuthenticationTokenException"
NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
FAULTS = {
    "scheme": ("Bearer x", DATE, MISSING, "Request is missing Authentication Token"),
    "nothing": (
        "AWS4-HMAC-SHA256 x=y",
        None,
        INCOMPLETE,
        requires("Credential") + requires("Signature") + requires("SignedHeaders") + NO_DATE
        + "Authorization=AWS4-HMAC-SHA256 x=y",
    ),
    "no date": (claim(), None, INCOMPLETE, f"{NO_DATE}Authorization={claim()}"),
    "no equal sign": (
        "AWS4-HMAC-SHA256 x",
        DATE,
        INCOMPLETE,
        "'x' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 x'.",
    ),
    # From here on each is told before the next.
    "date": (
        claim("a", "SignedHeaders=x", "AWS4-X"),
        "2026-01-02",
        INCOMPLETE,
        "Date must be in ISO-8601 'basic format'. Got '2026-01-02'. See http://en.wikipedia.org/wiki/ISO_8601",
    ),
    "host": (
        claim("a", "SignedHeaders=x", "AWS4-X"),
        DATE,
        INVALID,
        "'Host' must be a 'SignedHeader' in the AWS Authorization.",
    ),
    "algorithm": (
        claim("a", algorithm="AWS4-X"),
        DATE,
        INCOMPLETE,
        "Unsupported AWS 'algorithm': 'AWS4-X' (only AWS4-HMAC-SHA256 for now). ",
    ),
    "credential": (
        claim("a/b/c/d/"),
        DATE,
        INCOMPLETE,
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d/'",
    ),
    "scope": (
        claim("a/b//d/e"),
        DATE,
        INVALID,
        "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'dynamodb'. "
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does "
        f"not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '{DAY}', from '{DATE}'.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_header_fault(raw, fault):
    header, date, code, message = FAULTS[fault]
    headers = {**GOOD, "Authorization": header, "X-Amz-Date": date}
    answer = raw.request(body={}, headers=headers, sign=False)
    assert answer.status == 400
    assert answer.body == {"__type": f"com.amazon.coral.service#{code}", "message": message}


@pytest.mark.parametrize(
    "separator",
    [", ", ",", " ", ",,  "],
)
def test_separators(raw, on_aws, separator):
    if on_aws:
        pytest.skip("the signature is none")
    header = claim().replace(", ", separator)
    assert raw.request(body={}, headers={**GOOD, "Authorization": header, "X-Amz-Date": DATE}, sign=False).status == 200


def test_both_forms(raw):
    answer = raw.request(
        path="/?X-Amz-Algorithm=AWS4-HMAC-SHA256", body={}, headers={**GOOD, "Authorization": claim()}, sign=False
    )
    assert answer.error == (
        INVALID,
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    )


def test_query_fault(raw):
    answer = raw.request(path="/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=x", body={}, headers=GOOD, sign=False)
    assert answer.error == (
        INCOMPLETE,
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include "
        "'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
        "Re-examine the query-string parameters.",
    )
