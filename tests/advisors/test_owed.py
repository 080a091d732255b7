"""The table of what is owed, and the acts: hand in, write, replace, do without; who may, who is slower."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from advisors import actions, owed
from advisors.models import Paper
from advisors.owed import PaperKind
from advisors.owed_items import items_of
from gsvo.demo.time_travel import days_ago
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.management.commands import write_owed_items
from requests import actions as request_actions
from requests.models import Event
from requests.workflow import State, WaitingOn
from tests import factories
from tests.factories.papers import TEXTS
from tests.files import samples

pytestmark = pytest.mark.django_db
CONTRACT, INTERIM, FINAL = PaperKind.CONTRACT, PaperKind.INTERIM_REPORT, PaperKind.FINAL_REPORT
DAY = dt.date


def upload(name="Bericht.pdf", text="Bericht"):
    return SimpleUploadedFile(name, samples.pdf(text))


def kinds(facts, papers=(), waivers=()):
    found = owed.items(facts, dict.fromkeys(papers, object()), dict.fromkeys(waivers, object()))
    return {item.kind: item for item in found}


def due(facts):
    return {kind: item.due_on for kind, item in kinds(facts).items()}


def test_contract_and_final_report_are_due_four_weeks_after_acceptance_and_end():
    assert due(owed.Facts(DAY(2027, 2, 1))) == {CONTRACT: DAY(2027, 3, 1), FINAL: None}
    assert due(owed.Facts(DAY(2027, 2, 1), finished_on=DAY(2027, 9, 3)))[FINAL] == DAY(2027, 10, 1)


@pytest.mark.parametrize(
    ("begin", "end", "half_time"),
    [
        (DAY(2027, 1, 1), DAY(2027, 6, 30), None),  # six months to the day
        (DAY(2027, 1, 1), DAY(2027, 7, 1), DAY(2027, 4, 1)),
        (DAY(2027, 1, 15), DAY(2027, 7, 14), None),
        (DAY(2027, 1, 15), DAY(2027, 7, 15), DAY(2027, 4, 15)),
        (DAY(2027, 3, 1), DAY(2028, 2, 29), DAY(2027, 8, 30)),
        (None, DAY(2028, 2, 29), None),
        (DAY(2027, 3, 1), None, None),
    ],
)
def test_an_interim_report_is_due_at_half_time_of_more_than_six_months(begin, end, half_time):
    facts = owed.Facts(DAY(2026, 12, 1), promised_from=begin, promised_until=end)
    assert due(facts).get(INTERIM) == half_time
    assert (INTERIM in due(facts)) == (half_time is not None)


def test_an_interim_report_is_owed_until_the_work_ends_and_kept_after_it():
    promised = {"promised_from": DAY(2027, 1, 1), "promised_until": DAY(2027, 12, 31)}
    ended = owed.Facts(DAY(2027, 1, 1), finished_on=DAY(2027, 9, 1), **promised)

    assert INTERIM not in kinds(ended)
    assert not kinds(ended, papers=[INTERIM])[INTERIM].is_open


def test_half_time_is_of_what_was_left_at_the_acceptance():
    facts = owed.Facts(DAY(2027, 6, 1), promised_from=DAY(2027, 1, 1), promised_until=DAY(2027, 12, 28))
    assert due(facts)[INTERIM] == DAY(2027, 9, 14)
    late = owed.Facts(DAY(2028, 1, 5), promised_from=DAY(2027, 1, 1), promised_until=DAY(2027, 12, 31))
    assert due(late)[INTERIM] == DAY(2028, 1, 5)


def test_only_what_gates_bars_the_close_the_oldest_first():
    facts = owed.Facts(DAY(2027, 2, 1), DAY(2027, 9, 1))

    assert owed.oldest_barring(list(kinds(facts).values())).kind == CONTRACT
    assert owed.oldest_barring(list(kinds(facts, papers=[CONTRACT]).values())).kind == FINAL
    assert owed.oldest_barring(list(kinds(facts, [CONTRACT], waivers=[FINAL]).values())) is None
    assert owed.refusal(list(kinds(facts, [CONTRACT]).values())).startswith(
        "Es fehlt noch: Abschlussbericht (von: Berater:in)."
    )
    assert owed.refusal(list(kinds(facts, [CONTRACT, FINAL]).values())) == ""


def test_what_is_late():
    item = kinds(owed.Facts(DAY(2027, 2, 1)))[CONTRACT]
    assert (item.is_late(DAY(2027, 3, 1)), item.is_late(DAY(2027, 3, 2))) == (False, True)
    settled = kinds(owed.Facts(DAY(2027, 2, 1)), papers=[CONTRACT])[CONTRACT]
    assert not settled.is_late(DAY(2027, 3, 2))


def test_the_document_holds_the_table_of_the_code():
    text = write_owed_items.Command.document.read_text(encoding="utf-8")
    assert write_owed_items.Command().fresh(text) == text
    assert write_owed_items.Command().fresh(text.replace("| Vertrag |", "| Anders |")) == text


# --- acts ------------------------------------------------------------------------------------------
def states(engagement):
    return {item.kind: item.is_open for item in items_of(engagement)}


def test_the_advisor_hands_in_her_report_and_gib_files_the_contract(engagement, advisor_user, gib):
    paper = actions.hand_in_file(engagement, FINAL, by=advisor_user, upload=upload(), expected_version=0)
    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload("Vertrag.pdf"), expected_version=0)

    assert states(engagement) == {CONTRACT: False, INTERIM: True, FINAL: False}
    assert (paper.version, paper.file.name, paper.handed_in_by) == (1, "Bericht.pdf", advisor_user)
    told = [(event.act, event.data) for event in Event.objects.order_by("-pk")[:2]]
    assert told == [
        ("paper_handed_in", {"owed": "contract", "paper_version": 1}),
        ("paper_handed_in", {"owed": "final", "paper_version": 1}),
    ]


def test_who_does_not_owe_it_cannot_hand_it_in(engagement, advisor_user, koko, gib, leitung):
    for by, kind in ((koko, FINAL), (gib, FINAL), (advisor_user, CONTRACT), (koko, CONTRACT)):
        with pytest.raises(PermissionDenied):
            actions.hand_in_file(engagement, kind, by=by, upload=upload())
    for by in (koko, gib, advisor_user):
        with pytest.raises(PermissionDenied):
            actions.waive(engagement, FINAL, by=by, reason="Nein.")
    assert not Paper.objects.exists()


def test_a_newer_version_replaces_and_the_older_stays(engagement, advisor_user):
    first = actions.hand_in_file(engagement, FINAL, by=advisor_user, upload=upload())
    second = actions.hand_in_report(engagement, FINAL, by=advisor_user, texts=TEXTS)

    assert [row.version for row in engagement.papers.handed_in()] == [2, 1]
    assert items_of(engagement)[-1].paper == second
    assert Paper.objects.get(pk=first.pk).file.file.size > 0


def test_a_draft_is_kept_and_becomes_the_version_handed_in(engagement, advisor_user):
    draft = actions.save_draft(
        engagement, FINAL, by=advisor_user, texts={"summary": "Anfang"}, expected_revision=0
    )
    assert states(engagement)[FINAL]

    paper = actions.hand_in_report(engagement, FINAL, by=advisor_user, texts=TEXTS, expected_revision=1)

    assert (paper.pk, paper.version, paper.texts) == (draft.pk, 1, TEXTS)
    assert not engagement.papers.drafts().exists()


def test_a_report_without_a_summary_stays_a_draft(engagement, advisor_user):
    with pytest.raises(ActionRefused, match="das Wichtigste") as refused:
        actions.hand_in_report(engagement, FINAL, by=advisor_user, texts={"goals": "Ja"})
    assert refused.value.field == "summary"
    assert states(engagement)[FINAL]


def test_the_slower_of_two_reads_what_happened(engagement, advisor_user):
    actions.hand_in_file(engagement, FINAL, by=advisor_user, upload=upload(), expected_version=0)
    with pytest.raises(StaleRecord, match="Inzwischen liegt eine neuere Fassung vor: Fassung 1"):
        actions.hand_in_file(engagement, FINAL, by=advisor_user, upload=upload("b.pdf"), expected_version=0)

    actions.save_draft(engagement, FINAL, by=advisor_user, texts={"goals": "a"}, expected_revision=0)
    with pytest.raises(StaleRecord):
        actions.save_draft(engagement, FINAL, by=advisor_user, texts={"goals": "b"}, expected_revision=0)
    actions.hand_in_report(engagement, FINAL, by=advisor_user, texts=TEXTS, expected_revision=1)
    with pytest.raises(StaleRecord, match="inzwischen abgegeben"):
        actions.save_draft(engagement, FINAL, by=advisor_user, texts={"goals": "c"}, expected_revision=1)
    assert engagement.papers.handed_in().first().goals == TEXTS["goals"]


def test_leitung_does_without_a_paper_once_with_a_reason(engagement, leitung):
    waiver = actions.waive(engagement, FINAL, by=leitung, reason="Das Protokoll genügt.")

    assert not states(engagement)[FINAL]
    event = Event.objects.first()
    assert (event.act, event.reason, event.data) == ("paper_waived", waiver.reason, {"owed": "final"})
    with pytest.raises(ActionRefused, match="nicht mehr offen"):
        actions.waive(engagement, FINAL, by=leitung, reason="Noch einmal.")


def test_nobody_does_without_what_is_not_expected(leitung):
    short = factories.engagement()
    with pytest.raises(ActionRefused, match="wird nicht erwartet"):
        actions.waive(short, INTERIM, by=leitung, reason="Wird hier nicht erwartet.")


def test_another_advisor_owes_a_contract_of_her_own(engagement, gib):
    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())
    case = engagement.support_request
    actions.change_advisor(case, by=gib, reason="Elternzeit.")
    case.refresh_from_db()
    actions.invite(case, by=gib, advisors=[factories.advisor(account=True)])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    engagement.refresh_from_db()

    assert states(engagement)[CONTRACT]
    assert items_of(engagement)[0].due_on == timezone.localdate() + dt.timedelta(days=28)


# --- the close -------------------------------------------------------------------------------------
def finish(engagement, by):
    actions.finish(engagement.support_request, by=by)
    engagement.support_request.refresh_from_db()
    return engagement.support_request


def turn(case):
    case.refresh_from_db()
    return case.waiting_on, case.due_on


def test_a_close_waits_for_whoever_owes_what_was_due_first(engagement, advisor_user, koko, gib):
    case = finish(engagement, koko)
    began = timezone.localdate(engagement.assignments.get().began_at)
    today = timezone.localdate()
    assert turn(case) == (WaitingOn.GIB, began + dt.timedelta(days=28))

    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())
    assert turn(case) == (WaitingOn.ADVISOR, today + dt.timedelta(days=28))

    actions.hand_in_report(engagement, FINAL, by=advisor_user, texts=TEXTS)
    assert turn(case) == (WaitingOn.GIB, None)
    assert timezone.localdate(case.waiting_since) == today


def test_a_close_is_refused_while_something_is_open_and_names_it(engagement, koko, gib, leitung):
    case = finish(engagement, koko)
    with pytest.raises(ActionRefused, match=r"Vertrag \(von: G.I.B.\), Abschlussbericht \(von: Berater:in\)"):
        actions.complete(case, by=gib)

    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())
    actions.waive(engagement, FINAL, by=leitung, reason="Das Protokoll genügt.")
    actions.complete(case, by=gib)

    case.refresh_from_db()
    assert case.state == State.COMPLETED


def test_a_broken_off_engagement_waits_the_same_way(engagement, leitung, gib):
    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())
    case = engagement.support_request
    request_actions.cancel(case, by=leitung, reason="Ende.")
    assert turn(case)[0] == WaitingOn.ADVISOR
    assert case.events.first().waiting_on == WaitingOn.ADVISOR


def test_what_an_advisor_owes_who_left_the_pool_gib_settles(engagement, koko, gib, leitung):
    actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())
    case = finish(engagement, koko)
    assert turn(case)[0] == WaitingOn.ADVISOR

    engagement.refresh_from_db()
    actions.leave(engagement.advisor, by=gib)

    assert turn(case)[0] == WaitingOn.GIB


def test_after_the_close_nothing_is_handed_in(gib, leitung):
    engagement = factories.engagement(state=State.CLOSING)
    actions.complete(engagement.support_request, by=gib)
    with pytest.raises(ActionRefused, match="Abgeben lässt sich jetzt nichts mehr"):
        actions.hand_in_file(engagement, CONTRACT, by=gib, upload=upload())


def test_a_reopened_engagement_keeps_what_lies_there(engagement, advisor_user, koko, leitung, gib):
    with days_ago(2):
        actions.hand_in_report(engagement, FINAL, by=advisor_user, texts=TEXTS)
    case = finish(engagement, koko)
    actions.reopen(case, by=leitung, reason="Ein Termin fehlt.")
    assert not states(engagement)[FINAL]
    assert turn(case)[0] == WaitingOn.ADVISOR
