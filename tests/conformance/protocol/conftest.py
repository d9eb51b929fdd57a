"""Servers of their own for the tests of HTTP, which know more about a server than its endpoint."""

import pytest
from server_process import ServerProcess

REQUEST_TIMEOUT = 1.0


@pytest.fixture(scope="session")
def server():
    """Holds no table of the account that requests name unless they say otherwise."""
    with ServerProcess.start(["--in-memory"]) as running:
        yield running
        assert running.running(), running.stderr


@pytest.fixture(scope="session")
def request_timeout():
    """Seconds the impatient server gives a request to arrive."""
    return REQUEST_TIMEOUT


@pytest.fixture(scope="session")
def impatient():
    """A server whose clients must hurry."""
    arguments = ["--in-memory", f"--request-timeout={REQUEST_TIMEOUT}", "--idle-timeout=2"]
    with ServerProcess.start(arguments) as running:
        yield running
