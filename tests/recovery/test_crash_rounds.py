"""Rounds of load, kill and restart (crash_driver.py); crash_rounds.py runs as many of them as one has time for.
CRASH_SEED=N makes other choices."""

import os

import pytest
from crash_driver import CrashRounds
from crash_ledger import Fault

SEED = int(os.environ.get("CRASH_SEED", "1"))


@pytest.mark.parametrize("durability", ["wal", "fsync"])
def test_kills(tmp_path, durability):
    with CrashRounds(tmp_path, SEED, durability) as rounds:
        rounds.run(10)
    assert rounds.counts["done"] > 100


def test_synced_writes_survive_a_power_loss(tmp_path, power_loss):
    with CrashRounds(tmp_path, SEED, "fsync", power_loss) as rounds:
        rounds.run(10)
    assert rounds.counts["done"] > 100


def test_what_is_not_synced_is_found_to_be_lost(tmp_path, power_loss):
    """Otherwise the test above would prove nothing."""
    with CrashRounds(tmp_path, SEED, "wal", power_loss) as rounds, pytest.raises(Fault):
        rounds.run(10)
