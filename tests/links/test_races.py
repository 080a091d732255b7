"""An answer is sent in the moment in which its link dies: one comes first, and all say the same."""

import time

import pytest
from django.test import Client

from gsvo.links.models import Link
from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Event, Seat, Statement
from requests.workflow import State
from tests import factories
from tests.helpers.long_version import LONG
from tests.helpers.parallel import run_parallel
from tests.links import real

pytestmark = pytest.mark.parallel
ROUNDS = 200 if LONG else 4
ANSWER = {"step": "send", "answer": "change", "name": "Mia Mit", "remark_scope": "Mehr Zeit."}


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


WAYS = {
    "removed": lambda seat, koko: committee_actions.remove_member(seat.member, by=koko),
    "asked again": lambda seat, koko: actions.ask_again(seat),
}


@pytest.mark.parametrize("way", WAYS)
def test_revoking_against_answering_is_one_story(way, parallel_db, koko):
    factories.committee(members=2)
    for turn in range(ROUNDS):
        case = factories.support_request(State.CLARIFYING, by=koko)
        body = factories.office().committee
        member = committee_actions.add_member(
            body.office, by=koko, institution="Kammer", function="Leitung", name="Mia Mit",
            email="mia@example.org", is_voting=True, is_chair=False,
        )  # fmt: skip
        seat = factories.opened_round(case, by=koko).seats.get(member=member)
        link = factories.statement_link(seat)
        browser = Client()
        browser.get(real.path_of(link))

        def race(number, browser=browser, link=link, seat=seat, turn=turn):
            if number == 0:
                time.sleep(turn % 4 * 0.05)  # a page takes its time: at once would always be first
                return WAYS[way](
                    Seat.objects.select_related("member__committee__office").get(pk=seat.pk), koko
                )
            return browser.post(link.page_url(), ANSWER).status_code

        revoked, status = run_parallel(2, race)

        assert not isinstance(revoked, Exception), revoked
        answered = Statement.objects.filter(seat=seat).count()
        events = Event.objects.filter(support_request=case, act="statement").count()
        mails = OutgoingMail.objects.filter(kind="requests/statement_asked", link__object_id=seat.pk).count()
        assert (status, answered, events) in {(302, 1, 1), (410, 0, 0)}
        assert not Link.objects.usable().filter(pk=link.pk).exists()
        assert mails == (2 if way == "asked again" else 1)
        assert browser.get(link.page_url()).status_code == 410
        actions.withdraw(case, by=koko, reason="Nächster Versuch")
        if way != "removed":
            committee_actions.remove_member(member, by=koko)
