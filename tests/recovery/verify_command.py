"""dynarocks verify and repair, from outside."""

import subprocess

from server_process import binary, clean_environment


def run(*arguments):
    return subprocess.run([binary(), *arguments], env=clean_environment(), capture_output=True, text=True)


def verify(data_dir, *arguments):
    """(exit code, lines of findings, summary or the one line on standard error)."""
    done = run("verify", "--data-dir", str(data_dir), *arguments)
    lines = done.stdout.splitlines()
    if done.returncode == 2:
        assert not lines
        assert done.stderr.startswith("dynarocks: ") and done.stderr.count("\n") == 1
        return 2, [], done.stderr
    assert done.stderr == ""
    return done.returncode, lines[:-1], lines[-1]


def assert_sound(data_dir, *arguments):
    code, findings, summary = verify(data_dir, *arguments)
    assert (code, findings) == (0, []), (findings, summary)
    return summary
