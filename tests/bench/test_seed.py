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
OURS = {"size": 40_000, "parts": {"values": 300, "links": 20, "texts": 40, "conditions": 200}}
ROWS = 20
LOOK = """
import django, json, sys
django.setup()
from types import SimpleNamespace
from django.test import Client
from tests.bench import counting, marks, twin_walk

class Browser:
    def __init__(self, cookie):
        self.client = Client(SERVER_NAME="localhost")
        self.client.cookies["sessionid"] = cookie

    def get(self, path):
        answer = self.client.get(path, headers={counting.ASKED: "1"})
        text, parts = answer.content.decode(), json.loads(answer.headers[counting.PARTS])
        return SimpleNamespace(status=answer.status_code, text=text, size=len(answer.content), parts=parts)

    count = get

browser, ours = Browser(sys.argv[1]), SimpleNamespace(**json.loads(sys.argv[2]))
visit = {"rows": int(sys.argv[3]), "page": 1}
marks = {mark.bare: mark for mark in marks.MARKS if not mark.whole}
found = {bare: browser.get(twin_walk.path(mark, visit, browser, ours)) for bare, mark in marks.items()}
print(json.dumps({bare: vars(answer) for bare, answer in found.items()}))
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


def test_the_twin_shows_as_many_rows_on_as_heavy_a_page_and_puts_as_much_in(tmp_path):
    cookie = json.loads(_python(tmp_path, "-m", "tests.bench.twin.seed", "1000"))["cookie"]
    answers = json.loads(_python(tmp_path, "-c", LOOK, cookie, json.dumps(OURS), str(ROWS)))

    assert answers.keys() == {mark.bare for mark in marks.MARKS}
    for bare, answer in answers.items():
        assert answer["status"] == 200
        assert abs(answer["size"] - OURS["size"]) < OURS["size"] * twin_walk.TOLERANCE, bare
        rows = 1 if bare in ("detail", "form") else ROWS
        assert len(re.findall(twin_walk.ROW, answer["text"])) == rows, bare
        if bare != "form":  # which has more of its own
            assert answer["parts"] == OURS["parts"], bare


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
