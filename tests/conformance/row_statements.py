"""Statements about the items of a table with the keys pk:S and sk:N, for batches and transactions."""

from statements import statement
from values import batch_put, n, s


def where(key, sort=1):
    return f"WHERE pk = '{key}' AND sk = {sort}"


def insert(table, key, sort=1, more=""):
    return f"INSERT INTO \"{table}\" VALUE {{'pk': '{key}', 'sk': {sort}{more}}}"


def stored(client, table, key, sort=1):
    """The item, or None."""
    return client.get_item(TableName=table, Key={"pk": s(key), "sk": n(sort)}, ConsistentRead=True).get("Item")


def inserts(table, key, count):
    return [insert(table, key, i) for i in range(count)]


def selects(table, key, count):
    """Of what `inserts` inserts."""
    return [f'SELECT sk FROM "{table}" {where(key, i)}' for i in range(count)]


def put_and_read(client, table, key):
    """Puts items, and answers five SELECTs: of all of one, of parts of one, of nothing that one has, of one
    that WHERE is false of, and of one that is not there; and what the first two show."""
    item = {"pk": s(key), "sk": n(1), "a": n(1), "m": {"M": {"x": n(2)}}}
    batch_put(client, table, [item, *({"pk": s(key), "sk": n(i)} for i in range(2, 6))])
    reads = [
        f'SELECT * FROM "{table}" {where(key)}',
        statement(f'SELECT m.x, sk FROM "{table}" WHERE sk = 2 AND ? = pk', s(key)),
        f'SELECT nope FROM "{table}" {where(key, 3)}',
        f'SELECT * FROM "{table}" {where(key, 4)} AND a = 1',
        f'SELECT * FROM "{table}" {where(key, 9)}',
    ]
    return reads, item, {"sk": n(2)}
