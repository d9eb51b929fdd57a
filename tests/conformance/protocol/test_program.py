"""The program: its flags, directories and log."""

import json
import re
import subprocess
import tempfile

import pytest
from http_connection import GET, Connection, assert_healthy, call, list_tables
from server_process import ServerProcess, binary, clean_environment

pytestmark = pytest.mark.own_server


def run(*arguments, **options):
    return subprocess.run(
        [binary(), *arguments],
        capture_output=True,
        text=True,
        timeout=20,
        env=clean_environment(),
        check=False,
        **options,
    )


def assert_refused(result, exit_code, *words):
    assert result.returncode == exit_code, result
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    for word in words:
        assert word in lines[0]


def test_wrong_command_lines_are_refused_in_one_line():
    assert_refused(run("--prot=1"), 2, "--prot", "--help")
    assert_refused(run("--port=x"), 2, "--port")
    assert_refused(run("--config", "/nowhere"), 2, "/nowhere")


def test_a_taken_port_is_refused_in_one_line(server):
    assert_refused(
        run("--in-memory", f"--port={server.port}"),
        1,
        f"port {server.port} is in use (127.0.0.1:{server.port}). "
        "Stop the program that listens there, or choose another with --port",
    )


def test_a_host_that_is_not_here_is_refused_in_one_line():
    assert_refused(
        run("--in-memory", "--host=no.such.host.invalid"),
        1,
        "cannot listen on host 'no.such.host.invalid': ",
        ". Give --host an address of this machine, such as 127.0.0.1 or 0.0.0.0",
    )
    # An address that documents may use, and no machine has.
    assert_refused(
        run("--in-memory", "--host=192.0.2.1", "--port=0"),
        1,
        "cannot listen on 192.0.2.1:0: ",
        ". Give --host an address of this machine",
    )


def test_an_impossible_data_directory_is_refused_in_one_line():
    with tempfile.NamedTemporaryFile() as file:
        assert_refused(run("--data-dir", file.name, "--port=0"), 1, file.name)


def test_a_data_directory_serves_one_program(tmp_path):
    with ServerProcess.start(["--data-dir", str(tmp_path / "data")]):
        assert_refused(run("--data-dir", str(tmp_path / "data"), "--port=0"), 1, "data")


def test_in_memory_writes_no_file(tmp_path):
    with ServerProcess.start(["--in-memory"], cwd=tmp_path) as server:
        with Connection(server) as connection:
            assert connection.ask(list_tables()).status == 200
    assert list(tmp_path.iterdir()) == []


def test_the_default_data_directory_is_below_the_current_one(tmp_path):
    with ServerProcess.start([], cwd=tmp_path) as server:
        assert str(tmp_path / "dynarocks-data") in server.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["dynarocks-data"]


def test_local_flags_start_the_server():
    arguments = ["-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry", "-delayTransientStatuses"]
    with ServerProcess.start([*arguments, "-port", "0"]) as server:
        assert "-disableTelemetry has no effect" in server.stdout
        with Connection(server) as connection:
            assert_healthy(connection.ask(GET))


def test_shared_db_folds_accounts_and_regions():
    table = {
        "TableName": "shared",
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    elsewhere = list_tables().replace(b"dummy/", b"111122223333/").replace(b"us-east-1", b"local")
    for arguments, seen in ((["--shared-db"], ["shared"]), ([], [])):
        with ServerProcess.start(["--in-memory", *arguments]) as server:
            with Connection(server) as connection:
                assert connection.ask(call("CreateTable", table)).status == 200
                assert json.loads(connection.ask(elsewhere).body) == {"TableNames": seen}


def test_the_log_has_one_line_a_request_at_debug_level():
    for log_format in ("text", "json"):
        arguments = ["--in-memory", "--log-level=debug", f"--log-format={log_format}"]
        with ServerProcess.start(arguments) as server:
            with Connection(server) as connection:
                response = connection.ask(list_tables())
            server.stop()
        lines = [line for line in server.stderr.splitlines() if response["x-amzn-RequestId"] in line]
        assert len(lines) == 1
        assert re.search(r"ListTables 200 17 bytes \d+ us", lines[0])
        if log_format == "json":
            assert json.loads(lines[0])["level"] == "debug"
