"""Runs a DynaRocks of its own for a test: on a free port, with its output kept, stopped at the end.

The binary is named by the environment variable DYNAROCKS_BINARY.
"""

import os
import re
import signal
import subprocess
import threading
import time

TRUST = re.compile(r"export AWS_CA_BUNDLE=(\S+)")
LISTENING = re.compile(r"listening on (https?://\S+:(\d+))(?: and https://\S+:(\d+))?")


class ServerProcess:
    """One running server.

    with ServerProcess.start(["--in-memory"]) as server:
        ... server.endpoint, server.port ...

    tls_port is the port that speaks TLS: another one, the same one, or 0. certificate is the file that
    clients have to trust when the server has made its certificate itself.
    """

    def __init__(self, process: subprocess.Popen):
        self.process = process
        self.endpoint = ""
        self.host = "127.0.0.1"
        self.port = 0
        self.tls_port = 0
        self.certificate = ""
        self._lines = {"stdout": [], "stderr": []}
        self._listening = threading.Event()
        self._readers = [
            threading.Thread(target=self._read, args=(name, stream), daemon=True)
            for name, stream in (("stdout", process.stdout), ("stderr", process.stderr))
        ]
        for reader in self._readers:
            reader.start()

    @classmethod
    def start(cls, args=("--in-memory",), env=None, cwd=None, timeout=30.0) -> "ServerProcess":
        """Starts the server with `args` (and --port 0 unless a port is among them) and waits until it
        accepts connections. Raises RuntimeError, with what the server said, when it does not."""
        command = [binary(), *args]
        if not any(argument.split("=")[0] in ("--port", "-port") for argument in args):
            command += ["--port", "0"]
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**clean_environment(), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        server = cls(process)
        deadline = time.monotonic() + timeout
        while not server._listening.wait(0.02):
            if process.poll() is not None or time.monotonic() > deadline:
                server.kill()
                if not server._listening.is_set():
                    raise RuntimeError(
                        f"{' '.join(command)} did not start (exit code {process.returncode})\n"
                        f"stdout: {server.stdout}\nstderr: {server.stderr}"
                    )
        return server

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def local_url(self) -> str:
        """Where programs on this machine find it."""
        return f"{'https' if self.port == self.tls_port else 'http'}://127.0.0.1:{self.port}"

    @property
    def trust(self) -> dict:
        """The environment variables that make the clients of this suite trust the server."""
        names = ("AWS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
        return dict.fromkeys(names, self.certificate) if self.certificate else {}

    @property
    def stdout(self) -> str:
        return "".join(self._lines["stdout"])

    @property
    def stderr(self) -> str:
        return "".join(self._lines["stderr"])

    def running(self) -> bool:
        return self.process.poll() is None

    def terminate(self) -> None:
        """Sends SIGTERM and returns at once."""
        self.process.send_signal(signal.SIGTERM)

    def wait(self, timeout=20.0) -> int:
        """The exit code (negative: the signal that ended it)."""
        code = self.process.wait(timeout)
        for reader in self._readers:
            reader.join(5)
        return code

    def stop(self, timeout=20.0) -> int:
        """Ends the server gracefully (SIGTERM); answers its exit code."""
        if self.running():
            self.terminate()
        return self.wait(timeout)

    def kill(self) -> int:
        """Ends the server as a crash would (SIGKILL)."""
        if self.running():
            self.process.kill()
        return self.wait()

    def __enter__(self) -> "ServerProcess":
        return self

    def __exit__(self, *_) -> None:
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def _read(self, name, stream) -> None:
        for line in stream:
            self._lines[name].append(line)
            if trust := TRUST.search(line):
                self.certificate = trust.group(1)
            found = LISTENING.search(line)
            if found and not self._listening.is_set():
                self.endpoint = found.group(1)
                self.port = int(found.group(2))
                self.tls_port = int(found.group(3) or (self.port if self.endpoint.startswith("https") else 0))
                self._listening.set()


def binary() -> str:
    path = os.environ.get("DYNAROCKS_BINARY")
    if not path:
        raise RuntimeError("DYNAROCKS_BINARY must name the dynarocks program to test")
    return path


def clean_environment() -> dict:
    """The environment without settings meant for another DynaRocks."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DYNAROCKS_")}
