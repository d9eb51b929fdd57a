"""Bodies of requests: chunks, Expect, and the bound of 16 MiB."""

import contextlib

import pytest
from http_connection import (
    AUTHORIZATION,
    GET,
    Connection,
    assert_healthy,
    assert_too_large,
    call,
    head,
    list_tables,
)

pytestmark = pytest.mark.own_server


def chunked(data, sizes):
    out = b""
    for size in sizes:
        piece, data = data[:size], data[size:]
        out += b"%x;name=value\r\n%s\r\n" % (len(piece), piece)
    assert not data
    return out + b"0\r\nX-Trailer: ignored\r\n\r\n"


def test_chunked_request_bodies(server):
    body = b'{"Limit": 7, "ExclusiveStartTableName": "abc"}'
    with Connection(server) as connection:
        for sizes in ([len(body)], [1] * len(body), [20, len(body) - 20]):
            request = call("ListTables", b"", "Transfer-Encoding: chunked", length=False)
            response = connection.ask(request + chunked(body, sizes))
            assert response.status == 200, response.body
        assert_healthy(connection.ask(GET))


def test_expect_continue(server):
    with Connection(server) as connection:
        connection.send(
            head(
                "X-Amz-Target: DynamoDB_20120810.ListTables",
                "Content-Type: application/json",
                f"Authorization: {AUTHORIZATION}",
                "X-Amz-Date: 20260102T030405Z",
                "Content-Length: 2",
                "Expect: 100-continue",
            )
        )
        assert connection.response().status == 100
        assert connection.ask(b"{}").status == 200
        # The body came along: nobody waits.
        assert connection.ask(list_tables("Expect: 100-continue")).status == 200


def test_expect_continue_is_not_granted_to_what_is_refused(server):
    with Connection(server) as connection:
        refused = head("Expect: 100-continue", f"Content-Length: {(16 << 20) + 1}")
        assert connection.ask(refused).status == 413
        assert connection.closed()


def test_the_largest_body_is_read(server):
    body = b'{"Limit": 1' + b" " * ((16 << 20) - 12) + b"}"
    assert len(body) == 16 << 20
    with Connection(server) as connection:
        assert connection.ask(call("ListTables", body)).status == 200
        request = call("ListTables", b"", "Transfer-Encoding: chunked", length=False)
        assert connection.ask(request + chunked(body, [1 << 20] * 16)).status == 200


def test_a_larger_body_is_refused(server):
    with Connection(server) as connection:
        # All of it is sent, and still the answer arrives.
        connection.send(call("ListTables", b" " * ((16 << 20) + 1)))
        assert_too_large(connection.response())
        assert connection.closed()
    with Connection(server) as connection:
        connection.send(call("ListTables", b"", "Transfer-Encoding: chunked", length=False))
        with contextlib.suppress(ConnectionError):
            for _ in range(17):
                connection.send(b"100000\r\n" + b" " * (1 << 20) + b"\r\n")
        assert_too_large(connection.response())
        assert connection.closed()
