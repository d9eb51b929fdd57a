"""Who may use the admin surface, and what anyone may ask."""

import socket

import pytest
from admin_client import AdminServer
from server_process import ServerProcess

pytestmark = pytest.mark.own_server

OFF = {"error": "the admin surface is off: start the server with --admin"}
NOT_HERE = {"error": "only programs on the server's machine may do this"}


@pytest.fixture(scope="module")
def closed():
    """A server without the admin surface."""
    with ServerProcess.start(["--in-memory"]) as process:
        server = AdminServer(process)
        yield server
        server.close()


def own_address():
    """An address of this machine that is not loopback's; none is asked for anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("no network")
        return probe.getsockname()[0]


@pytest.mark.parametrize("path", ["clock", "reset", "info", "other"])
def test_off_by_default(closed, path):
    for method in ("GET", "POST"):
        assert closed.request(method, path, "{}")[:2] == (404, OFF)
    assert closed.command("clock") == (1, "", f"dynarocks: {OFF['error']}\n")
    assert closed.command("reset") == (1, "", f"dynarocks: {OFF['error']}\n")


def test_health_is_told_without_admin_and_from_elsewhere():
    with ServerProcess.start(["--in-memory", "--host", "0.0.0.0"]) as process:
        server = AdminServer(process)
        status, answer, headers = server.request("GET", "health", host=own_address())
        assert (status, answer) == (200, {"status": "ready"})
        assert headers["Content-Type"] == "application/json"
        server.close()


def test_other_machines_are_refused():
    with ServerProcess.start(["--in-memory", "--admin", "--host", "0.0.0.0"]) as process:
        server = AdminServer(process)
        host = own_address()
        for method, path in (("GET", "clock"), ("POST", "clock"), ("POST", "reset"), ("GET", "info")):
            # As they come, and with a Host that names this machine.
            assert server.request(method, path, host=host)[:2] == (403, NOT_HERE)
            assert server.request(method, path, headers={"Host": "localhost"}, host=host)[:2] == (403, NOT_HERE)
        server.close()


@pytest.mark.parametrize("host", ["rebound.example", "localhost.example:8000", "10.0.0.1"])
def test_names_that_are_not_loopbacks_are_refused(admin, host):
    error = {"error": "the Host header must name localhost, 127.0.0.1 or [::1]"}
    assert admin.request("GET", "clock", headers={"Host": host})[:2] == (403, error)


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://site.example", "null"])
def test_web_pages_are_refused_and_get_no_cors(admin, origin):
    error = {"error": "web pages may not do this: there is an Origin header"}
    for method in ("POST", "OPTIONS"):
        status, answer, headers = admin.request(method, "reset", headers={"Origin": origin})
        assert (status, answer) == (403, error)
        assert headers["Access-Control-Allow-Origin"] is None


def test_methods_and_paths(admin):
    status, answer, headers = admin.request("DELETE", "clock")
    assert (status, answer) == (405, {"error": "the methods here are: GET, POST"})
    assert headers["Allow"] == "GET, POST"
    assert admin.request("GET", "reset")[0] == 405
    assert admin.request("GET", "tables")[:2] == (
        404,
        {"error": "unknown path: there are clock, reset, info and health below /_dynarocks/"},
    )
    assert admin.request("HEAD", "health")[0] == 200
