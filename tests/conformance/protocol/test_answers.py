"""What every answer carries: headers, checksums, the known bytes."""

import json
import re
import zlib

import pytest
from http_connection import GET, Connection, assert_healthy, call, head, list_tables

pytestmark = pytest.mark.own_server


def test_every_answer_carries_id_checksum_length_date_and_server(server):
    with Connection(server) as connection:
        for request in (list_tables(), GET, head(method="PUT"), call("Nothing", {})):
            response = connection.ask(request)
            assert response.version == "HTTP/1.1"
            assert re.fullmatch("[0-9A-Z]{52}", response["x-amzn-RequestId"])
            assert int(response["x-amz-crc32"]) == zlib.crc32(response.body)
            assert int(response["Content-Length"]) == len(response.body)
            assert re.fullmatch(
                r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", response["Date"]
            )
            assert response["Server"] == "Server"
            assert response["Connection"] is None


def test_health_has_the_known_bytes(server):
    with Connection(server) as connection:
        response = connection.ask(GET)
        assert_healthy(response)
        assert response["x-amz-crc32"] == "3128867991"
        assert response["Content-Length"] == "42"


def test_what_is_no_call_is_not_found(server):
    with Connection(server) as connection:
        for request in (
            head(method="PUT"),
            head(method="OPTIONS"),
            head(method="GET", target="/other"),
            head("Content-Length: 2", "Content-Type: text/plain") + b"{}",
            head("Content-Length: 2", "Content-Type: application/x-amz-json-1.1") + b"{}",
            head("Content-Length: 2") + b"{}",
        ):
            response = connection.ask(request)
            assert response.status == 404
            assert response.body == b"<UnknownOperationException/>\n"
            assert response["x-amz-crc32"] == "3552371480"


def test_head_is_answered_without_a_body(server):
    with Connection(server) as connection:
        response = connection.ask(head(method="HEAD"), head_only=True)
        assert response.status == 404
        assert response["Content-Length"] == "29"
        assert_healthy(connection.ask(GET))


def test_errors_follow_the_order_of_the_reference(server):
    serialization = {"__type": "com.amazon.coral.service#SerializationException"}
    unknown = {"__type": "com.amazon.coral.service#UnknownOperationException"}
    with Connection(server) as connection:
        bad_json = head("Content-Type: application/json", "Content-Length: 1") + b"{"
        assert json.loads(connection.ask(bad_json).body) == serialization
        no_target = head("Content-Type: application/json", "Content-Length: 2") + b"{}"
        assert json.loads(connection.ask(no_target).body) == unknown
        unsigned = head(
            "X-Amz-Target: DynamoDB_20120810.ListTables",
            "Content-Type: application/json",
            "Content-Length: 2",
        )
        response = connection.ask(unsigned + b"[]")
        assert response.status == 400
        assert response["Content-Type"] == "application/json"
        assert json.loads(response.body) == {
            "__type": "com.amazon.coral.service#MissingAuthenticationTokenException",
            "message": "Request is missing Authentication Token",
        }
        assert json.loads(connection.ask(call("ListTables", [])).body) == serialization


def test_cors(server):
    with Connection(server) as connection:
        response = connection.ask(list_tables("Origin: http://a.example"))
        assert response.status == 200
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "x-amz-crc32" in response["Access-Control-Expose-Headers"]
        assert response["Access-Control-Max-Age"] is None

        response = connection.ask(
            head(
                "Origin: http://a.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-amz-target,content-type",
                method="OPTIONS",
            )
        )
        assert response.status == 200
        assert response["Content-Length"] == "0"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Max-Age"] == "172800"
        assert response["Access-Control-Allow-Methods"] == "POST"
        assert response["Access-Control-Allow-Headers"] == "x-amz-target,content-type"
