"""Fixtures of the recovery tests: servers on a data directory, and clients that are quick about errors."""

import os
import pathlib

import boto3
import pytest
from botocore.config import Config
from crash_power_loss import PowerLoss, library_of
from server_process import ServerProcess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))


@pytest.fixture
def start(tmp_path):
    """Starts servers on the test's data directory; those still running at the end are killed."""
    servers = []

    def start_server(*arguments):
        server = ServerProcess.start(["--data-dir", str(tmp_path / "data"), *arguments])
        servers.append(server)
        return server

    yield start_server
    for server in servers:
        server.kill()


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def power_loss(tmp_path):
    if not library_of(os.environ["DYNAROCKS_BINARY"]).exists():
        pytest.skip("a server with a sanitizer, whose runtime has to be loaded first, can have no library before it")
    return PowerLoss(tmp_path)


@pytest.fixture
def connect():
    """A boto3 client of a running server, that reports a broken connection at once."""

    def make(server):
        return boto3.session.Session(
            aws_access_key_id="dummy", aws_secret_access_key="dummy", region_name="us-east-1"
        ).client(
            "dynamodb",
            endpoint_url=f"http://127.0.0.1:{server.port}",
            config=Config(retries={"max_attempts": 0}, parameter_validation=False, read_timeout=30),
        )

    return make
