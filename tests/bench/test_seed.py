"""A small database of the bench has the models' shape, and its pages show the rows that the bench expects."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from advisors.models import Advisor, Engagement
from gsvo.lib.search_fields import refold
from gsvo.outbox.models import OutgoingMail
from requests.models import FundingPeriod, LedgerEntry, SupportRequest
from tests.bench import document, marks, twin_walk
from tests.bench.measuring import Figures
from tests.bench.report import Result
from tests.bench.seed import fill, walk
from tests.bench.stand import BARE, server_flags

SIZE = 30
LOOK = """
import django, json, sys
django.setup()
from django.test import Client
browser = Client(SERVER_NAME="localhost")
cookie, *paths = sys.argv[1:]
browser.cookies["sessionid"] = cookie
answers = [browser.get(path) for path in paths]
print(json.dumps([[answer.status_code, answer.content.decode()] for answer in answers]))
"""


@pytest.fixture
def plan(db):
    fill.prepare()
    fill.fill(SIZE)
    return walk.plan()


def test_thirty_requests_have_the_models_shape_and_every_page_its_rows_and_mark(plan):
    connection.check_constraints()
    for row in (*SupportRequest.objects.all(), *FundingPeriod.objects.all(), *Advisor.objects.all()[:5]):
        row.full_clean()
    assert SupportRequest.objects.count() == SIZE
    assert SupportRequest.objects.filter(engagement=None, state="engaged").count() == 0
    assert Engagement.objects.filter(assignments=None).count() == 0
    assert sum(LedgerEntry.objects.values_list("quarters", flat=True)) == sum(
        FundingPeriod.objects.values_list("committed_quarters", flat=True)
    )
    assert [refold(SupportRequest), refold(OutgoingMail)] == [0, 0]
    visits = plan["visits"]
    assert visits.keys() == marks.BY_PAGE.keys()
    seen = {name: _seen(plan, visit) for name, visit in visits.items()}
    assert seen == {name: (200, visit["rows"]) for name, visit in visits.items()}


def _seen(plan, visit):
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = plan["cookies"][visit["who"]]
    answer = browser.get(visit["path"])
    return answer.status_code, len(re.findall(visit["marker"], answer.content.decode()))


def test_the_twin_shows_as_many_rows_on_as_heavy_a_page(tmp_path):
    weight, rows = 40_000, 20
    visit = {"rows": rows, "page": 1}
    paths = {mark.bare: twin_walk.path(mark, visit, weight) for mark in marks.MARKS if not mark.whole}

    cookie = json.loads(_python(tmp_path, "-m", "tests.bench.twin.seed", "1000"))["cookie"]
    answers = json.loads(_python(tmp_path, "-c", LOOK, cookie, *paths.values()))

    assert [status for status, _text in answers] == [200] * len(paths)
    for bare, (_status, text) in zip(paths, answers, strict=True):
        assert abs(len(text.encode()) - weight) < weight * twin_walk.TOLERANCE, bare
        assert len(re.findall(twin_walk.ROW, text)) == (1 if bare in ("detail", "form") else rows), bare


def _python(folder, *arguments):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.twin.settings",
        "SECRET_KEY": "of this test alone",
        "DATABASE_URL": f"sqlite:///{folder / 'twin.sqlite3'}",
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().splitlines()[-1]


def test_pages_are_chosen_by_name():
    assert len(marks.BY_PAGE) == len(marks.MARKS) == len(marks.chosen(""))
    assert [mark.page for mark in marks.chosen("list,search")] == ["list", "search"]
    assert marks.chosen("queue") == []
    with pytest.raises(SystemExit, match="lsit"):
        marks.chosen("lsit")


def test_both_servers_are_started_as_the_portals_own():
    assert {"--workers=2", "--threads=4", "--bind=127.0.0.1:1"} <= set(server_flags(1, "gsvo.wsgi"))
    assert not [flag for flag in server_flags(1, BARE) if "logger" in flag]


def test_what_misses_its_mark_is_told_with_figure_and_cause():
    slow = Figures(cpu=400.0, statements=27, p50=1, p95=1, weight=1, megabytes=1)
    result = Result(marks.BY_PAGE["case"], {1000: slow}, {1000: replace(slow, cpu=10.0)})

    misses = list(result.misses())

    assert len(misses) == 2
    assert "40.00 times the bare view at 1,000" in misses[0]
    assert "27 statements, the mark is 14" in misses[1]
    assert all(miss.endswith(f"Cause: {marks.BY_PAGE['case'].cause}.") for miss in misses)
    text = document.filled(f"before\n{document.BEGIN}\nold\n{document.END}\nafter\n", ["| table |"], misses)
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert all(line in text for line in ("| table |", *misses))
    assert "Every mark is met." in document.filled(text, [], [])
