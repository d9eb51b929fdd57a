"""The measurements of scripts/bench: end_to_end.py SECONDS, with DYNAROCKS_BINARY set."""

import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
BINARY = os.environ["DYNAROCKS_BINARY"]
CONNECTIONS = 16
STARTS = 20
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64
)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(port):
    return subprocess.Popen(
        [BINARY, "--in-memory", "--port", str(port), "--log-level", "error"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def wait_for_answer(port):
    """Seconds until GET / is answered with 200; a refused connection is tried again at once."""
    began = time.perf_counter()
    while time.perf_counter() - began < 30:
        try:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                if b" 200 " in connection.recv(4096):
                    return time.perf_counter() - began
        except ConnectionError:
            time.sleep(0.0002)
    raise RuntimeError("the server did not answer")


def cold_start_ms():
    times = []
    for _ in range(STARTS):
        port = free_port()
        began = time.perf_counter()
        process = start(port)
        wait_for_answer(port)
        times.append((time.perf_counter() - began) * 1000)
        stop(process)
    return statistics.median(times)


def resident_mib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def create_table(port, name):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/",
        data=json.dumps(
            {
                "TableName": name,
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            }
        ).encode(),
        headers={
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": "DynamoDB_20120810.CreateTable",
            "X-Amz-Date": "20260101T000000Z",
            "Authorization": AUTHORIZATION,
        },
    )
    urllib.request.urlopen(request).read()


def load(port, script, seconds):
    """(requests per second, median and 99th percentile of the latency in microseconds)."""
    done = subprocess.run(
        ["wrk", "-t", "2", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", str(HERE / script),
         f"http://127.0.0.1:{port}/", "--", "bench"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rate, refused, broken, median, high = map(int, re.search(r"RESULT (.*)", done.stdout).group(1).split())
    if refused or broken:
        raise RuntimeError(f"{script}: {refused} requests refused, {broken} connections broken")
    return rate, median, high


def main():
    seconds = int(sys.argv[1])
    rows = [
        ("size of the program", f"{os.path.getsize(BINARY) / 2**20:.1f} MiB"),
        ("cold start to first answer, median of 20", f"{cold_start_ms():.1f} ms"),
    ]
    port = free_port()
    process = start(port)
    try:
        wait_for_answer(port)
        time.sleep(1)
        rows.append(("idle memory (RSS)", f"{resident_mib(process):.1f} MiB"))
        create_table(port, "bench")
        for name, script in (("PutItem", "put_item.lua"), ("GetItem", "get_item.lua")):
            rate, median, high = load(port, script, seconds)
            rows.append((f"{name}, 1 KB, {CONNECTIONS} connections", f"{rate}/s (p50 {median} us, p99 {high} us)"))
        rows.append(("memory after the load (RSS)", f"{resident_mib(process):.1f} MiB"))
    finally:
        stop(process)
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


if __name__ == "__main__":
    main()
