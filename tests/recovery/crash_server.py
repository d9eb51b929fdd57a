"""A server to be killed: started without any pause, and killed at a moment that its clients do not choose."""

import contextlib
import os
import re
import signal
import subprocess
import time

from crash_connections import Connection
from server_process import binary, clean_environment

LISTENING = re.compile(r"listening on http://\S+:(\d+)")


class StartFailure(Exception):
    """The server did not get as far as to listen."""


class CrashingServer:
    def __init__(self, data_dir, flags, environment=None):
        """Begins to start; see wait_until_listening."""
        command = [binary(), "--data-dir", str(data_dir), "--port", "0", "--admin", "--log-level", "warn", *flags]
        self.command = " ".join(command)
        self.port = 0
        self.said = ""
        self.process = subprocess.Popen(
            command,
            env={**clean_environment(), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def wait_until_listening(self):
        for line in self.process.stdout:
            text = line.decode(errors="replace")
            self.said += text
            if found := LISTENING.search(text):
                self.port = int(found.group(1))
                return self
        raise StartFailure(f"{self.command}\nended with {self.process.wait()}: {self.said}")

    def connect(self):
        return Connection(self.port)

    def kill(self):
        """Now, and waits until it is gone. What it said at the end is added to `said`."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        return self.wait()

    def wait(self):
        """The exit code of a server that ends; negative is the signal that ended it."""
        self.said += self.process.stdout.read().decode(errors="replace")
        self.process.stdout.close()
        return self.process.wait()


class Killer:
    """A process that kills others after a while, so that the moment depends on nothing that this one does."""

    def __init__(self):
        orders, self.orders = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.orders)
            self.serve(orders)
        os.close(orders)

    def kill_after(self, pid, seconds):
        os.write(self.orders, f"{pid} {seconds}\n".encode())

    def close(self):
        os.close(self.orders)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    @staticmethod
    def serve(orders):
        try:
            for line in os.fdopen(orders):
                pid, seconds = line.split()
                process = os.pidfd_open(int(pid))  # nobody else's, should it end by itself
                time.sleep(float(seconds))
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(process, signal.SIGKILL)
                os.close(process)
        except BaseException:  # not back into the program this was forked from
            os._exit(1)
        os._exit(0)
