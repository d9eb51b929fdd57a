"""The form of the cases: a user with some policy, one request, and whether it is let through."""

from dataclasses import dataclass, field

import pytest
from policy_server import denial


@dataclass
class Case:
    name: str  # of the user, too
    statements: list
    call: tuple  # operation of boto3's client, parameters[, service]
    allowed: bool
    user: dict = field(default_factory=dict)  # more of PolicyServer.user
    message: str = ""  # of the denial, where it matters


def parametrized(cases):
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), "two cases of one name"
    return pytest.mark.parametrize("case", cases, ids=names)


def make_users_of(cases):
    def make_users(server):
        for case in cases:
            server.user(case.name, *case.statements, **case.user)

    return make_users


def both_ways(name, condition, call, action, allowed, **user):
    """Two cases: the condition on the one Allow, and on a Deny beside an Allow without it. `allowed`
    says whether the condition is true."""
    operator, keys = condition
    granted = {"Effect": "Allow", "Action": action, "Resource": "*"}
    conditional = {**granted, "Condition": {operator: keys}}
    return [
        Case(f"{name}-allow", [conditional], call, allowed, user),
        Case(f"{name}-deny", [granted, {**conditional, "Effect": "Deny"}], call, not allowed, user),
    ]


def check(server, case):
    operation, parameters, *service = case.call
    client = server.client(case.name, *service)
    message = denial(lambda: getattr(client, operation)(**parameters))
    if case.allowed:
        assert message is None
    else:
        assert message is not None, "let through"
        assert case.message in message
