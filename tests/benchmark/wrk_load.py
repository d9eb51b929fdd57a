"""One load on one server: wrk with prepared_requests.lua, or a script that reports like it."""

import math
import pathlib
import re
import signal
import subprocess
import time
from dataclasses import dataclass

from bench_server import AUTHORIZATION, DATE, compact

HERE = pathlib.Path(__file__).resolve().parent
THREADS = 2  # one is not enough for the fastest servers
STARTING_SECONDS = 60  # that wrk may need to prepare its requests
# What wrk counts, in the order of timed_load.lua.
FAILURES = ("requests refused", "connections refused", "answers broken off", "requests not sent", "timeouts")


class LoadFailed(RuntimeError):
    pass


class NoAnswer(LoadFailed):
    """The first answer takes longer than the load."""


@dataclass(frozen=True)
class Load:
    requests: int
    rate: float  # each second
    p50_us: int
    p99_us: int


def write_requests(file, target, bodies):
    """The argument of prepared_requests.lua that sends these, with a signature that nobody checks."""
    file.write_text("".join(f"{target}\t{DATE}\t{AUTHORIZATION}\t{compact(body)}\n" for body in bodies))
    return str(file)


def run(server, script, argument, seconds, connections):
    """Puts the load on the server; LoadFailed when it refused a request or broke a connection.

    wrk takes whole seconds only, and its time begins before the load of timed_load.lua: so it is told to go on for
    long, and stopped."""
    threads = min(THREADS, connections)
    process = subprocess.Popen(
        ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{math.ceil(seconds) + STARTING_SECONDS}s",
         "--timeout", "60s", "-s", script, f"http://{server.host}:{server.port}/", "--", argument, str(threads)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE,
    )  # fmt: skip
    first = [process.stderr.readline() for _ in range(threads)]
    if set(first) == {"READY\n"}:
        process.stdin.write("." * threads)
        process.stdin.flush()
        time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate()
    result = re.search(r"RESULT (.*)", output)
    if process.returncode != 0 or not result:
        raise LoadFailed("wrk: " + ("".join(first) + errors + output).strip().rpartition("\n")[2])
    requests, micros, p50, p99, *broken = map(int, result.group(1).split())
    if any(broken):
        raise LoadFailed(", ".join(f"{count} {what}" for count, what in zip(broken, FAILURES) if count))
    if not requests:
        raise NoAnswer(f"no answer in {seconds:g} s")
    return Load(requests, requests / micros * 1e6, p50, p99)
