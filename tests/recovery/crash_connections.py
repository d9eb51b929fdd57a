"""Keep-alive connections that are light enough for one process to keep a server busy over many of them: a request is
sent, and its answer taken later, when the socket has it."""

import json
import socket

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=dummy/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64
)
TABLES_API = "DynamoDB_20120810"
STREAMS_API = "DynamoDBStreams_20120810"
STREAM_OPERATIONS = {"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"}
CLOCK = "clock"  # the one operation that is not of DynamoDB: POST /_dynarocks/clock
PATIENCE = 60  # seconds for an answer
PIECE_BYTES = 1 << 20


class Refusal(Exception):
    """An answer that is not a success."""

    def __init__(self, status, code, message, body):
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.reasons = [reason["Code"] for reason in body.get("CancellationReasons", [])]


class Connection:
    """One request at a time. Fails with OSError once the server is gone."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = bytearray()

    def fileno(self):
        return self.socket.fileno()

    def close(self):
        self.socket.close()

    def call(self, operation, body):
        """The answer of a request that has to succeed; otherwise a Refusal."""
        self.send(operation, body)
        while not self.receive():
            pass
        try:
            return self.take_answer()
        except Refusal as refusal:
            refusal.add_note(f"{operation} {json.dumps(body)[:700]}")
            raise

    def send(self, operation, body):
        content = json.dumps(body).encode()
        path = "/_dynarocks/clock" if operation == CLOCK else "/"
        api = STREAMS_API if operation in STREAM_OPERATIONS else TABLES_API
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
            f"X-Amz-Target: {api}.{operation}\r\nX-Amz-Date: 20260101T000000Z\r\n"
            f"Authorization: {AUTHORIZATION}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self.socket.sendall(head.encode() + content)

    def receive(self):
        """Takes what has come; whether the answer is whole by now."""
        piece = self.socket.recv(PIECE_BYTES)
        if not piece:
            raise ConnectionResetError("closed by the server")
        self.received += piece
        head_end = self.received.find(b"\r\n\r\n")
        if head_end < 0:
            return False
        head = bytes(self.received[:head_end]).lower()
        _, _, length = head.partition(b"content-length:")
        self.whole = head_end + 4 + int(length.split(b"\r\n")[0])
        self.head_end = head_end
        return len(self.received) >= self.whole

    def take_answer(self):
        status = int(self.received[9:12])
        content = bytes(self.received[self.head_end + 4 : self.whole])
        del self.received[: self.whole]
        body = json.loads(content)
        if status != 200:
            code = body.get("__type", "").rpartition("#")[2]
            raise Refusal(status, code, body.get("message", body.get("Message", content)), body)
        return body

    def pages(self, operation, body, members, start_member="ExclusiveStartKey", last_member="LastEvaluatedKey"):
        """What stands in a member of every page."""
        found = []
        while True:
            answer = self.call(operation, body)
            found += answer[members]
            if last_member not in answer:
                return found
            body = {**body, start_member: answer[last_member]}
