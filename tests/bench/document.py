"""docs/performance.md holds the marks and the figures of the last whole run."""

import datetime as dt
import os
import platform

from tests.e2e.faults.programs import ROOT

PATH = ROOT / "docs/performance.md"
BEGIN, END = "<!-- figures: BENCH_WRITE=1 make bench writes from here -->", "<!-- figures: to here -->"


def write(lines, misses):
    """Put the lines of a run and what missed its mark between the two comments."""
    PATH.write_text(filled(PATH.read_text(encoding="utf-8"), lines, misses), encoding="utf-8")


def filled(text, lines, misses):
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    day = f"{dt.date.today():%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}."
    told = ["Missed:", "", *(f"- {miss}" for miss in misses)] if misses else ["Every mark is met."]
    return before + "\n".join([BEGIN, day, "", *lines, *told, END]) + after
