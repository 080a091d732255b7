"""Which tests run on the moved clocks, and the walk over all of those clocks."""

import os
import subprocess
import sys
import time

from tests.clocks.moments import MOMENTS
from tests.clocks.moving import ROOT, environment

# What has to do with days: on every clock, and in `make test` on the clock of the day, so they stay quick.
OF_DAYS = [
    "tests/lib",
    "tests/chains",
    "tests/reminders",
    "tests/retention",
    "tests/advisors/test_follow_up.py",
    "tests/advisors/test_owed_answers.py",
    "tests/advisors/test_responses.py",
    "tests/advisors/test_invite.py",
    "tests/repo_rules/test_demo.py",
    "tests/links/test_clock.py",
    "tests/links/test_end.py",
    "tests/look/test_tags.py",
    "tests/outbox/test_deliver.py",
    "tests/requests/test_casework.py",
    "tests/requests/test_funding.py",
    "tests/requests/test_office_acts.py",
    "tests/requests/test_office_form.py",
    "tests/requests/test_office_list.py",
    "tests/requests/test_rounds.py",
    "tests/requests/test_timeline.py",
    "tests/requests/test_turnaround.py",
    "tests/workplace/test_periods.py",
    "tests/workplace/test_mail_list.py",
]
# Left out of the walk over all clocks, and why.
NOT_MOVED = {
    "tests/e2e/accessibility": "Chromium and Nu look at pages",
    "tests/e2e/faults": "processes are killed and seconds measured, on servers with clocks of their own",
    "tests/e2e/stories": "Chromium and servers with clocks of their own",
}
# Walks over everything, minutes each: they take turns, each on one of the clocks.
LONG_WALKS = [
    "tests/access",
    "tests/repo_rules/test_english.py",
    "tests/e2e/input/test_everywhere.py",
    "tests/e2e/input/test_mails.py",
    "tests/e2e/input/test_hostile_input.py",
    "tests/links/test_forgery.py",
    "tests/links/test_guessing.py",
    "tests/links/test_matrix.py",
    "tests/links/test_opening.py",
    "tests/links/test_races.py",
    "tests/ops/test_drill.py",
    "tests/requests/test_matrix.py",
]


# All other units are dealt out over the clocks: each file is on three of the twelve.
TURNS = 4


def units(turn):
    """Return what pytest is told to run on the clock of a number.

    What has to do with days, every fourth of the other files, and one of the long walks.
    """
    mine = LONG_WALKS[turn % len(LONG_WALKS)]
    dealt = [path for number, path in enumerate(other_files()) if number % TURNS == turn % TURNS]
    return ["-m", "not browser and not real_seconds", *OF_DAYS, *dealt, mine]


def other_files():
    """Return the files with units that are neither of days nor long walks, nor left out; sorted."""
    named = [ROOT / path for path in (*OF_DAYS, *NOT_MOVED, *LONG_WALKS)]
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    others = [file for file in files if not any(file.is_relative_to(path) for path in named)]
    return [str(file.relative_to(ROOT)) for file in others]


def walk(library, numbers=None):
    """Run the units on SQLite on one moved clock after the other. Return the exit codes."""
    taken = ("DATABASE_URL", "REDIS_URL", "LONG")
    ours = {name: value for name, value in os.environ.items() if name not in taken}
    ours |= {"DJANGO_SETTINGS_MODULE": "gsvo.settings", "PYTHONHASHSEED": "0"}
    both_cores = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "load"]  # many at once, see tests/run.py
    command = [sys.executable, "-m", "pytest", "-q", "--show-capture=no", *both_cores]
    codes = []
    for number in range(len(MOMENTS)) if numbers is None else numbers:
        print(f"\n===== clock {number}: {MOMENTS[number]} =====", flush=True)
        begin, clock = time.monotonic(), environment(MOMENTS[number], library)
        codes.append(
            subprocess.run([*command, *units(number)], cwd=ROOT, env=ours | clock, check=False).returncode
        )
        print(f"clock {number}: {time.monotonic() - begin:.0f} s", flush=True)
    return codes
