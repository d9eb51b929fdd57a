"""An encrypted data directory from outside: its files, its keys, and dynarocks rekey."""

import os
import subprocess

from server_process import binary, clean_environment


def write_key(path):
    """A new key, as the documentation says to make one."""
    path.write_text(os.urandom(32).hex() + "\n")
    path.chmod(0o600)
    return str(path)


def contents(data_dir):
    """Every file below, by its path."""
    return {path.relative_to(data_dir): path.read_bytes() for path in data_dir.rglob("*") if path.is_file()}


def shown(data_dir, *texts):
    """Which of the texts stand in which file, as they are or as UTF-16."""
    return [
        (path, text)
        for path, content in contents(data_dir).items()
        for text in texts
        if text.encode() in content or text.encode("utf-16-le") in content
    ]


def rekey_arguments(data_dir, old_key, new_key):
    arguments = [binary(), "rekey", "--data-dir", str(data_dir)]
    if old_key:
        arguments += ["--old-key-file", old_key]
    return arguments + (["--new-key-file", new_key] if new_key else ["--decrypt"])


def rekey(data_dir, old_key, new_key):
    """What the command says; it has to succeed."""
    done = subprocess.run(
        rekey_arguments(data_dir, old_key, new_key), env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def start_rekey(data_dir, old_key, new_key, environment=None):
    return subprocess.Popen(
        rekey_arguments(data_dir, old_key, new_key),
        env={**clean_environment(), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def key_flags(key):
    return ["--encryption-key-file", key] if key else []
