"""The item that update tests start from, and the values their expressions use."""

import re

from values import FALSE, NULL, TRUE, bs, l, m, n, ns, s, ss

ITEM = {
    "a": s("x"),
    "n": n(5),
    "l": l(n(1), n(2), n(3)),
    "m": m(b=n(1), c=n(2)),
    "s": ss("p", "q"),
    "f": TRUE,
    "z": NULL,
    "nums": ns(1, 2),
    "bins": bs(b"\x01"),
}
VALUES = {
    ":n5": n(5),
    ":half": n("0.5"),
    ":minus": n(-7),
    ":sx": s("x"),
    ":new": s("new"),
    ":list": l(n(8), n(9)),
    ":empty_list": l(),
    ":empty_map": m(),
    ":map": m(deep=m(er=s("v"))),
    ":p": ss("p"),
    ":both": ss("p", "q"),
    ":r": ss("r", "q"),
    ":three": ns(2, 3),
    ":bins": bs(b"\x01", b"\x00"),
    ":false": FALSE,
    ":null": NULL,
}
GONE = object()


def values_of(expression):
    used = {name: VALUES[name] for name in re.findall(r":[a-z0-9_]+", expression)}
    return {"ExpressionAttributeValues": used} if used else {}
