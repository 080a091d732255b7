"""The moved clocks: which there are, who runs on them, and that they move whatever a test starts."""

import datetime as dt
import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from gsvo.lib.workdays import is_workday
from tests.clocks import moving, walk
from tests.clocks.moments import MOMENTS, of_the_day

HOUR = dt.timedelta(hours=1)
# Two programs, one started by the other.
NESTED = """
import subprocess, sys, time
tell = "import time; time.sleep(0.2); print(time.time())"
print(subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True).stdout)
"""


def _clock_changes_within_an_hour(moment):
    later = (moment.at.astimezone(dt.UTC) + HOUR).astimezone(moment.at.tzinfo)
    return later.utcoffset() - moment.at.utcoffset()


def test_a_dozen_moments_hold_what_is_easily_mistaken():
    moments = {moment.reason: moment for moment in MOMENTS}
    days = [moment.at.date() for moment in MOMENTS]

    assert len(moments) == 12
    assert {day.weekday() for day in days} >= {0, 5, 6}
    assert {(day.month, day.day) for day in days} >= {(12, 31), (1, 1), (2, 29), (8, 1)}
    assert {moment.at.hour for moment in MOMENTS} >= {23, 0}
    assert {_clock_changes_within_an_hour(moment) for moment in MOMENTS} == {-HOUR, HOUR * 0, HOUR}
    assert any(day.weekday() < 5 and not is_workday(day) for day in days)


def test_every_day_has_its_clock_and_every_clock_its_days():
    year = [dt.date(2028, 1, 1) + dt.timedelta(days=number) for number in range(366)]

    assert [of_the_day(day) for day in year[:24]] == MOMENTS * 2
    assert {of_the_day(day).reason for day in year} == {moment.reason for moment in MOMENTS}


def test_what_is_named_is_there_and_the_clock_of_the_day_needs_no_browser():
    named = [*walk.OF_DAYS, *walk.NOT_MOVED, *walk.LONG_WALKS]
    assert [name for name in named if not (moving.ROOT / name).exists()] == []

    paths = [moving.ROOT / name for name in walk.OF_DAYS]
    files = [file for path in paths for file in ([path] if path.is_file() else path.glob("test_*.py"))]
    unfit = [
        file.name
        for file in files
        if "mark.browser" in file.read_text() or "real_seconds" in file.read_text()
    ]
    assert unfit == []


def test_every_unit_is_on_three_clocks_what_has_to_do_with_days_on_each_and_a_long_walk_on_one():
    asked = [walk.units(number) for number in range(len(MOMENTS))]
    clocks = Counter(path for arguments in asked for path in arguments if path.startswith("tests/"))

    assert {clocks[path] for path in walk.OF_DAYS} == {12}
    assert {clocks[path] for path in walk.LONG_WALKS} == {1}
    assert {clocks[path] for path in walk.other_files()} == {3}
    every = {file.relative_to(moving.ROOT) for file in (moving.ROOT / "tests").rglob("test_*.py")}
    places = [*clocks, *walk.NOT_MOVED]
    assert [str(file) for file in sorted(every) if not any(file.is_relative_to(p) for p in places)] == []


def test_a_program_and_what_it_starts_live_on_the_moved_clock_and_wait_as_long_as_ever():
    if not (library := moving.find_library()):
        pytest.skip("no libfaketime on this machine")
    moment, begin = MOMENTS[-1], time.monotonic()
    environment = {**os.environ, **moving.environment(moment, library)}

    told = subprocess.run(
        [sys.executable, "-c", NESTED], env=environment, capture_output=True, text=True, check=True
    )

    took = time.monotonic() - begin
    assert 0.2 <= float(told.stdout) - moment.at.timestamp() <= took + 1
