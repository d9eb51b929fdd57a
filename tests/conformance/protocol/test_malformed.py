"""What is not HTTP, or too much of it."""

import pytest
from http_connection import GET, Connection, head, list_tables

pytestmark = pytest.mark.own_server


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/3.0\r\n\r\n",
        head("Host: other", method="GET"),
        head("No colon"),
        head("Content-Length: -1"),
        head("Content-Length: 1", "Content-Length: 2"),
        head("Content-Length: 1", "Transfer-Encoding: chunked"),
        head("Transfer-Encoding: gzip"),
        head("Transfer-Encoding: chunked") + b"z\r\n",
        head("Transfer-Encoding: chunked") + b"0;" + b"a" * 40_000,
        head("X: " + "a" * 16_400),
        head(*[f"X-{i}: {'a' * 100}" for i in range(200)]),
        b"GET /" + b"a" * 20_000,
    ],
    ids=lambda data: data[:24].decode("latin-1"),
)
def test_malformed_requests_are_refused_and_end_the_connection(server, data):
    with Connection(server) as connection:
        response = connection.ask(data)
        assert response.status == 400
        assert response.body == b""
        assert response["Connection"] == "close"
        assert response["x-amzn-RequestId"] is None
        assert connection.closed()


def test_a_head_just_below_the_limit_is_read(server):
    with Connection(server) as connection:
        lines = [f"X-{i:02}: {'a' * 1000}" for i in range(15)]
        assert connection.ask(list_tables(*lines)).status == 200


def test_pipelined_answers_come_before_the_refusal(server):
    with Connection(server) as connection:
        connection.send(list_tables() + b"nonsense\r\n\r\n")
        assert connection.response().status == 200
        assert connection.response().status == 400
        assert connection.closed()
