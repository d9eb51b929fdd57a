"""dynarocks verify: finds nothing in sound directories, whatever happened to their servers, changes nothing,
and finds damaged files."""

import os
import time

import pytest
from damage import flip, last_record, logs, table_files
from encrypted_directory import contents, rekey, write_key
from table_factory import table_parameters
from values import batch_put, n, s
from verify_command import assert_sound, run, verify

STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


def rich_table(name):
    """With everything that follows from items: indexes of both kinds, a stream."""
    parameters = table_parameters(name, "pk:S", "sk:N")
    parameters["AttributeDefinitions"] += [
        {"AttributeName": "g", "AttributeType": "S"},
        {"AttributeName": "l", "AttributeType": "S"},
    ]
    projection = {"ProjectionType": "KEYS_ONLY"}
    local = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}]
    parameters["LocalSecondaryIndexes"] = [{"IndexName": "local", "KeySchema": local, "Projection": projection}]
    keys = [{"AttributeName": "g", "KeyType": "HASH"}]
    parameters["GlobalSecondaryIndexes"] = [
        {"IndexName": "global", "KeySchema": keys, "Projection": {"ProjectionType": "ALL"}}
    ]
    return parameters | {"BillingMode": "PAY_PER_REQUEST", "StreamSpecification": STREAM}


def fill(client, name="table", items=200, size=100):
    client.create_table(**rich_table(name))
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    ttl = {"Enabled": True, "AttributeName": "t"}
    client.update_time_to_live(TableName=name, TimeToLiveSpecification=ttl)
    later = str(int(time.time()) + 100_000)
    rows = [
        {"pk": s(f"p{i % 9}"), "sk": n(i), "g": s(f"g{i % 5}"), "l": s("l"), "t": n(later), "v": s(f"{i}" * size)}
        for i in range(items)
    ]
    batch_put(client, name, rows)
    for i in range(0, items, 7):
        client.delete_item(TableName=name, Key={"pk": s(f"p{i % 9}"), "sk": n(i)})
    client.transact_write_items(
        ClientRequestToken="token", TransactItems=[{"Put": {"TableName": name, "Item": {"pk": s("q"), "sk": n(1)}}}]
    )


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_sound_directory(start, connect, data_dir, tmp_path, encrypted):
    flags = ["--encryption-key-file", write_key(tmp_path / "key")] if encrypted else []
    server = start(*flags)
    fill(connect(server))
    code, _, text = verify(data_dir, *flags)
    assert code == 2 and "is in use" in text
    server.kill()
    before = contents(data_dir)
    summary = assert_sound(data_dir, *flags)
    assert summary.startswith("sound: 1 table, 172 items, 342 index entries, 230 stream records, "), summary
    assert contents(data_dir) == before
    # Rows in files of the store as well as in its log.
    server = start(*flags, "--durability", "none")
    connect(server).put_item(TableName="table", Item={"pk": s("r"), "sk": n(1), "g": s("g"), "l": s("l")})
    server.stop()
    assert table_files(data_dir)
    assert_sound(data_dir, *flags)


def test_directories_that_cannot_be_verified(start, data_dir, tmp_path):
    key, other = write_key(tmp_path / "key"), write_key(tmp_path / "other")
    assert "holds no DynaRocks data" in verify(tmp_path / "nowhere")[2]
    assert not (tmp_path / "nowhere").exists()
    assert verify(tmp_path)[0] == 2
    start().stop()
    assert "is not encrypted" in verify(data_dir, "--encryption-key-file", key)[2]
    rekey(data_dir, None, key)
    assert "is encrypted; name the file" in verify(data_dir)[2]
    assert "another key" in verify(data_dir, "--encryption-key-file", other)[2]
    assert_sound(data_dir, "--encryption-key-file", key)
    (data_dir / "FORMAT").write_text("dynarocks-format 999\n")
    assert "newer" in verify(data_dir, "--encryption-key-file", key)[2]
    assert run("verify").returncode == 2
    assert run("verify", "--help").returncode == 0


def test_a_torn_end_of_the_log_is_sound(start, connect, data_dir):
    server = start()
    fill(connect(server))
    server.kill()
    (log,) = logs(data_dir)
    os.truncate(log, log.stat().st_size - 3)
    assert_sound(data_dir)


def test_a_damaged_log(start, connect, data_dir):
    server = start()
    fill(connect(server))
    server.kill()
    (log,) = logs(data_dir)
    flip(log, log.stat().st_size // 2)
    code, findings, _ = verify(data_dir)
    assert code == 1
    assert f"store/{log.name}: damaged at byte" in findings[0] and "writes behind it" in findings[0]


def test_a_last_write_that_is_another(start, connect, data_dir):
    server = start()
    fill(connect(server))
    server.kill()
    (log,) = logs(data_dir)
    flip(log, last_record(log) + 40)
    code, findings, _ = verify(data_dir)
    assert code == 1
    assert len(findings) == 1 and "its last write" in findings[0]


def stopped_with_table_files(start, connect, data_dir):
    server = start("--durability", "none")
    fill(connect(server), items=2000)
    assert server.stop() == 0
    return table_files(data_dir)


def test_a_damaged_table_file(start, connect, data_dir):
    largest = stopped_with_table_files(start, connect, data_dir)[-1]
    flip(largest, largest.stat().st_size // 3)
    code, findings, summary = verify(data_dir)
    assert code == 1
    assert f"file store/{largest.name} of space" in findings[0] and "checksum mismatch" in findings[0]
    assert any("rows cannot be read" in finding for finding in findings)
    assert summary.startswith(f"{len(findings)} findings: 1 table, ")


def test_a_missing_table_file(start, connect, data_dir):
    largest = stopped_with_table_files(start, connect, data_dir)[-1]
    largest.unlink()
    code, findings, _ = verify(data_dir)
    assert code == 1
    assert any(largest.name in finding for finding in findings)


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*"])
def test_a_store_that_cannot_be_opened(start, connect, data_dir, name):
    stopped_with_table_files(start, connect, data_dir)
    for path in (data_dir / "store").glob(name):
        path.unlink()
    code, findings, _ = verify(data_dir)
    assert code == 1
    assert len(findings) == 1 and findings[0].startswith("store: ")


def test_what_a_start_leaves(start, data_dir):
    start().kill()
    assert_sound(data_dir)
    start().stop()
    assert_sound(data_dir)
