"""Servers that speak TLS, and the authority their clients trust."""

import pytest
from certificates import Authority
from server_process import ServerProcess
from tls_connection import client_context

REQUEST_TIMEOUT = 1.0


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def foreign_authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("foreign"), "stranger")


@pytest.fixture(scope="session")
def server_pair(authority):
    return authority.issue("server")


@pytest.fixture(scope="session")
def trusting(authority):
    """The TLS context of a client that trusts the authority."""
    return client_context(authority.root)


@pytest.fixture(scope="session")
def secure(server_pair):
    """A server with two ports, HTTP and HTTPS."""
    with ServerProcess.start(["--in-memory", "--admin", *server_pair.flags, "--tls-port=0"]) as running:
        yield running
        assert running.running(), running.stderr


@pytest.fixture(scope="session")
def impatient(server_pair):
    """A server with one port, HTTPS, whose clients must hurry."""
    arguments = ["--in-memory", *server_pair.flags, f"--request-timeout={REQUEST_TIMEOUT}", "--idle-timeout=2"]
    with ServerProcess.start(arguments) as running:
        yield running
        assert running.running(), running.stderr


@pytest.fixture(scope="session")
def request_timeout():
    return REQUEST_TIMEOUT
