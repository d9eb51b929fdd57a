"""A server for a benchmark, and a client fast enough not to be what is measured."""

import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64
)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class BenchServer:
    """with BenchServer("--in-memory") as server: server.call("ListTables", {})"""

    def __init__(self, *flags):
        self.port = free_port()
        self.process = subprocess.Popen(
            [os.environ["DYNAROCKS_BINARY"], *flags, "--port", str(self.port), "--log-level", "error"],
            stdout=subprocess.DEVNULL,
        )
        self.connection = None

    def __enter__(self):
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except ConnectionError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.01)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def call(self, operation, body, headers=None):
        """The answer of one operation that has to succeed. `headers` replace those of a signature that
        nobody checks."""
        self.connection.request(
            "POST",
            "/",
            json.dumps(body),
            {
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDB_20120810." + operation,
                "X-Amz-Date": "20260101T000000Z",
                "Authorization": AUTHORIZATION,
                **(headers or {}),
            },
        )
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"{operation}: {answer.decode()}")
        return json.loads(answer)

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def cpu_seconds(self):
        """Processor time that the process's threads have used, to the nanosecond."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def table(name, **more):
    return {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        **more,
    }


def print_table(header, rows):
    """Columns as wide as their widest cell."""
    widths = [max(len(str(row[i])) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        print("  ".join(f"{cell!s:<{width}}" for cell, width in zip(row, widths)).rstrip())
