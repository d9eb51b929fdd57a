"""What clients did and saw, with the time each request was under way."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

from clients import ServiceError

PATIENCE = 60  # seconds a request may meet conflicts again and again


@dataclass
class Event:
    """One request that was answered: it took effect at some moment between start and end (nanoseconds of
    the machine's monotonic clock, the same for all processes), or had no effect."""

    kind: str
    client: int
    start: int
    end: int
    details: dict = field(default_factory=dict)

    def __getattr__(self, name):
        try:
            return self.__dict__["details"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Outcome:
    """How a request ended: with an answer, or with a condition that failed."""

    start: int
    end: int
    answer: dict = None
    failure: ServiceError = None


class Session:
    """One client at work: sends requests, and again those that met a conflict, and keeps its history."""

    def __init__(self, number, port, client, seed):
        self.number = number
        self.port = port
        self.client = client
        self.random = random.Random(f"{seed}-{number}")
        self.events = []
        self.conflicts = Counter()  # by the code of the error
        self.names = 0

    def unique(self):
        """A value that no other client and no other call gives."""
        self.names += 1
        return f"{self.number}.{self.names}"

    def perform(self, operation, body):
        """A request that met a conflict did nothing: only the attempt that did not counts. Any other error
        than a failed condition ends the test."""
        deadline = time.monotonic() + PATIENCE
        while True:
            start = time.monotonic_ns()
            try:
                answer = self.client.call(operation, body)
                return Outcome(start, time.monotonic_ns(), answer=answer)
            except ServiceError as error:
                end = time.monotonic_ns()
                if error.is_failed_condition:
                    return Outcome(start, end, failure=error)
                if not error.is_conflict or time.monotonic() > deadline:
                    raise
                error_code = error.code
            self.conflicts[error_code] += 1
            self.pause()

    def pause(self):
        time.sleep(self.random.random() * 0.002)

    def record(self, kind, outcome, **details):
        self.events.append(Event(kind, self.number, outcome.start, outcome.end, details))
