"""A server that checks signatures, for the tests of this folder."""

import os
import pathlib

import pytest
from signed_server import SignedServer

os.environ.setdefault("DYNAROCKS_BINARY", str(pathlib.Path(__file__).resolve().parents[3] / "build/release/dynarocks"))


@pytest.fixture(scope="session")
def signed_process(tmp_path_factory):
    server = SignedServer.start(tmp_path_factory.mktemp("signed"))
    yield server
    server.close()
    assert server.process.running(), "the server died during the tests:\n" + server.process.stderr
    server.process.stop()


@pytest.fixture
def signed(signed_process):
    """The server, its clock at the machine's time."""
    signed_process.clock(reset=True)
    return signed_process
