"""What is left after a power loss, of files that a program wrote under the library of unsynced/."""

import os
import random
import subprocess
import sys

import pytest
from crash_power_loss import BLOCK_BYTES

# A program's beginning; each ends as if it was killed.
WRITER = """
import os
def write(name, text, sync=False, flags=os.O_APPEND):
    file = os.open(name, os.O_WRONLY | os.O_CREAT | flags, 0o644)
    os.write(file, text.encode())
    if sync: os.fdatasync(file)
    os.close(file)
def sync_directory(path="."):
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(directory)
    os.close(directory)
"""


class Nothing(random.Random):
    """Nothing that is not synced gets to the disk by itself."""

    def choice(self, options):
        return options[0]


class Everything(random.Random):
    """All of it does, without holes."""

    def choice(self, options):
        return options[-1]

    def randint(self, _, last):
        return last

    def random(self):
        return 0.9


@pytest.fixture
def run(tmp_path, power_loss):
    """Runs a program in a directory of its own, and lets the power go; answers the files' contents."""
    directory = tmp_path / "watched"
    directory.mkdir()

    def run_program(program, luck=Nothing):
        power_loss.watch(directory)
        done = subprocess.run(
            [sys.executable, "-c", f"{WRITER}\n{program}\nos.kill(os.getpid(), 9)"],
            cwd=directory,
            env={**os.environ, **power_loss.environment()},
        )
        assert done.returncode == -9
        power_loss.strike(luck())
        found = {path.name: path.read_text() for path in directory.iterdir() if path.is_file()}
        return found | {path.name: None for path in directory.iterdir() if path.is_dir()}

    return run_program


def test_only_what_was_synced_stays(run):
    program = "write('a', 'one ', sync=True); write('a', 'two'); write('b', 'three'); sync_directory()"
    assert run(program) == {"a": "one ", "b": ""}


def test_what_was_there_before_stays(run):
    run("write('a', 'one ', sync=True); sync_directory()")
    assert run("write('a', 'two')") == {"a": "one "}
    assert run("write('a', 'two '); write('a', 'three', sync=True)") == {"a": "one two three"}


def test_without_a_loss_all_of_it_stays(run):
    program = "write('a', 'one'); os.mkdir('c'); write('b', 'two'); os.rename('b', 'd'); os.unlink('a')"
    assert run(program, Everything) == {"c": None, "d": "two"}


def test_a_file_whose_directory_was_not_synced(run):
    assert run("write('a', 'one', sync=True)") == {}
    assert run("os.mkdir('b'); write('b/a', 'one', sync=True); sync_directory('b')") == {}
    assert run("os.mkdir('b'); write('b/a', 'one', sync=True); sync_directory('.')") == {"b": None}


def test_renames(run):
    run("write('a', 'old', sync=True); sync_directory()")
    replace = "write('b', 'new', sync=True); os.rename('b', 'a')"
    assert run(replace) == {"a": "old"}
    assert run(replace + "; sync_directory()") == {"a": "new"}
    # One after the other: all are taken back.
    assert run("os.rename('a', 'x'); os.rename('x', 'y'); write('a', 'newer', sync=True)") == {"a": "new"}


def test_removals(run):
    run("write('a', 'one', sync=True); sync_directory()")
    assert run("os.unlink('a')") == {"a": "one"}
    assert run("os.unlink('a'); write('a', 'two', sync=True)") == {"a": "one"}
    assert run("os.unlink('a'); write('a', 'two', sync=True); sync_directory()") == {"a": "two"}
    assert run("os.remove('a'); sync_directory()") == {}


def test_shortened_files_stay_short(run):
    run("write('a', 'one two', sync=True); sync_directory()")
    assert run("file = os.open('a', os.O_RDWR); os.ftruncate(file, 3)") == {"a": "one"}
    assert run("write('a', 'x', flags=os.O_TRUNC)") == {"a": ""}


def test_a_tail_may_be_torn(run):
    program = f"write('a', 'one ', sync=True); write('a', 'x' * {BLOCK_BYTES * 10}); sync_directory()"
    for seed in range(20):
        text = run("os.unlink('a') if os.path.exists('a') else None;" + program, lambda: random.Random(seed))["a"]
        assert text.startswith("one ")
        assert set(text[4:]) <= {"x", "\0"}
        if "\0" in text and len(text) < BLOCK_BYTES * 10:
            return
    pytest.fail("no tail was torn")


def test_what_cannot_be_taken_back_is_told(run):
    run("write('a', 'one two', sync=True); sync_directory()")
    with pytest.raises(AssertionError, match="pwrite"):
        run("file = os.open('a', os.O_RDWR); os.pwrite(file, b'x', 0)")
