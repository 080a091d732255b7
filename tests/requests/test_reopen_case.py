"""A mistaken rejection or withdrawal: Leitung opens the request again, and it goes on where it was."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Invitation
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from gsvo.retention.rules import ERASED_EMAIL, ERASED_TEXT
from requests import actions
from requests.models import FundingPeriod, LedgerEntry, Round, SupportRequest
from requests.notification_counts import mails_of
from requests.notifications import Party
from requests.workflow import State, WaitingOn
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db
REASON = "Wir haben die falsche Anfrage abgelehnt."


def withdrawn_from(state, koko, **fields):
    case = factories.support_request(state, by=koko, **fields)
    actions.withdraw(case, by=koko, reason="Anders gelöst.")
    return case


def mails(case, kind):
    return list(OutgoingMail.objects.about(case).filter(kind=kind))


def booked(case):
    return sum(case.ledger.values_list("quarters", flat=True))


def test_a_rejected_request_is_reviewed_again_and_the_office_reads_why(koko, gib, leitung):
    case = factories.support_request(State.SUBMITTED, by=koko)
    actions.reject(case, by=gib, reason="Passt nicht.")

    event = actions.reopen_case(case, by=leitung, reason=REASON)

    assert (case.state, case.waiting_on) == (State.SUBMITTED, WaitingOn.GIB)
    assert case.due_on >= timezone.localdate()
    assert (event.from_state, event.to_state, event.by_user, event.reason) == (
        "rejected", "submitted", leitung, REASON,
    )  # fmt: skip
    [mail] = mails(case, "requests/case_reopened")
    assert (mail.to_email, REASON in mail.text) == (koko.email, True)


def test_after_an_open_question_the_office_answers_it_with_a_new_deadline(koko, gib, leitung, client):
    case = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(case, by=gib, question="Wie viele Schulen?")
    SupportRequest.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))
    actions.reject(case, by=gib, reason="Keine Antwort.")

    actions.reopen_case(case, by=leitung, reason=REASON)

    assert (case.state, case.waiting_on) == (State.QUERIED, WaitingOn.OFFICE)
    assert case.due_on == timezone.localdate() + dt.timedelta(days=14)
    client.force_login(koko)
    assert "Wie viele Schulen?" in client.get(reverse("requests:answer", args=[case.oid])).content.decode()
    assert "Wie viele Schulen?" in client.get(case.get_absolute_url()).content.decode()


def test_what_changed_before_the_withdrawal_is_still_told_with_the_answer(koko, gib, leitung):
    case = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(case, by=gib, question="Wie viele Schulen?")
    actions.save_answers(case, by=koko, expected_revision=case.revision, values={"title": "Neuer Titel"})
    actions.withdraw(case, by=koko, reason="Versehen.")

    actions.reopen_case(case, by=leitung, reason=REASON)

    event = actions.answer(case, by=koko, reason="Neun.")
    assert [row["field"] for row in event.data["changes"]] == ["title"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.SUBMITTED, State.SUBMITTED),
        (State.CLARIFYING, State.CLARIFYING),
        (State.MANDATED, State.MANDATED),
        (State.MATCHING, State.MANDATED),
    ],
)
def test_a_withdrawn_request_goes_back_to_where_it_was(koko, leitung, before, after):
    case = withdrawn_from(before, koko)

    actions.reopen_case(case, by=leitung, reason=REASON)

    assert case.state == after
    assert case.is_ended is False


def test_days_that_returned_are_booked_again_once(koko, leitung):
    case = withdrawn_from(State.CLARIFYING, koko, quarters=24)
    assert (case.granted_quarters, case.period.free_quarters) == (0, 376 + 24)

    event = actions.reopen_case(case, by=leitung, reason=REASON)

    period = FundingPeriod.objects.get(pk=case.period_id)
    assert (case.granted_quarters, booked(case), period.committed_quarters) == (24, 24, 24)
    assert event.ledger_entries.get().kind == LedgerEntry.Kind.GRANT
    assert case.clarify_by >= timezone.localdate() + dt.timedelta(days=42)
    [mail] = mails(case, "requests/case_reopened")
    assert "Wieder zugesagt: 6 Tage" in mail.text

    actions.withdraw(case, by=koko, reason="Doch nicht.")
    period.refresh_from_db()
    assert (case.granted_quarters, booked(case), period.committed_quarters) == (0, 0, 0)


def test_days_that_are_gone_are_not_overbooked_and_can_be_promised_anew(koko, gib, leitung):
    period = factories.funding_period(budget_quarters=24)
    case = withdrawn_from(State.MANDATED, koko, quarters=24, period=period)
    FundingPeriod.objects.filter(pk=period.pk).update(committed_quarters=20)

    with pytest.raises(actions.ActionRefused, match=r": 1 Tag\..*Tage neu zusagen"):
        actions.reopen_case(case, by=leitung, reason=REASON)
    case.refresh_from_db()
    assert (case.state, case.granted_quarters) == (State.WITHDRAWN, 0)

    actions.reopen_case(case, by=leitung, reason=REASON, grant_anew=True)

    assert (case.state, case.granted_quarters, booked(case)) == (State.SUBMITTED, 0, 0)
    actions.grant(case, by=gib, quarters=8, period=factories.funding_period())
    assert (case.state, case.granted_quarters) == (State.CLARIFYING, 8)
    assert case.mandate.latest.is_frozen is False  # what was agreed stays; the next version is written
    assert case.mandate.versions.count() == 2


def test_out_of_a_period_that_is_over_days_are_promised_anew_only(koko, leitung):
    case = withdrawn_from(State.CLARIFYING, koko)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    FundingPeriod.objects.filter(pk=case.period_id).update(service_until=yesterday)

    with pytest.raises(actions.ActionRefused, match="ist zu Ende"):
        actions.reopen_case(SupportRequest.objects.get(pk=case.pk), by=leitung, reason=REASON)


def test_links_and_rounds_of_before_stay_dead_and_a_new_round_can_begin(koko, leitung):
    case = factories.support_request(State.CLARIFYING, by=koko)
    former = factories.opened_round(case)
    actions.withdraw(case, by=koko, reason="Versehen.")

    actions.reopen_case(case, by=leitung, reason=REASON)

    assert (case.state, case.waiting_on) == (State.CLARIFYING, WaitingOn.OFFICE)
    assert Round.objects.of(case).open().count() == 0
    for seat in former.seats.all():
        assert not Link.objects.to(seat, "statement").usable().exists()
    factories.opened_round(case)
    assert Round.objects.of(case).open().count() == 1


def test_who_lost_an_invitation_with_the_request_hears_that_it_goes_on(koko, gib, leitung):
    first, second, recalled = factories.advisor(), factories.advisor(), factories.advisor()
    case = factories.invited(gib, [recalled])
    advisor_actions.recall(case, by=gib, reason="Falsche Person.")
    advisor_actions.invite(case, by=gib, advisors=[first, second])
    actions.withdraw(case, by=koko, reason="Versehen.")

    actions.reopen_case(case, by=leitung, reason=REASON)

    assert case.state == State.MANDATED
    told = mails(case, "advisors/case_reopened")
    assert [mail.to_email for mail in told] == [first.email]
    assert REASON not in told[0].text
    assert {row.state for row in case.invitations.all()} == {Invitation.State.RECALLED}
    for invitation in case.invitations.all():
        assert not Link.objects.to(invitation, "invitation").usable().exists()
    advisor_actions.invite(case, by=gib, advisors=[first])
    assert case.state == State.MATCHING


@pytest.mark.parametrize("lost", ["by its term", "before the end"])
def test_who_has_no_link_any_more_hears_that_it_goes_on_too(koko, gib, leitung, lost):
    case = factories.invited(gib)
    link = factories.invitation_link(case.invitations.get())
    if lost == "before the end":
        Link.objects.filter(pk=link.pk).revoke()
    actions.withdraw(case, by=koko, reason="Versehen.")
    if lost == "by its term":
        Link.objects.filter(pk=link.pk).update(email=ERASED_EMAIL, name=ERASED_TEXT)

    actions.reopen_case(case, by=leitung, reason=REASON)

    told = mails(case, "advisors/case_reopened")
    assert [mail.to_email for mail in told] == [case.invitations.get().advisor.email]


def test_who_left_the_pool_since_is_not_told_that_it_goes_on(koko, gib, leitung):
    case = factories.invited(gib)
    actions.withdraw(case, by=koko, reason="Versehen.")
    advisor_actions.leave(case.invitations.get().advisor, by=gib)

    assert not [row for row in mails_of(case, "reopen_case", by=leitung) if row.party == Party.UNINVITED]
    actions.reopen_case(case, by=leitung, reason=REASON)

    assert mails(case, "advisors/case_reopened") == []


def test_after_its_term_a_case_without_texts_stays_ended(koko, leitung, client):
    case = withdrawn_from(State.SUBMITTED, koko)
    SupportRequest.objects.filter(pk=case.pk).update(title=ERASED_TEXT)
    client.force_login(leitung)

    with pytest.raises(actions.ActionRefused, match="Die Texte dieser Anfrage sind nach Ablauf"):
        actions.reopen_case(case, by=leitung, reason=REASON)

    page = reverse("admin:act", args=[case.oid, "reopen_case"])
    assert page not in client.get(reverse("admin:case", args=[case.oid])).content.decode()


def test_the_page_says_where_it_leads_and_what_is_booked(koko, leitung, gib, client):
    case = withdrawn_from(State.MANDATED, koko, quarters=24)
    page = reverse("admin:act", args=[case.oid, "reopen_case"])

    client.force_login(gib)
    assert client.get(page).status_code == 403

    client.force_login(leitung)
    html = client.get(page).content.decode()
    for words in ("Auftrag geklärt", "Wieder zuzusagen", "6\N{NO-BREAK SPACE}Tage", "Tage neu zusagen"):
        assert words in html
    answer = client.post(page, {"revision": case.revision, "reason": REASON}, follow=True)
    assert "Die Anfrage ist wieder offen." in answer.content.decode()
    case.refresh_from_db()
    assert (case.state, case.granted_quarters) == (State.MANDATED, 24)


def test_the_office_reads_that_a_mistake_can_be_undone(koko, client):
    case = withdrawn_from(State.SUBMITTED, koko)
    client.force_login(koko)

    assert (
        "Die Leitung kann die Anfrage wieder öffnen." in client.get(case.get_absolute_url()).content.decode()
    )


@pytest.mark.parallel
def test_of_16_reopened_requests_only_as_many_get_their_days_as_are_free(parallel_db):
    koko, leitung = factories.member(role="lead"), factories.staff("Leitung")
    period = factories.funding_period(budget_quarters=16 * 4)
    cases = []
    for _number in range(16):
        period.refresh_from_db()
        cases.append(withdrawn_from(State.CLARIFYING, koko, quarters=4, period=period))
    FundingPeriod.objects.filter(pk=period.pk).update(budget_quarters=5 * 4)

    results = run_parallel(16, lambda n: actions.reopen_case(cases[n], by=leitung, reason=REASON))

    period.refresh_from_db()
    refused = [result for result in results if isinstance(result, actions.ActionRefused)]
    assert (len(refused), period.committed_quarters) == (11, 20)
    assert sum(booked(case) for case in cases) == 20


@pytest.mark.parallel
def test_of_8_reopenings_of_one_request_one_books_its_days(parallel_db):
    koko, leitung = factories.member(role="lead"), factories.staff("Leitung")
    case = withdrawn_from(State.CLARIFYING, koko, quarters=4)

    def reopen(_number):
        return actions.reopen_case(SupportRequest.objects.get(pk=case.pk), by=leitung, reason=REASON)

    results = run_parallel(8, reopen)

    refused = [result for result in results if isinstance(result, actions.ActionRefused)]
    assert (len(refused), booked(case)) == (7, 4)
