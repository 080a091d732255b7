"""What the office may do with its request, and when."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from gsvo.lib.exceptions import StaleRecord
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import FundingPeriod, LedgerEntry, NumberSeries, SupportRequest
from requests.notification_counts import mails_of
from requests.workflow import TRANSITIONS, State, WaitingOn
from tests import factories

pytestmark = pytest.mark.django_db
ACTS = {
    "submit": {},
    "revise": {},
    "answer": {"reason": "Zwei weitere Berufskollegs sind beteiligt."},
    "withdraw": {"reason": "Wir haben eine andere Lösung."},
}


def others(act):
    return sorted(set(State) - TRANSITIONS[act].sources)


@pytest.mark.parametrize(("act", "state"), [(act, state) for act in ACTS for state in others(act)])
def test_an_act_is_refused_in_every_other_state(act, state, koko):
    row = factories.support_request(state, by=koko)
    factories.funding_period()

    with pytest.raises(actions.TransitionNotAllowed):
        getattr(actions, act)(row, by=koko, **ACTS[act])

    row.refresh_from_db()
    assert (row.state, OutgoingMail.objects.count()) == (state, 0)


@pytest.mark.parametrize(
    ("act", "state"), [(act, state) for act in ACTS for state in sorted(TRANSITIONS[act].sources)]
)
@pytest.mark.parametrize("who", ["reader", "other_koko", "gib", "leitung", "controlling"])
def test_an_act_is_refused_to_everybody_else(act, state, who, koko, request):
    row = factories.support_request(state, by=koko)
    factories.funding_period()

    with pytest.raises(actions.TransitionNotAllowed):
        getattr(actions, act)(row, by=request.getfixturevalue(who), **ACTS[act])

    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize(
    ("act", "state"), [(act, state) for act in ACTS for state in sorted(TRANSITIONS[act].sources)]
)
def test_a_colleague_may_do_the_act_as_well(act, state, koko, colleague):
    row = factories.support_request(state, by=koko)
    factories.funding_period()

    event = getattr(actions, act)(row, by=colleague, **ACTS[act])

    row.refresh_from_db()
    assert (event.act, event.from_state, event.to_state, event.by_user) == (act, state, row.state, colleague)


def test_submitting_gives_a_number_tells_both_sides_and_passes_the_next_step_on(koko):
    factories.funding_period()
    row = factories.support_request(by=koko)

    actions.submit(row, by=koko)

    row.refresh_from_db()
    assert row.number == f"GSVO-{timezone.localdate().year}-0001"
    assert (row.state, row.waiting_on, row.submitted_at is not None) == (State.SUBMITTED, WaitingOn.GIB, True)
    assert row.due_on > timezone.localdate()
    assert list(OutgoingMail.objects.order_by("pk").values_list("kind", "to_email")) == [
        ("requests/receipt", koko.email),
        ("requests/submitted_notice", "gsvo@example.org"),
    ]


def test_without_an_open_period_the_draft_stays_a_draft(koko):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    factories.funding_period(submission_until=yesterday)
    row = factories.support_request(by=koko)

    with pytest.raises(actions.NoOpenPeriod):
        actions.submit(row, by=koko)

    row.refresh_from_db()
    assert (row.state, row.number, row.events.count()) == (State.DRAFT, None, 0)
    assert NumberSeries.objects.filter(last__gt=0).count() == 0


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"title": "", "mode": ""}, ["title", "mode"]),
        ({"goal_1": "Bessere Übergabe"}, ["goal_1"]),
        ({"chain_status": "agreed"}, ["chain_agreed_on"]),
        ({"committee_status": "planned", "committee_on": None}, ["committee_on"]),
        ({"period_from": None, "wanted_quarters": None}, ["period_from", "wanted_quarters"]),
    ],
)
def test_submitting_names_the_answers_that_are_missing(changes, missing, koko):
    factories.funding_period()
    row = factories.support_request(by=koko, **changes)

    with pytest.raises(actions.NotComplete) as refused:
        actions.submit(row, by=koko)

    assert refused.value.fields == missing


def test_nothing_is_submitted_before_the_privacy_notice_is_confirmed(koko):
    factories.funding_period()
    row = factories.support_request(by=koko, privacy_read=False)

    with pytest.raises(actions.ActionRefused, match="Datenschutz"):
        actions.submit(row, by=koko)
    actions.submit(row, by=koko, privacy_read=True)

    row.refresh_from_db()
    assert row.privacy_read


def test_the_second_of_two_submissions_takes_no_number(koko):
    factories.funding_period()
    row = factories.support_request(by=koko)
    same = SupportRequest.objects.get(pk=row.pk)
    actions.submit(row, by=koko)

    with pytest.raises(actions.TransitionNotAllowed):
        actions.submit(same, by=koko)

    assert NumberSeries.objects.get().last == 1
    assert row.events.count() == 1


def test_an_answer_keeps_what_changed_in_the_form(koko, gib):
    factories.funding_period()
    row = factories.support_request(State.QUERIED, by=koko, title="Übergabe", wanted_quarters=24)
    topic = factories.topic("Digital arbeiten")
    values = {"title": "Übergabe im Sommer", "wanted_quarters": 26}
    actions.save_answers(row, by=koko, expected_revision=row.revision, values=values)
    actions.save_answers(row, by=koko, expected_revision=row.revision, values={"topics": [topic]})
    actions.save_answers(
        row, by=koko, expected_revision=row.revision, values={"goal_2": "Erst so, dann doch nicht."}
    )
    actions.save_answers(row, by=koko, expected_revision=row.revision, values={"goal_2": ""})

    event = actions.answer(row, by=koko, reason="Zwei Kollegs mehr.")

    assert event.data["changes"] == [
        {"field": "title", "old": "Übergabe", "new": "Übergabe im Sommer"},
        {"field": "wanted_quarters", "old": "6 Tage", "new": "6,5 Tage"},
        {"field": "topics", "old": "", "new": "Digital arbeiten"},
    ]
    row.refresh_from_db()
    assert (row.answers_before, row.waiting_on) == ({}, WaitingOn.GIB)
    mail = OutgoingMail.objects.get(kind="requests/answered_notice")
    assert "Zwei Kollegs mehr." in mail.text
    assert "3 Angaben" in mail.text


def test_withdrawing_returns_the_promised_days_once(koko):
    row = factories.support_request(State.CLARIFYING, by=koko, quarters=20)

    event = actions.withdraw(row, by=koko, reason="Wir brauchen die Tage nicht.")

    row.refresh_from_db()
    assert (row.state, row.granted_quarters) == (State.WITHDRAWN, 0)
    assert FundingPeriod.objects.get().committed_quarters == 0
    assert list(LedgerEntry.objects.order_by("pk").values_list("quarters", flat=True)) == [20, -20]
    assert event.data == {"returned_quarters": 20}
    assert "5 Tage" in OutgoingMail.objects.get(kind="requests/withdrawn_notice").text


def test_one_key_makes_one_draft(koko, colleague):
    office = factories.office()

    first = actions.create(office=office, by=koko, creation_key="abc")
    again = actions.create(office=office, by=koko, creation_key="abc")
    hers = actions.create(office=office, by=colleague, creation_key="abc")

    assert first == again
    assert hers != first
    assert (first.contact_name, first.contact_email) == (koko.name, koko.email)


# --- saving --------------------------------------------------------------------------------------
def test_the_slower_of_two_is_told_and_overwrites_nothing(koko, colleague):
    row = factories.support_request(by=koko)
    seen = row.revision
    actions.save_answers(row, by=colleague, expected_revision=seen, values={"title": "Von Kim"})

    with pytest.raises(StaleRecord):
        actions.save_answers(row, by=koko, expected_revision=seen, values={"title": "Von Karla"})

    row.refresh_from_db()
    assert (row.title, row.changed_by) == ("Von Kim", colleague)


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.QUERIED}))
def test_answers_are_saved_only_while_the_form_is_open(state, koko):
    row = factories.support_request(state, by=koko)

    with pytest.raises(actions.ActionRefused):
        actions.save_answers(row, by=koko, expected_revision=row.revision, values={"title": "Neu"})

    row.refresh_from_db()
    assert row.title != "Neu"


@pytest.mark.parametrize("who", ["reader", "other_koko", "gib"])
def test_nobody_else_saves_answers(who, koko, request):
    row = factories.support_request(by=koko)

    with pytest.raises(PermissionDenied):
        actions.save_answers(row, by=request.getfixturevalue(who), expected_revision=row.revision, values={})


def test_a_form_read_in_two_languages_has_not_changed(koko):
    """Who answers in German after having saved in English changed a word, not every date and choice."""
    row = factories.support_request(State.QUERIED, by=koko)
    with translation.override("en"):
        actions.save_answers(
            row, by=koko, expected_revision=row.revision, values={"title": "Ein neuer Titel"}
        )
        row.refresh_from_db()
        assert [change["field"] for change in actions.changes_since_submission(row)] == ["title"]

    event = actions.answer(row, by=koko, reason="Bitte sehr.")

    assert [change["field"] for change in event.data["changes"]] == ["title"]


def test_contact_and_deputy_in_one_person_are_told_once(koko):
    factories.funding_period()
    case = factories.support_request(
        by=koko, contact_email="zwei@example.org", deputy_name="Zoe", deputy_email="Zwei@example.org"
    )

    actions.submit(case, by=koko)

    assert OutgoingMail.objects.filter(kind="requests/named").count() == 1


@pytest.mark.parametrize("deputy", ["", "dritt@example.org"])
def test_the_page_counts_the_mails_to_a_replaced_contact_and_to_the_new_one(koko, gib, deputy):
    factories.funding_period()
    case = factories.support_request(by=koko, contact_email="erst@example.org")
    actions.submit(case, by=koko)
    actions.ask_back(case, by=gib, question="Wer ist da?")
    values = {"contact_name": "Neu", "contact_email": "neu@example.org", "deputy_email": deputy}
    actions.save_answers(case, by=koko, expected_revision=case.revision, values=values)
    OutgoingMail.objects.all().delete()
    promised = sum(count.people for count in mails_of(case, "answer", by=koko))

    actions.answer(case, by=koko, reason="Neu ist da.")

    assert OutgoingMail.objects.count() == promised == (4 if deputy else 3)
