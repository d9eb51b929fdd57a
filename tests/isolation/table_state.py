"""Compares what is in a table with its indexes, and with what DescribeTable counts."""

from collections import defaultdict

QUERIED_GROUPS = 5


def check_table(client, table):
    """Every index holds exactly the projections of the table's items, and the counts are those of the items.
    Answers (number of items, number of indexes)."""
    items = client.all_items("Scan", {"TableName": table, "ConsistentRead": True})
    described = client.call("DescribeTable", {"TableName": table})["Table"]
    check_counts(described, "TableSizeBytes", items)
    table_keys = names_of(described["KeySchema"])
    indexes = described.get("LocalSecondaryIndexes", []) + described.get("GlobalSecondaryIndexes", [])
    for index in indexes:
        assert index.get("IndexStatus", "ACTIVE") == "ACTIVE"
        check_index(client, table, table_keys, index, items)
    return len(items), len(indexes)


def check_counts(described, size_name, items):
    assert described["ItemCount"] == len(items)
    assert described[size_name] == sum(map(item_size, items))


def check_index(client, table, table_keys, index, items):
    expected = [projected(index, table_keys, item) for item in items if is_in(index, item)]
    found = client.all_items("Scan", {"TableName": table, "IndexName": index["IndexName"]})
    compare(f"{table}.{index['IndexName']}", table_keys, found, expected)
    check_counts(index, "IndexSizeBytes", expected)
    check_queries(client, table, table_keys, index, expected)


def is_in(index, item):
    return all(name in item for name in names_of(index["KeySchema"]))


def projected(index, table_keys, item):
    projection = index["Projection"]
    if projection["ProjectionType"] == "ALL":
        return item
    names = {*table_keys, *names_of(index["KeySchema"]), *projection.get("NonKeyAttributes", [])}
    return {name: value for name, value in item.items() if name in names}


def compare(place, table_keys, found, expected):
    found_by_key, expected_by_key = by_key(table_keys, found), by_key(table_keys, expected)
    assert len(found_by_key) == len(found), f"{place}: an item twice"
    if found_by_key != expected_by_key:
        missing = expected_by_key.keys() - found_by_key.keys()
        surplus = found_by_key.keys() - expected_by_key.keys()
        other = [key for key in found_by_key.keys() - surplus if found_by_key[key] != expected_by_key[key]]
        raise AssertionError(
            f"{place}: {len(missing)} missing {list(missing)[:3]}, {len(surplus)} surplus {list(surplus)[:3]}, "
            f"{len(other)} different {[(found_by_key[key], expected_by_key[key]) for key in other[:3]]}"
        )


def by_key(table_keys, items):
    return {tuple(str(item[name]) for name in table_keys): item for item in items}


def check_queries(client, table, table_keys, index, expected):
    """A Query for some values of the hash key, a few items a page, finds their items in order."""
    hash_keys = [key["AttributeName"] for key in index["KeySchema"] if key["KeyType"] == "HASH"]
    range_keys = [key["AttributeName"] for key in index["KeySchema"] if key["KeyType"] == "RANGE"]
    groups = defaultdict(list)
    for item in expected:
        groups[tuple(str(item[name]) for name in hash_keys)].append(item)
    for group in sorted(groups)[:QUERIED_GROUPS]:
        items = groups[group]
        body = {
            "TableName": table,
            "IndexName": index["IndexName"],
            "KeyConditionExpression": " AND ".join(f"#{i} = :{i}" for i in range(len(hash_keys))),
            "ExpressionAttributeNames": {f"#{i}": name for i, name in enumerate(hash_keys)},
            "ExpressionAttributeValues": {f":{i}": items[0][name] for i, name in enumerate(hash_keys)},
            "Limit": max(2, len(items) // 3),
        }
        found = client.all_items("Query", body)
        compare(f"{table}.{index['IndexName']} of {group}", table_keys, found, items)
        order = [tuple(sortable(item[name]) for name in range_keys) for item in found]
        assert order == sorted(order)


def names_of(key_schema):
    return [key["AttributeName"] for key in key_schema]


def sortable(value):
    return int(value["N"]) if "N" in value else value["S"].encode()


def item_size(item):
    """The size DynamoDB counts for an item of strings, whole numbers, and lists of them."""
    return sum(len(name.encode()) + value_size(value) for name, value in item.items())


def value_size(value):
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "L":
        return 3 + sum(1 + value_size(element) for element in content)
    assert kind == "N", kind
    # Two significant digits to a byte, one byte more, and one for a minus sign.
    digits = content.lstrip("-").strip("0")
    return 1 + (len(digits) + 1) // 2 + content.startswith("-")
