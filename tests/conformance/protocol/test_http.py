"""HTTP as the server speaks it, seen from a plain socket: framing, limits, timeouts, coding, the stop.

Only the standard library, so that nothing between the test and the wire repairs what either says.
"""

import contextlib
import gzip
import json
import os
import re
import select
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from server_process import ServerProcess, binary, clean_environment  # noqa: E402

pytestmark = pytest.mark.own_server

REQUEST_TIMEOUT = 1.0
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=dummy/20260102/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=abc"
)
HEALTHY = b"healthy: dynamodb.us-east-1.amazonaws.com "


@pytest.fixture(scope="module")
def server():
    with ServerProcess.start(["--in-memory"]) as running:
        yield running
        assert running.running(), running.stderr


@pytest.fixture(scope="module")
def impatient():
    """A server whose clients must hurry."""
    arguments = ["--in-memory", f"--request-timeout={REQUEST_TIMEOUT}", "--idle-timeout=2"]
    with ServerProcess.start(arguments) as running:
        yield running


class Response:
    def __init__(self, version, status, headers, body):
        self.version = version
        self.status = status
        self.headers = headers  # lower-case names
        self.body = body

    def __getitem__(self, name):
        return self.headers.get(name.lower())


class Connection:
    def __init__(self, server, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(10)
        self.socket.connect((server.host, server.port))
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError(f"the server closed the connection after {self.buffer!r}")
        self.buffer += data

    def line(self):
        while b"\r\n" not in self.buffer:
            self._more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("latin-1")

    def bytes(self, count):
        while len(self.buffer) < count:
            self._more()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def response(self, head_only=False):
        version, status = self.line().split(" ")[:2]
        headers = {}
        while line := self.line():
            name, value = line.split(": ", 1)
            assert name.lower() not in headers, f"{name} twice"
            headers[name.lower()] = value
        if head_only or status == "100":
            body = b""
        elif headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(self.line(), 16):
                body += self.bytes(size)
                assert self.line() == ""
            assert self.line() == ""
        else:
            body = self.bytes(int(headers["content-length"]))
        return Response(version, int(status), headers, body)

    def ask(self, data, **options):
        self.send(data)
        return self.response(**options)

    def closed(self, within=10):
        """Whether the server ends the connection, and says nothing more, in time."""
        self.socket.settimeout(within)
        try:
            return not self.buffer and not self.socket.recv(65536)
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False


def head(*lines, method="POST", target="/", version="HTTP/1.1", host="Host: localhost"):
    all_lines = [f"{method} {target} {version}", *([host] if host else []), *lines]
    return "".join(line + "\r\n" for line in all_lines).encode("latin-1") + b"\r\n"


def call(operation, body, *lines, length=True, **options):
    """A whole signed request."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [
        f"X-Amz-Target: DynamoDB_20120810.{operation}",
        "Content-Type: application/x-amz-json-1.0",
        f"Authorization: {AUTHORIZATION}",
        "X-Amz-Date: 20260102T030405Z",
        *([f"Content-Length: {len(data)}"] if length else []),
        *lines,
    ]
    return head(*lines, **options) + data


def list_tables(*lines, **options):
    return call("ListTables", {}, *lines, **options)


GET = head(method="GET")


def assert_healthy(response):
    assert response.status == 200
    assert response.body == HEALTHY


def raw_connection(server):
    return Connection(server)


# --- responses ----------------------------------------------------------------------------------------


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


# --- connections --------------------------------------------------------------------------------------


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


# --- bodies -------------------------------------------------------------------------------------------


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


def assert_too_large(response):
    assert response.status == 413
    assert response["Transfer-Encoding"] == "chunked"
    assert response["Content-Length"] is None
    assert response["x-amzn-RequestId"] is None
    assert response["Connection"] == "close"
    assert response.body == b""


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


# --- what is not HTTP, or too much of it --------------------------------------------------------------


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


# --- coding -------------------------------------------------------------------------------------------


def test_requests_may_be_compressed(server):
    body = b'{"Limit": 5}'
    members = gzip.compress(body[:4]) + gzip.compress(body[4:])
    with Connection(server) as connection:
        for coding, data in (
            ("gzip", gzip.compress(body)),
            ("GZIP", members),
            ("deflate", zlib.compress(body)),
        ):
            response = connection.ask(call("ListTables", data, f"Content-Encoding: {coding}"))
            assert response.status == 200, response.body
        for coding, data in (
            ("br", body),
            ("gzip", b""),
            ("gzip", gzip.compress(body)[:-1]),
            ("deflate", body),
        ):
            response = connection.ask(call("ListTables", data, f"Content-Encoding: {coding}"))
            assert response.status == 500
            assert json.loads(response.body)["__type"].endswith("#InternalServerError")
        bomb = gzip.compress(b" " * ((16 << 20) + 1))
        assert_too_large(connection.ask(call("ListTables", bomb, "Content-Encoding: gzip")))


@pytest.fixture(scope="module")
def many_tables(server):
    """Enough tables for a list of more than 4096 bytes."""
    with Connection(server) as connection:
        for i in range(40):
            table = {
                "TableName": f"table-{i:02}-" + "n" * 120,
                "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
                "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
                "BillingMode": "PAY_PER_REQUEST",
            }
            request = call("CreateTable", table).replace(b"dummy/", b"111122223333/")
            response = connection.ask(request)
            assert response.status == 200, response.body
    return list_tables().replace(b"dummy/", b"111122223333/")


def test_long_responses_are_compressed_where_that_is_accepted(server, many_tables):
    decoders = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: lambda body: body}
    with Connection(server) as connection:
        plain = connection.ask(many_tables)
        assert len(plain.body) > 4096
        for accept, expected in (
            ("gzip", "gzip"),
            ("deflate", "deflate"),
            ("identity", None),
            ("gzip, deflate, br", "gzip"),
            ("*, deflate", "deflate"),
            ("gzip;q=0", None),
        ):
            request = many_tables.replace(
                b"\r\n\r\n", f"\r\nAccept-Encoding: {accept}\r\n\r\n".encode(), 1
            )
            response = connection.ask(request)
            assert response["Content-Encoding"] == expected
            assert decoders[expected](response.body) == plain.body
            assert int(response["x-amz-crc32"]) == zlib.crc32(response.body)
        # short ones are not
        short = connection.ask(list_tables("Accept-Encoding: gzip"))
        assert short["Content-Encoding"] is None


# --- time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"POST / HT", list_tables()[:-1], head("Content-Length: 10", "Expect: 100-continue")],
    ids=["nothing", "head", "body", "continue"],
)
def test_requests_that_do_not_arrive_end_the_connection(impatient, data):
    with Connection(impatient) as connection:
        begin = time.monotonic()
        connection.send(data)
        if b"Expect" in data:
            assert connection.response().status == 100
        assert connection.closed()
        assert REQUEST_TIMEOUT * 0.9 < time.monotonic() - begin < REQUEST_TIMEOUT + 3


def test_a_trickle_does_not_prolong_a_request(impatient):
    begin = time.monotonic()
    with Connection(impatient) as connection:
        connection.send(b"POST / HTTP/1.1\r\nX: ")
        with contextlib.suppress(ConnectionError):
            while not select.select([connection.socket], [], [], 0.1)[0]:
                connection.send(b"a")
                assert time.monotonic() - begin < REQUEST_TIMEOUT + 3


def test_idle_connections_wait_longer_and_then_end(impatient):
    with Connection(impatient) as connection:
        assert_healthy(connection.ask(GET))
        time.sleep(REQUEST_TIMEOUT + 0.5)
        assert_healthy(connection.ask(GET))
        begin = time.monotonic()
        assert connection.closed()
        assert 1.8 < time.monotonic() - begin < 5


def test_a_client_that_never_reads_is_closed_and_costs_little(impatient):
    with Connection(impatient, receive_buffer=4096) as connection:
        connection.socket.settimeout(0.2)
        request = GET * 1000
        begin = time.monotonic()
        taken = 0
        reset = False
        while time.monotonic() - begin < REQUEST_TIMEOUT + 10:
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


# --- the stop -----------------------------------------------------------------------------------------


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
                raw_connection(server)
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


# --- the program --------------------------------------------------------------------------------------


def run(*arguments, **options):
    return subprocess.run(
        [binary(), *arguments],
        capture_output=True,
        text=True,
        timeout=20,
        env=clean_environment(),
        check=False,
        **options,
    )


def assert_refused(result, exit_code, *words):
    assert result.returncode == exit_code, result
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    for word in words:
        assert word in lines[0]


def test_wrong_command_lines_are_refused_in_one_line():
    assert_refused(run("--prot=1"), 2, "--prot", "--help")
    assert_refused(run("--port=x"), 2, "--port")
    assert_refused(run("--config", "/nowhere"), 2, "/nowhere")


def test_a_taken_port_is_refused_in_one_line(server):
    assert_refused(
        run("--in-memory", f"--port={server.port}"), 1, f"port {server.port} is in use", "--port"
    )
    assert_refused(run("--in-memory", "--host=no.such.host.invalid"), 1, "no.such.host.invalid")


def test_an_impossible_data_directory_is_refused_in_one_line():
    with tempfile.NamedTemporaryFile() as file:
        assert_refused(run("--data-dir", file.name, "--port=0"), 1, file.name)


def test_a_data_directory_serves_one_program(tmp_path):
    with ServerProcess.start(["--data-dir", str(tmp_path / "data")]):
        assert_refused(run("--data-dir", str(tmp_path / "data"), "--port=0"), 1, "data")


def test_in_memory_writes_no_file(tmp_path):
    with ServerProcess.start(["--in-memory"], cwd=tmp_path) as server:
        with Connection(server) as connection:
            assert connection.ask(list_tables()).status == 200
    assert list(tmp_path.iterdir()) == []


def test_the_default_data_directory_is_below_the_current_one(tmp_path):
    with ServerProcess.start([], cwd=tmp_path) as server:
        assert str(tmp_path / "dynarocks-data") in server.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["dynarocks-data"]


def test_local_flags_start_the_server():
    arguments = ["-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-delayTransientStatuses"]
    with ServerProcess.start([*arguments, "-port", "0"]) as server:
        assert "-delayTransientStatuses has no effect" in server.stdout
        with Connection(server) as connection:
            assert_healthy(connection.ask(GET))


def test_shared_db_folds_accounts_and_regions():
    table = {
        "TableName": "shared",
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    elsewhere = list_tables().replace(b"dummy/", b"111122223333/").replace(b"us-east-1", b"local")
    for arguments, seen in ((["--shared-db"], ["shared"]), ([], [])):
        with ServerProcess.start(["--in-memory", *arguments]) as server:
            with Connection(server) as connection:
                assert connection.ask(call("CreateTable", table)).status == 200
                assert json.loads(connection.ask(elsewhere).body) == {"TableNames": seen}


def test_the_log_has_one_line_a_request_at_debug_level():
    for log_format in ("text", "json"):
        arguments = ["--in-memory", "--log-level=debug", f"--log-format={log_format}"]
        with ServerProcess.start(arguments) as server:
            with Connection(server) as connection:
                response = connection.ask(list_tables())
            server.stop()
        lines = [line for line in server.stderr.splitlines() if response["x-amzn-RequestId"] in line]
        assert len(lines) == 1
        assert re.search(r"ListTables 200 17 bytes \d+ us", lines[0])
        if log_format == "json":
            assert json.loads(lines[0])["level"] == "debug"
