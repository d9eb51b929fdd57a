"""dynarocks repair: saves what can be read into a new, sound directory, says what it cannot, and leaves the
damaged one as it is."""

import re

import pytest
from damage import flip, logs, table_files
from encrypted_directory import contents, write_key
from server_process import ServerProcess
from test_verify import fill
from values import all_items
from verify_command import assert_sound, run, verify


def repair(data_dir, to, *arguments):
    """(exit code, lines). The damaged directory stays as it is."""
    before = contents(data_dir)
    done = run("repair", "--data-dir", str(data_dir), "--to", str(to), *arguments)
    assert contents(data_dir) == before
    assert not to.with_name(to.name + ".partial").exists() or done.returncode == 2
    return done.returncode, (done.stdout or done.stderr).splitlines()


def by_key(items):
    return {(item["pk"]["S"], item["sk"]["N"]): item for item in items}


def scanned(connect, data_dir, *flags, index=None):
    with ServerProcess.start(["--data-dir", str(data_dir), *flags]) as server:
        only = {"IndexName": index} if index else {}
        return by_key(all_items(connect(server).scan, TableName="table", **only))


@pytest.fixture
def to(tmp_path):
    return tmp_path / "saved"


@pytest.mark.parametrize("encrypted", [False, True])
def test_of_a_sound_directory_everything_is_saved(start, connect, data_dir, tmp_path, to, encrypted):
    flags = ["--encryption-key-file", write_key(tmp_path / "key")] if encrypted else []
    server = start(*flags)
    client = connect(server)
    fill(client)
    items = by_key(all_items(client.scan, TableName="table"))
    described = client.describe_table(TableName="table")["Table"]
    server.kill()
    code, lines = repair(data_dir, to, *flags)
    assert code == 0, lines
    assert any("172 items, none lost" in line for line in lines)
    assert any("230 records, none lost" in line for line in lines)
    assert_sound(to, *flags)
    with ServerProcess.start(["--data-dir", str(to), *flags]) as server:
        client = connect(server)
        assert by_key(all_items(client.scan, TableName="table")) == items
        assert client.describe_table(TableName="table")["Table"] == described
        ttl = client.describe_time_to_live(TableName="table")["TimeToLiveDescription"]
        assert ttl["TimeToLiveStatus"] == "ENABLED"
    assert_sound(to, *flags)


def test_a_log_damaged_in_the_middle(start, connect, data_dir, to):
    server = start()
    client = connect(server)
    fill(client, size=1)
    items = by_key(all_items(client.scan, TableName="table"))
    server.kill()
    (log,) = logs(data_dir)
    flip(log, log.stat().st_size // 2)
    code, lines = repair(data_dir, to)
    assert code == 1
    assert any("damaged at byte" in line for line in lines)
    assert any("may be back" in line for line in lines)
    assert_sound(to)
    saved = scanned(connect, to)
    # What the damaged block of the log held is gone, and the rest is there.
    assert 0 < len(set(items) & set(saved))
    assert ("q", "1") in saved or log.stat().st_size < 65536


@pytest.fixture
def files(start, connect, data_dir):
    """The items of a stopped server that keeps everything in files of rows."""
    server = start("--durability", "none")
    client = connect(server)
    fill(client, items=2000)
    items = by_key(all_items(client.scan, TableName="table"))
    assert server.stop() == 0
    return items


def largest_file(data_dir):
    return table_files(data_dir)[-1]


@pytest.mark.parametrize("places", [[0.05], [0.35], [0.1, 0.6, 0.9]])
def test_damaged_blocks_of_rows(connect, data_dir, to, files, places):
    for path in table_files(data_dir)[-2:]:
        for place in places:
            flip(path, int(path.stat().st_size * place))
    code, lines = repair(data_dir, to)
    assert code == 1
    assert any(re.search(r"table table .*: \d+ items", line) for line in lines), lines
    assert_sound(to)
    saved = scanned(connect, to)
    assert saved.items() <= files.items()
    assert len(saved) >= len(files) * 3 // 4
    assert {key for key, item in saved.items() if "g" in item} == set(scanned(connect, to, index="global"))


def test_a_missing_file_of_rows(connect, data_dir, to, files):
    largest_file(data_dir).unlink()
    code, lines = repair(data_dir, to)
    assert code == 1
    assert any("LOST" in line for line in lines), lines
    assert_sound(to)


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*"])
def test_what_cannot_be_repaired(data_dir, to, files, name):
    for path in (data_dir / "store").glob(name):
        path.unlink()
    code, lines = repair(data_dir, to)
    assert code == 2
    assert len(lines) == 1 and "nothing can be saved" in lines[0]
    assert not to.exists()


def test_a_new_directory_is_needed(start, data_dir, to):
    server = start()
    assert "in use" in repair(data_dir, to)[1][0]
    server.stop()
    to.mkdir()
    code, lines = repair(data_dir, to)
    assert code == 2 and "exists already" in lines[0]
    assert list(to.iterdir()) == []
    assert run("repair", "--data-dir", str(data_dir)).returncode == 2
    assert run("repair", "--help").returncode == 0


def test_rows_that_do_not_agree_do_afterwards(connect, data_dir, to, files):
    """What verify finds, repair leaves behind."""
    flip(largest_file(data_dir), largest_file(data_dir).stat().st_size // 3)
    assert verify(data_dir)[0] == 1
    repair(data_dir, to)
    assert verify(to)[0] == 0
