"""What requests cost below the socket, in instructions: instructions.py [WORKLOAD...], with DYNAROCKS_BENCHMARKS
set to the directory of path_instructions.

Each workload runs under valgrind's cachegrind with its usual count of requests and with twice as many; the
difference has neither the start nor the preparation in it.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

from bench_server import print_table

PROGRAM = pathlib.Path(os.environ["DYNAROCKS_BENCHMARKS"]) / "path_instructions"


def usual_counts():
    lines = subprocess.run([PROGRAM], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: int(count) for name, count in map(str.split, lines)}


def instructions(workload, count):
    """Of a whole run. Addresses are the same from run to run: what depends on them is repeated, too."""
    done = subprocess.run(
        ["setarch", "--addr-no-randomize", "valgrind", "--tool=cachegrind", "--cache-sim=no",
         "--cachegrind-out-file=/dev/null", PROGRAM, workload, str(count)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{workload}: {done.stderr}")
    return int(re.search(r"I\s+refs:\s+([\d,]+)", done.stderr).group(1).replace(",", ""))


def main():
    counts = usual_counts()
    chosen = sys.argv[1:] or list(counts)
    if unknown := set(chosen) - set(counts):
        sys.exit(f"no such workload: {', '.join(sorted(unknown))}; there are {', '.join(counts)}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {name: [pool.submit(instructions, name, n * counts[name]) for n in (1, 2)] for name in chosen}
        rows = []
        for name, (once, twice) in runs.items():
            rows.append((name, f"{(twice.result() - once.result()) / counts[name]:,.0f}", counts[name]))
    print_table(("workload", "instructions/request", "requests"), rows)


if __name__ == "__main__":
    main()
