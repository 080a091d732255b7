"""`make test`: the whole suite on SQLite with the file broker, then on PostgreSQL with Redis where found.

The tests that have to do with days run on a moved clock, another one every day; on SQLite they do not run
once more then. With CI=true a service that is missing is a failure, and so is a skipped test.

`make quick`: the units that need no page, on SQLite and today's clock, and of many cases of one test a third.
"""

import datetime as dt
import getpass
import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import redis

from tests.clocks import moments, moving
from tests.clocks.walk import LONG_WALKS, OF_DAYS
from tests.helpers.fonts import find_arial
from tests.helpers.long_version import LONG, SEED

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
WALKS = ["tests/e2e", "tests/image", "tests/unsent_forms/test_walk.py", "tests/repo_rules/test_demo.py"]
QUICK = [
    "-m",
    "not browser and not real_seconds and not parallel and not page and not case_of_another_day",
    *(f"--ignore={path}" for path in (*WALKS, *LONG_WALKS)),
]
# Cases of a test that looks at pages, and stories in a browser, take turns: `make faults` runs them all.
TODAY = "not story_of_another_day and not (page and case_of_another_day)"
WHOLE_WAY = (
    "tests/e2e/stories/test_the_whole_way.py"  # on the last engine, as in production where there is one
)
WORKERS = min(os.cpu_count() or 1, 4)
# Not for the suite: the database of the run is named below, and bytecode saves every process a second.
LEFT_OUT = ("DATABASE_URL", "REDIS_URL", "PYTHONDONTWRITEBYTECODE")
# For portals that are started: tables without statistics look large, and every question would be compiled.
NO_JIT = {"PGOPTIONS": "-c jit=off"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main():
    if is_quick := "--quick" in sys.argv:
        sys.argv.remove("--quick")
    postgres, redis_url = find_postgres(), find_redis()
    tools = {
        "Chromium": find_chromium(),
        "a font as wide as Arial": find_arial(),
        "Java": shutil.which("java"),
        "libfaketime": moving.find_library(),
    }
    missing = [
        name for name, found in {"PostgreSQL": postgres, "Redis": redis_url, **tools}.items() if not found
    ]
    if CI and missing:
        sys.exit(f"CI=true, but there is no {', no '.join(missing)}.")
    environment = {
        **{name: value for name, value in os.environ.items() if name not in LEFT_OUT},
        "CHROMIUM": tools["Chromium"] or "",
        "RAN_ON": "; ".join(f"{name}: {found or 'not found'}" for name, found in tools.items()),
        "DJANGO_SETTINGS_MODULE": "gsvo.settings",
        "PYTHONHASHSEED": "0",  # both workers must find the tests in one order, sets included
    }
    engines = [("SQLite, file broker", {})]
    if postgres and redis_url:
        engines.append(("PostgreSQL, Redis", {"DATABASE_URL": postgres, "REDIS_URL": redis_url, **NO_JIT}))
    elif postgres:
        engines.append(("PostgreSQL, file broker", {"DATABASE_URL": postgres, **NO_JIT}))
    else:
        environment["RAN_ON"] += "; PostgreSQL: not found, so nothing ran on it"
    # The first engine has the browsers and what waits for processes: another worker uses that time.
    selections = [
        ["-n", str(WORKERS + 1), "-m", TODAY],
        ["-m", "not once and not case_of_another_day and not story_of_another_day"],
    ]
    if LONG or sys.argv[1:]:  # whoever names tests means all of these
        selections = [["-n", str(WORKERS + 1)], ["-m", "not once"]]
    if len(engines) > 1 and not sys.argv[1:]:
        selections[0].append(f"--ignore={WHOLE_WAY}")
    runs = [(*engine, selection) for engine, selection in zip(engines, selections, strict=False)]
    steps = [[run] for run in runs]
    if is_quick:
        steps = [[(*engines[0], QUICK)]]
    elif tools["libfaketime"] and not sys.argv[1:]:  # whoever names tests means these, on today's clock
        steps = on_a_moved_clock(tools["libfaketime"], runs)
    results = [result for step in steps for result in together(step, environment)]
    print("\n===== what ran on what =====")
    samples = "everything, nothing sampled" if LONG else f"samples by SAMPLE_SEED={SEED}"
    print(*(verdict for _code, verdict in results), environment["RAN_ON"], samples, sep="\n", flush=True)
    sys.exit(any(code for code, _verdict in results))  # not the greatest: one that was killed ends with -9


def on_a_moved_clock(library, runs):
    """The runs in steps, with one more: what has to do with days, on the clock of the day instead of today's.

    Beside the second engine, by one worker, which ends before the other two; the first measures seconds, so
    it is alone.
    """
    moment = moments.of_the_day(dt.date.today())
    (name, extra, selection), *others = runs
    # Under libfaketime handing a worker its next test costs a twentieth of a second: hand out many at once.
    today = () if LONG else ("-m", TODAY)
    of_days = [*(("-n", "1") if others else ()), "--dist", "load", *today, *OF_DAYS]
    moved = (f"{name}, {moment}", {**extra, **moving.environment(moment, library)}, of_days)
    todays = (name, extra, [*selection, *(f"--ignore={path}" for path in OF_DAYS)])
    return [[todays], [*others, moved]] if others else [[moved], [todays]]


def together(runs, environment):
    """Run several at once. Returns (exit code, verdict) of each; what the later ones say is printed after."""
    (name, extra, selection), *others = runs
    with ThreadPoolExecutor(max(len(others), 1)) as pool:
        beside = [pool.submit(run, name, environment | extra, selection, quietly=True)
                  for name, extra, selection in others]  # fmt: skip
        return [run(name, environment | extra, selection), *(other.result() for other in beside)]


def run(name, environment, selection, *, quietly=False):
    """Run pytest on one engine and clock; quietly: print all at once when it has ended."""
    title = f"\n===== {name} ====="
    if not quietly:
        print(title, flush=True)
    begin = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        str(WORKERS),
        "--dist",
        "loadgroup",
        *selection,
        *sys.argv[1:],
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=quietly, text=True, check=False)
    if quietly:
        print(title, done.stdout, done.stderr, sep="\n", flush=True)
    verdict = "passed" if done.returncode == 0 else f"FAILED (exit code {done.returncode})"
    return done.returncode, f"{name}: {verdict} in {time.monotonic() - begin:.0f} s"


def find_postgres():
    """The address of a database of our own on a server that lets us make databases."""
    name = "gsvo_suite_" + hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    user = getpass.getuser()
    for server in filter(
        None,
        [
            os.environ.get("TEST_POSTGRES_URL"),
            f"postgres://{user}@127.0.0.1:5432",
            "postgres://postgres:postgres@127.0.0.1:5432",
            "postgres://postgres@127.0.0.1:5432",
            f"postgres://{user}@%2Fvar%2Frun%2Fpostgresql:5432",
        ],
    ):
        try:
            connection = psycopg2.connect(f"{server}/postgres", connect_timeout=3)
        except psycopg2.Error:
            continue
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                return f"{server}/{name}"
    return None


def find_redis():
    """The address of an empty database on a Redis, counted from the last: nobody else's data is touched."""
    server = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
    for number in range(15, 0, -1):
        try:
            if (
                redis.Redis.from_url(
                    f"{server}/{number}", socket_timeout=3, socket_connect_timeout=3
                ).dbsize()
                == 0
            ):
                return f"{server}/{number}"
        except redis.RedisError:
            return None
    return None


def find_chromium():
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM)), None)


if __name__ == "__main__":
    main()
