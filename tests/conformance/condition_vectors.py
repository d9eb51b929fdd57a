"""Conditions over one item and what they evaluate to; used as ConditionExpression and as FilterExpression."""

import re

from values import FALSE, NULL, TRUE, b, bs, l, m, n, ns, s, ss

ITEM = {
    "a": s("x"),
    "n": n(5),
    "l": l(n(1), n(2), n(3)),
    "m": m(b=n(1), c=n(2)),
    "s": ss("p", "q"),
    "f": TRUE,
    "z": NULL,
    "bin": b(b"\x01\x02\x03"),
    "nums": ns(1, 2, "10.5"),
    "bins": bs(b"\x01", b"\x02"),
    "txt": s("hello world"),
    "crab": s("a🦀"),
    "neg": n("-3.5"),
    "maps": l(m(k=s("v")), m(k=s("w"))),
}

VALUES = {
    ":n5": n(5),
    ":n50": n("5.0"),
    ":n4": n(4),
    ":n6": n(6),
    ":one": n(1),
    ":zero": n(0),
    ":three": n(3),
    ":big": n("1e100"),
    ":neg": n("-3.5"),
    ":neg4": n(-4),
    ":sx": s("x"),
    ":s5": s("5"),
    ":sp": s("p"),
    ":sb": s("b"),
    ":t": TRUE,
    ":false": FALSE,
    ":null": NULL,
    ":NULL": s("NULL"),
    ":tS": s("S"),
    ":tN": s("N"),
    ":tM": s("M"),
    ":tSS": s("SS"),
    ":list": l(n(1), n("2.0"), n(3)),
    ":list2": l(n(3), n(2), n(1)),
    ":map": m(c=n(2), b=n("1.0")),
    ":set": ss("q", "p"),
    ":set1": ss("p"),
    ":nums": ns("10.50", 2, 1),
    ":hello": s("hello"),
    ":world": s("world"),
    ":lo": s("lo wo"),
    ":empty": s(""),
    ":b12": b(b"\x01\x02"),
    ":b23": b(b"\x02\x03"),
    ":b1": b(b"\x01"),
    ":mapv": m(k=s("v")),
    ":a": s("a"),
    ":y": s("y"),
}

RESULTS = [
    ("n = :n5", True), ("n = :n50", True), ("n = :s5", False), ("n <> :s5", True), ("n <> :n5", False),
    ("absent = absent2", False), ("absent <> absent2", True), ("absent <> :n5", True), ("absent = :n5", False),
    ("absent < :n5", False), ("NOT absent < :n5", True), ("f = :t", True), ("f = :false", False),
    ("f > :n5", False), ("z = :null", True), ("size(n) > :n5", False), ("size(n) <> :n5", True),
    ("size(l) < :n5", True), ("size(l) = :three", True), ("size(txt) > :n6", True), ("size(bin) = :three", True),
    ("size(s) > :one", True), ("size(m) > :one", True), ("size(absent) = :zero", False), ("size(crab) = :three", True),
    ("contains(s, :sp)", True), ("contains(s, :sx)", False), ("contains(a, :n5)", False), ("contains(l, :one)", True),
    ("contains(l, :n5)", False), ("contains(m, :sb)", False), ("contains(txt, :lo)", True),
    ("contains(txt, :empty)", True), ("contains(bin, :b23)", True), ("contains(bins, :b1)", True),
    ("contains(nums, :one)", True), ("contains(maps, :mapv)", True), ("contains(absent, :sx)", False),
    ("begins_with(n, :sx)", False), ("begins_with(txt, :hello)", True), ("begins_with(txt, :world)", False),
    ("begins_with(bin, :b12)", True), ("begins_with(a, :b12)", False), ("begins_with(absent, :sx)", False),
    ("attribute_exists(z)", True), ("attribute_exists(absent)", False), ("attribute_exists(m.b)", True),
    ("attribute_exists(m.x)", False), ("attribute_exists(l[2])", True), ("attribute_exists(l[3])", False),
    ("attribute_exists(a.b)", False), ("attribute_not_exists(absent)", True), ("attribute_not_exists(a)", False),
    ("attribute_not_exists(m.x.y)", True), ("attribute_type(z, :NULL)", True), ("attribute_type(a, :tS)", True),
    ("attribute_type(a, :tN)", False), ("attribute_type(m, :tM)", True), ("attribute_type(s, :tSS)", True),
    ("attribute_type(absent, :tS)", False),
    ("n BETWEEN :n5 AND :n5", True), ("n BETWEEN :n4 AND :n6", True), ("n BETWEEN :n6 AND :big", False),
    ("a BETWEEN :a AND :y", True), ("n BETWEEN :a AND :y", False), ("absent BETWEEN :n4 AND :n6", False),
    (":n5 BETWEEN m.b AND n", True), ("neg BETWEEN :neg4 AND :zero", True),
    ("a IN (:n5, :sx)", True), ("a IN (:n5, :y)", False), ("absent IN (:n5)", False), ("n IN (:n50)", True),
    ("n IN (m.b, l[0], n)", None),
    ("l[7] = :n5", False), ("l[0] = :one", True), ("m.b < m.c", True), ("m.c < m.b", False), ("m.b = l[0]", True),
    ("(n = :n5)", True), ("l = :list", True), ("l = :list2", False), ("m = :map", True), ("s = :set", True),
    ("s = :set1", False), ("nums = :nums", True), ("n > :n4", True), ("n >= :n5", True), ("n < :n6", True),
    ("n <= :n4", False), ("neg < :zero", True), ("neg > :neg4", True), ("neg = :neg", True), ("n < :big", True),
    ("a < :y", True), ("bin > :b12", True), ("bin < :b23", True),
    ("n = :n5 AND a = :y", False), ("n = :n5 OR a = :y", True), ("NOT n = :n5", False), ("NOT NOT n = :n5", True),
    # NOT binds tighter than AND, AND tighter than OR.
    ("n = :n5 OR n = :n5 AND a = :y", True), ("(n = :n5 OR n = :n5) AND a = :y", False),
    ("NOT a = :y AND a = :y", False), ("NOT (a = :y AND a = :y)", True),
    ("((n = :n5) AND (a = :sx))", True), ("n = :n5 and not a = :y Or f = :false", True),
    ("attribute_exists ( a )AND\tn\n=\r:n5", True), (":n5 = n", True), (":n4 < n", True),
]  # fmt: skip
RESULTS = [(expression, expected) for expression, expected in RESULTS if expected is not None]

SYNTAX = 'Syntax error; token: "{}", near: "{}"'
BAD_TYPE = "Incorrect operand type for operator or function; operator or function: {}, operand type: {}"
DISTINCT = (
    "The first operand must be distinct from the remaining operands for this operator or function; "
    "operator: {}, first operand: {}"
)
MISUSED = "The function is not allowed to be used this way in an expression; function: {}"

ERRORS = [
    ("a-b", SYNTAX.format("-", "a-b")),
    ("foo", SYNTAX.format("<EOF>", "foo")),
    ("attribute_exists()", SYNTAX.format(")", "()")),
    ("attribute_not_exists(", SYNTAX.format("<EOF>", "(")),
    ("n = = :n5", SYNTAX.format("=", "= = :n5")),
    ("!!! INVALID", SYNTAX.format("!", "!!")),
    ("n != :n5", SYNTAX.format("!", "n !=")),
    ("contains (s, :sp", SYNTAX.format("<EOF>", ":sp")),
    ("attribute_exists([1])", SYNTAX.format("[", "([1")),
    ("n = 5", SYNTAX.format("5", "= 5")),
    ("_a = :n5", SYNTAX.format("_", "_a")),
    ("n = :n5 AND", SYNTAX.format("<EOF>", "AND")),
    ("((n = :n5))", "The expression has redundant parentheses;"),
    ("((n)) = :n5", "The expression has redundant parentheses;"),
    ("nofunction(a, :sx)", "Invalid function name; function: nofunction"),
    ("Contains(s, :sp)", "Invalid function name; function: Contains"),
    ("size(l)", MISUSED.format("size")),
    ("contains(s, :sp) = :t", MISUSED.format("contains")),
    ("if_not_exists(a, :sx) = :sx", MISUSED.format("if_not_exists")),
    ("list_append(l, :list) = :list", MISUSED.format("list_append")),
    ("name = :sx", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("m.Count = :sx", "Attribute name is a reserved keyword; reserved keyword: Count"),
    ("a = :undefined", "An expression attribute value used in expression is not defined; attribute value: :undefined"),
    (
        "#undefined = :sx",
        "An expression attribute name used in the document path is not defined; attribute name: #undefined",
    ),
    (
        "attribute_exists(a, n)",
        "Incorrect number of operands for operator or function; operator or function: attribute_exists, "
        "number of operands: 2",
    ),
    (
        "contains(s)",
        "Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1",
    ),
    (
        "attribute_exists(:sx)",
        "Operator or function requires a document path; operator or function: attribute_exists",
    ),
    ("a = a", DISTINCT.format("=", "[a]")),
    ("m.b = m.b", DISTINCT.format("=", "[m, b]")),
    ("l[1] < l[1]", DISTINCT.format("<", "[l, [1]]")),
    ("contains(s, s)", DISTINCT.format("contains", "[s]")),
    ("n > :t", BAD_TYPE.format(">", "BOOL")),
    ("n <= :null", BAD_TYPE.format("<=", "NULL")),
    ("n BETWEEN :list AND :list2", BAD_TYPE.format("BETWEEN", "L")),
    ("begins_with(a, :n5)", BAD_TYPE.format("begins_with", "N")),
    ("size(:n5) > :one", BAD_TYPE.format("size", "N")),
    ("attribute_type(a, :n5)", BAD_TYPE.format("attribute_type", "N")),
    (
        "n BETWEEN :sx AND :n5",
        "The BETWEEN operator requires same data type for lower and upper bounds; "
        "lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {N:5}",
    ),
    (
        "n BETWEEN :sx AND :a",
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
        "lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {S:a}",
    ),
    (
        "a = " + ".".join("x" * 33),
        "The document path has too many nesting levels; nesting levels: 33",
    ),
    (
        " OR ".join(["n = :n5"] * 151),
        "The expression contains too many operators; operator count: 301",
    ),
    # Faults are found in branches that would never be evaluated, too.
    ("n = :n5 OR n > :t", BAD_TYPE.format(">", "BOOL")),
    # Precedence: parentheses, then functions, then reserved words, then operands.
    ("((name = :undefined))", "The expression has redundant parentheses;"),
    ("nofunction(name) AND a = :undefined", "Invalid function name; function: nofunction"),
    ("a = :undefined AND name = :sx", "Attribute name is a reserved keyword; reserved keyword: name"),
]


def values_of(expression):
    """The parameter with just the values this expression uses (AWS refuses unused ones)."""
    used = {name: VALUES[name] for name in re.findall(r":[A-Za-z0-9_]+", expression) if name in VALUES}
    return {"ExpressionAttributeValues": used} if used else {}
