"""Faults of the storage while a server runs and when it starts: each ends in a clear error, and one line in the
log; nothing that was acknowledged is lost silently."""

import os
import resource
import shutil
import subprocess
import time

import pytest
from botocore.exceptions import ClientError
from damage import flip, logs, table_files
from encrypted_directory import write_key
from server_process import ServerProcess
from table_factory import table_parameters
from test_restart import refused
from values import all_items, s
from verify_command import assert_sound

FAILED = "InternalServerError"


def create(client, name="table"):
    client.create_table(**table_parameters(name))
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def put(client, key, size=200, table="table"):
    """Nothing, or the code of the error."""
    try:
        client.put_item(TableName=table, Item={"pk": s(key), "v": s("x" * size)})
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def keys(client, table="table"):
    return {item["pk"]["S"] for item in all_items(client.scan, TableName=table)}


def lines(server, text):
    return [line for line in server.stderr.splitlines() if text in line]


def limit_files(server, size):
    """What a full disk does, for files beyond this size: every write to one fails, or a part of it."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def free_files(server):
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def put_when_possible(client, key, seconds=30):
    end = time.monotonic() + seconds
    while (error := put(client, key)) and time.monotonic() < end:
        assert error == FAILED
        time.sleep(0.1)
    assert error is None


def fill_up(server, client, acknowledged, table="table", limited=True):
    """Writes until the first failure; then no other write succeeds, and all that was written is read."""
    number = len(acknowledged)
    while (error := put(client, f"w{number}", 3000, table)) is None:
        acknowledged.add(f"w{number}")
        number += 1
    assert error == FAILED
    if limited:
        limit_files(server, 0)  # where other files had room
    for other in range(20):
        assert put(client, f"refused-{other}", table=table) == FAILED
    assert acknowledged <= keys(client, table)
    assert len(lines(server, "the store cannot write")) == 1


def run_out_of_room(server, client, data_dir):
    """A table whose log may not grow by much more: the keys of what was written into it."""
    create(client)
    acknowledged = {"w0"}
    assert put(client, "w0") is None
    limit_files(server, logs(data_dir)[-1].stat().st_size + 7000)
    fill_up(server, client, acknowledged)
    return acknowledged


@pytest.mark.parametrize("durability", ["wal", "fsync"])
@pytest.mark.parametrize("partial", [False, True])
def test_no_room_and_room_again(start, connect, data_dir, durability, partial):
    server = start("--durability", durability)
    client = connect(server)
    create(client)
    acknowledged = set()
    for number in range(20):
        assert put(client, f"w{number}") is None
        acknowledged.add(f"w{number}")
    limit_files(server, logs(data_dir)[-1].stat().st_size + 7000 if partial else 0)
    fill_up(server, client, acknowledged)
    assert server.running()
    free_files(server)
    put_when_possible(client, "again")
    assert len(lines(server, "the store can write again")) == 1
    assert len(server.stderr.splitlines()) <= 6, server.stderr
    assert acknowledged | {"again"} <= keys(client)
    server.kill()
    assert_sound(data_dir)
    assert acknowledged | {"again"} <= keys(connect(start("--durability", durability)))


def test_killed_while_there_is_no_room(start, connect, data_dir):
    server = start()
    client = connect(server)
    acknowledged = run_out_of_room(server, client, data_dir)
    server.kill()
    assert_sound(data_dir)
    assert acknowledged <= keys(connect(start()))


def test_an_encrypted_directory_without_room(start, connect, data_dir, tmp_path):
    """Its files cannot be written on after a failed write (docs/decisions/0017), so a restart may be needed."""
    flags = ["--encryption-key-file", write_key(tmp_path / "key")]
    server = start(*flags)
    client = connect(server)
    acknowledged = run_out_of_room(server, client, data_dir)
    free_files(server)
    server.kill()
    assert_sound(data_dir, *flags)
    client = connect(start(*flags))
    assert put(client, "again") is None
    assert acknowledged <= keys(client)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 24 MiB, where this user may mount one."""
    mount_point = tmp_path / "disk"
    mount_point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(mount_point)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a file system is not permitted here; the other tests limit the size of files")
    yield mount_point
    subprocess.run(["umount", "--lazy", str(mount_point)], check=True)


def test_a_full_disk_and_space_again(small_disk, connect):
    data = small_disk / "data"
    with ServerProcess.start(["--data-dir", str(data)]) as server:
        client = connect(server)
        create(client)
        (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - (2 << 20)))
        acknowledged = set()
        fill_up(server, client, acknowledged, limited=False)
        (small_disk / "ballast").unlink()
        put_when_possible(client, "again")
        assert acknowledged | {"again"} <= keys(client)
        server.kill()
    assert_sound(data)
    with ServerProcess.start(["--data-dir", str(data)]) as server:
        assert acknowledged | {"again"} <= keys(connect(server))


# --- damaged files ----------------------------------------------------------------------------------------


def two_tables_in_files(start, connect, data_dir):
    """Stopped, with the rows of two tables in files; answers those of the first, which are larger."""
    server = start("--durability", "none")
    client = connect(server)
    for name, count in (("first", 400), ("second", 50)):
        create(client, name)
        for number in range(count):
            assert put(client, f"k{number}", 2000 if name == "first" else 20, name) is None
    assert server.stop() == 0
    return table_files(data_dir)[-1]


def read_all(client, table, count):
    """How many of the items are read, and how many are answered with an error."""
    found = failed = 0
    for number in range(count):
        try:
            found += "Item" in client.get_item(TableName=table, Key={"pk": s(f"k{number}")})
        except ClientError as error:
            assert error.response["Error"]["Code"] == FAILED
            failed += 1
    return found, failed


def test_a_damaged_block(start, connect, data_dir):
    """The server starts; who asks for a row of the block gets an error, everybody else an answer."""
    path = two_tables_in_files(start, connect, data_dir)
    flip(path, path.stat().st_size // 2)
    server = start()
    client = connect(server)
    found, failed = read_all(client, "first", 400)
    assert found + failed == 400 and 0 < failed < 50
    with pytest.raises(ClientError, match=FAILED):
        all_items(client.scan, TableName="first")
    assert read_all(client, "second", 50) == (50, 0)
    assert put(client, "new", table="first") is None
    assert put(client, "new", table="second") is None
    told = lines(server, "dynarocks verify")
    assert 1 <= len(told) <= 3 and all("dynarocks repair" in line for line in told), server.stderr


def test_a_file_cut_off_under_the_server(start, connect, data_dir):
    path = two_tables_in_files(start, connect, data_dir)
    server = start()
    client = connect(server)
    os.truncate(path, 4096)
    found, failed = read_all(client, "first", 400)
    assert found + failed == 400 and failed > 0
    assert read_all(client, "second", 50) == (50, 0)
    assert put(client, "new", table="second") is None


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_a_missing_file_is_refused(start, connect, data_dir, name):
    two_tables_in_files(start, connect, data_dir)
    path = sorted((data_dir / "store").glob(name))[-1]
    aside = data_dir.parent / path.name
    path.rename(aside)
    before = sorted(file.name for file in (data_dir / "store").iterdir())
    text = refused(data_dir)
    assert "dynarocks verify" in text or "dynarocks repair" in text
    assert [file for file in before if not (data_dir / "store" / file).exists()] == []
    aside.rename(path)
    assert len(keys(connect(start()), "first")) == 400


def log_of_several_writes(start, connect, data_dir):
    server = start()
    client = connect(server)
    create(client)
    for number in range(300):
        assert put(client, f"k{number}", 500) is None
    server.kill()
    (log,) = logs(data_dir)
    return log


def test_a_log_damaged_in_the_middle_is_refused(start, connect, data_dir, tmp_path):
    log = log_of_several_writes(start, connect, data_dir)
    shutil.copy(log, tmp_path / "whole")
    flip(log, log.stat().st_size // 2)
    before = log.read_bytes()
    for _ in range(2):
        text = refused(data_dir)
        assert "dynarocks verify" in text and "dynarocks repair" in text and log.name in text
    assert log.read_bytes() == before
    shutil.copy(tmp_path / "whole", log)
    assert len(keys(connect(start()))) == 300


def test_a_torn_end_of_the_log_is_cut(start, connect, data_dir):
    log = log_of_several_writes(start, connect, data_dir)
    os.truncate(log, log.stat().st_size - 100)
    server = start()
    assert len(keys(connect(server))) == 299
    assert put(connect(server), "later") is None
    server.kill()
    # The torn end now stands before another file of the log.
    assert len(logs(data_dir)) == 2
    assert_sound(data_dir)
    assert len(keys(connect(start()))) == 300


def test_a_log_that_lost_its_end_before_another_is_refused(start, connect, data_dir):
    log = log_of_several_writes(start, connect, data_dir)
    server = start()
    assert put(connect(server), "later") is None
    server.kill()
    assert len(logs(data_dir)) == 2
    os.truncate(log, log.stat().st_size // 2)
    assert "ends too early" in refused(data_dir)


def test_a_damaged_encrypted_log_is_refused(start, connect, data_dir, tmp_path):
    flags = ["--encryption-key-file", write_key(tmp_path / "key")]
    server = start(*flags)
    client = connect(server)
    create(client)
    for number in range(50):
        assert put(client, f"k{number}") is None
    server.kill()
    (log,) = logs(data_dir)
    flip(log, log.stat().st_size // 2)
    with pytest.raises(RuntimeError, match="dynarocks repair"):
        start(*flags)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_directory_without_rights_is_refused(start, data_dir):
    start().stop()
    data_dir.chmod(0o500)
    try:
        assert "right to write" in refused(data_dir)
    finally:
        data_dir.chmod(0o700)
