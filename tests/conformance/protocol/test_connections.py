"""Connections: how long they live, what they carry, how many there may be."""

import contextlib
import json
import socket
import struct
import time

import pytest
from http_connection import GET, Connection, assert_healthy, call, head, list_tables
from server_process import ServerProcess

pytestmark = pytest.mark.own_server


def test_a_connection_serves_many_requests(server):
    with Connection(server) as connection:
        ids = {connection.ask(list_tables())["x-amzn-RequestId"] for _ in range(50)}
        assert len(ids) == 50


def test_pipelined_requests_are_answered_in_order(server):
    with Connection(server) as connection:
        connection.send((list_tables() + GET + call("Nothing", {}) + head(method="PUT")) * 100)
        for _ in range(100):
            assert json.loads(connection.response().body) == {"TableNames": []}
            assert_healthy(connection.response())
            assert connection.response().status == 400
            assert connection.response().status == 404


def test_a_request_may_come_byte_by_byte(server):
    with Connection(server) as connection:
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in list_tables():
            connection.send(bytes([byte]))
        assert connection.response().status == 200


def test_close_is_honoured_and_announced(server):
    with Connection(server) as connection:
        response = connection.ask(list_tables("Connection: close"))
        assert response.status == 200
        assert response["Connection"] == "close"
        assert connection.closed()


def test_http_1_0(server):
    with Connection(server) as connection:
        response = connection.ask(head(method="GET", version="HTTP/1.0", host=None))
        assert_healthy(response)
        assert response["Connection"] == "close"
        assert connection.closed()
    with Connection(server) as connection:
        for _ in range(2):
            response = connection.ask(
                head("Connection: keep-alive", method="GET", version="HTTP/1.0")
            )
            assert_healthy(response)
            assert response["Connection"] == "keep-alive"


def test_a_half_closed_client_gets_its_answer(server):
    with Connection(server) as connection:
        connection.send(list_tables())
        connection.socket.shutdown(socket.SHUT_WR)
        assert connection.response().status == 200
        assert connection.closed()


def test_answers_that_wait_for_their_clients_stay_whole(server):
    create = {
        "TableName": "large",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    letters = "abc"
    with Connection(server) as connection:
        assert connection.ask(call("CreateTable", create)).status == 200
        for letter in letters:
            item = {"pk": {"S": letter}, "data": {"S": letter * 390_000}}
            put = call("PutItem", {"TableName": "large", "Item": item})
            assert connection.ask(put).status == 200
        get = {letter: call("GetItem", {"TableName": "large", "Key": {"pk": {"S": letter}}}) for letter in letters}
        with contextlib.ExitStack() as stack:
            waiting = []
            for letter in letters * 10:
                slow = stack.enter_context(Connection(server, receive_buffer=4096))
                slow.send(get[letter] * 3)
                waiting.append((letter, slow))
                # others are answered meanwhile, with longer and with shorter answers
                assert connection.ask(list_tables()).status == 200
                assert connection.ask(get["a"]).status == 200
            for letter, slow in waiting:
                for _ in range(3):
                    item = json.loads(slow.response().body)["Item"]
                    assert item == {"pk": {"S": letter}, "data": {"S": letter * 390_000}}
        assert connection.ask(call("DeleteTable", {"TableName": "large"})).status == 200


def test_clients_that_vanish_do_no_harm(server):
    for data in (b"", b"POST", list_tables()[:-1], list_tables(), list_tables() * 50):
        connection = Connection(server)
        connection.send(data)
        # a reset instead of an orderly end
        linger_zero = struct.pack("ii", 1, 0)
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_zero)
        connection.socket.close()
    with Connection(server) as connection:
        assert_healthy(connection.ask(GET))


def test_connections_beyond_the_limit_are_turned_away():
    with ServerProcess.start(["--in-memory", "--max-connections=2"]) as server:
        with Connection(server) as first, Connection(server) as second:
            assert_healthy(first.ask(GET))
            assert_healthy(second.ask(GET))
            with Connection(server) as third:
                response = third.response()
                assert response.status == 503
                assert response["Connection"] == "close"
                assert third.closed()
            assert_healthy(first.ask(GET))
        # closed ones make room again
        deadline = time.monotonic() + 5
        while True:
            with contextlib.suppress(EOFError, ConnectionError), Connection(server) as fourth:
                if fourth.ask(GET).status == 200:
                    break
            assert time.monotonic() < deadline
