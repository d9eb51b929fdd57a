"""The protocol below the operations: methods, headers, content types, CORS, compression."""

import gzip
import json
import re
import zlib

import pytest
from raw_client import JSON_1_0
from values import s

TARGET = "DynamoDB_20120810.ListTables"
GOOD = {"X-Amz-Target": TARGET, "Content-Type": JSON_1_0}


def coral(name):
    return {"__type": f"com.amazon.coral.service#{name}"}


@pytest.mark.parametrize("operation, status", [("ListTables", 200), ("NoSuchOperation", 400)])
def test_headers_of_every_answer(raw, operation, status):
    answer = raw.call(operation)
    assert answer.status == status
    assert re.fullmatch(r"[0-9A-Z]{52}", answer.headers["x-amzn-RequestId"])
    assert int(answer.headers["x-amz-crc32"]) == zlib.crc32(answer.content)
    assert answer.headers["Content-Type"] == JSON_1_0
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert "Date" in answer.headers


def test_request_ids_differ(raw):
    assert len({raw.call("ListTables").headers["x-amzn-RequestId"] for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "content_type, status, answered",
    [
        (JSON_1_0, 200, JSON_1_0),
        ("application/json", 200, "application/json"),
        (" application/json ; charset=utf-8", 200, "application/json"),
        (JSON_1_0 + ";charset=utf-8", 200, JSON_1_0),
        ("application/x-amz-json-1.1", 404, None),
        ("application/jsonasdf", 404, None),
        ("text/plain", 404, None),
        (None, 404, None),
    ],
)
def test_content_type(raw, content_type, status, answered):
    answer = raw.request(body={}, headers={**GOOD, "Content-Type": content_type})
    assert answer.status == status
    if answered:
        assert answer.headers["Content-Type"] == answered
    else:
        assert answer.content == b"<UnknownOperationException/>\n"
        assert answer.headers["x-amz-crc32"] == "3552371480"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(raw, method):
    answer = raw.request(method=method, body={}, headers=GOOD)
    assert (answer.status, answer.content) == (404, b"<UnknownOperationException/>\n")


def test_health(raw):
    answer = raw.request(method="GET", sign=False)
    assert answer.status == 200
    assert re.fullmatch(rb"healthy: \S+ ", answer.content)
    assert int(answer.headers["x-amz-crc32"]) == zlib.crc32(answer.content)


def test_other_paths_of_get(raw):
    assert 400 <= raw.request(method="GET", path="/nothing", sign=False).status <= 404


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "ListTables",
        "DynamoDB_20120810",
        "DynamoDB_20120810.",
        "DynamoDB_20120810.NoSuch",
        "DynamoDB_20120810.listTables",
        "dynamodb_20120810.ListTables",
        "DynamoDB_20120810.ListTables.x",
        "DynamoDB_20111205.ListTables",
        "Other_20120810.ListTables",
    ],
)
def test_unknown_target(raw, target):
    answer = raw.request(body={}, headers={"X-Amz-Target": target, "Content-Type": JSON_1_0})
    assert (answer.status, answer.body) == (400, coral("UnknownOperationException"))


@pytest.mark.parametrize("body", ["{", "not json", '{"a":}', "{'a': 1}", '{"a": 1,}', "{} {}", "\xff", '"open'])
def test_malformed_json(raw, body):
    answer = raw.call("ListTables", body.encode("latin-1"))
    assert (answer.status, answer.body) == (400, coral("SerializationException"))


@pytest.mark.parametrize("body", ["[]", "1", '"text"', "null", "true", ""])
def test_body_is_no_object(raw, body):
    answer = raw.call("ListTables", body)
    assert (answer.status, answer.body) == (400, coral("SerializationException"))


def test_order_of_the_first_steps(raw):
    # Malformed JSON is found before the unknown operation, that before the missing signature.
    assert raw.call("NoSuch", "{").body == coral("SerializationException")
    answer = raw.request(body={}, headers={**GOOD, "X-Amz-Target": "DynamoDB_20120810.NoSuch"}, sign=False)
    assert answer.body == coral("UnknownOperationException")


def test_empty_body_without_target(raw):
    assert raw.request(body=b"", headers={}).body == coral("UnknownOperationException")


def test_deeply_nested_json_does_no_harm(raw):
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        for depth in (100, 1000, 100_000):
            answer = raw.call("ListTables", '{"x":' + opening * depth + "1" + closing * depth + "}")
            assert answer.status in (200, 400)
    assert raw.call("ListTables").status == 200


def test_body_above_16_mebibytes(raw):
    answer = raw.call("PutItem", b'{"a":"' + b"x" * (16 * 1024 * 1024) + b'"}')
    assert (answer.status, answer.content) == (413, b"")
    raw.close()
    assert raw.call("ListTables").status == 200


def test_header_block_above_16_kilobytes(raw):
    answer = raw.call("ListTables", {}, **{"X-Padding": "x" * 17_000})
    assert answer.status == 400
    raw.close()


def test_missing_signature(raw):
    answer = raw.request(body={}, headers=GOOD, sign=False)
    assert answer.status == 400
    assert answer.body == {**coral("MissingAuthenticationTokenException"), "message": "Request is missing Authentication Token"}


def test_incomplete_signature(raw):
    header = "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request"
    answer = raw.request(body={}, headers={**GOOD, "Authorization": header}, sign=False)
    assert answer.status == 400
    assert answer.body == {
        **coral("IncompleteSignatureException"),
        "message": "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' "
        "parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
        f"Authorization={header}",
    }


def test_no_cors_without_origin(raw):
    headers = raw.call("ListTables").headers
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("operation", ["ListTables", "NoSuch"])
def test_cors(raw, operation):
    headers = raw.call(operation, {}, Origin="https://example.com").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "x-amzn-RequestId".lower() in headers["Access-Control-Expose-Headers"].lower()
    assert "Access-Control-Max-Age" not in headers
    assert "Access-Control-Allow-Methods" not in headers
    assert "Access-Control-Allow-Headers" not in headers


def test_preflight(raw):
    answer = raw.request(
        method="OPTIONS",
        sign=False,
        headers={
            "Origin": "https://example.com",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-amz-target",
        },
    )
    assert (answer.status, answer.content) == (200, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Max-Age"] == "172800"
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    assert answer.headers["Access-Control-Allow-Headers"] == "content-type,x-amz-target"
    assert answer.headers["Content-Length"] == "0"


def test_options_without_origin(raw):
    assert raw.request(method="OPTIONS", sign=False).status == 404


@pytest.fixture(scope="module")
def long_answer(client, tables):
    """A GetItem whose answer is longer than 4096 bytes."""
    client.put_item(TableName=tables.s, Item={"pk": s("long"), "v": s("x" * 5000)})
    return {"TableName": tables.s, "Key": {"pk": s("long")}}


@pytest.mark.parametrize(
    "accept, encoding",
    [
        ("gzip", "gzip"),
        ("deflate", "deflate"),
        ("gzip, deflate", "gzip"),
        ("deflate, gzip", "deflate"),
        ("gzip;q=0.1, deflate;q=0.9", "deflate"),
        ("GZIP", "gzip"),
        ("gzip;q=0, deflate", "deflate"),
        ("gzip;q=0", None),
        ("*", "gzip"),
        ("*, deflate", "deflate"),
        ("*, gzip;q=0.5", "deflate"),
        ("*, deflate;q=0.5", "gzip"),
        ("identity", None),
        ("br", None),
        ("x-gzip", None),
        ("gzip;q=5, deflate", "gzip"),
        ("gzip;q=nonsense, deflate;q=0.9", "gzip"),
        ("identity, br, gzip", "gzip"),
        (None, None),
    ],
)
def test_response_compression(raw, long_answer, accept, encoding):
    headers = {"Accept-Encoding": accept} if accept else {}
    answer = raw.call("GetItem", long_answer, **headers)
    assert answer.headers.get("Content-Encoding") == encoding
    unpacked = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: bytes}[encoding](answer.content)
    assert json.loads(unpacked)["Item"]["v"] == s("x" * 5000)
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_short_answers_are_not_compressed(raw):
    answer = raw.call("DescribeLimits", {}, **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "encoding, pack",
    [
        ("gzip", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),
        ("deflate", zlib.compress),
    ],
    ids=["gzip", "two-members", "deflate"],
)
def test_compressed_request(raw, long_answer, encoding, pack):
    body = pack(json.dumps(long_answer).encode())
    answer = raw.call("GetItem", body, **{"Content-Encoding": encoding})
    assert answer.status == 200
    assert answer.body["Item"]["pk"] == s("long")


@pytest.mark.parametrize(
    "encoding, body",
    [
        ("gzip", b"not gzip"),
        # A fixed time: the bytes are part of the test's name, which all workers must agree on.
        ("gzip", gzip.compress(b'{"Limit": 1}', mtime=0)[:-4]),
        ("gzip", b""),
        ("deflate", b"\x00\x01"),
        ("br", b"{}"),
    ],
)
def test_bad_compressed_request(raw, encoding, body):
    answer = raw.call("ListTables", body, **{"Content-Encoding": encoding})
    assert answer.status == 500
    raw.close()


def test_a_compression_bomb_is_refused(raw):
    answer = raw.call("ListTables", gzip.compress(b" " * (64 * 1024 * 1024)), **{"Content-Encoding": "gzip"})
    assert answer.status in (413, 500)
    raw.close()
    assert raw.call("ListTables").status == 200


def test_many_requests_on_one_connection(raw):
    raw.close()
    assert raw.call("DescribeLimits").status == 200
    connection = raw.connection
    for _ in range(50):
        assert raw.call("DescribeLimits").status == 200
    assert raw.connection is connection
