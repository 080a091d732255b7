"""Broker, database and schedulers stop, hang, forget or run twice: what was decided still goes out, once."""

import threading
import time
from collections import Counter

import pytest

from tests.e2e.faults.environment import in_background
from tests.e2e.faults.services import eventually
from tests.helpers.long_version import LONG

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("faults")]
MAILS = 200 if LONG else 20
BACK_WITHIN = 120  # seconds after the broker's return
HEALED_WITHIN = 30  # seconds after the database's return
SENDERS = 4
WATCHERS = 3 if LONG else 1
TWICE_SECONDS = 60 if LONG else 5


def test_a_stopped_broker_costs_nothing_but_time(calm, figures):
    calm.redis.stop()
    mails = calm.write(MAILS)
    calm.redis.start()
    begin = time.monotonic()
    assert not calm.arrive(mails, BACK_WITHIN), calm.logs()[-3000:]
    figures(mails=len(mails), lost=0, out_after=f"{time.monotonic() - begin:.0f} s")


def test_a_broker_that_hangs_is_noticed_by_nobody(calm, figures):
    calm.redis.hang()
    try:
        begin = time.monotonic()
        mails = calm.write(MAILS)
        took = time.monotonic() - begin
        begin = time.monotonic()
        is_ready = calm.get("/readyz")[0] == 200
        asked = time.monotonic() - begin
    finally:
        calm.redis.go_on()
    assert took < 3 + MAILS / 4  # the first decision waited for the broker, the others did not
    assert is_ready
    assert asked < 3  # nothing that /readyz asks is in Redis
    begin = time.monotonic()
    assert not calm.arrive(mails, BACK_WITHIN), calm.logs()[-3000:]
    figures(mails=len(mails), lost=0, out_after=f"{time.monotonic() - begin:.0f} s")


def test_a_broker_that_forgets_everything_loses_no_mail(calm, figures):
    stop = threading.Event()

    def forget():
        while not stop.wait(0.1):
            calm.redis.client.flushall()

    thread = in_background(forget)
    mails = calm.write(MAILS)
    stop.set()
    thread.join()
    begin = time.monotonic()
    assert not calm.arrive(mails, BACK_WITHIN), calm.logs()[-3000:]
    figures(mails=len(mails), lost=0, out_after=f"{time.monotonic() - begin:.0f} s")


def test_a_database_that_stops_under_load_and_comes_back_finds_everybody_well(calm, figures):
    running = {name: program.process.pid for name, program in calm.programs.items()}
    duplicates = calm.account().duplicates
    calm.writer.order(do="write", to=calm.addresses(60, "load"), pause=0.05)
    time.sleep(1)
    calm.postgres.stop()
    try:
        meanwhile = calm.get("/readyz")[0], calm.get("/konto/login/"), calm.get("/orte/")
    finally:
        calm.postgres.start()
    begin = time.monotonic()
    assert eventually(lambda: calm.get("/konto/login/")[0] == 200, HEALED_WITHIN)
    ready, *pages = meanwhile
    assert ready == 503
    for status, page in pages:
        assert status in (200, 503)  # 200: what needs no database goes on
        assert "</html>" in page
        assert "Traceback" not in page
    assert 503 in [status for status, _page in pages]
    rows = calm.writer.finish()
    assert any("refused" in row for row in rows)  # it did stop under load
    told = [row["message_id"] for row in rows if row.get("stands")]
    fresh = calm.write(5)
    assert not calm.arrive(fresh, HEALED_WITHIN), calm.logs()[-3000:]
    healed = time.monotonic() - begin
    assert not calm.arrive(told, 60)
    assert calm.settled() == 0
    account = calm.account()
    assert (account.lost, account.uncalled) == ([], [])
    assert account.duplicates - duplicates <= SENDERS
    assert running == {name: program.process.pid for name, program in calm.programs.items()}
    figures(acknowledged=len(told), lost=0, healed_after=f"{healed:.0f} s")


def test_a_database_that_hangs_is_told_in_time_and_kills_no_web_server(calm, figures):
    assert calm.get("/readyz")[0] == 200
    calm.postgres.hang()
    try:
        begin = time.monotonic()
        answers = [calm.get("/readyz")[0] for _watcher in range(WATCHERS)]
        took = time.monotonic() - begin
        alive = calm.get("/livez")
    finally:
        calm.postgres.go_on()
    assert answers == [503] * WATCHERS
    assert took < 5 * WATCHERS
    assert alive == (200, "ok\n")
    assert eventually(lambda: calm.get("/readyz")[0] == 200, HEALED_WITHIN)
    figures(told_after=f"{took / WATCHERS:.1f} s")


CASES = """
import datetime as dt
from django.utils import timezone
from requests.workflow import State
from tests import factories
from advisors.models import Invitation
from gsvo.offices.models import Role
from requests.models import Round
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
staff = factories.staff("Sachbearbeitung")
case = factories.invited(staff)
OutgoingMail.objects.update(status="sent", sent_at=timezone.now())  # else it does not run out
Invitation.objects.update(answer_by=timezone.now() - dt.timedelta(days=1))
office = factories.office(factories.UNNA)
koko = factories.member(office, Role.LEAD, email="koko.unna@example.org")
round = factories.opened_round(factories.support_request(State.CLARIFYING, office=office, by=koko), by=koko)
Round.objects.filter(pk=round.pk).update(answer_by=timezone.localdate() + dt.timedelta(days=1))
Link.objects.update(created_at=timezone.now() - dt.timedelta(days=10))
"""
EFFECTS = "SELECT kind, to_email FROM outbox_outgoingmail WHERE kind NOT LIKE 'probe/%'"


def test_two_schedulers_do_everything_once(calm):
    calm.manage("shell", "--no-imports", "-c", CASES)
    before = Counter(calm.postgres.rows(EFFECTS))
    beats = [calm.beat(f"full-beat{number}", FAULTS_ONLY_SWEEP="0") for number in range(2)]
    assert eventually(lambda: len(calm.postgres.rows(EFFECTS)) > before.total(), 60), calm.logs()[-3000:]
    mails = calm.write(MAILS)
    time.sleep(TWICE_SECONDS)
    for beat in beats:
        beat.end()
    assert not calm.arrive(mails, 60)
    assert calm.settled() == 0
    effects = Counter(calm.postgres.rows(EFFECTS)) - before
    kinds = {kind for kind, _to in effects}
    assert "requests/statement_reminder" in kinds
    assert any(kind.startswith("advisors/") for kind in kinds)  # an invitation ran out
    assert set(effects.values()) == {1}, effects
    assert all(count == 1 for message_id, count in calm.counted().items() if message_id in mails)
