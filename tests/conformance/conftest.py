"""Where the conformance suite finds its server, and the fixtures its tests share.

    pytest tests/conformance                          one server of its own per worker, in memory
    pytest tests/conformance --storage=disk           the same with tables on disk
    pytest tests/conformance --server-args=--tls-self-signed   the same over TLS
    pytest tests/conformance --endpoint URL           against a server that runs already
    pytest tests/conformance --endpoint aws           against AWS, with the SDK's usual credentials

Tests share long-lived tables and keep apart through unique keys; those that scan, count or change a
table make one of their own through `new_table`.
"""

import contextlib
import os
import pathlib
import tempfile
import types

import boto3
import pytest
from botocore.config import Config
from raw_client import RawClient
from server_process import ServerProcess
from table_factory import TableFactory, unique_name

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--endpoint", help="URL of a running server, or 'aws'")
    parser.addoption("--storage", choices=("memory", "disk"), default="memory")
    parser.addoption("--server-args", default="", help="more flags for the server the suite starts")


def pytest_configure(config):
    config.addinivalue_line("markers", "own_server: needs a server other than AWS's")


@pytest.fixture(scope="session")
def on_aws(request):
    return request.config.getoption("--endpoint") == "aws"


@pytest.fixture(autouse=True)
def _skip_on_aws(request, on_aws):
    if on_aws and request.node.get_closest_marker("own_server"):
        pytest.skip("not for AWS")


@pytest.fixture(scope="session")
def endpoint(request):
    """The URL under test."""
    given = request.config.getoption("--endpoint")
    if given:
        region = os.environ.get("AWS_REGION", "us-east-1")
        yield f"https://dynamodb.{region}.amazonaws.com" if given == "aws" else given
        return
    os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))
    arguments = request.config.getoption("--server-args").split()
    with contextlib.ExitStack() as stack:
        if request.config.getoption("--storage") == "memory":
            arguments.append("--in-memory")
        else:
            arguments += ["--data-dir", stack.enter_context(tempfile.TemporaryDirectory())]
        server = stack.enter_context(ServerProcess.start(arguments))
        os.environ.update(server.trust)
        yield server.local_url
        assert server.running(), "the server died during the tests:\n" + server.stderr


@pytest.fixture(scope="session")
def make_boto(endpoint, on_aws):
    """Makes boto3 clients and resources for other accounts and Regions than the usual one."""
    config = Config(
        retries={"max_attempts": 0},
        parameter_validation=False,
        max_pool_connections=32,
        read_timeout=120,
    )

    def make(kind="client", region="us-east-1", access_key="dummy", validate=False, service="dynamodb"):
        credentials = {} if on_aws else {"aws_access_key_id": access_key, "aws_secret_access_key": "dummy"}
        session = boto3.session.Session(region_name=region, **credentials)
        chosen = config.merge(Config(parameter_validation=validate))
        url = endpoint.replace("//dynamodb.", "//streams.dynamodb.") if service == "dynamodbstreams" else endpoint
        return getattr(session, kind)(service, endpoint_url=url, config=chosen)

    return make


@pytest.fixture(scope="session")
def client(make_boto):
    """boto3's low-level client: no retries, and no checks of its own in the way of the server's."""
    return make_boto()


@pytest.fixture(scope="session")
def streams(make_boto):
    """The client of the streams API."""
    return make_boto(service="dynamodbstreams")


@pytest.fixture(scope="session")
def resource(make_boto):
    return make_boto("resource", validate=True)


@pytest.fixture(scope="session")
def raw(endpoint, on_aws):
    if on_aws:
        found = boto3.session.Session().get_credentials().get_frozen_credentials()
        client = RawClient(endpoint, access_key=found.access_key, secret_key=found.secret_key)
    else:
        client = RawClient(endpoint)
    yield client
    client.close()


@pytest.fixture
def name():
    """A table name nobody has."""
    return unique_name()


@pytest.fixture
def key():
    """A partition key value nobody has."""
    return unique_name("key")


@pytest.fixture
def new_table(client):
    factory = TableFactory(client)
    yield factory
    factory.clean_up()


@pytest.fixture(scope="module")
def new_module_table(client):
    """As new_table, for tables that the tests of one file share."""
    factory = TableFactory(client)
    yield factory
    factory.clean_up()


@pytest.fixture(scope="session")
def tables(client):
    """Tables the whole run shares, created when first asked for: tables.s has a partition key pk:S,
    tables.sn has pk:S and sk:N, and so on for every pair of S, N and B."""
    factory = TableFactory(client)

    class Shared(types.SimpleNamespace):
        def __getattr__(self, types_of_keys):
            if types_of_keys.startswith("_"):
                raise AttributeError(types_of_keys)
            kinds = types_of_keys.upper()
            table = factory(f"pk:{kinds[0]}", f"sk:{kinds[1]}" if len(kinds) == 2 else None)
            setattr(self, types_of_keys, table)
            return table

    yield Shared()
    factory.clean_up()


@pytest.fixture(scope="session")
def classic_client(request):
    """A client of a server that words all its validation errors as DynamoDB did before mid-2026."""
    if request.config.getoption("--endpoint"):
        pytest.skip("needs a server of its own")
    os.environ.setdefault("DYNAROCKS_BINARY", str(REPOSITORY / "build/release/dynarocks"))
    with ServerProcess.start(["--in-memory", "--validation-layer=classic"]) as server:
        yield boto3.client(
            "dynamodb",
            region_name="us-east-1",
            aws_access_key_id="dummy",
            aws_secret_access_key="dummy",
            endpoint_url=f"http://127.0.0.1:{server.port}",
            config=Config(retries={"max_attempts": 0}, parameter_validation=False),
        )
        assert server.running(), "the server died during the tests:\n" + server.stderr
