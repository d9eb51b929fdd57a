"""dynarocks rekey, killed in the middle, or ended with its machine."""

import random
import time

import pytest
from encrypted_directory import contents, key_flags, rekey, start_rekey, write_key
from table_factory import table_parameters
from values import all_items, batch_put, n, s

ROUNDS = 6


def by_key(items):
    return sorted(items, key=lambda item: int(item["sk"]["N"]))


def fill(client):
    """Some megabytes in several tables, so in several files."""
    tables = {}
    noise = random.Random(1)
    for name in ("first", "second", "third"):
        client.create_table(**table_parameters(name, "pk:S", "sk:N"))
        client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        tables[name] = [{"pk": s(f"{i}"), "sk": n(i), "v": s(noise.randbytes(1500).hex())} for i in range(200)]
        batch_put(client, name, tables[name])
    return tables


def check(client, tables):
    for name, items in tables.items():
        assert by_key(all_items(client.scan, TableName=name)) == items
        assert client.describe_table(TableName=name)["Table"]["ItemCount"] == len(items)


class Change:
    """One change of keys that is begun again and again. With a PowerLoss, what is not synced is lost with it."""

    def __init__(self, data_dir, old, new, longest, power_loss):
        self.data_dir, self.old, self.new = data_dir, old, new
        self.longest = longest
        self.power_loss = power_loss

    def kill_at_random(self):
        process = self.begin()
        time.sleep(random.uniform(0, self.longest))
        self.end(process)

    def kill_midway(self):
        """Kills it at the earliest when the keyring says that a change is under way."""
        process = self.begin()
        while process.poll() is None and not under_way(keyring(self.data_dir)):
            time.sleep(0.0002)
        time.sleep(random.choice([0, random.uniform(0, self.longest / 4)]))
        self.end(process)

    def begin(self):
        if not self.power_loss:
            return start_rekey(self.data_dir, self.old, self.new)
        self.power_loss.watch(self.data_dir)
        return start_rekey(self.data_dir, self.old, self.new, self.power_loss.environment(sync_micros=1000))

    def end(self, process):
        process.kill()
        process.wait()
        if self.power_loss:
            self.power_loss.strike(random)


def keyring(data_dir):
    """Its text; empty when the directory is not encrypted."""
    try:
        return (data_dir / "KEYS").read_text()
    except FileNotFoundError:
        return ""


def under_way(text):
    """Whether the keyring says that a change is: files are of more than one form."""
    return bool(text) and len(text.splitlines()[2].split()) != 2


def opening_key(before, now, old, new):
    """The key that opens the directory: the new one from the moment the keyring is replaced; for a
    decryption the old one until the keyring is gone."""
    if now == before:
        return old
    return new or (old if now else None)


@pytest.mark.parametrize("loses_power", [False, True])
@pytest.mark.parametrize("change", ["encrypt", "replace", "decrypt"])
def test_killed_at_random_moments(start, connect, data_dir, tmp_path, request, change, loses_power):
    """Each round a change is killed, the server opened with the key that opens it then, and the change
    repeated, sometimes killed again, to its end; then all is changed back."""
    one, other = write_key(tmp_path / "one"), write_key(tmp_path / "other")
    old = None if change == "encrypt" else one
    new = None if change == "decrypt" else other
    server = start(*key_flags(old))
    tables = fill(connect(server))
    server.kill()
    begin = time.monotonic()
    rekey(data_dir, old, new)
    longest = time.monotonic() - begin
    rekey(data_dir, new, old)
    change = Change(data_dir, old, new, longest, request.getfixturevalue("power_loss") if loses_power else None)
    interrupted = 0
    for number in range(ROUNDS):
        before = keyring(data_dir)
        if number % 2 == 0:
            change.kill_midway()
        else:
            change.kill_at_random()
        now = keyring(data_dir)
        interrupted += under_way(now)
        if number % 3 == 0:
            client = connect(server := start(*key_flags(opening_key(before, now, old, new))))
            check(client, tables)
            tables["first"].append({"pk": s("later"), "sk": n(len(tables["first"]))})
            client.put_item(TableName="first", Item=tables["first"][-1])
            server.kill()
        if number % 2 == 0:
            change.kill_at_random()
        rekey(data_dir, old, new)
        check(connect(server := start(*key_flags(new))), tables)
        server.kill()
        rekey(data_dir, new, old)
    assert interrupted > 0
    assert not any(path.name in ("REKEY", "KEYS.new") for path in contents(data_dir))
    check(connect(start(*key_flags(old))), tables)
