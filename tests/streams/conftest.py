"""Fixtures of the tests of streams. STREAM_SEED=N has the clients make other choices."""

import os
import pathlib

import pytest
from server_process import ServerProcess

# Assertions of the modules beside the tests tell what they compared, too.
FOLDER = pathlib.Path(__file__).parent
pytest.register_assert_rewrite(*(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("test_")))

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))


@pytest.fixture
def start():
    """Starts servers; those still running at the end are killed."""
    servers = []

    def start_server(*arguments):
        servers.append(ServerProcess.start(arguments))
        return servers[-1]

    yield start_server
    for server in servers:
        server.kill()
