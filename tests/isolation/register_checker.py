"""Decides whether the history of one item is linearizable: whether every operation can be given a moment
between its start and its end, so that in the order of these moments each saw what those before it left.

The search is that of Wing and Gong, with Lowe's memory of the states it has been in. An item is linearizable
on its own, whatever happens to others, so each is checked alone.
"""

from dataclasses import dataclass

ABSENT = None  # the value of an item that does not exist


@dataclass(frozen=True)
class Operation:
    """What one request did to the item.

    `saw` and `wrote` are one-element tuples with a value, or empty: a read only saw, a blind write only wrote,
    a conditional write or one that returned the old value did both. A request without an answer has no
    end (infinity): it may take effect at any time after its start, or never.
    """

    start: float
    end: float
    saw: tuple = ()
    wrote: tuple = ()

    def apply(self, value):
        """(whether the operation can have met this value, what it leaves)"""
        if self.saw and self.saw[0] != value:
            return False, value
        return True, self.wrote[0] if self.wrote else value


def find_fault(operations, initial=ABSENT):
    """None when the history is linearizable; otherwise the operations at which every order fails, with
    the first that found no place at their head."""
    operations = sorted(operations, key=lambda operation: operation.start)
    timeline = Timeline(operations)
    value, placed = initial, 0  # placed: a bit for each operation that has its moment
    visited = set()
    chosen = []  # (entry, value before it)
    most_chosen, stuck = -1, []
    entry = timeline.first()
    while not timeline.is_empty():
        operation = timeline.operation_of(entry)
        if operation is not None:
            fits, left = operations[operation].apply(value)
            after = placed | 1 << operation
            if fits and (after, left) not in visited:
                visited.add((after, left))
                chosen.append((entry, value))
                timeline.remove(entry)
                value, placed = left, after
                entry = timeline.first()
            else:
                entry = timeline.next(entry)
            continue
        # The end of an operation that has no moment yet: some choice before was wrong.
        if len(chosen) > most_chosen:
            most_chosen = len(chosen)
            ended = timeline.ended_at(entry)
            stuck = [ended] + [other for other in timeline.started_before(entry) if other != ended]
        if not chosen:
            return [operations[position] for position in stuck]
        entry, value = chosen.pop()
        placed &= ~(1 << timeline.operation_of(entry))
        timeline.put_back(entry)
        entry = timeline.next(entry)
    return None


class Timeline:
    """The starts and ends of operations in a doubly linked list, from which an operation can be taken and
    to which the one taken last can be put back. Entry 2i is the start of operation i, entry 2i + 1 its end."""

    def __init__(self, operations):
        moments = [(operation.start, 0, 2 * i) for i, operation in enumerate(operations)]
        # A start and an end at the same time overlap: the start goes first.
        moments += [(operation.end, 1, 2 * i + 1) for i, operation in enumerate(operations)]
        order = [entry for _, _, entry in sorted(moments)]
        self.head = 2 * len(operations)
        self.following = [0] * (self.head + 1)
        self.preceding = [0] * (self.head + 1)
        for before, after in zip([self.head, *order], [*order, self.head]):
            self.following[before], self.preceding[after] = after, before

    def first(self):
        return self.following[self.head]

    def next(self, entry):
        return self.following[entry]

    def is_empty(self):
        return self.first() == self.head

    def operation_of(self, entry):
        """The operation that starts here, or None when this is an end."""
        return None if entry % 2 else entry // 2

    def ended_at(self, entry):
        return entry // 2

    def started_before(self, entry):
        found, at = [], self.first()
        while at != entry:
            if at % 2 == 0:
                found.append(at // 2)
            at = self.following[at]
        return found

    def remove(self, start):
        for entry in (start, start + 1):
            self.following[self.preceding[entry]] = self.following[entry]
            self.preceding[self.following[entry]] = self.preceding[entry]

    def put_back(self, start):
        for entry in (start + 1, start):
            self.following[self.preceding[entry]] = entry
            self.preceding[self.following[entry]] = entry
