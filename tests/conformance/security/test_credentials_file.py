"""The file of the keys that may sign: at the start, and read again while the server runs."""

import signal
import subprocess
import time

import pytest
from server_process import binary, clean_environment
from signed_server import ALICE, CREDENTIALS, ROOT, Key, SignedServer


def run(*arguments):
    command = [binary(), "--in-memory", "--port=0", *arguments]
    return subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=30)


def refused(done, code, line):
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"dynarocks: {line}\n")


def test_flags_belong_together(tmp_path):
    refused(
        run("--auth=sigv4"),
        2,
        "--auth=sigv4 needs the keys that may sign: --credentials FILE. See dynarocks --help",
    )
    refused(
        run("--credentials", str(tmp_path)),
        2,
        "--credentials has no effect without --auth=sigv4; give both or none. See dynarocks --help",
    )


@pytest.mark.parametrize(
    "text, fault",
    [
        ("[a]\naws_access_key_id = b\n", ":1: the profile has no aws_secret_access_key"),
        (CREDENTIALS + "colour = blue\n", ":19: unknown setting 'colour'"),
        ("", ":1: there is no key in the file"),
    ],
    ids=["secret", "setting", "empty"],
)
def test_faults_name_file_and_line(tmp_path, text, fault):
    file = tmp_path / "keys"
    file.write_text(text)
    refused(run("--auth=sigv4", "--credentials", str(file)), 1, f"{file}{fault}")


def test_file_that_is_not_there():
    refused(run("--auth=sigv4", "--credentials=/nowhere/keys"), 1, "/nowhere/keys: the file cannot be read")


def test_start_lines_tell_whose_requests_are_answered(signed, tmp_path):
    assert f"Credentials: those of {signed.file}, signatures are checked, no policies\n" in signed.process.stdout


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_file_is_read_again_on_hangup(tmp_path):
    server = SignedServer.start(tmp_path)
    with server.process as process:
        new = Key("AKIANEW", "a new secret")
        assert server.raw(new).call("ListTables").error[0] == "UnrecognizedClientException"
        server.file.write_text(f"[new]\naws_access_key_id={new.id}\naws_secret_access_key={new.secret}\n")
        process.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "credentials and policies are read again" in process.stderr)
        assert server.raw(new).call("ListTables").status == 200
        assert server.raw(ALICE).call("ListTables").error[0] == "UnrecognizedClientException"

        server.file.write_text("[broken]\naws_secret_access_key=very secret\n")
        process.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "credentials and policies stay as they were: " in process.stderr)
        assert f"{server.file}:1: the profile has no aws_access_key_id" in process.stderr
        assert server.raw(new).call("ListTables").status == 200
        assert "secret" not in process.stderr.replace("aws_secret_access_key", "")


def test_session_ends_with_the_key_that_asked_for_it(tmp_path):
    server = SignedServer.start(tmp_path)
    with server.process as process:
        answer = server.boto(ALICE, "sts").assume_role(
            RoleArn="arn:aws:iam::111122223333:role/Reader", RoleSessionName="tests"
        )
        session = Key.of(answer["Credentials"])
        assert server.raw(session).call("ListTables").status == 200
        server.file.write_text(CREDENTIALS.replace(ALICE.id, "AKIAANOTHER"))
        process.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "credentials and policies are read again" in process.stderr)
        assert server.raw(ROOT).call("ListTables").status == 200
        assert server.raw(session).call("ListTables").error[0] == "UnrecognizedClientException"
