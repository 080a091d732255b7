"""How `make test` ends, and what it runs on which clock."""

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from tests import engines
from tests import run as program
from tests.clocks.moments import MOMENTS
from tests.clocks.walk import OF_DAYS
from tests.helpers import long_version
from tests.helpers.long_version import SEED


@pytest.fixture
def machine(monkeypatch):
    """Everything is there. Gives what was run: (name, environment, arguments of pytest)."""
    monkeypatch.setattr(program, "find_postgres", lambda: "postgres://somewhere/suite")
    monkeypatch.setattr(program, "find_redis", lambda: "redis://somewhere/1")
    monkeypatch.setattr(program, "find_chromium", lambda: "chromium")
    monkeypatch.setattr(program, "find_arial", lambda: "Liberation Sans")
    monkeypatch.setattr(program.moving, "find_library", lambda: "/libfaketime.so.1")
    monkeypatch.setattr(program.shutil, "which", lambda name: name)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    ran = []

    def run(*run, quietly=False):
        ran.append(run)
        return 0, f"{run[0]}: told{', quietly' if quietly else ''}"

    monkeypatch.setattr(program, "run", run)
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
    monkeypatch.setattr(program, "run", lambda name, *_, **__: (next(left), f"{name}: told"))

    assert bool(ended()) is failed


def test_what_has_to_do_with_days_runs_on_a_moved_clock_that_is_named_and_the_rest_on_todays(machine, capsys):
    assert ended() == 0

    sqlite = machine[0]
    moved, postgres = sorted(machine[1:], key=lambda run: "LD_PRELOAD" not in run[1])  # they begin at once
    assert any(str(moment) in moved[0] for moment in MOMENTS)
    assert moved[2] == ["-n", "1", "--dist", "load", "-m", program.TODAY, *OF_DAYS]
    assert (moved[1]["LD_PRELOAD"], "DATABASE_URL" in moved[1]) == ("/libfaketime.so.1", False)
    more = ["-n", str(program.WORKERS + 1), "-m", program.TODAY, f"--ignore={program.WHOLE_WAY}"]
    assert sqlite[2] == [*more, *(f"--ignore={path}" for path in OF_DAYS)]
    assert postgres[2] == ["-m", "not once and not case_of_another_day and not story_of_another_day"]
    assert "LD_PRELOAD" not in sqlite[1] | postgres[1]
    last = capsys.readouterr().out.partition("what ran on what =====\n")[2].splitlines()
    assert last[:3] == [f"{sqlite[0]}: told", f"{postgres[0]}: told", f"{moved[0]}: told, quietly"]
    assert f"SAMPLE_SEED={SEED}" in last[-1]
    assert len({run[1]["SAMPLE_SEED"] for run in machine}) == 1


def test_what_runs_beside_another_is_printed_once_it_has_ended(monkeypatch, capfd):
    monkeypatch.setattr(program.subprocess, "run", partial(answered, program.subprocess.run))

    results = program.together(
        [("first", {"A": "1"}, ["x"]), ("second", {"A": "2"}, ["x"])], dict(os.environ)
    )

    assert [(code, words.partition(" in ")[0]) for code, words in results] == [
        (0, "first: passed"), (3, "second: FAILED (exit code 3)")
    ]  # fmt: skip
    told = capfd.readouterr().out
    assert told.index("===== first") < told.index("says 1")
    assert told.index("===== second") < told.index("says 2")


def answered(run, command, *, env, **options):
    """A process in the place of pytest, which ends with another code each."""
    script = "import os; print('says', os.environ['A']); raise SystemExit(3 * (os.environ['A'] == '2'))"
    return run([sys.executable, "-c", script], env=env, **options)


def test_without_libfaketime_everything_runs_on_todays_clock_and_the_last_lines_say_so(machine, monkeypatch):
    monkeypatch.setattr(program, "CI", False)
    monkeypatch.setattr(program.moving, "find_library", lambda: None)

    assert ended() == 0

    sqlite, postgres = machine
    assert sqlite[2][-1] == f"--ignore={program.WHOLE_WAY}"
    assert postgres[2][-1].startswith("not once and ")
    assert "libfaketime: not found" in machine[-1][1]["RAN_ON"]


def test_without_a_second_engine_what_has_to_do_with_days_runs_alone_and_first(machine, monkeypatch):
    monkeypatch.setattr(program, "CI", False)
    monkeypatch.setattr(program, "find_postgres", lambda: None)

    assert ended() == 0

    moved, sqlite = machine
    assert moved[2] == ["--dist", "load", "-m", program.TODAY, *OF_DAYS]
    assert sqlite[2][-1] == f"--ignore={OF_DAYS[-1]}"


def test_with_ci_a_machine_without_libfaketime_fails(machine, monkeypatch):
    monkeypatch.setattr(program, "CI", True)
    monkeypatch.setattr(program.moving, "find_library", lambda: None)

    assert ended() == "CI=true, but there is no libfaketime."
    assert machine == []


def test_whoever_names_tests_means_these_on_todays_clock(machine, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py", "tests/lib"])

    assert ended() == 0
    assert [name for name, *_ in machine] == ["SQLite, file broker", "PostgreSQL, Redis"]
    words = [word for _name, _environment, selection in machine for word in selection]
    assert not any("--ignore" in word or "another_day" in word for word in words)


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
    assert selection[1].split(" and ") == [
        f"not {marker}" for marker in ("browser", "real_seconds", "parallel", "page", "case_of_another_day")
    ]
    assert "--ignore=tests/e2e" in selection


def test_every_file_that_runs_on_all_engines_by_name_is_there():
    names = {path.stem for path in (program.ROOT / "tests").rglob("test_*.py")}
    assert set(engines.ASK_THE_DATABASE) <= names


class Case:
    """One test as pytest collects it, the case in brackets."""

    def __init__(self, name, *markers):
        self.nodeid, self.markers, self.path = name, markers, Path(name.partition("::")[0])
        if "[" in name:
            self.callspec = name

    def get_closest_marker(self, name):
        return name in self.markers or None


@pytest.fixture
def some_day(monkeypatch):
    monkeypatch.setattr(long_version, "LONG", False)
    return lambda day: monkeypatch.setattr(long_version, "SEED", str(day))


@pytest.mark.parametrize("marker", ["parallel", "postgres"])
def test_of_many_cases_a_third_is_due_on_the_second_engine_and_of_few_or_marked_ones_all(some_day, marker):
    many = [Case(f"a/test_a.py::test_many[{number}]") for number in range(10)]
    races = [Case(f"a/test_a.py::test_race[{number}]", marker) for number in range(9)]
    few = [
        Case("a/test_a.py::test_alone"),
        *(Case(f"a/test_a.py::test_few[{number}]") for number in range(3)),
    ]

    waiting = engines.cases_of_another_day([*many, *races, *few])

    assert len(waiting) == 6
    assert set(waiting) <= set(many)


def test_a_third_of_a_files_stories_in_a_browser_is_due_and_a_walk_over_all_pages_always(some_day):
    stories = [Case(f"a/test_a.py::test_{number}", "browser") for number in range(5)]
    alone = [Case("a/test_b.py::test_b", "browser"), *(Case(f"a/test_a.py::test_unit{n}") for n in range(4))]
    walks = [Case(f"e2e/accessibility/test_c.py::test_{number}", "browser") for number in range(4)]

    waiting = engines.stories_of_another_day([*stories, *alone, *walks])

    assert len(waiting) == 3
    assert set(waiting) <= set(stories)


def test_of_files_with_one_story_a_third_is_due_and_the_whole_way_always(some_day):
    alone = [Case(f"a/test_{name}.py::test_it", "browser") for name in "abcdef"]
    always = [Case(f"e2e/stories/{name}.py::test_it", "browser") for name in engines.EVERY_DAY]
    names = {path.stem for path in (program.ROOT / "tests/e2e/stories").glob("test_*.py")}

    assert len(engines.stories_of_another_day([*alone, *always])) == 4
    assert set(engines.stories_of_another_day([*alone, *always])) <= set(alone)
    assert set(engines.EVERY_DAY) <= names


@pytest.mark.parametrize("choose", [engines.cases_of_another_day, engines.stories_of_another_day])
def test_each_is_due_on_some_day_and_all_with_all_cases(some_day, monkeypatch, choose):
    many, due = [Case(f"a/test_a.py::test_many[{number}]", "browser") for number in range(10)], set()
    for day in range(60):
        some_day(day)
        due |= set(many) - set(choose(many))

    assert due == set(many)
    monkeypatch.setattr(engines, "ALL_CASES", True)
    assert choose(many) == []
