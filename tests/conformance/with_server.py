"""Runs a command beside a server of its own: with_server.py [SERVER FLAG...] -- COMMAND...

The command finds the server's URL in DYNAMODB_ENDPOINT; its exit code is passed on. DYNAROCKS_BINARY
names the server program (default: the release build).
"""

import os
import pathlib
import subprocess
import sys

from server_process import ServerProcess

RELEASE = pathlib.Path(__file__).resolve().parents[2] / "build/release/dynarocks"


def main(arguments):
    os.environ.setdefault("DYNAROCKS_BINARY", str(RELEASE))
    split = arguments.index("--")
    with ServerProcess.start(arguments[:split]) as server:
        environment = {**os.environ, **server.trust, "DYNAMODB_ENDPOINT": server.local_url}
        return subprocess.run(arguments[split + 1 :], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
