"""HTTP on a plain socket: requests as bytes and answers taken apart.

Only the standard library, so that nothing between a test and the wire repairs what either says.
"""

import json
import socket

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=dummy/20260102/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=abc"
)
HEALTHY = b"healthy: dynamodb.us-east-1.amazonaws.com "


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


def assert_too_large(response):
    assert response.status == 413
    assert response["Transfer-Encoding"] == "chunked"
    assert response["Content-Length"] is None
    assert response["x-amzn-RequestId"] is None
    assert response["Connection"] == "close"
    assert response.body == b""
