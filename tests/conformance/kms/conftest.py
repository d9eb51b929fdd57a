"""Clients of KMS on the server's own port, each with an account of its own."""

import os
import pathlib
import random

import pytest
from admin_client import AdminServer

os.environ.setdefault("DYNAROCKS_BINARY", str(pathlib.Path(__file__).resolve().parents[3] / "build/release/dynarocks"))


@pytest.fixture
def account():
    """An account nobody has: its keys are those of one test."""
    return f"{random.randrange(10**11, 10**12)}"


@pytest.fixture
def kms(make_boto, account):
    return make_boto(service="kms", access_key=account)


@pytest.fixture
def key_id(kms):
    return kms.create_key()["KeyMetadata"]["KeyId"]


@pytest.fixture(scope="session")
def admin_process():
    with AdminServer.start() as server:
        yield server


@pytest.fixture
def admin(admin_process):
    """A server whose clock can be moved, at the machine's time."""
    admin_process.clock(reset=True)
    return admin_process
