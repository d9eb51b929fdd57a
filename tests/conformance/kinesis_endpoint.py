"""A Kinesis of a few lines, for the destinations of tables: it takes PutRecords, checks what it is sent, and can
refuse some of it, refuse all of it, or be down."""

import base64
import collections
import http.server
import json
import re
import threading
import time

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>\w+)/\d{8}/(?P<region>[\w-]+)/kinesis/aws4_request, "
    r"SignedHeaders=(?P<headers>[\w;-]+), Signature=(?P<signature>[0-9a-f]{64})"
)
MEGABYTE = 1024 * 1024


class KinesisEndpoint:
    """A server on a port that it keeps while it is down.

    with KinesisEndpoint("stream") as kinesis:
        ... kinesis.url, kinesis.records("stream") ...
    """

    def __init__(self, *streams, summaries=True):
        self.streams = {name: [] for name in streams}  # Data of the records, parsed
        self.statuses = dict.fromkeys(streams, "ACTIVE")
        self.partition_keys = collections.defaultdict(set)  # by the keys of the item
        self.requests = []  # the operations of all requests
        self.faults = []  # what was wrong with requests
        self.refusals = collections.deque()  # for the next PutRecords: a function, or an error's name
        self.summaries = summaries  # whether DescribeStreamSummary is known
        self.lock = threading.Lock()
        self.server = None
        self.port = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def up(self):
        handler = type("Handler", (_Handler,), {"endpoint": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def down(self):
        self.server.shutdown()
        self.server.server_close()
        self.server = None

    def __enter__(self):
        self.up()
        return self

    def __exit__(self, *failure):
        if self.server:
            self.down()
        if failure == (None, None, None):
            assert self.faults == []

    def records(self, stream="stream"):
        with self.lock:
            return list(self.streams[stream])

    def wait(self, count, stream="stream", seconds=20):
        """The records of the stream once there are so many of different events."""
        deadline = time.monotonic() + seconds
        while True:
            records = self.records(stream)
            if len({record["eventID"] for record in records}) >= count or time.monotonic() > deadline:
                assert len({record["eventID"] for record in records}) >= count, records
                return records
            time.sleep(0.01)

    def answer(self, operation, headers, body):
        """(HTTP status, answer)"""
        with self.lock:
            self.requests.append(operation)
            self._check(headers, body)
            request = json.loads(body)
            if self.statuses.get(request["StreamName"]) is None:
                return 400, {"__type": "ResourceNotFoundException", "message": "no stream"}
            if operation == "PutRecords":
                return self._put_records(request)
            description = {"StreamName": request["StreamName"], "StreamStatus": self.statuses[request["StreamName"]]}
            if operation == "DescribeStreamSummary" and self.summaries:
                return 200, {"StreamDescriptionSummary": description}
            if operation == "DescribeStream":
                return 200, {"StreamDescription": description}
            return 400, {"__type": "UnknownOperationException"}

    def _put_records(self, request):
        records = request["Records"]
        if not 1 <= len(records) <= 500:
            self.faults.append(f"{len(records)} records")
        parsed = [base64.b64decode(record["Data"], validate=True) for record in records]
        if any(len(data) > MEGABYTE for data in parsed):
            return 400, {"__type": "ValidationException", "message": "a record is too large"}
        if sum(map(len, parsed)) > 5 * MEGABYTE:
            self.faults.append("a request of more than 5 MB")
        refusal = self.refusals.popleft() if self.refusals else lambda index: False
        if isinstance(refusal, str):
            return 400, {"__type": f"com.amazonaws.kinesis.v20131202#{refusal}"}
        results = []
        for index, (record, data) in enumerate(zip(records, parsed)):
            if refusal(index):
                results.append({"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "slow down"})
                continue
            text = data.decode()
            change = json.loads(text)
            change["text"] = text
            keys = json.dumps(change["dynamodb"]["Keys"], sort_keys=True)
            self.partition_keys[keys].add(record["PartitionKey"])
            self.streams[request["StreamName"]].append(change)
            results.append({"SequenceNumber": str(len(results)), "ShardId": "shardId-000000000000"})
        failed = sum("ErrorCode" in result for result in results)
        return 200, {"FailedRecordCount": failed, "Records": results}

    def _check(self, headers, body):
        given = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
        if headers.get("content-type") != "application/x-amz-json-1.1" or not given:
            self.faults.append(f"headers: {headers}")
            return
        names = given["headers"].split(";")
        if not {"host", "x-amz-date", "x-amz-target"} <= set(names):
            self.faults.append(f"signed headers: {names}")
        request = AWSRequest("POST", self.url, data=body, headers={name: headers[name] for name in names})
        request.context["timestamp"] = headers["x-amz-date"]
        signer = SigV4Auth(Credentials(given["key"], "dynarocks"), "kinesis", given["region"])
        to_sign = signer.string_to_sign(request, signer.canonical_request(request))
        if signer.signature(to_sign, request) != given["signature"]:
            self.faults.append("a wrong signature")


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    endpoint = None

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 1))
        body = self.rfile.read(length)
        if len(body) < length:
            return  # its sender was killed
        headers = {name.lower(): value for name, value in self.headers.items()}
        prefix, _, operation = headers.get("x-amz-target", "").partition(".")
        if self.path != "/" or prefix != "Kinesis_20131202":
            self.endpoint.faults.append(f"{self.path} {prefix}")
        status, answer = self.endpoint.answer(operation, headers, body)
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass
