"""ExecuteStatement: for which items a WHERE clause holds."""

import pytest
from row_statements import where
from statements import items
from values import FALSE, NULL, b, batch_put, bs, l, m, n, ns, s, ss


@pytest.fixture(scope="module")
def table(new_module_table):
    return new_module_table("pk:S", "sk:N")


@pytest.fixture(scope="module")
def full(client, table):
    """Item 1 has an attribute of every type; item 2 has none beside its key."""
    item = {
        "s": s("it's"), "n": n(5), "b": b(b"\x01\x02"), "f": FALSE, "z": NULL, "l": l(n(1), s("a")),
        "m": m(x=n(-1), y=l(s("deep"))), "ss": ss("a", "b"), "ns": ns(1, 2), "bs": bs(b"\x01"), "year": n(2000),
    }  # fmt: skip
    batch_put(client, table, [{"pk": s("full"), "sk": n(1), **item}, {"pk": s("full"), "sk": n(2)}])
    return "full"


def holds_for(client, table, key, condition, *parameters):
    found = items(client, f"SELECT sk FROM \"{table}\" WHERE pk = '{key}' AND ({condition})", *parameters)
    return [int(item["sk"]["N"]) for item in found]


@pytest.mark.parametrize(
    "condition, expected",
    [
        # A comparison with what is missing is false, and NOT of it true.
        ("n = 5", [1]), ("n <> 4", [1]), ("n != 5", []), ("NOT n = 4", [1, 2]), ("NOT n <> 4", [2]), ("n < 6", [1]),
        ("n IS MISSING", [2]), ("n IS NOT MISSING", [1]), ("attribute_not_exists(n)", [2]),
        ("attribute_exists(m.x)", [1]), ("attribute_exists(m.x) = false", [2]), ("attribute_exists(z) = TRUE", [1]),
        # NULL is a type.
        ("z IS NULL", [1]), ("n IS NULL", []), ("z IS NOT NULL", [2]), ("z = NULL", [1]), ("z IS MISSING", [2]),
        # Types by the names of SQL.
        ("s IS STRING", [1]), ("s IS CHARACTER VARYING", [1]), ("n IS INT4", [1]), ("n IS double precision", [1]),
        ("f IS BOOL", [1]), ("s IS INT8", []), ("attribute_type(ss, 'SS')", [1]), ("attribute_type(l, 'M')", []),
        # Values are equal by type and value: sets in any order, lists in theirs.
        ("n = '5'", []), ("n = 5.00", [1]), ("n = .5e1", [1]), ("s = 'it''s'", [1]), ("f = FALSE", [1]),
        ("ss = <<'b', 'a'>>", [1]), ("ns = <<2, 1>>", [1]), ("ss = ['a', 'b']", []), ("l = [1, 'a']", [1]),
        ("l = ['a', 1]", []), ("m = {'y': ['deep'], 'x': -1}", [1]),
        # Both ends belong to BETWEEN; IN has brackets or parentheses.
        ("n BETWEEN 5 AND 6", [1]), ("n BETWEEN 4 AND 5", [1]), ("n NOT BETWEEN 4 AND 5", [2]),
        ("n IN [4, 5]", [1]), ("n IN (4, 5)", [1]), ("n NOT IN [4]", [1, 2]), ("s IN ['it''s']", [1]),
        # Functions, in any case.
        ("begins_with(s, 'it')", [1]), ("BEGINS_WITH(s, 'It')", []), ("contains(s, '''')", [1]),
        ("contains(ss, 'a')", [1]), ("Contains(l, 1)", [1]), ("size(l) = 2", [1]), ("size(b) >= 2", [1]),
        # Paths, and names that need quotes or do not.
        ("m.x = -1", [1]), ("m.y[0] = 'deep'", [1]), ("\"m\".\"x\" < 0", [1]), ("l[1] = 'a'", [1]), ("l[2] = 'a'", []),
        ("year = 2000", [1]), ("N = 5", []),
        # AND binds tighter than OR, NOT tighter than both.
        ("n = 5 OR n = 6 AND n = 7", [1]), ("(n = 5 OR n = 6) AND n = 7", []), ("NOT n = 4 AND n = 5", [1]),
    ],
)  # fmt: skip
def test_conditions(client, table, full, condition, expected):
    assert holds_for(client, table, full, condition) == expected


@pytest.mark.parametrize(
    "condition, parameters",
    [
        ("n IN [?, ?]", [n(4), n(5)]), ("n BETWEEN ? AND ?", [n("5.0"), n(9)]), ("bs = ?", [bs(b"\x01")]),
        ("begins_with(b, ?)", [b(b"\x01")]), ("? < n AND s = ?", [n(4), s("it's")]), ("z = ?", [NULL]),
        ("m = {'x': ?, 'y': [?]}", [n(-1), s("deep")]), ("ss = <<?, ?>>", [s("a"), s("b")]),
    ],
)  # fmt: skip
def test_parameters_stand_for_values_from_left_to_right(client, table, full, condition, parameters):
    assert holds_for(client, table, full, condition, *parameters) == [1]


def test_comments_and_lines_mean_nothing(client, table, full):
    text = f'''
        select sk -- the sort key; 'quotes' here are none
        FROM "{table}" /* in
        between */ {where(full, 1)} -- and the end ?'''
    assert items(client, text) == [{"sk": n(1)}]
