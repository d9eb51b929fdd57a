"""Clients that take their time."""

import contextlib
import select
import socket
import time

import pytest
from http_connection import GET, Connection, assert_healthy, head, list_tables

pytestmark = pytest.mark.own_server


@pytest.mark.parametrize(
    "data",
    [b"", b"POST / HT", list_tables()[:-1], head("Content-Length: 10", "Expect: 100-continue")],
    ids=["nothing", "head", "body", "continue"],
)
def test_requests_that_do_not_arrive_end_the_connection(impatient, data, request_timeout):
    with Connection(impatient) as connection:
        begin = time.monotonic()
        connection.send(data)
        if b"Expect" in data:
            assert connection.response().status == 100
        assert connection.closed()
        assert request_timeout * 0.9 < time.monotonic() - begin < request_timeout + 3


def test_a_trickle_does_not_prolong_a_request(impatient, request_timeout):
    begin = time.monotonic()
    with Connection(impatient) as connection:
        connection.send(b"POST / HTTP/1.1\r\nX: ")
        with contextlib.suppress(ConnectionError):
            while not select.select([connection.socket], [], [], 0.1)[0]:
                connection.send(b"a")
                assert time.monotonic() - begin < request_timeout + 3


def test_idle_connections_wait_longer_and_then_end(impatient, request_timeout):
    with Connection(impatient) as connection:
        assert_healthy(connection.ask(GET))
        time.sleep(request_timeout + 0.5)
        assert_healthy(connection.ask(GET))
        begin = time.monotonic()
        assert connection.closed()
        assert 1.8 < time.monotonic() - begin < 5


def test_a_client_that_never_reads_is_closed_and_costs_little(impatient, request_timeout):
    with Connection(impatient, receive_buffer=4096) as connection:
        connection.socket.settimeout(0.2)
        request = GET * 1000
        begin = time.monotonic()
        taken = 0
        reset = False
        while time.monotonic() - begin < request_timeout + 10:
            try:
                taken += connection.socket.send(request)
            except TimeoutError:
                continue
            except ConnectionError:
                reset = True
                break
        assert reset, "the connection is still open"
        # Requests beyond the unread answers stay in the kernel's buffers.
        assert taken < 64 << 20
