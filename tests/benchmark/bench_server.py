"""A server for a benchmark, and a client fast enough not to be what is measured."""

import contextlib
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
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" + "0" * 64
)
DATE = "20260101T000000Z"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def compact(body):
    return json.dumps(body, separators=(",", ":"))


class Refused(RuntimeError):
    """An answer other than 200; `error` is its name."""

    def __init__(self, operation, status, answer):
        try:
            body = json.loads(answer)
            self.error = body["__type"].rpartition("#")[2]
            text = body.get("message") or body.get("Message") or ""
        except (ValueError, KeyError, TypeError, AttributeError):
            self.error, text = f"HTTP {status}", answer.decode(errors="replace")[:200]
        super().__init__(f"{operation}: {self.error}: {text}")


class Client:
    """Operations over one connection to a server that is there."""

    def __init__(self, host, port):
        self.host = host
        self.port = port
        self.connection = http.client.HTTPConnection(host, port, timeout=600)

    def close(self):
        self.connection.close()

    def call(self, operation, body, headers=None):
        """The answer of one operation that has to succeed; one of another service is written with its
        target. `headers` replace those of a signature that nobody checks."""
        self.connection.request(
            "POST",
            "/",
            compact(body),
            {
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": operation if "." in operation else "DynamoDB_20120810." + operation,
                "X-Amz-Date": DATE,
                "Authorization": AUTHORIZATION,
                **(headers or {}),
            },
        )
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise Refused(operation, response.status, answer)
        return json.loads(answer)


class ServerProcess(Client):
    """with ServerProcess(command, port) as server: server.call("ListTables", {})"""

    def __init__(self, command, port, log=None, directory=None):
        """What it says on standard error goes to the file `log`, or to ours."""
        super().__init__("127.0.0.1", port)
        self.name = pathlib.Path(command[0]).name
        self.log = log
        with open(log, "w") if log else contextlib.nullcontext() as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=directory)
        # The kernel's clock of what all threads of a process have used, those that ended too: to the nanosecond.
        self.cpu_clock = (~self.process.pid << 3) | 2

    def __enter__(self):
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection((self.host, self.port)).close()
                return self
            except ConnectionError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise RuntimeError(f"{self.name} did not start: {self.last_words()}") from None
                time.sleep(0.0002)

    def __exit__(self, *_):
        self.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self):
        lines = self.log.read_text().strip().splitlines() if self.log else []
        return lines[-1] if lines else f"exit code {self.process.poll()}"

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def cpu_seconds(self):
        return time.clock_gettime(self.cpu_clock)


class BenchServer(ServerProcess):
    """with BenchServer("--in-memory") as server: server.call("ListTables", {})"""

    def __init__(self, *flags):
        port = free_port()
        binary = os.environ["DYNAROCKS_BINARY"]
        super().__init__([binary, *flags, "--port", str(port), "--log-level", "error"], port)


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
