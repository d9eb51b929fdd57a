"""dynarocks policy simulate, as a program."""

import json
import subprocess

import pytest
from server_process import binary, clean_environment

pytestmark = pytest.mark.own_server

ALICE = "arn:aws:iam::111122223333:user/alice"
TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/T"


@pytest.fixture
def policies(tmp_path):
    users = tmp_path / "users"
    users.mkdir()
    statement = {"Sid": "Read", "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": TABLE}
    (users / "alice.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return tmp_path


def simulate(policies, action, *more):
    return subprocess.run(
        [
            *(binary(), "policy", "simulate", "--policies", str(policies)),
            *("--principal", ALICE, "--action", action, "--resource", TABLE, *more),
        ],
        capture_output=True,
        text=True,
        timeout=20,
        env=clean_environment(),
        check=False,
    )


def test_allowed(policies):
    result = simulate(policies, "dynamodb:GetItem")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (
        "allowed\nreason: an identity-based policy allows it\nstatement: 1 (Read) of users/alice.json\n"
    )


def test_denied(policies):
    result = simulate(policies, "dynamodb:PutItem")
    assert (result.returncode, result.stderr) == (3, "")
    assert result.stdout == (
        f"denied\nreason: User: {ALICE} is not authorized to perform: dynamodb:PutItem on resource: {TABLE}"
        " because no identity-based policy allows the dynamodb:PutItem action\n"
    )


def test_faults_name_their_files(policies):
    (policies / "users" / "bob.json").write_text("{ x")
    result = simulate(policies, "dynamodb:GetItem")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"dynarocks: {policies}/users/bob.json: Invalid policy document: Syntax error at position (1,3)\n"
    )


def test_wrong_command_lines(policies):
    result = simulate(policies, "dynamodb:GetItem", "--context", "x")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "dynarocks: --context must be key=value, not 'x'. See dynarocks policy simulate --help\n"
    )
