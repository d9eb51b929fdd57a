"""Makes tables with secondary indexes."""

import time


def gsi(name, hash_keys, range_keys=(), project="ALL"):
    """A global index. Keys are written "name:type", one or a list of them; `project` is a projection
    type, or the list of attributes INCLUDE names."""
    return name, as_list(hash_keys), as_list(range_keys), project


def lsi(name, range_key, project="ALL"):
    """A local index on the table's partition key."""
    return name, None, [range_key], project


def indexed(new_table, hash_key="pk:S", range_key=None, indexes=()):
    """Creates a table with these indexes: indexed(new_table, "pk:S", "sk:N", [gsi("i", "g:S")])."""
    types = {}
    for key in [hash_key, range_key]:
        if key:
            types.update([key.split(":")])
    members = {"GlobalSecondaryIndexes": [], "LocalSecondaryIndexes": []}
    for name, hash_keys, range_keys, project in indexes:
        for key in (hash_keys or []) + range_keys:
            types.update([key.split(":")])
        member = "LocalSecondaryIndexes" if hash_keys is None else "GlobalSecondaryIndexes"
        elements = [(key, "HASH") for key in hash_keys or [hash_key]] + [(key, "RANGE") for key in range_keys]
        included = {"ProjectionType": "INCLUDE", "NonKeyAttributes": project}
        members[member].append({
            "IndexName": name,
            "KeySchema": [{"AttributeName": key.split(":")[0], "KeyType": role} for key, role in elements],
            "Projection": {"ProjectionType": project} if isinstance(project, str) else included,
        })  # fmt: skip
    definitions = [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]
    given = {member: made for member, made in members.items() if made}
    return new_table(hash_key, range_key, AttributeDefinitions=definitions, **given)


def expect_soon(expected, read):
    """read() must answer this: global indexes follow their table a little later."""
    for _ in range(100):
        if read() == expected:
            return
        time.sleep(0.05)
    assert read() == expected


def wait_for_entries(client, table, index, count):
    """Until the index shows `count` entries."""
    expect_soon(count, lambda: client.scan(TableName=table, IndexName=index, Select="COUNT")["Count"])


def as_list(keys):
    return [keys] if isinstance(keys, str) else list(keys)
