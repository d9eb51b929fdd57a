"""How the server ends."""

import socket
import threading
import time

import pytest
from http_connection import GET, Connection, assert_healthy, list_tables
from server_process import ServerProcess

pytestmark = pytest.mark.own_server


def test_a_stop_closes_idle_connections_and_finishes_requests():
    with ServerProcess.start(["--in-memory", "--threads=2"]) as server:
        with Connection(server) as idle, Connection(server) as busy, Connection(server) as other:
            assert_healthy(idle.ask(GET))
            assert_healthy(other.ask(GET))
            request = list_tables()
            busy.send(request[:-1])
            # a round trip on each loop, so that the server has read what busy sent
            for _ in range(2):
                with Connection(server) as check:
                    assert_healthy(check.ask(GET))
            time.sleep(0.2)
            server.terminate()
            assert idle.closed()
            assert other.closed()
            with pytest.raises(ConnectionError):
                Connection(server)
            assert server.running()
            response = busy.ask(request[-1:])
            assert response.status == 200
            assert response["Connection"] == "close"
            busy.socket.close()
            assert server.wait() == 0
            assert server.stderr.count("\n") <= 5


def test_a_stop_does_not_wait_for_ever():
    with ServerProcess.start(["--in-memory"]) as server:
        with Connection(server) as stuck:
            stuck.send(b"POST / HTTP/1.1\r\n")
            time.sleep(0.2)
            begin = time.monotonic()
            server.terminate()
            assert server.wait() == 0
            assert time.monotonic() - begin < 10


def test_a_second_signal_ends_at_once():
    with ServerProcess.start(["--in-memory"]) as server:
        with Connection(server) as stuck:
            stuck.send(b"POST / HTTP/1.1\r\n")
            time.sleep(0.2)
            server.terminate()
            time.sleep(0.5)
            assert server.running()
            begin = time.monotonic()
            server.terminate()
            assert server.wait() != 0
            assert time.monotonic() - begin < 2


def test_a_stop_under_load_answers_every_request_it_has_taken():
    with ServerProcess.start(["--in-memory", "--threads=2"]) as server:
        broken = []

        def load():
            try:
                with Connection(server) as connection:
                    while True:
                        response = connection.ask(list_tables())
                        if response.status != 200:
                            broken.append(response.status)
                        if response["Connection"] == "close":
                            return
            except (EOFError, ConnectionError) as error:
                # Between requests the server may end a connection; within an answer it may not.
                if "HTTP/1.1" in str(error):
                    broken.append(str(error))

        clients = [threading.Thread(target=load) for _ in range(8)]
        for client in clients:
            client.start()
        time.sleep(0.5)
        assert server.stop() == 0
        for client in clients:
            client.join(10)
            assert not client.is_alive()
        assert broken == []
