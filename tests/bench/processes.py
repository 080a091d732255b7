"""What processes have used so far, from /proc."""

import os
from contextlib import suppress
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
GONE = (FileNotFoundError, ProcessLookupError)


def cpu(pid):
    """Return the seconds of CPU of a process, its children and what of those has ended."""
    return sum(map(_own, [pid, *children(pid)])) + _ended(pid)


def children(pid):
    with suppress(*GONE):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _own(pid):
    """Sum over the threads, in nanoseconds: `stat` would count hundredths of a second."""
    total = 0
    with suppress(*GONE):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(*GONE):
                total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def _ended(pid):
    with suppress(*GONE):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[13]) + int(fields[14])) / TICK  # cutime, cstime
    return 0


def forget_peak(pid):
    """Let the peak of each child's memory begin anew."""
    for child in children(pid):
        with suppress(*GONE):
            Path(f"/proc/{child}/clear_refs").write_text("5")


def peak_megabytes(pid):
    """Return the most memory that one of the children has held."""
    return max(map(_peak, children(pid)), default=0) / 1024


def _peak(pid):
    with suppress(*GONE):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return 0
