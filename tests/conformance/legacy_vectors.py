"""Legacy conditions (Expected, QueryFilter, ScanFilter): comparisons, what they answer about one
item, and how malformed ones are refused."""

from values import FALSE, INVALID, NULL, TRUE, b, bs, l, m, n, ns, s, ss

ITEM = {
    "a": s("abc"),
    "n": n(5),
    "bin": b(b"\x01\x02\x03"),
    "f": TRUE,
    "z": NULL,
    "ss": ss("p", "q"),
    "ns": ns(1, 2),
    "bs": bs(b"\x01", b"\x02"),
    "l": l(n(1), s("x"), NULL, l(n(2))),
    "m": m(k=s("v")),
    "a.b": s("dotted"),
}

# attribute, operator, values, whether it holds of ITEM
RESULTS = [
    ("a", "EQ", [s("abc")], True),
    ("a", "EQ", [s("ab")], False),
    ("n", "EQ", [n("5.0")], True),
    ("n", "EQ", [s("5")], False),
    ("ss", "EQ", [ss("q", "p")], True),
    ("ns", "EQ", [ns(2, "1.0")], True),
    ("bs", "EQ", [bs(b"\x02", b"\x01")], True),
    ("l", "EQ", [l(n(1), s("x"), NULL, l(n(2)))], True),
    ("m", "EQ", [m(k=s("v"))], True),
    ("f", "EQ", [TRUE], True),
    ("z", "EQ", [NULL], True),
    ("nope", "EQ", [NULL], False),
    ("a.b", "EQ", [s("dotted")], True),
    ("m.k", "EQ", [s("v")], False),
    ("l[0]", "NOT_NULL", [], False),
    ("a", "NE", [s("abc")], False),
    ("a", "NE", [n(1)], True),
    ("nope", "NE", [s("abc")], True),
    ("m", "NE", [m(k=s("w"))], True),
    ("n", "LE", [n(5)], True),
    ("n", "LT", [n(5)], False),
    ("n", "LT", [n(6)], True),
    ("n", "GE", [n(5)], True),
    ("n", "GT", [n(5)], False),
    ("n", "GT", [n(4)], True),
    ("n", "GT", [s("4")], False),
    ("a", "LT", [s("abd")], True),
    ("bin", "GT", [b(b"\x01\x02")], True),
    ("nope", "LT", [n(5)], False),
    ("n", "BETWEEN", [n(5), n(5)], True),
    ("n", "BETWEEN", [n(6), n(7)], False),
    ("a", "BETWEEN", [s("a"), s("b")], True),
    ("a", "BETWEEN", [n(1), n(2)], False),
    ("nope", "BETWEEN", [n(1), n(2)], False),
    ("a", "IN", [s("x"), s("abc")], True),
    ("a", "IN", [s("x")], False),
    ("n", "IN", [s("5")], False),
    ("nope", "IN", [s("x")], False),
    ("a", "CONTAINS", [s("bc")], True),
    ("a", "CONTAINS", [s("")], True),
    ("a", "CONTAINS", [s("x")], False),
    ("bin", "CONTAINS", [b(b"\x02\x03")], True),
    ("ss", "CONTAINS", [s("p")], True),
    ("ss", "CONTAINS", [n(1)], False),
    ("ns", "CONTAINS", [n("2.0")], True),
    ("bs", "CONTAINS", [b(b"\x02")], True),
    ("l", "CONTAINS", [s("x")], True),
    ("l", "CONTAINS", [NULL], True),
    ("l", "CONTAINS", [TRUE], False),
    ("m", "CONTAINS", [s("k")], False),
    ("n", "CONTAINS", [n(5)], False),
    ("nope", "CONTAINS", [s("x")], False),
    ("a", "NOT_CONTAINS", [s("bc")], False),
    ("a", "NOT_CONTAINS", [s("x")], True),
    ("a", "NOT_CONTAINS", [n(1)], True),  # a mismatch of types does not contain
    ("n", "NOT_CONTAINS", [n(5)], True),
    ("l", "NOT_CONTAINS", [FALSE], True),
    ("l", "NOT_CONTAINS", [n(1)], False),
    ("nope", "NOT_CONTAINS", [s("x")], False),  # the attribute has to exist
    ("a", "BEGINS_WITH", [s("ab")], True),
    ("a", "BEGINS_WITH", [s("b")], False),
    ("bin", "BEGINS_WITH", [b(b"\x01")], True),
    ("bin", "BEGINS_WITH", [s("\x01")], False),
    ("nope", "BEGINS_WITH", [s("a")], False),
    ("nope", "NULL", [], True),
    ("z", "NULL", [], False),  # a stored NULL is there
    ("z", "NOT_NULL", [], True),
    ("nope", "NOT_NULL", [], False),
]

# Whichever parameter the condition stands in.
ERRORS = [
    ("EQ", [{"N": "x"}], "The parameter cannot be converted to a numeric value: x"),
    ("EQ", [{}], "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    ("EQ", [{"N": "x"}, s("a")], "The parameter cannot be converted to a numeric value: x"),
    ("EQ", [], INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator"),
    ("EQ", [s("a"), n(1)], INVALID + "Invalid number of argument(s) for the EQ ComparisonOperator"),
    ("NE", [s("a"), s("b")], INVALID + "Invalid number of argument(s) for the NE ComparisonOperator"),
    ("LE", [s("a"), s("b")], INVALID + "Invalid number of argument(s) for the LE ComparisonOperator"),
    ("LT", [s("a"), s("b")], INVALID + "Invalid number of argument(s) for the LT ComparisonOperator"),
    ("GE", [s("a"), s("b")], INVALID + "Invalid number of argument(s) for the GE ComparisonOperator"),
    ("GT", [s("a"), s("b")], INVALID + "Invalid number of argument(s) for the GT ComparisonOperator"),
    ("BETWEEN", [s("a")], INVALID + "Invalid number of argument(s) for the BETWEEN ComparisonOperator"),
    ("BETWEEN", [n(1)] * 3, INVALID + "Invalid number of argument(s) for the BETWEEN ComparisonOperator"),
    ("IN", [], INVALID + "Invalid number of argument(s) for the IN ComparisonOperator"),
    ("CONTAINS", [s("a"), s("b")], INVALID + "Invalid number of argument(s) for the CONTAINS ComparisonOperator"),
    ("NOT_CONTAINS", [s("a")] * 2, INVALID + "Invalid number of argument(s) for the NOT_CONTAINS ComparisonOperator"),
    ("BEGINS_WITH", [s("a")] * 2, INVALID + "Invalid number of argument(s) for the BEGINS_WITH ComparisonOperator"),
    ("NULL", [s("a")], INVALID + "Invalid number of argument(s) for the NULL ComparisonOperator"),
    ("NOT_NULL", [s("a")], INVALID + "Invalid number of argument(s) for the NOT_NULL ComparisonOperator"),
    ("BETWEEN", [n(2), s("a")], INVALID + "AttributeValues inside AttributeValueList must be of same type"),
    ("IN", [n(2), s("a")], INVALID + "AttributeValues inside AttributeValueList must be of same type"),
    ("IN", [TRUE, s("a")], INVALID + "AttributeValues inside AttributeValueList must be of same type"),
    (
        "BETWEEN",
        [n(2), n(1)],
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    ),
]


def not_valid(operator, kind):
    return INVALID + f"ComparisonOperator {operator} is not valid for {kind} AttributeValue type"


# Filters and KeyConditions; Expected compares with any type.
TYPE_ERRORS = [
    (operator, values * (2 if operator == "BETWEEN" else 1), not_valid(operator, kind))
    for operator in ("LE", "LT", "GE", "GT", "BETWEEN", "IN")
    for kind, values in (("BOOL", [TRUE]), ("SS", [ss("a")]), ("L", [l()]))
] + [
    ("IN", [NULL], not_valid("IN", "NULL")),
    ("IN", [m()], not_valid("IN", "M")),
    ("CONTAINS", [ss("a")], not_valid("CONTAINS", "SS")),
    ("CONTAINS", [l()], not_valid("CONTAINS", "L")),
    ("NOT_CONTAINS", [m()], not_valid("NOT_CONTAINS", "M")),
    ("NOT_CONTAINS", [ns(1)], not_valid("NOT_CONTAINS", "NS")),
    ("BEGINS_WITH", [n(1)], not_valid("BEGINS_WITH", "N")),
    ("BEGINS_WITH", [bs(b"a")], not_valid("BEGINS_WITH", "BS")),
]

UNKNOWN_OPERATOR = (
    "1 validation error detected: Value '{value}' at '{map}.a.member.comparisonOperator' failed to satisfy constraint: "
    "Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, "
    "GE, CONTAINS]"
)
NO_OPERATOR = (
    "1 validation error detected: Value null at '{map}.a.member.comparisonOperator' failed to satisfy constraint: "
    "Member must not be null"
)
NO_CONDITIONS = "ConditionalOperator cannot be used without Filter or Expected"
ONE_CONDITION = "ConditionalOperator can only be used when Filter or Expected has two or more elements"


def condition(operator, values):
    return {"ComparisonOperator": operator, "AttributeValueList": values}


def mixed(non_expression, expression):
    return (
        "Can not use both expression and non-expression parameters in the same request: "
        f"Non-expression parameters: {{{non_expression}}} Expression parameters: {{{expression}}}"
    )


# Entries of Expected whose members do not go together; told before their values are looked at.
BAD_NUMBER = {"N": "x"}
EXPECTED_ERRORS = [
    (
        {"Value": BAD_NUMBER, "AttributeValueList": [BAD_NUMBER], "ComparisonOperator": "EQ", "Exists": True},
        "Value and AttributeValueList cannot be used together for Attribute: a",
    ),
    ({"Value": s("x"), "AttributeValueList": []}, "Value and AttributeValueList cannot be used together for Attribute: a"),
    (
        {"ComparisonOperator": "EQ", "Exists": True},
        "Exists and ComparisonOperator cannot be used together for Attribute: a",
    ),
    (
        {"ComparisonOperator": "NULL", "Exists": False, "Value": BAD_NUMBER},
        "Exists and ComparisonOperator cannot be used together for Attribute: a",
    ),
    *(
        (
            {"ComparisonOperator": operator},
            f"Value or AttributeValueList must be used with ComparisonOperator: {operator} for Attribute: a",
        )
        for operator in ("EQ", "BETWEEN", "IN", "NOT_CONTAINS")
    ),
    (
        {"AttributeValueList": [BAD_NUMBER]},
        "AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
    ),
    (
        {"AttributeValueList": [s("x")], "Exists": False},
        "AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
    ),
    ({}, "Value must be provided when Exists is null for Attribute: a"),
    ({"Exists": True}, "Value must be provided when Exists is true for Attribute: a"),
    ({"Exists": False, "Value": BAD_NUMBER}, "Value cannot be used when Exists is false for Attribute: a"),
    ({"ComparisonOperator": "NULL", "Value": s("x")}, "Invalid number of argument(s) for the NULL ComparisonOperator"),
    ({"ComparisonOperator": "BETWEEN", "Value": n(1)}, "Invalid number of argument(s) for the BETWEEN ComparisonOperator"),
]
EXPECTED_ERRORS = [(entry, INVALID + message) for entry, message in EXPECTED_ERRORS] + [
    ({"Value": BAD_NUMBER}, "The parameter cannot be converted to a numeric value: x"),
    ({"Value": {}, "Exists": True}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    ({"Value": BAD_NUMBER, "ComparisonOperator": "NULL"}, "The parameter cannot be converted to a numeric value: x"),
]

# Expected without an operator, and comparisons only Expected can make.
EXPECTED_RESULTS = [
    ("a", {"Value": s("abc")}, True),
    ("a", {"Value": s("abc"), "Exists": True}, True),
    ("a", {"Value": s("x")}, False),
    ("nope", {"Value": s("x")}, False),
    ("nope", {"Exists": False}, True),
    ("z", {"Exists": False}, False),
    ("z", {"Value": NULL}, True),
    ("a", {"Exists": "no"}, False),
    ("n", {"Value": n("5.0"), "ComparisonOperator": "GE"}, True),
    ("n", {"Value": n(5), "ComparisonOperator": "IN"}, True),
    ("nope", {"ComparisonOperator": "NULL"}, True),
    ("f", condition("LE", [TRUE]), False),
    ("l", condition("BETWEEN", [l(n(2)), l(n(1))]), False),
    ("l", condition("IN", [l(), l(n(1), s("x"), NULL, l(n(2)))]), True),
    ("l", condition("CONTAINS", [l(n(2))]), True),
    ("m", condition("NOT_CONTAINS", [m()]), True),
    ("ss", condition("BEGINS_WITH", [ss("p")]), False),
]
