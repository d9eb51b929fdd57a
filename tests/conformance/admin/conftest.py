"""Servers with the admin surface, for the tests of this folder."""

import os
import pathlib

import pytest
from admin_client import AdminServer

os.environ.setdefault("DYNAROCKS_BINARY", str(pathlib.Path(__file__).resolve().parents[3] / "build/release/dynarocks"))


@pytest.fixture(scope="session")
def admin_process():
    durations = "CREATING=0,DELETING=0,600000"
    with AdminServer.start("--delay-transient-statuses", f"--transient-status-millis={durations}") as server:
        yield server


@pytest.fixture
def admin(admin_process):
    """A server with its clock at the machine's time and without tables; statuses last 10 minutes,
    but for CREATING and DELETING of tables."""
    admin_process.clock(reset=True)
    admin_process.reset()
    return admin_process
