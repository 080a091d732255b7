"""Days of an engagement while a new advisor is sought: more, fewer, another period, and who reads of it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.capacity import free_quarters
from advisors.models import IncreaseRequest, TimeEntry
from gsvo.demo.time_travel import days_ago
from requests.workflow import State, WaitingOn
from tests import factories
from tests.advisors.entries import mails, page_of, words
from tests.advisors.test_days_acts import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(db):
    return factories.funding_period(name="2026/27", budget_quarters=40)


@pytest.fixture
def later(period):
    first = period.service_until + dt.timedelta(days=1)
    return factories.funding_period(
        name="2027/28",
        service_from=first,
        service_until=first + dt.timedelta(days=364),
        accounting_until=first + dt.timedelta(days=450),
    )


@pytest.fixture
def case(koko, gib, period):
    """Of six days, of which the former advisor used one and a half; one new advisor is asked."""
    with days_ago(10):
        engagement = factories.engagement(by=koko, period=period, quarters=24)
    factories.worked(engagement, 6)
    case = engagement.support_request
    actions.change_advisor(case, by=gib, reason="Elternzeit")
    actions.invite(case, by=gib, advisors=[factories.advisor(name="Neu", account=True)])
    return case


@pytest.fixture
def asked(case):
    """The open invitation."""
    return case.invitations.select_related("advisor__user", "support_request").get(state="open")


def told(kind):
    return sorted(mails(kind).values_list("to_email", flat=True))


def test_the_invited_reads_what_is_left_to_work(case, asked):
    (mail,) = mails("invitation")

    assert "4,5 Tage" in mail.text
    assert "6 Tage" not in mail.text
    assert "4,5 Tage" in page_of_link(asked)


def page_of_link(invitation):
    link = factories.invitation_link(invitation)
    return words(Client().get(link.url(), follow=True).content.decode())


def test_gib_grants_more_and_office_and_invited_read_it(case, asked, gib, koko):
    actions.increase_days(case, by=gib, quarters=4, reason="Der Wechsel kostet Zeit.")

    assert granted(case) == {"2026/27": 28}
    assert (case.state, case.waiting_on, case.due_on) == (
        State.MATCHING,
        WaitingOn.ADVISOR,
        asked.answer_day,
    )
    assert told("days_changed") == [koko.email]
    (mail,) = mails("grant_changed")
    assert (mail.to_email, "jetzt 5,5 Tage" in mail.subject) == (asked.advisor.email, True)
    assert "bisher: 4,5 Tage" in mail.text


def test_who_accepts_other_days_than_she_read_is_asked_to_look_again(case, asked, gib):
    actions.increase_days(case, by=gib, quarters=4, reason="Der Wechsel kostet Zeit.")

    with pytest.raises(actions.ActionRefused, match="Inzwischen sind es 5,5 Tage"):
        actions.accept(asked, by=asked.advisor.user, no_conflict=True, expected_quarters=18)
    actions.accept(asked, by=asked.advisor.user, no_conflict=True, expected_quarters=22)

    assert free_quarters(asked.advisor, case.period) == 80 - 22


@pytest.mark.parametrize("who", ["koko", "gib"])
def test_days_go_back_by_office_or_gib(case, asked, koko, who, request, settings):
    by = request.getfixturevalue(who)
    with pytest.raises(actions.ActionRefused, match="Noch frei: 4,5 Tage"):
        actions.give_back_days(case, by=by, quarters=19, reason="Zu viel")

    actions.give_back_days(case, by=by, quarters=8, reason="Weniger reicht.")

    assert granted(case) == {"2026/27": 16}
    assert told("days_changed") == [settings.CONTACT_EMAIL if who == "koko" else koko.email]
    assert told("grant_changed") == [asked.advisor.email]


def test_what_goes_into_another_period_the_invited_reads_with_its_days(case, asked, gib, koko, later):
    actions.carry_over_days(case, by=gib, quarters=12, period=later, reason="Die Suche dauert.")

    assert granted(case) == {"2026/27": 12, "2027/28": 12}
    assert told("days_changed") == [koko.email]
    (mail,) = mails("grant_changed")
    assert "jetzt aus 2027/28" in mail.subject
    assert "Davon gehören 3 Tage jetzt zum Förderzeitraum 2027/28" in mail.text.replace("\n", " ")
    actions.accept(asked, by=asked.advisor.user, no_conflict=True)
    assert (free_quarters(asked.advisor, case.period), free_quarters(asked.advisor, later)) == (68, 68)


def test_the_office_asks_for_more_and_gib_answers(case, gib, koko, settings):
    actions.ask_for_days(case, by=koko, quarters=4, reason="Neu einarbeiten")

    assert told("days_asked") == [settings.CONTACT_EMAIL]
    assert case.waiting_on == WaitingOn.ADVISOR  # whoever is asked
    actions.decline_days(case, by=gib, reason="Es ist nichts mehr da.")
    assert IncreaseRequest.objects.get().outcome == "declined"
    assert told("days_declined") == [koko.email]


def test_gib_countersigns_also_what_the_former_advisor_left(case, gib, koko):
    TimeEntry.objects.update(waiting_since=timezone.localtime() - dt.timedelta(days=15))

    actions.sign_for_office(case, by=gib, reason="Die Stelle ist nicht besetzt.")

    assert TimeEntry.objects.get().is_signed
    assert told("entries_signed") == [koko.email]


def test_while_somebody_would_accept_the_days_stay(case, asked, gib, koko, later):
    case.preferences.create(advisor=asked.advisor, kind="exclude", reason="Streit")
    actions.offer(asked, by=asked.advisor.user, no_conflict=True)

    for act, values in (
        (actions.increase_days, {"quarters": 4, "by": gib}),
        (actions.give_back_days, {"quarters": 4, "by": koko}),
        (actions.carry_over_days, {"quarters": 4, "by": gib, "period": later}),
    ):
        with pytest.raises(actions.ActionRefused, match="Jemand möchte annehmen"):
            act(case, reason="Anders", **values)

    assert granted(case) == {"2026/27": 24}


def test_before_the_first_acceptance_the_grant_itself_is_changed(gib, koko, period, client):
    first = factories.support_request(State.MATCHING, by=koko, period=period)
    for act, values in (
        (actions.ask_for_days, {"quarters": 4, "by": koko}),
        (actions.increase_days, {"quarters": 4, "by": gib}),
        (actions.decline_days, {"by": gib}),
        (actions.give_back_days, {"quarters": 4, "by": koko}),
        (actions.carry_over_days, {"quarters": 4, "by": gib, "period": factories.funding_period()}),
        (actions.sign_for_office, {"by": gib}),
    ):
        with pytest.raises(actions.ActionRefused, match="noch nicht begonnen"):
            act(first, reason="Zu früh", **values)

    html = page_of(client, gib, reverse("admin:case", args=[first.oid]))
    assert "increase_days" not in html
    assert "change_grant" in html


def test_pages_offer_it_to_office_and_gib(case, client, gib, koko, later):
    html = page_of(client, gib, reverse("admin:case", args=[case.oid]))
    for act in ("increase_days", "give_back_days", "carry_over_days"):
        assert reverse("admin:act", args=[case.oid, act]) in html
        html_of_act = page_of(client, gib, reverse("admin:act", args=[case.oid, act]))
        assert "und Berater:in." not in html_of_act or act == "give_back_days"  # there is none
    html = page_of(client, koko, case.engagement.get_absolute_url())
    for act in ("ask_for_days", "give_back_days"):
        assert reverse(f"advisors:{act}", args=[case.engagement.oid]) in html
    page = reverse("advisors:give_back_days", args=[case.engagement.oid])
    answer = client.post(page, {"quarters": "1", "reason": "Übrig", "revision": case.revision})
    assert answer.status_code == 302
    assert granted(case) == {"2026/27": 20}
