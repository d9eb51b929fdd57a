"""Fixtures of the isolation tests. ISOLATION_SEED=N makes other choices; the seed of a failure is told with it."""

import os
import pathlib

import pytest

# Assertions of the modules beside the tests tell what they compared, too.
FOLDER = pathlib.Path(__file__).parent
pytest.register_assert_rewrite(*(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("test_")))

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        from load_run import SEED  # not before the registration above

        report.sections.append(("Seed", f"ISOLATION_SEED={SEED}"))
