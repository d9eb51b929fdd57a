"""The directory of policies: read at the start and on SIGHUP, refused with a line that says why."""

import json
import signal
import subprocess
import time

import pytest
from policy_server import PolicyServer, allow, denial, deny, policy
from server_process import binary, clean_environment
from values import s

pytestmark = pytest.mark.own_server

TABLE = {
    "TableName": "Tunes",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
}
GET = {"TableName": "Tunes", "Key": {"pk": s("1")}}


@pytest.fixture
def server(tmp_path):
    server = PolicyServer(tmp_path)
    server.user("alice", allow("dynamodb:GetItem"))
    return server


def start_refused(server):
    command = [binary(), "--in-memory", "--port=0", "--auth=sigv4", f"--credentials={server.credentials}"]
    ended = subprocess.run(
        [*command, f"--policies={server.policies}"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=30,
    )
    return ended.returncode, ended.stderr


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_start_tells_that_policies_are_enforced(server):
    with server.run():
        assert f"signatures are checked, policies of {server.policies} are enforced\n" in server.process.stdout


def test_policies_are_read_again_on_hangup(server):
    file = next(server.policies.rglob("policy.json"))
    with server.run():
        server.client("root").create_table(**TABLE)
        alice = server.client("alice")
        assert denial(lambda: alice.get_item(**GET)) is None
        file.write_text(json.dumps(policy(deny("*"))))
        server.process.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "credentials and policies are read again" in server.process.stderr)
        assert "explicit deny" in denial(lambda: alice.get_item(**GET))


def test_faulty_policies_leave_the_old_ones(server):
    file = next(server.policies.rglob("policy.json"))
    with server.run():
        server.client("root").create_table(**TABLE)
        file.write_text("{")
        server.process.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "credentials and policies stay as they were: " in server.process.stderr)
        assert str(file) in server.process.stderr
        assert denial(lambda: server.client("alice").get_item(**GET)) is None


def test_faulty_policies_are_no_start(server):
    file = next(server.policies.rglob("policy.json"))
    file.write_text('{"Statement": []}')
    code, message = start_refused(server)
    assert code == 1
    assert message.startswith(f"dynarocks: {file}: ")
    assert message.count("\n") == 1


def test_every_fault_is_counted(server):
    file = next(server.policies.rglob("policy.json"))
    file.write_text("{")
    (server.policies / "groups").mkdir()
    code, message = start_refused(server)
    assert code == 1
    assert message.endswith(" (and 1 more)\n")


@pytest.mark.parametrize("flags", [["--policies=p"], ["--auth-trace"]])
def test_flags_that_need_others(flags):
    ended = subprocess.run([binary(), "--in-memory", *flags], env=clean_environment(), capture_output=True, text=True)
    assert ended.returncode == 2
    assert "give both or none" in ended.stderr


def test_the_trace_names_the_statement(server):
    server.user("bob", {**allow("dynamodb:GetItem"), "Sid": "ReadAll"}, deny("dynamodb:Put*"))
    with server.run("--auth-trace"):
        server.client("root").create_table(**TABLE)
        bob = server.client("bob")
        bob.get_item(**GET)
        assert denial(lambda: bob.put_item(TableName="Tunes", Item=GET["Key"]))
        wait_for(lambda: "PutItem" in server.process.stderr)
        trace = server.process.stderr
    assert "access: allowed: arn:aws:iam::111122223333:user/bob dynamodb:GetItem on arn:aws:dynamodb:" in trace
    assert "users/bob/policy.json, statement ReadAll" in trace
    assert "access: denied: arn:aws:iam::111122223333:user/bob dynamodb:PutItem on " in trace
