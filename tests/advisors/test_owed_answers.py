"""Looking back and the follow-up as rows of the table of what is owed: due, open, given, done without."""

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors import actions, owed
from advisors.models import Engagement, FollowUp
from advisors.owed_items import items_of
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date
BACK_OFFICE, BACK_ADVISOR = owed.OwedKind.OFFICE_LOOKS_BACK, owed.OwedKind.ADVISOR_LOOKS_BACK
BACK_COMMITTEE, FOLLOW_UP = owed.OwedKind.COMMITTEE_LOOKS_BACK, owed.OwedKind.FOLLOW_UP
SAID = {"helped": "yes", "different": "Alle kennen sich.", "again": "yes"}


def due(facts):
    return {item.kind: item.due_on for item in owed.items(facts, {}, {})}


def states(engagement):
    return {item.kind: item.is_open for item in items_of(engagement)}


def finish(engagement, by):
    actions.finish(engagement.support_request, by=by)
    engagement.support_request.refresh_from_db()
    return engagement.support_request


def test_after_the_work_both_sides_and_a_committee_that_was_asked_look_back():
    ended = owed.Facts(DAY(2027, 2, 1), finished_on=DAY(2027, 9, 3))
    assert {kind: due(ended)[kind] for kind in (BACK_OFFICE, BACK_ADVISOR)} == dict.fromkeys(
        (BACK_OFFICE, BACK_ADVISOR), DAY(2027, 10, 1)
    )
    assert BACK_COMMITTEE not in due(ended)
    assert BACK_COMMITTEE in due(replace(ended, asks_committee=True))
    assert not {BACK_OFFICE, BACK_ADVISOR} & due(replace(ended, is_broken_off=True)).keys()
    assert FOLLOW_UP not in due(ended)


def test_four_months_after_a_close_that_was_not_early_the_office_is_asked():
    closed = owed.Facts(DAY(2027, 2, 1), finished_on=DAY(2027, 9, 3), closed_on=DAY(2027, 10, 1))
    assert FOLLOW_UP not in due(closed)
    assert due(replace(closed, is_completed=True))[FOLLOW_UP] == DAY(2028, 2, 28)


@pytest.mark.parametrize(
    ("today", "open_kinds"),
    [
        (DAY(2027, 10, 1), {BACK_OFFICE, BACK_ADVISOR, FOLLOW_UP}),
        (DAY(2027, 10, 31), {BACK_OFFICE, BACK_ADVISOR, FOLLOW_UP}),
        (DAY(2027, 11, 1), {FOLLOW_UP}),
        (DAY(2028, 3, 27), {FOLLOW_UP}),
        (DAY(2028, 3, 28), set()),
    ],
)
def test_what_nobody_can_give_any_more_is_not_open(today, open_kinds):
    facts = owed.Facts(
        DAY(2027, 2, 1), finished_on=DAY(2027, 9, 3), closed_on=DAY(2027, 10, 1), is_completed=True
    )
    found = owed.items(facts, {}, {}, today=today)
    assert {item.kind for item in found if item.is_open} == open_kinds
    assert not any(item.bars_close for item in found)


def test_each_side_owes_its_own_and_the_committee_until_nobody_is_awaited(
    engagement, koko, advisor_user, leitung
):
    factories.committee(members=2)
    finish(engagement, koko)
    assert [states(engagement)[kind] for kind in (BACK_OFFICE, BACK_ADVISOR, BACK_COMMITTEE)] == [True] * 3

    actions.look_back(engagement, by=koko, **SAID)
    assert (states(engagement)[BACK_OFFICE], states(engagement)[BACK_ADVISOR]) == (False, True)
    first, second = engagement.committee_looking_back.all()
    for row, act, values in (
        (first, actions.answer_looking_back, SAID),
        (second, actions.decline_looking_back, {}),
    ):
        assert states(engagement)[BACK_COMMITTEE]
        act(row, by=Link.objects.to(row, row.LINK_PURPOSE).latest("pk"), **values)
    assert not states(engagement)[BACK_COMMITTEE]


def test_leitung_does_without_what_is_answered_also_after_the_close(engagement, koko, gib, leitung):
    case = finish(engagement, koko)
    actions.waive(engagement, BACK_OFFICE, by=leitung, reason="Ein Gespräch genügt.")
    actions.complete(factories.settle_owed(case), by=gib)
    engagement.refresh_from_db()
    OutgoingMail.objects.all().delete()

    actions.waive(engagement, FOLLOW_UP, by=leitung, reason="Die Stelle gibt es nicht mehr.")

    found = states(engagement)
    assert (found[BACK_OFFICE], found[BACK_ADVISOR], found[FOLLOW_UP]) == (False, True, False)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_email) == ("advisors/waived", koko.email)
    assert "Die Stelle gibt es nicht mehr." in mail.text
    with pytest.raises(ActionRefused, match="nicht mehr offen"):
        actions.waive(engagement, FOLLOW_UP, by=leitung, reason="Noch einmal.")


# --- on the pages ------------------------------------------------------------------------------------
def case_url(name, engagement, *more):
    return reverse(f"admin:{name}", args=[engagement.support_request.oid, *more])


def test_each_side_finds_its_own_row_with_the_way_to_answer(client, engagement, koko, advisor_user, gib):
    factories.committee(members=2)
    finish(engagement, koko)
    way = reverse("advisors:look_back", args=[engagement.oid])
    for person in (koko, advisor_user):
        part = owed_section(client, person, engagement.get_absolute_url())
        assert part.count(f'href="{way}"') == 1
        assert "0 von 2 haben geantwortet" in part

    actions.look_back(engagement, by=koko, **SAID)

    part = owed_section(client, koko, engagement.get_absolute_url())
    assert way not in part
    assert "beantwortet" in part
    assert "Rückblick der Koordinierungsstelle" in owed_section(
        client, gib, case_url("engagement", engagement)
    )


def test_after_the_close_the_row_says_when_the_question_comes_and_leitung_can_do_without(
    client, engagement, koko, gib, leitung
):
    actions.complete(factories.settle_owed(finish(engagement, koko)), by=gib)
    engagement.refresh_from_db()
    asked_on = dates.day(FollowUp.asked_on(engagement))
    assert f"gefragt wird am {asked_on}" in owed_section(client, koko, engagement.get_absolute_url())
    address = case_url("waive-paper", engagement, FOLLOW_UP)
    assert address in owed_section(client, leitung, case_url("engagement", engagement))
    client.force_login(leitung)
    assert "Die Koordinierungsstelle erfährt es per Mail." in client.get(address).content.decode()

    assert client.post(address, {"reason": "Die Stelle gibt es nicht mehr."}).status_code == 302

    part = owed_section(client, koko, engagement.get_absolute_url())
    assert "Die Leitung der G.I.B. verzichtet darauf." in part


def test_what_lasted_can_be_said_from_its_row(client, engagement, koko, gib):
    actions.complete(factories.settle_owed(finish(engagement, koko)), by=gib)
    long_ago = timezone.localtime() - dt.timedelta(days=settings.FOLLOW_UP_AFTER_DAYS)
    Engagement.objects.update(ended_at=long_ago)

    part = owed_section(client, koko, engagement.get_absolute_url())

    assert reverse("advisors:follow_up", args=[engagement.oid]) in part


def test_the_page_of_an_engagement_from_before_shows_what_it_owes(client, gib, koko):
    engagement = actions.enter_taken_over(
        factories.office(),
        by=gib,
        title="Von früher",
        mode="mixed",
        advisor=factories.advisor(account=True),
        **factories.earlier(),
    )
    assert "Abschlussbericht" in owed_section(client, gib, case_url("engagement", engagement))


def test_the_page_costs_the_same_with_and_without_answers(client, engagement, koko, advisor_user):
    factories.committee(members=3)
    finish(engagement, koko)
    client.force_login(koko)
    counts = []
    for answered in (False, True):
        if answered:
            for person in (koko, advisor_user):
                actions.look_back(engagement, by=person, **SAID)
            for row in engagement.committee_looking_back.all():
                actions.answer_looking_back(
                    row, by=Link.objects.to(row, row.LINK_PURPOSE).latest("pk"), **SAID
                )
        client.get(engagement.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(engagement.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def owed_section(client, person, address):
    """The part "Was noch aussteht" of a page, as it is sent."""
    client.force_login(person)
    page = client.get(address).content.decode()
    return page.partition('aria-labelledby="h-owed"')[2].partition("</section>")[0]
