"""The results of a comparison as a picture: bars of requests per second on a logarithmic scale, as SVG."""

import html
import math

from report import Results, count

WIDTH, LABELS, RIGHT = 900, 220, 70
TOP, BAR, GAP = 84, 11, 12
CONNECTIONS = 16  # the number that is shown when there are several
COLORS = {"ours": "#d9480f", "ceiling": "#adb5bd"}
PEER_COLORS = ("#1971c2", "#2f9e44", "#9c36b5", "#e8a300", "#0b7285")
TEXT, FAINT, GRID = "#212529", "#868e96", "#e9ecef"


def colors(servers):
    peers = iter(PEER_COLORS * len(servers))
    return {name: COLORS.get(server["role"]) or next(peers) for name, server in servers.items()}


def text(x, y, content, size=12, anchor="start", color=TEXT, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{color}" '
        f'font-weight="{weight}">{html.escape(str(content))}</text>'
    )


class Scale:
    """Decades from the lowest to the highest rate, as places between the labels and the right edge."""

    def __init__(self, rates):
        self.low = math.floor(math.log10(min(rates) * 0.8))
        self.high = max(self.low + 1, math.ceil(math.log10(max(rates))))

    def x(self, rate):
        share = (math.log10(rate) - self.low) / (self.high - self.low)
        return LABELS + share * (WIDTH - LABELS - RIGHT)

    def decades(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def legend(palette):
    x = LABELS
    for name, color in palette.items():
        yield f'<rect x="{x}" y="46" width="12" height="12" rx="2" fill="{color}"/>'
        yield text(x + 17, 56, name)
        x += 30 + 7.2 * len(name)


def bars(cells, palette, scale, y):
    """Those of one workload."""
    for (name, color), cell in zip(palette.items(), cells):
        middle = y + BAR - 2.5
        if "rate" in cell:
            end = scale.x(cell["rate"])
            yield f'<rect x="{LABELS}" y="{y}" width="{end - LABELS:.1f}" height="{BAR - 1}" rx="1.5" fill="{color}"/>'
            yield text(end + 4, middle, count(cell["rate"]), 9.5)
        else:
            reason = "failed" if "failed" in cell else "has no such operation"
            yield text(LABELS + 4, middle, f"{name}: {reason}", 9, color=FAINT)
        y += BAR


def svg(results):
    found = Results(results)
    connections = min(found.connections, key=lambda number: abs(number - CONNECTIONS))
    palette = colors(found.servers)
    groups = {
        label: [found.cell(workload, connections, server) for server in found.servers]
        for workload, label in found.workloads.items()
    }
    rates = [cell["rate"] for cells in groups.values() for cell in cells if "rate" in cell]
    scale = Scale(rates or [1])
    group_height = BAR * len(palette) + GAP
    bottom = TOP + group_height * len(groups)
    height = bottom + 28
    title = f"Requests per second, {connections} connection{'s' if connections != 1 else ''}"
    host = results["machine"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="system-ui, -apple-system, \'Segoe UI\', Helvetica, Arial, sans-serif" role="img">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        text(LABELS, 24, title, 16, weight="600"),
        text(
            WIDTH - 16, 24, f"{host['cores']} cores, load included; storage: {results['storage']}; log scale", 10.5,
            "end", FAINT,
        ),
        *legend(palette),
    ]  # fmt: skip
    for rate in scale.decades():
        x = scale.x(rate)
        parts.append(f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom - 4}" stroke="{GRID}"/>')
        parts.append(text(x, bottom + 12, f"{rate:,g}", 10, "middle", FAINT))
    y = TOP
    for label, cells in groups.items():
        parts.append(text(LABELS - 10, y + (group_height - GAP) / 2 + 4, label, 12, "end"))
        parts += bars(cells, palette, scale, y)
        y += group_height
    return "\n".join([*parts, "</svg>"]) + "\n"
