"""Requests to a server's admin surface, and the program's own commands for it."""

import contextlib
import http.client
import json
import subprocess

from raw_client import RawClient
from server_process import ServerProcess, binary, clean_environment


class AdminServer:
    """A server of its own, with a client of its API (api) and requests to its admin surface."""

    def __init__(self, process: ServerProcess):
        self.process = process
        self.endpoint = f"http://127.0.0.1:{process.port}"
        self.api = RawClient(self.endpoint)

    @classmethod
    @contextlib.contextmanager
    def start(cls, *flags):
        """One with its admin surface open, in memory, that has to live to the end."""
        with ServerProcess.start(["--in-memory", "--admin", *flags]) as process:
            server = cls(process)
            yield server
            server.close()
            assert process.running(), "the server died during the tests:\n" + process.stderr

    def request(self, method, path, body=None, headers=None, host="127.0.0.1"):
        """(status, JSON answer, headers)"""
        connection = http.client.HTTPConnection(host, self.process.port, timeout=30)
        text = json.dumps(body) if isinstance(body, dict) else body
        connection.request(method, "/_dynarocks/" + path, text, headers or {})
        response = connection.getresponse()
        answer = json.loads(response.read() or "null")
        connection.close()
        return response.status, answer, response.headers

    def clock(self, **change):
        """The clock after the change, if there is one."""
        status, answer, _ = self.request(*(("POST", "clock", change) if change else ("GET", "clock")))
        assert status == 200, answer
        return answer

    def reset(self, **scope):
        status, answer, _ = self.request("POST", "reset", scope)
        assert status == 200, answer
        return answer["droppedTables"]

    def command(self, *arguments, endpoint=None):
        """(exit code, standard output, standard error) of `dynarocks ARGUMENTS`."""
        run = subprocess.run(
            [binary(), *arguments, "--endpoint", endpoint or self.endpoint],
            env=clean_environment(),
            capture_output=True,
            text=True,
            timeout=30,
        )
        return run.returncode, run.stdout, run.stderr

    def close(self):
        self.api.close()
