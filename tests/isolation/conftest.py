"""Fixtures of the isolation tests. ISOLATION_SEED=N makes other choices; the seed of a failure is told with it."""

import os
import pathlib

import pytest
from load_run import SEED

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        report.sections.append(("Seed", f"ISOLATION_SEED={SEED}"))
