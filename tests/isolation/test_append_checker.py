"""The checker of transactions over lists accepts what a serial order explains and nothing else."""

import random

import pytest
from append_checker import Transaction, find_faults


def txn(name, start, end, appends=None, reads=None, lengths=None, answered=True):
    return Transaction(name, start, end, appends or {}, reads or {}, lengths or {}, answered)


def test_serial_history():
    history = [
        txn("t1", 0, 1, appends={"x": 1, "y": 1}),
        txn("t2", 2, 3, reads={"x": [1], "y": [1]}),
        txn("t3", 4, 5, appends={"x": 3}, lengths={"y": 1}),
        txn("t4", 6, 7, appends={"y": 4}, reads={"y": [1, 4]}),
    ]
    assert find_faults(history, {"x": [1, 3], "y": [1, 4]}) == []


def test_concurrent_transactions_in_either_order():
    for order in ([1, 2], [2, 1]):
        history = [
            txn("t1", 0, 9, appends={"x": 1, "y": 1}),
            txn("t2", 0, 9, appends={"x": 2, "y": 2}),
            txn("t3", 0, 9, reads={"x": order[:1], "y": order[:1]}),
        ]
        assert find_faults(history, {"x": order, "y": order}) == []


def test_unanswered_transaction_happened_or_not():
    history = [txn("t1", 0, 0, appends={"x": 1}, answered=False), txn("t2", 9, 10, appends={"x": 2})]
    for final in ([1, 2], [2, 1], [2]):
        assert find_faults(history, {"x": final}) == []


@pytest.mark.parametrize(
    "history, final, said",
    [
        pytest.param(
            [txn("t1", 0, 9, appends={"x": 1}), txn("t2", 0, 9, appends={"x": 2})],
            {"x": [2]},
            "t1: its 1 is lost from x",
            id="lost update",
        ),
        pytest.param([], {"x": [1]}, "x: 1 was never appended", id="effect of a cancelled transaction"),
        pytest.param([txn("t1", 0, 1, appends={"x": 1})], {"x": [1, 1]}, "an element twice", id="done twice"),
        pytest.param(
            [txn("t1", 0, 9, appends={"x": 1}), txn("t2", 0, 9, appends={"x": 2}), txn("r", 0, 9, reads={"x": [2]})],
            {"x": [1, 2]},
            "r: read [2] in x, not how [1, 2] began",
            id="order not kept",
        ),
        pytest.param([txn("t1", 0, 9, lengths={"x": 1})], {"x": []}, "t1: found 1 elements", id="condition on nothing"),
        pytest.param(
            [txn("t1", 0, 9, appends={"x": 1, "y": 1}), txn("r", 0, 9, reads={"x": [1], "y": []})],
            {"x": [1], "y": [1]},
            "r --rw--> t1 --wr--> r",
            id="torn read",
        ),
        pytest.param(
            [txn("t1", 0, 9, appends={"x": 1, "y": 1}), txn("t2", 0, 9, appends={"x": 2, "y": 2})],
            {"x": [1, 2], "y": [2, 1]},
            "t1 --ww--> t2 --ww--> t1",
            id="mixed writes",
        ),
        pytest.param(
            [txn("t1", 0, 9, appends={"x": 1}, lengths={"y": 0}), txn("t2", 0, 9, appends={"y": 2}, lengths={"x": 0})],
            {"x": [1], "y": [2]},
            "t1 --rw--> t2 --rw--> t1",
            id="write skew",
        ),
        pytest.param(
            [
                txn("t1", 0, 9, appends={"x": 1}),
                txn("t2", 0, 9, appends={"y": 2}),
                txn("a", 0, 9, reads={"x": [1], "y": []}),
                txn("b", 0, 9, reads={"x": [], "y": [2]}),
            ],
            {"x": [1], "y": [2]},
            "a --rw--> t2 --wr--> b --rw--> t1 --wr--> a",
            id="readers disagree (long fork)",
        ),
        pytest.param(
            [txn("t1", 0, 1, appends={"x": 1}), txn("r", 2, 3, reads={"x": []})],
            {"x": [1]},
            "--time--> r --rw--> t1",
            id="stale read",
        ),
    ],
)
def test_not_explained(history, final, said):
    (fault,) = find_faults(history, final)
    assert said in fault


def serial_history(seed, transactions=500, keys=6, overlap=4):
    """Transactions with moments in order, each under way for some time around its own."""
    rng = random.Random(seed)
    lists = {key: [] for key in range(keys)}
    history = []
    for number in range(transactions):
        chosen = rng.sample(range(keys), 3)
        transaction = txn(f"t{number}", number - rng.random() * overlap, number + rng.random() * overlap)
        kind = rng.choice(["read", "append", "check"])
        if kind == "read":
            transaction.reads = {key: list(lists[key]) for key in chosen}
        else:
            if kind == "check":
                key = chosen.pop()
                transaction.lengths = {key: len(lists[key])}
            transaction.appends = {key: number for key in chosen}
            for key in chosen:
                lists[key].append(number)
        history.append(transaction)
    rng.shuffle(history)
    return history, lists


@pytest.mark.parametrize("seed", range(10))
def test_correct_histories_are_explained(seed):
    assert find_faults(*serial_history(seed)) == []


@pytest.mark.parametrize("seed", range(10))
def test_one_torn_read_is_found(seed):
    history, final = serial_history(seed)
    rng = random.Random(seed)
    writers = {(key, element): t for t in history for key, element in t.appends.items()}
    torn = [
        (t, key)
        for t in history
        for key, elements in t.reads.items()
        # What it leaves out of one list it has seen in another.
        if elements and any(other != key and elements[-1] in t.reads[other] for other in t.reads)
        and len(writers[key, elements[-1]].appends) > 1
    ]
    transaction, key = rng.choice(torn)
    transaction.reads[key] = transaction.reads[key][:-1]
    assert find_faults(history, final) != []
