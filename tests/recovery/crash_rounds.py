#!/usr/bin/python3
"""Kills a server again and again while clients write to it, and checks after each restart that nothing was lost,
nothing is there in part, and that indexes, streams and counts are those of the items.

    /usr/bin/python3 tests/recovery/crash_rounds.py --rounds 1000                        # kill -9
    /usr/bin/python3 tests/recovery/crash_rounds.py --rounds 300 --durability fsync --power-loss
    /usr/bin/python3 tests/recovery/crash_rounds.py --rounds 20 --power-loss             # has to find losses

--power-loss takes from the directory what was not synced when the server was killed, as the loss of the machine would:
bytes at the ends of files, and creations, renames and removals of files. Only --durability=fsync survives it.

The seed makes the same choices again, not the same moments. A round takes half a second; the directory of a failed one
is kept, as it was before the last start, too.
"""

import argparse
import os
import pathlib
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / folder) for folder in ("recovery", "isolation", "conformance")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--durability", choices=["wal", "fsync", "none"], default="wal")
    parser.add_argument("--power-loss", action="store_true", help="lose what was not synced")
    parser.add_argument("--binary", default=str(TESTS.parent / "build/release/dynarocks"))
    parser.add_argument("--scratch", default=None, help="where the data directories are made")
    options = parser.parse_args()
    os.environ["DYNAROCKS_BINARY"] = options.binary

    from crash_driver import CrashRounds  # after the path is set
    from crash_ledger import Fault
    from crash_power_loss import PowerLoss

    scratch = tempfile.mkdtemp(prefix="dynarocks-crash-", dir=options.scratch)
    power_loss = PowerLoss(scratch) if options.power_loss else None
    print(f"seed {options.seed}, in {scratch}", flush=True)
    begin = time.monotonic()
    with CrashRounds(scratch, options.seed, options.durability, power_loss) as rounds:
        try:
            for number in range(1, options.rounds + 1):
                rounds.round()
                if number % 50 == 0:
                    print(f"{number} rounds, {time.monotonic() - begin:.0f} s: {dict(rounds.counts)}", flush=True)
        except Fault as fault:
            print(f"FAULT with seed {options.seed} after {number} rounds: {fault}", flush=True)
            return 1
        rounds.end_life()
    print(f"no fault in {options.rounds} rounds, {time.monotonic() - begin:.0f} s: {dict(rounds.counts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
