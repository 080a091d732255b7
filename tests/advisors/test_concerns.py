"""Concerns: told in confidence, worked on and resolved; who hears of it, who reads it, and until when."""

import pytest
from django.db import connection

from advisors import actions
from advisors.actions.concerns import is_writer
from advisors.engagement_page.concerns import concerns_for_gib
from advisors.models import Concern
from gsvo.accounts import access
from gsvo.lib.exceptions import StaleRecord
from gsvo.offices import actions as offices
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.relevance import is_relevant
from gsvo.retention.data_subjects import report
from gsvo.retention.rules import ERASED_TEXT, all_rules, erase
from gsvo.workplace.dashboard_concerns import open_concerns
from requests import actions as request_actions
from requests.models import Event, SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Seit drei Wochen antwortet niemand auf meine Mails."


@pytest.fixture
def concern(engagement, advisor_user):
    return actions.tell_concern(engagement, by=advisor_user, text=TEXT)


def mails(kind):
    return OutgoingMail.objects.filter(kind=f"advisors/{kind}")


def test_it_is_told_in_confidence_and_nothing_of_it_stands_in_the_history(engagement, koko, advisor_user):
    before = SupportRequest.objects.values().get(pk=engagement.support_request_id)
    events = Event.objects.count()

    told = [actions.tell_concern(engagement, by=by, text=TEXT) for by in (koko, advisor_user)]

    assert [row.role for row in told] == ["office", "advisor"]
    assert Event.objects.count() == events
    assert SupportRequest.objects.values().get(pk=engagement.support_request_id) == before


def test_gib_alone_is_mailed_without_text_and_writer(settings, concern, advisor_user):
    mail = mails("concern_told").get()

    assert mail.to_email == settings.CONTACT_EMAIL
    assert TEXT not in mail.text + mail.html + mail.subject
    assert advisor_user.name not in mail.text + mail.html + mail.subject
    assert not OutgoingMail.objects.about(concern.engagement.support_request).filter(pk=mail.pk).exists()


def test_steps_are_noted_and_the_answer_goes_to_the_writer_alone(concern, gib, advisor_user):
    OutgoingMail.objects.all().delete()

    step = actions.note_step(concern, by=gib, text="Mit der Leitung telefoniert.", expected_revision=1)
    actions.resolve_concern(concern, by=gib, resolution="Ab Montag ruft Kim an.", expected_revision=2)

    assert (step.by, step.text) == (gib, "Mit der Leitung telefoniert.")
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_email) == ("advisors/concern_resolved", advisor_user.email)
    assert "Ab Montag ruft Kim an." in mail.text
    assert TEXT not in mail.text
    concern.refresh_from_db()
    assert (concern.resolved_by, concern.is_open) == (gib, False)


def test_who_neither_advises_nor_writes_for_the_office_tells_nothing(
    engagement, reader, other_koko, gib, controlling
):
    for person in (reader, other_koko, gib, controlling):
        with pytest.raises(actions.ActionRefused, match="nur die Koordinierungsstelle"):
            actions.tell_concern(engagement, by=person, text=TEXT)
    assert not Concern.objects.exists()


def test_only_those_who_work_on_cases_act_on_it(concern, koko, advisor_user, controlling):
    for person in (koko, advisor_user, controlling):
        with pytest.raises(actions.ActionRefused, match="Sachbearbeitung"):
            actions.note_step(concern, by=person, text="Ich.")
        with pytest.raises(actions.ActionRefused, match="Sachbearbeitung"):
            actions.resolve_concern(concern, by=person, resolution="Ich.")
    assert not concern.steps.exists()


def test_it_can_be_told_as_long_as_the_engagement_is_not_over(engagement, gib, koko):
    case = engagement.support_request
    actions.finish(case, by=koko)
    assert actions.tell_concern(engagement, by=koko, text=TEXT).is_open
    actions.complete(factories.settle_owed(case), by=gib)
    assert case.state == State.COMPLETED

    with pytest.raises(actions.ActionRefused, match="läuft nicht mehr"):
        actions.tell_concern(engagement, by=koko, text=TEXT)


def test_of_two_of_gib_one_wins_and_what_is_resolved_stays(concern, gib, leitung):
    actions.resolve_concern(concern, by=gib, resolution="Geklärt.", expected_revision=1)

    with pytest.raises(StaleRecord, match=gib.name):
        actions.note_step(concern, by=leitung, text="Ich auch.", expected_revision=1)
    with pytest.raises(actions.ActionRefused, match="schon erledigt"):
        actions.resolve_concern(concern, by=leitung, resolution="Anders.", expected_revision=2)
    assert Concern.objects.get().resolution == "Geklärt."


def test_an_advisor_who_stopped_advising_reads_it_no_more_and_gets_no_mail(concern, gib, advisor_user):
    assert is_writer(advisor_user, concern)

    actions.change_advisor(concern.engagement.support_request, by=gib, reason="Elternzeit.")
    OutgoingMail.objects.all().delete()
    actions.resolve_concern(concern, by=gib, resolution="Geklärt.")

    assert not is_writer(advisor_user, Concern.objects.get())
    assert not OutgoingMail.objects.exists()


def test_whoever_left_the_office_reads_it_no_more_and_a_waiting_mail_is_dropped(
    engagement, gib, koko, colleague
):
    concern = actions.tell_concern(engagement, by=colleague, text=TEXT)
    concern = actions.resolve_concern(concern, by=gib, resolution="Geklärt.")
    mail = mails("concern_resolved").get()
    assert is_relevant(mail)

    offices.leave(colleague.memberships.get(), by=koko)

    assert not is_writer(colleague, Concern.objects.get())
    assert not is_relevant(OutgoingMail.objects.get(pk=mail.pk))


def test_a_stopped_account_tells_and_reads_nothing(concern, engagement, gib, advisor_user):
    access.stop(advisor_user, by=gib)

    assert not is_writer(advisor_user, Concern.objects.get())


def test_the_mail_to_gib_is_pointless_once_it_is_resolved(concern, gib):
    mail = mails("concern_told").get()
    assert is_relevant(mail)

    actions.resolve_concern(concern, by=gib, resolution="Geklärt.")

    assert not is_relevant(OutgoingMail.objects.get(pk=mail.pk))


def test_open_ones_stand_on_the_start_page_the_oldest_first(concern, koko, gib):
    second = actions.tell_concern(concern.engagement, by=koko, text="Es geht nicht voran.")
    assert len(list(open_concerns())) == 2
    assert all(TEXT not in str(line) and "Bea" not in str(line) for line in open_concerns())

    for row in (concern, second):
        actions.resolve_concern(row, by=gib, resolution="Geklärt.")
    assert list(open_concerns()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_part_for_gib_costs_equally_many_queries(rows, engagement, koko, gib, django_assert_num_queries):
    for number in range(rows):
        row = actions.tell_concern(engagement, by=koko, text=f"Nummer {number}")
        actions.note_step(row, by=gib, text="Telefoniert.")

    with django_assert_num_queries(3, connection=connection):
        shown = concerns_for_gib(engagement)
        people = [(row.by_user.name, [step.by.name for step in row.steps.all()]) for row in shown]

    assert people == [(koko.name, [gib.name])] * rows


def test_the_texts_go_with_their_case(concern, gib):
    actions.note_step(concern, by=gib, text="Telefoniert.")
    actions.resolve_concern(concern, by=gib, resolution="Geklärt.")
    case = next(rule for rule in all_rules() if rule.kind == "case")

    erase(case, [concern.engagement.support_request])

    concern.refresh_from_db()
    assert (concern.text, concern.resolution) == (ERASED_TEXT, ERASED_TEXT)
    assert concern.steps.get().text == ERASED_TEXT


def test_a_report_on_stored_data_tells_the_writer_and_hides_it_from_the_one_it_is_about(
    engagement, koko, advisor_user
):
    actions.tell_concern(engagement, by=koko, text=f"{advisor_user.name} und {advisor_user.email}")

    theirs, own = report(advisor_user.email), report(koko.email)

    assert "advisors.Concern" not in str(theirs["records"]) + str(theirs["mentions"])
    assert [row["values"]["text"] for row in own["records"] if row["model"] == "advisors.Concern"]


def test_both_sides_go_on_working_beside_it(concern, engagement, koko):
    """The lock is taken and nothing changes: a page that was open before is no stale one."""
    revision = SupportRequest.objects.get().revision

    actions.finish(engagement.support_request, by=koko, expected_revision=revision)

    with pytest.raises(request_actions.TransitionNotAllowed):
        actions.finish(engagement.support_request, by=koko)
