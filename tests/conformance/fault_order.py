"""Which of two faults of one request is reported.

An operation's checks are listed as Faults in the order in which they run. `pairs` makes one case of every
two that fit into one request; the first of them has to be the one that is told.
"""

import dataclasses
import itertools
import re

import pytest
from values import expect_error

MISSING_TABLE = "no-such-table"
TYPES = {"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"}


@dataclasses.dataclass
class Fault:
    name: str
    message: str  # or a compiled pattern; None: any
    members: dict
    code: str = "ValidationException"
    needs: dict = dataclasses.field(default_factory=dict)  # further members, unless the other fault gives them
    without: tuple = ()  # members that must not be there


class Conflict(Exception):
    pass


def can_grow(value):
    """Whether it is a structure or map, but no attribute value, and not meant to be empty."""
    return isinstance(value, dict) and bool(value) and not (len(value) == 1 and TYPES & value.keys())


def merge(one, other, *, replace=False):
    """The members of both in one."""
    merged = dict(one)
    for name, value in other.items():
        merged[name] = merge_values(one[name], value, replace) if name in one else value
    return merged


def merge_values(one, other, replace):
    """Lists are merged by position, None leaving one free; where two values of attributes or members meet,
    `other` replaces the first, or there is a Conflict."""
    if one is None or other is None:
        return one if other is None else other
    if can_grow(one) and can_grow(other):
        return merge(one, other, replace=replace)
    if isinstance(one, list) and isinstance(other, list):
        longer = one if len(one) > len(other) else other
        return [merge_values(*two, replace) for two in zip(one, other)] + longer[min(len(one), len(other)) :]
    if one == other or replace:
        return other
    raise Conflict


def mentions(value, name):
    if isinstance(value, dict):
        return name in value or any(mentions(inner, name) for inner in value.values())
    return isinstance(value, list) and any(mentions(inner, name) for inner in value)


def request_of(base, *faults):
    """`base` with the faults, or None where they cannot stand in one request."""
    try:
        members = {}
        for fault in faults:
            members = merge(members, fault.members)
    except Conflict:
        return None
    needs = {}
    for fault in faults:
        needs = merge(needs, fault.needs, replace=True)
    request = merge(merge(base, needs, replace=True), members, replace=True)
    if any(mentions(request, name) for fault in faults for name in fault.without):
        return None
    return request


def pairs(base, faults):
    """Every fault alone, and every two of them in one request."""
    cases = [(fault.name, fault, request_of(base, fault)) for fault in faults]
    for one, other in itertools.combinations(faults, 2):
        cases.append((f"{one.name} before {other.name}", one, request_of(base, one, other)))
    return [pytest.param(fault, request, id=name) for name, fault, request in cases if request is not None]


def with_names(value, names):
    """A request with the stand-ins for tables replaced by their names."""
    if isinstance(value, dict):
        return {names.get(name, name): with_names(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_names(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def message_of(fault, names):
    message = fault.message
    if isinstance(message, str):
        for stand_in, name in names.items():
            message = message.replace(stand_in, name)
    return message


def expect_fault(call, fault, request, **names):
    expect_error(fault.code, message_of(fault, names), call, **with_names(request, names))


def expect_raw_fault(raw, operation, fault, request, **names):
    """As expect_fault, for requests with members newer than the SDK."""
    code, message = raw.call(operation, with_names(request, names)).error
    expected = message_of(fault, names)
    assert code == fault.code, message
    if isinstance(expected, re.Pattern):
        assert expected.search(message), message
    elif expected is not None:
        assert message == expected
