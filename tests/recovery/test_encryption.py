"""What an encrypted data directory shows, and which keys open it."""

import subprocess

import pytest
from encrypted_directory import contents, key_flags, rekey, shown, write_key
from server_process import ServerProcess, binary, clean_environment
from table_factory import table_parameters
from values import all_items, batch_put, n, s

SECRETS = ("TableOfSecrets", "NameOfAttribute", "marker-in-an-item", "marker-of-a-tag", "marker-of-a-key")
MORE = ("us-east-1", "000000000000", "MANIFEST-", "dynarocks.counters", "rocksdb.", "leveldb.")


@pytest.fixture
def key(tmp_path):
    return write_key(tmp_path / "key")


def fill(client):
    """A table, and its items."""
    created = client.create_table(**table_parameters("TableOfSecrets", "pk:S", "sk:N"))
    client.get_waiter("table_exists").wait(TableName="TableOfSecrets", WaiterConfig={"Delay": 1})
    client.tag_resource(
        ResourceArn=created["TableDescription"]["TableArn"], Tags=[{"Key": "tag", "Value": "marker-of-a-tag"}]
    )
    items = [
        {"pk": s(f"marker-of-a-key-{i}"), "sk": n(i), "NameOfAttribute": s("marker-in-an-item " * 100)}
        for i in range(1500)
    ]
    batch_put(client, "TableOfSecrets", items)
    return items


def by_key(items):
    return sorted(items, key=lambda item: int(item["sk"]["N"]))


def check(client, items):
    assert by_key(all_items(client.scan, TableName="TableOfSecrets")) == items
    assert client.describe_table(TableName="TableOfSecrets")["Table"]["ItemCount"] == len(items)


def refused(data_dir, *arguments):
    """The one line that a server says which does not start; the directory stays as it is."""
    before = contents(data_dir)
    with pytest.raises(RuntimeError) as raised:
        ServerProcess.start(["--data-dir", str(data_dir), "--log-level", "error", *arguments], timeout=20)
    assert contents(data_dir) == before
    text = str(raised.value)
    assert "exit code 1" in text
    return text[text.index("stderr: ") + len("stderr: ") :].rstrip("\n")


@pytest.mark.parametrize("durability", ["wal", "fsync", "none"])
def test_nothing_is_seen_in_the_files(start, connect, data_dir, key, durability):
    flags = ["--durability", durability, *key_flags(key)]
    server = start(*flags)
    items = fill(connect(server))
    assert shown(data_dir, *SECRETS, *MORE) == []
    if durability == "none":
        assert server.stop() == 0
    else:
        server.kill()
    assert shown(data_dir, *SECRETS, *MORE) == []
    server = start(*flags)
    check(connect(server), items)
    assert server.stop() == 0
    assert shown(data_dir, *SECRETS, *MORE) == []
    check(connect(start(*flags)), items)


def test_the_search_finds_what_is_not_encrypted(start, connect, data_dir):
    server = start()
    fill(connect(server))
    server.kill()
    found = {text for _, text in shown(data_dir, *SECRETS)}
    assert found == set(SECRETS)


def test_it_opens_with_its_key_alone(start, connect, data_dir, tmp_path, key):
    server = start(*key_flags(key))
    items = fill(connect(server))
    server.kill()
    other = write_key(tmp_path / "other")
    assert refused(data_dir) == (
        f"dynarocks: data directory '{data_dir}' is encrypted; name the file with its key: --encryption-key-file FILE"
    )
    assert refused(data_dir, *key_flags(other)) == (
        f"dynarocks: data directory '{data_dir}' is encrypted with another key than the one in '{other}'; "
        "name the file with the right one"
    )
    short = tmp_path / "short"
    short.write_text("secret\n")
    assert refused(data_dir, *key_flags(str(short))) == (
        f"dynarocks: key file '{short}' (7 bytes) does not hold a key: 32 random bytes, raw, as 64 hexadecimal digits "
        "or in base64; make one with: openssl rand -hex 32 > key"
    )
    check(connect(start(*key_flags(key))), items)


def test_a_directory_that_is_not_encrypted_stays_so(start, connect, data_dir, key):
    server = start()
    items = fill(connect(server))
    server.kill()
    assert refused(data_dir, *key_flags(key)) == (
        f"dynarocks: data directory '{data_dir}' is not encrypted; encrypt it with: "
        f"dynarocks rekey --data-dir {data_dir} --new-key-file {key}"
    )
    check(connect(start()), items)


def test_a_lost_or_damaged_keyring(start, connect, data_dir, tmp_path, key):
    server = start(*key_flags(key))
    items = fill(connect(server))
    server.kill()
    keyring = data_dir / "KEYS"
    content = keyring.read_text()
    keyring.unlink()
    lost = (
        f"dynarocks: data directory '{data_dir}' is encrypted, but without its KEYS file; restore it from a backup, "
        "since nothing else can decrypt the data"
    )
    assert refused(data_dir) == lost
    assert refused(data_dir, *key_flags(key)) == lost
    keyring.write_text(content.replace("write 1", "write 2"))
    assert refused(data_dir, *key_flags(key)) == (
        f"dynarocks: data directory '{data_dir}' has a damaged KEYS file; restore it from a backup, "
        "since nothing else can decrypt the data"
    )
    keyring.write_text(content)
    check(connect(start(*key_flags(key))), items)


def test_in_memory_there_is_nothing_to_encrypt(key):
    done = subprocess.run(
        [binary(), "--in-memory", *key_flags(key)], env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == (
        "dynarocks: --encryption-key-file is for a data directory, not for --in-memory; leave it out. "
        "See dynarocks --help\n"
    )


def test_every_change_of_keys(start, connect, data_dir, tmp_path, key):
    other = write_key(tmp_path / "other")
    server = start()
    items = fill(connect(server))
    server.kill()
    now = None
    for then in (key, other, other, None):
        said = rekey(data_dir, now, then)
        assert said.startswith(f"{'encrypted' if then else 'decrypted'} '{data_dir}': ")
        assert bool(shown(data_dir, *SECRETS)) == (then is None)
        if now != then:
            refused(data_dir, *key_flags(now))
        server = start(*key_flags(then))
        check(connect(server), items)
        items.append({"pk": s("marker-of-a-key-later"), "sk": n(len(items))})
        connect(server).put_item(TableName="TableOfSecrets", Item=items[-1])
        server.kill()
        now = then
    assert rekey(data_dir, key, None) == f"nothing to do: '{data_dir}' is not encrypted\n"


def test_a_served_directory_gets_no_other_key(start, connect, data_dir, key):
    server = start(*key_flags(key))
    items = fill(connect(server))
    done = subprocess.run(
        [binary(), "rekey", "--data-dir", str(data_dir), "--old-key-file", key, "--decrypt"],
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "is in use by another DynaRocks process" in done.stderr
    check(connect(server), items)
