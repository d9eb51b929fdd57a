"""The same load on several servers in turn, so that what else the machine does strikes all alike."""

import statistics

import wrk_load

CONNECTIONS = 16


def measure(servers, script, arguments, rounds, seconds):
    """For each of the servers, which are named: the rates of all rounds, and processor microseconds for
    each request, with what the server does in the background. `arguments` are the script's, by server."""
    names = list(servers)
    rates = {name: [] for name in names}
    counts = dict.fromkeys(names, 0)
    before = {name: servers[name].cpu_seconds() for name in names}
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            load = wrk_load.run(servers[name], script, arguments[name], seconds, CONNECTIONS)
            counts[name] += load.requests
            rates[name].append(load.rate)
    spent = {name: (servers[name].cpu_seconds() - before[name]) / counts[name] * 1e6 for name in names}
    return rates, spent


def medians(rates, spent):
    """The cells of two lines: requests each second, and processor microseconds for each."""
    yield [f"{statistics.median(each):.0f}" for each in rates.values()]
    yield [f"{spent[name]:.1f}" for name in rates]


def rows_of(label, rates, spent):
    """Medians of all rounds, and the medians of the ratios of the other servers to the first."""
    first, *others = rates
    ratios = [statistics.median(b / a for a, b in zip(rates[first], rates[name])) for name in others]
    middle, times = medians(rates, spent)
    yield f"{label}, requests/s", *middle, *(f"{ratio:.2f}" for ratio in ratios)
    yield f"{label}, server CPU us/request", *times, *(f"{spent[name] / spent[first]:.2f}" for name in others)
