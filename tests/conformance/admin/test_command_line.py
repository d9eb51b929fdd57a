"""dynarocks clock and dynarocks reset, against a running server."""

import re

import pytest

pytestmark = pytest.mark.own_server


def test_the_clock_is_shown_and_changed(admin):
    code, output, error = admin.command("clock")
    assert (code, error) == (0, "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\n", output)
    assert admin.command("clock", "freeze")[1].endswith("Z frozen\n")
    assert admin.command("clock", "set", "2026-01-01T00:00:00Z") == (0, "2026-01-01T00:00:00.000Z frozen\n", "")
    assert admin.command("clock", "advance", "25h") == (0, "2026-01-02T01:00:00.000Z frozen\n", "")
    assert admin.command("clock", "show") == (0, "2026-01-02T01:00:00.000Z frozen\n", "")
    assert admin.command("clock", "scale", "10") == (0, "2026-01-02T01:00:00.000Z frozen scale 10\n", "")
    assert admin.command("clock", "resume")[1].endswith("Z scale 10\n")
    assert admin.command("clock", "reset")[0] == 0
    assert admin.clock()["offsetMillis"] == 0


def test_tables_are_dropped(admin):
    for name in ("Test.One", "Test.Two", "Other"):
        table = {
            "TableName": name,
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        }
        admin.api.ok("CreateTable", table)
    assert admin.command("reset", "--prefix", "Test.") == (0, "2 tables dropped\n", "")
    assert admin.command("reset") == (0, "1 table dropped\n", "")


def test_failures_are_one_line_and_an_exit_code(admin):
    assert admin.command("clock", "advance", "1y") == (
        1,
        "",
        "dynarocks: advance must be a duration such as 500ms, 90s, 15m, 25h or 30d\n",
    )
    assert admin.command("clock", endpoint="http://127.0.0.1:1") == (
        1,
        "",
        "dynarocks: no answer from http://127.0.0.1:1: Connection refused\n",
    )
    code, output, error = admin.command("clock", "stop")
    assert (code, output) == (2, "")
    assert error.startswith("dynarocks: ") and error.count("\n") == 1
