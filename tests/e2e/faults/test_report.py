"""What `make faults` says at the end, and how it ends."""

import json
from itertools import chain, repeat
from pathlib import Path

import pytest

from tests.e2e.faults import __main__ as program

pytestmark = pytest.mark.once


@pytest.fixture
def verdict(monkeypatch, capsys):
    """`verdict(report, first, second, …)`: the last line and the exit code, if the runs end like that.

    Those of which nothing is said pass. `clocks`: how the runs on moved clocks end. None is really run here.
    """
    monkeypatch.setattr(program, "find_postgres", lambda: "postgres://somewhere/suite")

    def is_told(report, *codes, clocks=(0, 0)):
        left = chain(codes, repeat(0))

        def run(_title, _tests, **environment):
            if report and (path := environment.get("FAULTS_REPORT")):
                Path(path).write_text(json.dumps(report))
            return next(left)

        monkeypatch.setattr(program, "run", run)
        monkeypatch.setattr(program, "walk", lambda _library: list(clocks))
        with pytest.raises(SystemExit) as end:
            program.main()
        return capsys.readouterr().out.splitlines()[-1], end.value.code

    return is_told


def report(lost):
    return {"figures": ["kills: 210"], "told": 5000, "lost": lost, "duplicates": 70}


def test_with_nothing_lost_all_is_well(verdict):
    assert verdict(report(0), 0, 0) == ("acknowledged 5000, lost 0, duplicates 70", False)


@pytest.mark.parametrize("lost", [1, 256])
def test_one_lost_mail_is_a_failure_whatever_else_passed(verdict, lost):
    assert verdict(report(lost), 0, 0) == (f"acknowledged 5000, lost {lost}, duplicates 70", True)


@pytest.mark.parametrize("codes", [(1, 0), (0, 2), (0, -9), (0, 0, 1)])
def test_a_run_that_failed_or_was_killed_is_a_failure_with_the_figures_all_the_same(verdict, codes):
    assert verdict(report(0), *codes) == ("acknowledged 5000, lost 0, duplicates 70", True)


@pytest.mark.parametrize("clocks", [(0, 1), (-9, 0)])
def test_a_moved_clock_that_failed_is_a_failure(verdict, clocks):
    assert verdict(report(0), 0, 0, clocks=clocks)[1] is True


def test_a_portal_that_did_not_come_up_is_a_failure(verdict):
    sentence = "The portal of the faults did not come up."

    assert verdict(None, 1, 0) == (sentence, sentence)
