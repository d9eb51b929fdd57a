"""Decides whether transactions over lists are strictly serializable, from what they appended and read.

Every element is appended once, so a list tells the order of its writers, and a reader's list tells between which of
them it stood. (The idea is Elle's: Kingsbury and Alvaro, 2020.) From that follow edges between transactions:

  ww  appended the element before the other's
  wr  appended the last element the other read
  rw  read the list as it was before the other's element
  time  was answered before the other was sent

All of them point forward in any order that explains the history, so a cycle proves that there is none.
"""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Transaction:
    """`appends`: key -> element. `reads`: key -> the elements read. `lengths`: key -> how long a condition
    found the list to be, which is a read, too. An unanswered transaction (answered=False) may have happened."""

    name: str
    start: float
    end: float
    appends: dict = field(default_factory=dict)
    reads: dict = field(default_factory=dict)
    lengths: dict = field(default_factory=dict)
    answered: bool = True


def find_faults(transactions, final):
    """Descriptions of everything no serial order explains; `final`: key -> the list at the end, when all
    transactions were over."""
    order = Order(final, transactions)
    faults = order.faults()
    if faults:
        return faults  # without an order of the elements there are no edges
    graph = Graph()
    happened = [
        transaction
        for transaction in transactions
        if transaction.answered or any(order.has(key, element) for key, element in transaction.appends.items())
    ]
    for transaction in happened:
        order.add_edges(graph, transaction)
    add_time_edges(graph, happened)
    return graph.cycles()


class Order:
    """The order of all elements of each list."""

    def __init__(self, final, transactions):
        self.final = {key: list(elements) for key, elements in final.items()}
        self.transactions = transactions
        self.writer = {
            (key, element): transaction
            for transaction in transactions
            for key, element in transaction.appends.items()
        }

    def elements(self, key):
        return self.final.get(key, [])

    def has(self, key, element):
        return element in self.elements(key)

    def faults(self):
        found = []
        for key, elements in self.final.items():
            if len(set(elements)) != len(elements):
                found.append(f"{key}: an element twice in {elements}")
            found += [
                f"{key}: {element} was never appended" for element in elements if (key, element) not in self.writer
            ]
        for transaction in self.transactions:
            for key, element in transaction.appends.items():
                if transaction.answered and not self.has(key, element):
                    found.append(f"{transaction.name}: its {element} is lost from {key}")
            for key, elements in transaction.reads.items():
                if list(elements) != self.elements(key)[: len(elements)]:
                    found.append(f"{transaction.name}: read {elements} in {key}, not how {self.elements(key)} began")
            for key, length in transaction.lengths.items():
                if length > len(self.elements(key)):
                    found.append(f"{transaction.name}: found {length} elements in {key}, that never were")
        return found

    def add_edges(self, graph, transaction):
        for key, element in transaction.appends.items():
            if self.has(key, element):
                self._edge_to_next(graph, "ww", transaction, key, self.elements(key).index(element))
        lengths = {key: len(elements) for key, elements in transaction.reads.items()}
        for key, length in {**lengths, **transaction.lengths}.items():
            if length > 0:
                last = self.writer[key, self.elements(key)[length - 1]]
                graph.add("wr", last.name, transaction.name)
            self._edge_to_next(graph, "rw", transaction, key, length - 1)

    def _edge_to_next(self, graph, kind, transaction, key, position):
        if position + 1 < len(self.elements(key)):
            graph.add(kind, transaction.name, self.writer[key, self.elements(key)[position + 1]].name)


def add_time_edges(graph, transactions):
    """A chain of moments, one after each end: an ended transaction leads to its moment, and the last moment
    before a start to what starts, so that a few edges say what an edge for each pair would."""
    ended = sorted((transaction for transaction in transactions if transaction.answered), key=lambda each: each.end)
    moments = [f"after {transaction.name}" for transaction in ended]
    for transaction, moment in zip(ended, moments):
        graph.add("time", transaction.name, moment)
    for before, after in zip(moments, moments[1:]):
        graph.add("time", before, after)
    passed = 0
    for transaction in sorted(transactions, key=lambda each: each.start):
        while passed < len(ended) and ended[passed].end < transaction.start:
            passed += 1
        if passed > 0:
            graph.add("time", moments[passed - 1], transaction.name)


class Graph:
    def __init__(self):
        self.edges = defaultdict(dict)  # node -> node -> kind

    def add(self, kind, before, after):
        if before != after:
            self.edges[before].setdefault(after, kind)

    def cycles(self):
        """One cycle, in words, for each set of nodes that can all reach each other."""
        return [self._cycle_among(set(nodes)) for nodes in self._components() if len(nodes) > 1]

    def _components(self):
        """Strongly connected components (Tarjan's algorithm, with a stack of its own)."""
        number, low, on_stack = {}, {}, set()
        stack, components = [], []
        for root in list(self.edges):
            if root in number:
                continue
            work = [(root, iter(self.edges[root]))]
            number[root] = low[root] = len(number)
            stack.append(root)
            on_stack.add(root)
            while work:
                node, successors = work[-1]
                for successor in successors:
                    if successor not in number:
                        number[successor] = low[successor] = len(number)
                        stack.append(successor)
                        on_stack.add(successor)
                        work.append((successor, iter(self.edges.get(successor, ()))))
                        break
                    if successor in on_stack:
                        low[node] = min(low[node], number[successor])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[node])
                    if low[node] == number[node]:
                        component = []
                        while not component or component[-1] != node:
                            component.append(stack.pop())
                            on_stack.discard(component[-1])
                        components.append(component)
        return components

    def _cycle_among(self, nodes):
        """A shortest cycle through one of the nodes."""
        origin = min(nodes)
        came_from, reached = {}, [origin]
        for node in reached:
            for successor in self.edges.get(node, ()):
                if successor == origin:
                    return self._path(came_from, origin, node)
                if successor in nodes and successor not in came_from:
                    came_from[successor] = node
                    reached.append(successor)
        raise AssertionError("not strongly connected")

    def _path(self, came_from, origin, last):
        path = [last]
        while path[-1] != origin:
            path.append(came_from[path[-1]])
        path.reverse()
        steps = [f"{node} --{self.edges[node][after]}--> " for node, after in zip(path, [*path[1:], origin])]
        return "".join(steps) + origin
