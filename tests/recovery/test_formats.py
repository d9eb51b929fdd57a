"""Directories of released programs, opened by this one: sound, every row as it was, and still so when the
process is killed at any moment while it opens them."""

import json
import random
import subprocess
import tarfile
import time

import pytest
from format_fixture import FORMATS, answers, key_file, kms_caller
from raw_client import RawClient
from server_process import ServerProcess, binary, clean_environment
from verify_command import assert_sound

ARCHIVES = sorted(FORMATS.glob("*/*.tar.gz"))
KILLS = 8


@pytest.fixture(params=ARCHIVES, ids=["-".join(path.parts[-2:]) for path in ARCHIVES])
def old(request, tmp_path):
    """(the directory, the flags that open it, the answers it gave)."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path)
    data = tmp_path / "data"
    expected = json.loads((data / "expected.json").read_text())
    (data / "expected.json").unlink()
    flags = ["--encryption-key-file", str(key_file(tmp_path))] if "encrypted" in request.param.name else []
    return data, flags, expected


def check(data, flags, expected):
    with ServerProcess.start(["--data-dir", str(data), *flags]) as server:
        raw = RawClient(server.endpoint)
        assert json.loads(json.dumps(answers(raw, kms_caller(server.endpoint)))) == expected


def test_every_row_is_as_it_was(old):
    data, flags, expected = old
    assert_sound(data, *flags)
    for _ in range(2):
        check(data, flags, expected)
    assert_sound(data, *flags)


def test_killed_while_it_opens(old):
    data, flags, expected = old
    for _ in range(KILLS):
        command = [binary(), "--data-dir", str(data), "--port", "0", *flags]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env=clean_environment(), **silent)
        time.sleep(random.uniform(0, 0.1))
        process.kill()
        process.wait()
        assert_sound(data, *flags)
    check(data, flags, expected)


def test_there_are_archives():
    assert ARCHIVES
    assert all(path.stat().st_size < 200_000 for path in ARCHIVES)
