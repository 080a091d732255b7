"""Processes of the portal that the kit starts, and ends by their id."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Program:
    """One of our processes and all that it forked."""

    def __init__(self, name, arguments, environment, folder):
        self.name, self._arguments, self._environment = name, arguments, environment
        self._log = folder / f"{name}.log"
        self.start()

    def start(self):
        self.was_ended = False
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self._arguments],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def log(self):
        return self._log.read_text(errors="replace")

    def signal_all(self, number):
        os.killpg(self.process.pid, number)

    def kill(self):
        """At once, with everything that it forked, as a machine dies."""
        self.signal_all(signal.SIGKILL)
        self.process.wait()

    def died(self):
        """Whether it ended though nobody asked it to."""
        return not self.was_ended and self.process.poll() is not None

    def ask_to_end(self):
        self.was_ended = True
        if self.process.poll() is None:
            self.process.terminate()

    def end(self, within=40):
        """As an operator does: SIGTERM to the main process. Returns the seconds it took."""
        begin = time.monotonic()
        self.ask_to_end()
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
        return time.monotonic() - begin

    def members(self):
        """The ids of the main process and its children."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        try:
            return [self.process.pid, *map(int, children.read_text().split())]
        except FileNotFoundError:
            return []


class Writer:
    """The process that decides (tests/e2e/faults/writer.py), spoken to over its stdin."""

    def __init__(self, stand):
        self._stand = stand
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.faults.writer"],
            cwd=ROOT,
            env=stand.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(stand.folder / "writer.log").open("ab"),
            text=True,
        )
        self._read()

    def order(self, **order):
        """Send an order without waiting for its end."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def finish(self):
        """Take in what the order brought. Returns the rows; fewer when the process died meanwhile."""
        return self._read()

    def _read(self):
        rows = []
        for line in self.process.stdout:
            row = json.loads(line)
            if row.keys() & {"done", "ready"}:
                break
            rows.append(row)
            self._stand.take_in(row)
        return rows

    def kill(self):
        self.process.kill()
        rows = self._read()
        self.process.wait()
        return rows

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)


def inode_of(port):
    """The socket of ours that uses this local port."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if int(fields[1].partition(":")[2], 16) == port:
            return fields[9]
    return None


def sockets_of(pid):
    found = set()
    try:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            try:
                found.add(str(entry.readlink()).removeprefix("socket:[").removesuffix("]"))
            except FileNotFoundError:
                continue
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found
