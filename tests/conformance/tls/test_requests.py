"""Requests over TLS: as without it."""

import contextlib
import json
import select
import socket
import ssl
import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import SSLError
from http_connection import GET, Connection, assert_healthy, assert_too_large, call, head, list_tables
from server_process import ServerProcess
from tls_connection import TlsConnection

pytestmark = pytest.mark.own_server
LARGEST_ITEM = 400_000


def boto(port, verify, **options):
    return boto3.client(
        "dynamodb",
        endpoint_url=f"https://localhost:{port}",
        region_name="us-east-1",
        aws_access_key_id="dummy",
        aws_secret_access_key="dummy",
        verify=str(verify),
        config=Config(retries={"max_attempts": 0}, **options),
    )


@pytest.fixture
def table(secure, authority, name):
    client = boto(secure.tls_port, authority.root)
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    yield name
    client.delete_table(TableName=name)


def test_both_ports_serve_the_same_tables(secure, authority, table):
    assert secure.port != secure.tls_port
    item = {"pk": {"S": "a"}, "n": {"N": "1"}}
    boto(secure.tls_port, authority.root).put_item(TableName=table, Item=item)
    with Connection(secure) as plain:
        answer = plain.ask(call("GetItem", {"TableName": table, "Key": {"pk": {"S": "a"}}}))
    assert json.loads(answer.body) == {"Item": item}


def test_boto_refuses_a_foreign_authority(secure, foreign_authority):
    with pytest.raises(SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        boto(secure.tls_port, foreign_authority.root).list_tables()


def test_large_bodies_pass_in_both_directions(secure, trusting, table):
    # 25 items of 400,000 bytes to write, and as many as fit into 16 MB to read, a thousand records each
    items = [{"pk": {"S": f"key-{i}"}, "data": {"S": "x" * (LARGEST_ITEM - 1000)}} for i in range(40)]
    with TlsConnection(secure, trusting) as connection:
        connection.socket.settimeout(60)
        for some in (items[:25], items[25:]):
            requests = [{"PutRequest": {"Item": item}} for item in some]
            answer = connection.ask(call("BatchWriteItem", {"RequestItems": {table: requests}}))
            assert (answer.status, json.loads(answer.body)) == (200, {"UnprocessedItems": {}})
        keys = [{"pk": item["pk"]} for item in items]
        answer = json.loads(connection.ask(call("BatchGetItem", {"RequestItems": {table: {"Keys": keys}}})).body)
        assert len(answer["Responses"][table]) == 40
        assert all(item in items for item in answer["Responses"][table])
        # one that takes its answer slowly, beside which others are served
        connection.send(call("BatchGetItem", {"RequestItems": {table: {"Keys": keys}}}))
        time.sleep(0.3)
        with TlsConnection(secure, trusting) as other:
            assert_healthy(other.ask(GET))
        assert len(json.loads(connection.response().body)["Responses"][table]) == 40


def test_a_body_of_16_mib_arrives_whole(secure, trusting, table):
    # spaces are part of the body and of its limit
    body = json.dumps({"TableName": table}).encode()
    with TlsConnection(secure, trusting) as connection:
        connection.socket.settimeout(60)
        answer = connection.ask(call("DescribeTable", body + b" " * ((16 << 20) - len(body))))
        assert json.loads(answer.body)["Table"]["TableName"] == table


def test_a_body_that_is_too_large_is_answered_before_it_ends(secure, trusting):
    with TlsConnection(secure, trusting) as connection:
        connection.send(head("Content-Length: 20000000", "X-Amz-Target: DynamoDB_20120810.ListTables"))
        connection.send(b"x" * 200_000)
        assert_too_large(connection.response())
        assert connection.ends_properly()


def test_a_connection_is_used_again(secure, trusting):
    with TlsConnection(secure, trusting) as connection:
        for _ in range(50):
            answer = connection.ask(list_tables())
            assert answer.status == 200
            assert answer["Connection"] is None


def send_while_reading(connection, data):
    """From one thread: OpenSSL must not read and write one connection in two at once."""
    connection.socket.setblocking(False)
    rest = memoryview(data)
    while rest:
        readable, _, _ = select.select([connection.socket], [connection.socket], [], 10)
        with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError):
            rest = rest[connection.socket.send(rest[:16384]) :]
        with contextlib.suppress(ssl.SSLWantReadError):
            while readable:
                connection.buffer += connection.socket.recv(65536)
    connection.socket.settimeout(10)


def test_pipelined_requests_are_answered_in_order(secure, trusting):
    with TlsConnection(secure, trusting) as connection:
        send_while_reading(connection, (GET + list_tables()) * 2000)
        for _ in range(2000):
            assert_healthy(connection.response())
            assert b"TableNames" in connection.response().body


def test_a_request_may_arrive_byte_by_byte(secure, trusting):
    with TlsConnection(secure, trusting) as connection:
        for byte in list_tables():
            connection.send(bytes([byte]))
        assert connection.response().status == 200


def test_a_body_may_wait_for_continue(secure, trusting):
    request = call("ListTables", {}, "Expect: 100-continue")
    with TlsConnection(secure, trusting) as connection:
        connection.send(request[:-2])
        assert connection.response(head_only=True).status == 100
        assert connection.ask(request[-2:]).status == 200


def test_the_end_is_said(secure, trusting):
    with TlsConnection(secure, trusting) as connection:
        assert connection.ask(head("Connection: close", method="GET"))["Connection"] == "close"
        assert connection.ends_properly()
    with TlsConnection(secure, trusting) as connection:
        assert connection.ask(b"\x00nonsense\r\n\r\n").status == 400
        assert connection.ends_properly()
    with TlsConnection(secure, trusting) as connection:
        assert_healthy(connection.ask(GET))
        # answers the client's goodbye with its own
        assert connection.socket.unwrap()


def test_idle_connections_end_with_a_goodbye(impatient, trusting):
    with TlsConnection(impatient, trusting) as connection:
        assert_healthy(connection.ask(GET))
        begin = time.monotonic()
        assert connection.ends_properly()
        assert 1.8 < time.monotonic() - begin < 5


def test_a_client_that_never_reads_is_cut_off(impatient, trusting, request_timeout):
    with TlsConnection(impatient, trusting, receive_buffer=4096) as connection:
        connection.socket.settimeout(0.2)
        begin = time.monotonic()
        while time.monotonic() - begin < request_timeout + 10:
            try:
                connection.socket.send(GET * 500)
            except TimeoutError:
                continue
            except OSError:
                return
        raise AssertionError("the connection is still open")


def test_clients_that_vanish_do_no_harm(secure, trusting):
    for data in (b"", GET[:10], GET * 100, head("Content-Length: 1000000")):
        connection = TlsConnection(secure, trusting)
        connection.send(data)
        # with a reset, without a goodbye
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        connection.socket.close()
    with TlsConnection(secure, trusting) as connection:
        assert_healthy(connection.ask(GET))


def test_the_admin_surface_is_as_guarded(secure, trusting):
    with TlsConnection(secure, trusting) as connection:
        assert connection.ask(head(method="GET", target="/_dynarocks/clock")).status == 200
        foreign = connection.ask(head(method="GET", target="/_dynarocks/clock", host="Host: db.example"))
        assert (foreign.status, json.loads(foreign.body)["error"]) == (
            403,
            "the Host header must name localhost, 127.0.0.1 or [::1]",
        )
        page = connection.ask(head("Origin: https://localhost", method="GET", target="/_dynarocks/clock"))
        assert page.status == 403


def test_connections_beyond_the_limit_are_closed(server_pair, trusting):
    arguments = ["--in-memory", "--max-connections=2", *server_pair.flags]
    with ServerProcess.start(arguments) as server:
        with TlsConnection(server, trusting) as first, TlsConnection(server, trusting) as second:
            with pytest.raises(OSError):
                TlsConnection(server, trusting)
            assert_healthy(first.ask(GET))
            assert_healthy(second.ask(GET))
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                with TlsConnection(server, trusting) as again:
                    assert_healthy(again.ask(GET))
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("no connection became free")


def test_a_stop_closes_idle_connections_and_finishes_requests(server_pair, trusting):
    arguments = ["--in-memory", "--threads=1", *server_pair.flags]
    with ServerProcess.start(arguments) as server:
        with TlsConnection(server, trusting) as idle, TlsConnection(server, trusting) as busy:
            with Connection(server) as stranger:
                assert_healthy(idle.ask(GET))
                request = list_tables()
                busy.send(request[:-1])
                with TlsConnection(server, trusting) as check:
                    assert_healthy(check.ask(GET))
                time.sleep(0.2)
                server.terminate()
                assert idle.ends_properly()
                assert stranger.closed()
                response = busy.ask(request[-1:])
                assert (response.status, response["Connection"]) == (200, "close")
                assert busy.ends_properly()
                assert server.wait() == 0
