"""Compares what DescribeTable counts with what is in a table."""


def check_table(client, table):
    """ItemCount and TableSizeBytes are those of the items; answers the items."""
    items = client.all_items("Scan", {"TableName": table, "ConsistentRead": True})
    described = client.call("DescribeTable", {"TableName": table})["Table"]
    assert described["ItemCount"] == len(items)
    assert described["TableSizeBytes"] == sum(map(item_size, items))
    return items


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
