"""The checker of single items accepts what can be explained and nothing else."""

import math
import random

import pytest
from register_checker import ABSENT, Operation, find_fault


def read(start, end, value):
    return Operation(start, end, saw=(value,))


def write(start, end, value):
    return Operation(start, end, wrote=(value,))


def swap(start, end, old, new):
    return Operation(start, end, saw=(old,), wrote=(new,))


@pytest.mark.parametrize(
    "history",
    [
        [],
        [read(0, 1, ABSENT)],
        [write(0, 1, "a"), read(2, 3, "a")],
        # A read beside a write sees it or not,
        [write(0, 10, "a"), read(1, 2, ABSENT), read(3, 4, "a")],
        # writes beside each other have either order,
        [write(0, 10, "a"), write(0, 10, "b"), read(11, 12, "a")],
        [write(0, 10, "a"), write(0, 10, "b"), read(11, 12, "b")],
        # one that ends when another begins may come after it,
        [write(0, 5, "a"), read(5, 6, ABSENT)],
        # and one without an answer has an effect late, or never.
        [write(0, math.inf, "a"), read(5, 6, ABSENT), read(7, 8, "a")],
        [write(0, math.inf, "a"), read(5, 6, ABSENT)],
        [swap(0, 9, ABSENT, "a"), swap(0, 9, "b", "c"), swap(0, 9, "a", "b"), read(10, 11, "c")],
    ],
)
def test_explained(history):
    assert find_fault(history) is None


@pytest.mark.parametrize(
    "history, first",
    [
        pytest.param([read(0, 1, "a")], 0, id="from nowhere"),
        pytest.param([write(0, 1, "a"), read(2, 3, ABSENT)], 1, id="stale read"),
        pytest.param([swap(0, 5, ABSENT, "a"), swap(0, 5, ABSENT, "b")], 1, id="lost update"),
        pytest.param([write(0, 1, "a"), swap(2, 3, "a", "b"), swap(2, 3, "a", "c")], 2, id="two winners"),
        pytest.param([write(0, 10, "a"), read(1, 2, "a"), read(3, 4, ABSENT)], 2, id="back in time"),
        pytest.param(
            [write(0, 10, "a"), write(0, 10, "b"), read(11, 12, "a"), read(13, 14, "b")], 3, id="order not kept"
        ),
    ],
)
def test_not_explained(history, first):
    assert find_fault(history)[0] == history[first]


def random_history(seed, operations=400, clients=8):
    """What a correct register would answer: each operation has a moment of its own within its time."""
    rng = random.Random(seed)
    value, history = ABSENT, []
    free = [0.0] * clients
    for number in range(operations):
        client = rng.randrange(clients)
        moment = max(number, free[client] + 0.1)
        moments = (moment - rng.random() * min(clients, moment - free[client]), moment + rng.random() * clients)
        free[client] = moments[1]
        history.append((moment, moments, rng.choice(["read", "write", "swap", "remove"]), f"v{number}"))
    made = []
    for _, (start, end), kind, new in sorted(history):
        if kind == "read":
            made.append(read(start, end, value))
            continue
        new = ABSENT if kind == "remove" else new
        made.append(write(start, end, new) if kind == "write" else swap(start, end, value, new))
        value = new
    return made


@pytest.mark.parametrize("seed", range(20))
def test_correct_histories_are_explained(seed):
    assert find_fault(random_history(seed)) is None


@pytest.mark.parametrize("seed", range(20))
def test_one_wrong_answer_is_found(seed):
    history = random_history(seed)
    readers = [i for i, operation in enumerate(history) if operation.saw and not operation.wrote and i > 200]
    wrong = history[random.Random(seed).choice(readers)]
    written_long_ago = next(each.wrote[0] for each in history[50:] if each.wrote not in ((), (ABSENT,)))
    history[history.index(wrong)] = Operation(wrong.start, wrong.end, saw=(written_long_ago,))
    assert find_fault(history) is not None
