"""ExecuteStatement: what the clauses of UPDATE do to an item."""

import pytest
from row_statements import stored, where
from statements import execute, items
from values import expect_invalid, l, m, n, ns, s, ss


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


@pytest.fixture
def put(client, table, key):
    def put_item(**attributes):
        client.put_item(TableName=table, Item={"pk": s(key), "sk": n(1), **attributes})

    return put_item


@pytest.mark.parametrize(
    "clauses, before, after",
    [
        # Clauses see the item as it was.
        ("SET a = b, b = a", {"a": n(1), "b": n(2)}, {"a": n(2), "b": n(1)}),
        ("SET a = l[0] REMOVE l[0]", {"l": l(n(1), n(2))}, {"l": l(n(2)), "a": n(1)}),
        ("REMOVE l[0] SET l[1] = 9 REMOVE l[2]", {"l": l(n(1), n(2), n(3))}, {"l": l(n(9))}),
        # What is beyond the end of a list is appended.
        ("SET l[9] = 'x'", {"l": l(n(1))}, {"l": l(n(1), s("x"))}),
        ("SET l[9] = 2 SET l[5] = 1", {"l": l(n(0))}, {"l": l(n(0), n(1), n(2))}),
        ("SET l = list_append(l, ?)", {"l": l(n(1))}, {"l": l(n(1), n(2))}),
        # Sets are made by what is added and go with their last member.
        ("SET t = set_add(t, <<'x'>>)", {}, {"t": ss("x")}),
        ("SET t = set_add(t, <<2, 3>>)", {"t": ns(1, 2)}, {"t": ns(1, 2, 3)}),
        ("SET t = set_delete(t, <<1>>)", {"t": ns(1, 2)}, {"t": ns(2)}),
        ("SET t = set_delete(t, <<1>>)", {"t": ns(1)}, {}),
        ("SET t = set_delete(t, <<1>>)", {}, {}),
        # Paths lead into what is there.
        ("SET m.x = m.x - 1.5, \"m\".\"y z\" = {'w': []}", {"m": m(x=n(1))},
         {"m": {"M": {"x": n("-0.5"), "y z": m(w=l())}}}),
        ("REMOVE m.x REMOVE m.none REMOVE none", {"m": m(x=n(1))}, {"m": m()}),
    ],
)  # fmt: skip
def test_clauses(client, table, key, put, clauses, before, after):
    put(**before)
    text = f'UPDATE "{table}" {clauses} {where(key)}'
    assert items(client, text, *([l(n(2))] if "?" in clauses else [])) == []
    assert stored(client, table, key) == {"pk": s(key), "sk": n(1), **after}


@pytest.mark.parametrize(
    "clauses, message",
    [
        ("SET a = none + 1", "The provided expression refers to an attribute that does not exist in the item"),
        ("SET a = list_append(n, [1])", "An operand in the update expression has an incorrect data type"),
        ("SET n = set_add(n, <<1>>)", "An operand in the update expression has an incorrect data type"),
        ("SET t = set_add(t, <<1>>)", "An operand in the update expression has an incorrect data type"),
        ("SET t = set_delete(t, <<1>>)", "An operand in the update expression has an incorrect data type"),
        ("SET n.x = 1", "The document path provided in the update expression is invalid for update"),
        ("SET none[0] = 1", "The document path provided in the update expression is invalid for update"),
        ("REMOVE t[0]", "The document path provided in the update expression is invalid for update"),
    ],
)
def test_what_the_item_does_not_allow(client, table, key, put, clauses, message):
    put(n=n(1), t=ss("a"))
    expect_invalid(message, execute, client, f'UPDATE "{table}" {clauses} {where(key)}')
    assert stored(client, table, key) == {"pk": s(key), "sk": n(1), "n": n(1), "t": ss("a")}


def test_returning_all_new_shows_the_key(client, table, key, put):
    put(a=n(1))
    text = f'UPDATE "{table}" SET a = a + 1 {where(key)} RETURNING'
    assert items(client, f"{text} ALL NEW *") == [{"pk": s(key), "sk": n(1), "a": n(2)}]
    assert items(client, f"{text} MODIFIED NEW *") == [{"a": n(3)}]
