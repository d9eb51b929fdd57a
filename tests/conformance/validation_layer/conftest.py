"""Both validation layers side by side: the server under test, and one that is set to the older layer."""

import os
import pathlib

import pytest
from raw_client import RawClient
from server_process import ServerProcess
from table_factory import table_parameters, unique_name

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]


class Layer:
    """A server and how it words its errors."""

    def __init__(self, raw):
        self.raw = raw
        self.table = unique_name()
        self.missing_table = unique_name("missing")
        raw.ok("CreateTable", table_parameters(self.table, "pk:S", "sk:S"))

    def error(self, operation, body) -> str:
        """The text of the ValidationException that the call has to end in."""
        code, message = self.raw.call(operation, body).error
        assert code == "ValidationException", message
        return message


@pytest.fixture(scope="session")
def current(raw):
    layer = Layer(raw)
    yield layer
    raw.call("DeleteTable", {"TableName": layer.table})


@pytest.fixture(scope="session")
def classic():
    os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))
    with ServerProcess.start(["--in-memory", "--validation-layer=classic"]) as server:
        yield Layer(RawClient(server.endpoint))


@pytest.fixture(params=["current", "classic"])
def either(request):
    """Tests with it run against both layers, for they must answer alike."""
    return request.getfixturevalue(request.param)
