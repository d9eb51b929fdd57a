"""The same load on several servers in turn, so that what else the machine does strikes all alike."""

import pathlib
import re
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
CONNECTIONS = 16


def load(server, script, argument, seconds):
    """Requests answered, and how many each second."""
    done = subprocess.run(
        ["wrk", "-t", "2", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "-s", str(HERE / script),
         f"http://127.0.0.1:{server.port}/", "--", argument],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rate, refused, broken = map(int, re.search(r"RESULT (\S+) (\S+) (\S+)", done.stdout).groups())
    if refused or broken:
        raise RuntimeError(f"{script}: {refused} requests refused, {broken} connections broken")
    return int(re.search(r"(\d+) requests in", done.stdout).group(1)), rate


def measure(servers, script, arguments, rounds, seconds):
    """For each of the servers, which are named: the rates of all rounds, and processor microseconds for
    each request, with what the server does in the background. `arguments` are the script's, by server."""
    names = list(servers)
    rates = {name: [] for name in names}
    counts = dict.fromkeys(names, 0)
    before = {name: servers[name].cpu_seconds() for name in names}
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            count, rate = load(servers[name], script, arguments[name], seconds)
            counts[name] += count
            rates[name].append(rate)
    spent = {name: (servers[name].cpu_seconds() - before[name]) / counts[name] * 1e6 for name in names}
    return rates, spent


def rows_of(label, rates, spent):
    """Medians of all rounds, and the medians of the ratios of the other servers to the first."""
    first, *others = rates
    ratios = [statistics.median(b / a for a, b in zip(rates[first], rates[name])) for name in others]
    medians = [f"{statistics.median(rates[name]):.0f}" for name in rates]
    yield f"{label}, requests/s", *medians, *(f"{ratio:.2f}" for ratio in ratios)
    times = [f"{spent[name]:.1f}" for name in rates]
    yield f"{label}, server CPU us/request", *times, *(f"{spent[name] / spent[first]:.2f}" for name in others)
