"""How `make test` ends, and what it runs on which clock."""

import sys

import pytest

from tests import engines
from tests import run as program
from tests.clocks.moments import MOMENTS
from tests.clocks.walk import OF_DAYS


@pytest.fixture
def machine(monkeypatch):
    """Everything is there. Gives what was run: (name, environment, arguments of pytest)."""
    monkeypatch.setattr(program, "find_postgres", lambda: "postgres://somewhere/suite")
    monkeypatch.setattr(program, "find_redis", lambda: "redis://somewhere/1")
    monkeypatch.setattr(program, "find_chromium", lambda: "chromium")
    monkeypatch.setattr(program.moving, "find_library", lambda: "/libfaketime.so.1")
    monkeypatch.setattr(program.shutil, "which", lambda name: name)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    ran = []
    monkeypatch.setattr(program, "run", lambda *run: (ran.append(run), (0, f"{run[0]}: told"))[1])
    return ran


def ended():
    with pytest.raises(SystemExit) as end:
        program.main()
    return end.value.code


@pytest.mark.parametrize(
    ("codes", "failed"),
    [((0, 0, 0), False), ((1, 0, 0), True), ((0, 1, 0), True), ((0, 0, 1), True), ((-9, 0, 0), True)],
)
def test_one_run_that_failed_or_was_killed_fails_the_suite(machine, monkeypatch, codes, failed):
    left = iter(codes)
    monkeypatch.setattr(program, "run", lambda name, *_: (next(left), f"{name}: told"))

    assert bool(ended()) is failed


def test_what_has_to_do_with_days_runs_on_a_moved_clock_that_is_named_and_the_rest_on_todays(machine):
    assert ended() == 0

    moved, sqlite, postgres = machine
    assert any(str(moment) in moved[0] for moment in MOMENTS)
    assert moved[2] == ["--dist", "load", *OF_DAYS]
    assert (moved[1]["LD_PRELOAD"], "DATABASE_URL" in moved[1]) == ("/libfaketime.so.1", False)
    more = ["-n", str(program.WORKERS + 1), f"--ignore={program.WHOLE_WAY}"]
    assert sqlite[2] == [*more, *(f"--ignore={path}" for path in OF_DAYS)]
    assert postgres[2] == ["-m", "not once"]
    assert "LD_PRELOAD" not in sqlite[1] | postgres[1]
    assert postgres[1]["RAN_BEFORE"] == f"{moved[0]}: told\n{sqlite[0]}: told"


def test_without_libfaketime_everything_runs_on_todays_clock_and_the_last_lines_say_so(machine, monkeypatch):
    monkeypatch.setattr(program, "CI", False)
    monkeypatch.setattr(program.moving, "find_library", lambda: None)

    assert ended() == 0

    assert [run[2][-1] for run in machine] == [f"--ignore={program.WHOLE_WAY}", "not once"]
    assert "libfaketime: not found" in machine[-1][1]["RAN_ON"]


def test_with_ci_a_machine_without_libfaketime_fails(machine, monkeypatch):
    monkeypatch.setattr(program, "CI", True)
    monkeypatch.setattr(program.moving, "find_library", lambda: None)

    assert ended() == "CI=true, but there is no libfaketime."
    assert machine == []


def test_whoever_names_tests_means_these_on_todays_clock(machine, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py", "tests/lib"])

    assert ended() == 0
    assert [name for name, *_ in machine] == ["SQLite, file broker", "PostgreSQL, Redis"]
    assert not any("--ignore" in word for _name, _environment, selection in machine for word in selection)


def test_without_a_second_engine_the_whole_way_is_gone_on_the_first(machine, monkeypatch):
    monkeypatch.setattr(program, "CI", False)
    monkeypatch.setattr(program, "find_postgres", lambda: None)

    assert ended() == 0
    assert not any(program.WHOLE_WAY in word for *_, selection in machine for word in selection)


def test_the_quick_run_is_the_units_on_one_engine(machine, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py", "--quick"])

    assert ended() == 0
    [(name, _environment, selection)] = machine
    assert name == "SQLite, file broker"
    assert selection[:2] == ["-m", "not browser and not real_seconds and not parallel"]
    assert "--ignore=tests/e2e" in selection


def test_every_file_that_runs_on_all_engines_by_name_is_there():
    names = {path.stem for path in (program.ROOT / "tests").rglob("test_*.py")}
    assert set(engines.ASK_THE_DATABASE) <= names
