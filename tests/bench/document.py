"""docs/performance.md holds the marks and the figures of the last whole run."""

import datetime as dt
import os
import platform

from tests.e2e.faults.programs import ROOT

PATH = ROOT / "docs/performance.md"
BEGIN, END = "<!-- figures: BENCH_WRITE=1 make bench writes from here -->", "<!-- figures: to here -->"


def write(lines):
    """Put the lines of a run between the two comments."""
    text = PATH.read_text(encoding="utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    day = f"{dt.date.today():%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}."
    middle = "\n".join([BEGIN, day, "", *lines, END])
    PATH.write_text(before + middle + after, encoding="utf-8")
