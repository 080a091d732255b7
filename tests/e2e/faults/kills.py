"""Senders killed at every point of a mail's way, and what became of the mails."""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice

from tests.e2e.faults.smtp_server import POINTS


@dataclass
class Killer:
    """Kills the process that sends, when it reaches a point; each `every`-th kill takes its whole worker.

    One kill for one mail; `plan` holds the points to come, in a random order that the seed fixes.
    """

    stand: object
    plan: list
    every: int = 0
    done: Counter = field(default_factory=Counter)
    killed: dict = field(default_factory=dict)  # recipient: (point, when)
    missed: int = 0

    @classmethod
    def of(cls, stand, count, every=0, seed=4):
        points = list(islice(cycle(POINTS), count))
        random.Random(seed).shuffle(points)
        return cls(stand, points, every)

    def __call__(self, point, to, port):
        """The sink's `on_point`. Whether the connection shall end without an answer."""
        if not self.plan or point != self.plan[-1] or to in self.killed:
            return False
        found = self.stand.sender_at(port)
        if found is None or found[1] == found[0].process.pid:
            # It died meanwhile. A worker's first process sends nothing: the number of the dead sender's
            # socket is another socket's by now, and killing that one's owner would be no planned fault.
            self.missed += 1
            return False
        program, pid = found
        self.plan.pop()
        self.killed[to] = (point, time.monotonic())
        self.done[point] += 1
        if self.every and sum(self.done.values()) % self.every == 0:
            program.kill()
            program.start()
        else:
            os.kill(pid, signal.SIGKILL)
        return True

    def recoveries(self):
        """Seconds from each kill to the arrival of its mail after it."""
        arrivals = {}
        for mail in self.stand.sink.arrived:
            arrivals.setdefault(mail.to, []).append(mail.at)
        return [
            next((at - when for at in arrivals.get(to, []) if at > when), None)
            for to, (_point, when) in self.killed.items()
        ]
