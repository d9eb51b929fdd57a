"""The results of a comparison as text: a table on the terminal, and one for docs/performance.md."""

import re
import statistics

from bench_server import print_table

BEGIN, END = "<!-- comparison: begin -->", "<!-- comparison: end -->"
HEADER = (
    "workload", "connections", "server", "requests/s", "p50 ms", "p99 ms", "CPU us/request", "of ceiling",
    "of fastest peer",
)  # fmt: skip


class Results:
    """The cells of a comparison by what they are of."""

    def __init__(self, results):
        self.servers = results["servers"]
        self.workloads = results["workloads"]
        self.connections = results["connections"]
        self.cells = {(cell["workload"], cell["connections"], cell["server"]): cell for cell in results["cells"]}

    def cell(self, workload, connections, server):
        return self.cells.get((workload, connections, server), {"unsupported": "not measured"})

    def fastest(self, workload, connections, role):
        """The cell of the server of this role that has the highest rate, None when there is none."""
        names = [name for name, server in self.servers.items() if server["role"] == role]
        cells = [self.cell(workload, connections, name) for name in names]
        return max((cell for cell in cells if "rate" in cell), key=lambda cell: cell["rate"], default=None)

    def ratio(self, workload, connections, server, role):
        """To the fastest of the role, as the median of the ratios in each round: what else the machine did then
        has struck both."""
        cell, other = self.cell(workload, connections, server), self.fastest(workload, connections, role)
        if "rate" not in cell or other is None:
            return None
        pairs = zip(cell["loads"], other["loads"])
        return statistics.median(ours["rate"] / theirs["rate"] for ours, theirs in pairs)

    def rows(self):
        return [(workload, connections) for workload in self.workloads for connections in self.connections]


def milliseconds(micros):
    return f"{micros / 1000:.2f}" if micros < 10_000 else f"{micros / 1000:.0f}"


def count(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}"


def times(ratio):
    return "" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def figures(found, workload, connections, server):
    """The cells of a server's line, from requests per second on; empty ones for what it does not have."""
    cell = found.cell(workload, connections, server)
    if "rate" not in cell:
        return ["failed" if "failed" in cell else ""] + [""] * 5
    spent = "" if cell["cpu_us"] is None else f"{cell['cpu_us']:.1f}"
    ratios = [times(found.ratio(workload, connections, server, role)) for role in ("ceiling", "peer")]
    return [count(cell["rate"]), milliseconds(cell["p50_us"]), milliseconds(cell["p99_us"]), spent, *ratios]


def show(results):
    """Prints a line for each server in each workload, and below them why some failed."""
    found = Results(results)
    rows = [
        (workload, connections, server, *figures(found, workload, connections, server))
        for workload, connections in found.rows()
        for server in found.servers
    ]
    print_table(HEADER, rows)
    for cell in results["cells"]:
        if "failed" in cell:
            print(f"{cell['workload']}, {cell['connections']} connections, {cell['server']} failed: {cell['failed']}")


def markdown_cell(cell):
    if "failed" in cell:
        return f"failed: {cell['failed']}".replace("|", "\\|").replace("\n", " ")
    if "unsupported" in cell:
        return ""
    latency = f"{milliseconds(cell['p50_us'])} / {milliseconds(cell['p99_us'])} ms"
    spent = [] if cell["cpu_us"] is None else [f"{cell['cpu_us']:.0f} µs"]
    return "<br>".join([f"**{count(cell['rate'])}**", latency, *spent])


def table_line(cells):
    return f"| {' | '.join(cells)} |"


def markdown(results):
    """For each number of connections a table, with a line for each workload and a column for each server."""
    found = Results(results)
    ours = next(name for name, server in found.servers.items() if server["role"] == "ours")
    others = {"ceiling": "of ceiling", "peer": "of fastest peer"}
    roles = {server["role"] for server in found.servers.values()}
    shown = {role: label for role, label in others.items() if role in roles}
    host = results["machine"]
    yield (
        f"{results['date']}, {host['cpu']}, {host['cores']} cores, {host['memory_mib'] / 1024:.0f} GiB, "
        f"{host['system']}, Linux {host['kernel']}; storage: {results['storage']}; medians of {results['rounds']} "
        f"rounds of {results['seconds']:g} s. "
        + "; ".join(f"{name}: {server['version']}" for name, server in found.servers.items())
        + "."
    )
    for connections in found.connections:
        yield f"\n{connections} connection{'s' if connections != 1 else ''}:\n"
        yield table_line(["", *found.servers, *(f"{ours}, {label}" for label in shown.values())])
        yield table_line(["---"] * (1 + len(found.servers) + len(shown)))
        for workload, label in found.workloads.items():
            cells = [markdown_cell(found.cell(workload, connections, server)) for server in found.servers]
            ratios = [times(found.ratio(workload, connections, ours, role)) for role in shown]
            yield table_line([label, *cells, *ratios])


def write_markdown(results, path):
    """Between the marks when the file has them, or else as the whole file."""
    text = "\n".join(markdown(results)) + "\n"
    old = path.read_text() if path.exists() else ""
    if BEGIN in old:
        new = re.sub(f"{BEGIN}\n.*?{END}", lambda _: f"{BEGIN}\n{text}{END}", old, flags=re.DOTALL)
    else:
        new = text
    path.write_text(new)
