"""The committee takes note of an interim report: asked once for each advisor's, a newer version beside it."""

from contextlib import nullcontext

import pytest

from advisors import actions
from advisors.actions.notices import newer_report, told_report
from advisors.models import CommitteeNotice
from gsvo.demo.time_travel import days_ago
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from requests.actions import lock
from tests import factories
from tests.advisors.milestones import link_of
from tests.advisors.test_acknowledgements import ASKED, opened
from tests.factories.papers import TEXTS
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committee(engagement):
    return factories.committee(engagement.support_request.office, members=3)


def test_an_interim_report_goes_the_same_way(engagement, koko):
    lock(engagement.support_request)
    notice = actions.tell_committee(
        engagement, by=koko, kind="interim", title="Zwischenbericht Juni", text="Wir sind im Plan."
    )
    link = link_of(notice.acknowledgements.first())
    assert "Wir sind im Plan." in opened(link).get(link.page_url()).content.decode()
    assert "Zwischenbericht" in OutgoingMail.objects.filter(kind=ASKED).first().subject


def test_an_interim_report_that_is_handed_in_goes_to_the_committee(engagement, advisor_user):
    actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS)
    actions.hand_in_report(engagement, "final", by=advisor_user, texts=TEXTS)

    notice = CommitteeNotice.objects.get()
    assert notice.title == "Zwischenbericht, Fassung 1"
    assert TEXTS["summary"] in notice.text
    assert TEXTS["outlook"] in notice.text


def test_a_report_is_read_in_its_parts(engagement, advisor_user):
    actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS | {"goals": ""})
    link = link_of(CommitteeNotice.objects.get().acknowledgements.first())

    page = words(opened(link).get(link.page_url()).content.decode())

    for heading in ("Das Wichtigste in Kürze", "Wie es weitergeht"):
        assert f"{heading}</h3>" in page
    assert "was ist erreicht?</h3>" not in page


@pytest.mark.parametrize("days", [0, 3])
def test_a_changed_interim_report_asks_nobody_anew_and_stands_behind_the_link(engagement, advisor_user, days):
    with days_ago(days) if days else nullcontext():
        actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS)
    link = link_of(CommitteeNotice.objects.get().acknowledgements.first())
    browser = opened(link)
    assert "Inzwischen gilt" not in browser.get(link.page_url()).content.decode()

    actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS | {"summary": "Neu gefasst."})

    assert CommitteeNotice.objects.count() == 1
    assert OutgoingMail.objects.filter(kind=ASKED).count() == 3
    page = words(browser.get(link.page_url()).content.decode())
    assert TEXTS["summary"] in page
    assert "Inzwischen gilt Fassung 2" in page
    assert "Neu gefasst." in page


def test_the_interim_report_of_another_advisor_asks_anew(engagement, koko, gib, advisor_user):
    with days_ago(2):
        actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS)
        first = CommitteeNotice.objects.get()
        actions.change_advisor(engagement.support_request, by=gib, reason="Umzug")
    case = engagement.support_request
    actions.invite(case, by=gib, advisors=[factories.advisor()])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    engagement.refresh_from_db()

    actions.hand_in_report(engagement, "interim", by=engagement.advisor.user, texts=TEXTS)

    assert CommitteeNotice.objects.exclude(pk=first.pk).get().title == "Zwischenbericht, Fassung 2"
    assert newer_report(told_report(first)) is None


def test_a_committee_that_came_later_is_asked_with_the_next_version(engagement, advisor_user, committee):
    members = list(CommitteeMember.objects.all())
    CommitteeMember.objects.all().delete()
    actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS)
    CommitteeMember.objects.bulk_create(members)

    actions.hand_in_report(engagement, "interim", by=advisor_user, texts=TEXTS)

    assert CommitteeNotice.objects.get().title == "Zwischenbericht, Fassung 2"
