"""Every condition operator, true, false and without the key, on an Allow and on a Deny."""

import pytest
from policy_cases import both_ways, check, make_users_of, parametrized
from policy_server import ACCOUNT
from values import s

pytestmark = pytest.mark.own_server

GET = ("get_item", {"TableName": "Music", "Key": {"artist": s("Abba"), "song": s("One")}})
TEAM = "aws:PrincipalTag/team"  # Blue
LEVEL = "aws:PrincipalTag/level"  # 10
NONE = "aws:PrincipalTag/none"
SINCE = "aws:PrincipalTag/since"  # 2020-06-01T00:00:00Z
TAGS = {"team": "Blue", "level": "10", "since": "2020-06-01T00:00:00Z", "on": "true", "bytes": "AAEC"}
USER = "aws:PrincipalArn"
USERS = f"arn:aws:iam::{ACCOUNT}:user/*"
IP = "aws:SourceIp"
# operator, key, value, whether it holds
OPERATORS = [
    ("StringEquals", TEAM, "Blue", True),
    ("StringEquals", TEAM, "blue", False),
    ("StringEquals", TEAM, ["Red", "Blue"], True),
    ("StringEquals", TEAM, "Bl*", False),
    ("StringEquals", NONE, "Blue", False),
    ("StringEquals", "AWS:principaltag/team", "Blue", True),
    ("StringNotEquals", TEAM, "Red", True),
    ("StringNotEquals", TEAM, ["Red", "Blue"], False),
    ("StringNotEquals", NONE, "Blue", True),
    ("StringEqualsIgnoreCase", TEAM, "bLUE", True),
    ("StringEqualsIgnoreCase", TEAM, "red", False),
    ("StringNotEqualsIgnoreCase", TEAM, "bLUE", False),
    ("StringNotEqualsIgnoreCase", TEAM, "red", True),
    ("StringLike", TEAM, "B?u*", True),
    ("StringLike", TEAM, "b*", False),
    ("StringNotLike", TEAM, "B*", False),
    ("StringNotLike", TEAM, "R*", True),
    ("NumericEquals", LEVEL, "10.0", True),
    ("NumericEquals", LEVEL, 11, False),
    ("NumericNotEquals", LEVEL, 10, False),
    ("NumericNotEquals", LEVEL, 11, True),
    ("NumericLessThan", LEVEL, 10.5, True),
    ("NumericLessThan", LEVEL, 10, False),
    ("NumericLessThanEquals", LEVEL, 10, True),
    ("NumericLessThanEquals", LEVEL, "9", False),
    ("NumericGreaterThan", LEVEL, 9, True),
    ("NumericGreaterThan", LEVEL, 10, False),
    ("NumericGreaterThanEquals", LEVEL, 10, True),
    ("NumericGreaterThanEquals", LEVEL, 10.1, False),
    ("NumericEquals", TEAM, 10, False),
    ("DateEquals", SINCE, "2020-06-01T00:00:00Z", True),
    ("DateEquals", SINCE, "2020-06-01T02:00:00+02:00", True),
    ("DateEquals", SINCE, "2020-06-02", False),
    ("DateNotEquals", SINCE, "2020-06-01", False),
    ("DateLessThan", SINCE, "2020-06-02", True),
    ("DateLessThan", SINCE, "2020-06-01", False),
    ("DateLessThanEquals", SINCE, "1590969600", True),
    ("DateGreaterThan", SINCE, "2020-05-31T23:59:59Z", True),
    ("DateGreaterThan", SINCE, "2020-06-01", False),
    ("DateGreaterThanEquals", SINCE, "2020-06-01", True),
    ("Bool", "aws:PrincipalTag/on", "true", True),
    ("Bool", "aws:PrincipalTag/on", True, True),
    ("Bool", "aws:PrincipalTag/on", "false", False),
    ("Bool", NONE, "false", False),
    ("BinaryEquals", "aws:PrincipalTag/bytes", "AAEC", True),
    ("BinaryEquals", "aws:PrincipalTag/bytes", "AAED", False),
    ("IpAddress", IP, "127.0.0.1", True),
    ("IpAddress", IP, "127.0.0.0/30", True),
    ("IpAddress", IP, "127.0.0.2/32", False),
    ("IpAddress", IP, "2001:db8::/32", False),
    ("NotIpAddress", IP, "127.0.0.0/8", False),
    ("NotIpAddress", IP, ["10.0.0.0/8", "192.168.0.0/16"], True),
    ("ArnEquals", USER, USERS, True),
    ("ArnLike", USER, USERS, True),
    ("ArnLike", USER, "arn:aws:iam:*:*:role/*", False),
    ("ArnNotEquals", USER, USERS, False),
    ("ArnNotLike", USER, "arn:aws:iam::*:role/*", True),
    ("Null", NONE, "true", True),
    ("Null", TEAM, "true", False),
    ("Null", TEAM, "false", True),
    ("Null", NONE, False, False),
    ("StringEqualsIfExists", NONE, "Blue", True),
    ("StringEqualsIfExists", TEAM, "Red", False),
    ("NumericLessThanIfExists", NONE, 1, True),
    ("NumericLessThanIfExists", LEVEL, 1, False),
    ("BoolIfExists", NONE, "true", True),
    ("IpAddressIfExists", "aws:VpcSourceIp", "10.0.0.0/8", True),
    ("ForAllValues:StringEquals", "dynamodb:Attributes", ["artist", "song"], True),
    ("ForAllValues:StringEquals", "dynamodb:Attributes", ["artist"], False),
    ("ForAllValues:StringLike", "dynamodb:Attributes", ["a*", "s*"], True),
    ("ForAllValues:StringEquals", NONE, ["artist"], True),
    ("ForAnyValue:StringEquals", "dynamodb:Attributes", ["song", "price"], True),
    ("ForAnyValue:StringEquals", "dynamodb:Attributes", ["price"], False),
    ("ForAnyValue:StringEquals", NONE, ["price"], False),
    ("ForAllValues:StringNotEquals", "dynamodb:Attributes", ["price"], True),
    ("ForAllValues:StringNotEquals", "dynamodb:Attributes", ["song"], False),
    ("ForAnyValue:StringNotLike", "dynamodb:Attributes", ["a*"], True),
    ("StringEquals", TEAM, "${aws:PrincipalTag/team}", True),
    ("StringLike", TEAM, "${aws:PrincipalTag/none, 'B'}*", True),
    ("StringEquals", TEAM, "${aws:PrincipalTag/none}", False),
]


def cases():
    for number, (operator, key, value, holds) in enumerate(OPERATORS):
        name = f"{number:02}-{operator.replace(':', '-')}-{'true' if holds else 'false'}"
        yield from both_ways(name, (operator, {key: value}), GET, "dynamodb:GetItem", holds, tags=TAGS)
    both = {TEAM: "Blue", LEVEL: "10"}
    yield from both_ways("two-keys", ("StringEquals", both), GET, "*", True, tags=TAGS)
    yield from both_ways("two-keys-one-false", ("StringEquals", {**both, LEVEL: "9"}), GET, "*", False, tags=TAGS)


CASES = list(cases())
make_users = make_users_of(CASES)


@parametrized(CASES)
def test_operator(policies, case):
    check(policies, case)
