"""ExecuteStatement: Limit, NextToken and LastEvaluatedKey."""

import base64

import pytest
from statements import execute, items
from values import batch_put, expect_invalid, n, s


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


def pages(client, statement, *parameters, **more):
    """The items of each page."""
    answer = execute(client, statement, *parameters, **more)
    yield answer["Items"]
    while "NextToken" in answer:
        assert "LastEvaluatedKey" in answer
        answer = execute(client, statement, *parameters, NextToken=answer["NextToken"], **more)
        yield answer["Items"]
    assert "LastEvaluatedKey" not in answer


@pytest.mark.parametrize("order", ["", " ORDER BY pk DESC, sk DESC"])
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_pages_over_several_partitions(client, table, key, limit, order):
    keys = [f"{key}-{i}" for i in range(3)]
    batch_put(client, table, [{"pk": s(k), "sk": n(i)} for k in keys for i in range(4)])
    statement = f"""SELECT * FROM "{table}" WHERE pk IN ['{keys[0]}', '{keys[1]}', '{keys[2]}'] AND sk <> 2{order}"""
    found = list(pages(client, statement, Limit=limit))
    everything = [{"pk": s(k), "sk": n(i)} for k in keys for i in (0, 1, 3)]
    assert [item for page in found for item in page] == (everything[::-1] if order else everything)
    assert all(len(page) <= limit for page in found)


def test_limit_counts_what_is_evaluated(client, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i)} for i in range(4)])
    answer = execute(client, f"SELECT * FROM \"{table}\" WHERE pk = '{key}' AND NOT sk = 0", Limit=1)
    assert answer["Items"] == []
    assert answer["LastEvaluatedKey"] == {"pk": s(key), "sk": n(0)}


def test_scan_pages(client, new_table):
    table = new_table()
    batch_put(client, table, [{"pk": s(str(i))} for i in range(7)])
    found = [item["pk"]["S"] for page in pages(client, f'SELECT * FROM "{table}"', Limit=2) for item in page]
    assert sorted(found) == [str(i) for i in range(7)]


def test_a_page_ends_at_one_megabyte(client, table, key):
    for i in range(4):
        client.put_item(TableName=table, Item={"pk": s(f"{key}-{i % 2}"), "sk": n(i), "a": s("x" * 390_000)})
    statement = f"SELECT sk FROM \"{table}\" WHERE pk IN ['{key}-0', '{key}-1']"
    assert [len(page) for page in pages(client, statement)] == [3, 1]


def test_a_single_item_has_no_next_page(client, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i)} for i in range(2)])
    answer = execute(client, f"SELECT * FROM \"{table}\" WHERE pk = '{key}' AND sk = 0", Limit=1)
    assert "NextToken" not in answer and "LastEvaluatedKey" not in answer


def test_tokens_that_do_not_fit(client, table, key):
    batch_put(client, table, [{"pk": s(key), "sk": n(i)} for i in range(3)])
    statement = f'SELECT * FROM "{table}" WHERE pk = ?'
    token = execute(client, statement, s(key), Limit=1)["NextToken"]
    mismatch = "NextToken does not match request"
    expect_invalid(mismatch, execute, client, statement + " AND sk > 0", s(key), NextToken=token)
    expect_invalid(mismatch, execute, client, statement, s("other"), NextToken=token)
    raw = base64.b64decode(token)
    digest = raw[1:33]
    for garbage in [
        "x",
        "AAAA",
        token[:-4],
        base64.b64encode(b"\x02" + raw[1:]).decode(),
        base64.b64encode(b"\x01" + digest + b"\x09\x00\x00\x00" + raw[37:]).decode(),
        base64.b64encode(raw[:37] + raw[37:].replace(key.encode(), b"z" * len(key))).decode(),
        base64.b64encode(raw[:37] + raw[37:].replace(b"pk", b"pl")).decode(),
    ]:
        expect_invalid("Invalid NextToken", execute, client, statement, s(key), NextToken=garbage)
    assert items(client, statement, s(key), NextToken=token, Limit=1) == [{"pk": s(key), "sk": n(1)}]
