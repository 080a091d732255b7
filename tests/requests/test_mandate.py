"""Writing the mandate: where it comes from, who may write, what a frozen version withstands."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Goal, Mandate, MandateVersion, Milestone
from requests.sections import SECTIONS
from requests.workflow import State, WaitingOn
from tests import factories

pytestmark = pytest.mark.django_db

NOTHING = {"sections": {}, "goals": [], "milestones": []}


def clarifying(by, **fields):
    return factories.support_request(State.CLARIFYING, by=by, **fields)


def test_promising_days_begins_a_mandate_with_what_the_request_says(koko, gib):
    request = factories.support_request(State.SUBMITTED, by=koko, partners_text="Kreishandwerkerschaft")
    factories.funding_period()

    actions.grant(request, by=gib, quarters=24)

    version = request.mandate.latest
    assert (version.number, version.is_frozen) == (1, False)
    assert version.sections["occasion"] == request.occasion_text
    assert version.sections["participants"] == "Kreishandwerkerschaft"
    assert version.sections["volume"].startswith("6 Tage, von ")
    assert [goal.text for goal in version.goals.all()] == [request.goal_1]


def test_there_are_fifteen_sections_and_each_key_once():
    assert [section.number for section in SECTIONS] == list(range(1, 16))
    assert len({section.key for section in SECTIONS}) == 15


def test_beginning_twice_makes_one_mandate(koko):
    request = clarifying(koko)
    Mandate.objects.filter(support_request=request).first().versions.all().delete()
    Mandate.objects.all().delete()

    first = actions.start_mandate(request, by=koko)

    assert actions.start_mandate(request, by=koko) == first
    assert first.versions.count() == 1


def test_saving_replaces_texts_goals_and_milestones(koko):
    request = clarifying(koko)
    actions.save_mandate(
        request,
        by=koko,
        expected_revision=1,
        sections={"scope": "Übergaben", "risks": ""},
        goals=[{"text": "A", "criterion": "a"}, {"text": "B", "criterion": ""}],
        milestones=[{"title": "Auftakt", "result": "", "due_on": None, "quarters": 8}],
    )

    version = request.mandate.latest
    assert version.sections == {"scope": "Übergaben"}
    assert [goal.text for goal in version.goals.all()] == ["A", "B"]
    assert version.planned_quarters == 8
    assert version.revision == 2


def test_who_saves_what_a_colleague_changed_meanwhile_is_told(koko, colleague):
    request = clarifying(koko)
    actions.save_mandate(
        request, by=colleague, expected_revision=1, **NOTHING | {"sections": {"scope": "neu"}}
    )

    with pytest.raises(actions.ActionRefused, match="Kim Kolleg hat das inzwischen geändert"):
        actions.save_mandate(request, by=koko, expected_revision=1, **NOTHING)

    assert request.mandate.latest.sections == {"scope": "neu"}


def test_milestones_may_use_all_days_but_not_more(koko):
    request = clarifying(koko, quarters=8)
    rows = [{"title": "Auftakt", "result": "", "due_on": None, "quarters": 8}]

    actions.save_mandate(request, by=koko, expected_revision=1, **NOTHING | {"milestones": rows})
    with pytest.raises(actions.ActionRefused, match=r"2,25 Tage\. Zugesagt: 2 Tage"):
        actions.save_mandate(
            request, by=koko, expected_revision=2, **NOTHING | {"milestones": [rows[0] | {"quarters": 9}]}
        )


@pytest.mark.parametrize("who", ["reader", "other_koko", "gib"])
def test_only_the_office_writes(who, koko, request):
    case = clarifying(koko)
    with pytest.raises(PermissionDenied):
        actions.save_mandate(case, by=request.getfixturevalue(who), expected_revision=1, **NOTHING)


@pytest.mark.parametrize("state", sorted(set(State) - {State.CLARIFYING}))
def test_outside_clarification_nothing_is_written(state, koko):
    case = factories.support_request(state, by=koko)
    with pytest.raises(actions.ActionRefused):
        actions.start_mandate(case, by=koko)


def test_a_frozen_version_never_changes(koko):
    case = clarifying(koko)
    factories.opened_round(case, by=koko)
    version = case.mandate.latest
    before = [content.wording for content in version.contents()]

    with pytest.raises(actions.ActionRefused, match="bleibt, wie sie ist"):
        actions.save_mandate(case, by=koko, expected_revision=version.revision, **NOTHING)
    assert [content.wording for content in case.mandate.latest.contents()] == before


WAYS_TO_WRITE = {
    "its texts": lambda version: _changed(version, sections={}).save(),
    "texts by query": lambda version: MandateVersion.objects.filter(pk=version.pk).update(sections={}),
    "texts in bulk": lambda version: MandateVersion.objects.bulk_update(
        [_changed(version, sections={})], ["sections"]
    ),
    "a row": lambda version: _changed(version.goals.get(), text="anders").save(),
    "a row of its own": lambda version: version.goals.create(position=9, text="neu"),
    "rows in bulk": lambda version: Goal.objects.bulk_create([Goal(version=version, position=9, text="neu")]),
    "rows by query": lambda version: Goal.objects.filter(version=version).update(text="anders"),
    "changed rows in bulk": lambda version: Goal.objects.bulk_update(
        [_changed(version.goals.get(), text="anders")], ["text"]
    ),
    "without a row": lambda version: version.goals.get().delete(),
    "without its rows": lambda version: version.goals.all().delete(),
    "without milestones": lambda version: Milestone.objects.filter(version=version).delete(),
}


def _changed(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    return row


@pytest.mark.parametrize("way", WAYS_TO_WRITE)
def test_a_frozen_version_withstands_every_way_of_writing(way, koko):
    case = clarifying(koko)
    factories.opened_round(case, by=koko)
    version = case.mandate.latest
    Milestone._base_manager.bulk_create([Milestone(version=version, position=1, title="Erster Termin")])
    before = [content.wording for content in version.contents()]

    with pytest.raises(TypeError, match="never changes"), transaction.atomic():
        WAYS_TO_WRITE[way](case.mandate.latest)

    assert [content.wording for content in case.mandate.latest.contents()] == before


def test_no_row_moves_into_a_frozen_version_or_out_of_it(koko):
    case = clarifying(koko)
    goal = Goal.objects.create(version=case.mandate.latest, position=1, text="alt")
    case.mandate.versions.update(frozen_at=timezone.now())
    draft = factories.mandate_version(case)
    new = Goal.objects.create(version=draft, position=1, text="neu")

    for row, version in ((new, goal.version), (goal, draft)):
        with pytest.raises(TypeError, match="never changes"):
            Goal.objects.filter(pk=row.pk).update(version=version)
        with pytest.raises(TypeError, match="never changes"):
            _changed(Goal.objects.get(pk=row.pk), version=version).save()


def test_a_version_knows_what_is_missing_and_what_changed(koko):
    case = clarifying(koko)
    first = case.mandate.latest
    assert [section.key for section in first.missing()] == [
        section.key for section in SECTIONS if section.is_required
    ]

    factories.filled(first)
    assert first.missing() == []
    first.goals.update(criterion="")
    assert [section.key for section in case.mandate.latest.missing()] == ["goals"]


def test_the_next_version_is_a_copy_and_leaves_the_last_alone(koko):
    case = clarifying(koko)
    round_ = factories.opened_round(case, by=koko)
    for seat in round_.seats.all():
        factories.answer(seat, "change")

    new = actions.new_version(case, by=koko)

    first = round_.version
    assert (new.number, new.changed_since(first)) == (2, set())
    new.goals.update(text="Anders")
    assert new.changed_since(first) == {"goals"}
    assert first.goals.get().text != "Anders"


def test_no_second_version_while_one_is_written_or_asked_about(koko):
    case = clarifying(koko)
    with pytest.raises(actions.ActionRefused, match="schon in Arbeit"):
        actions.new_version(case, by=koko)
    factories.opened_round(case, by=koko)
    with pytest.raises(actions.ActionRefused, match="stimmt gerade ab"):
        actions.new_version(case, by=koko)


def test_gib_returns_the_mandate_and_the_office_gets_reason_and_copy(koko, gib):
    case = factories.support_request(State.MANDATED, by=koko)

    event = actions.return_mandate(case, by=gib, reason="Bitte die Ziele schärfen & kürzen.")

    assert (case.state, case.waiting_on, event.reason) == (
        State.CLARIFYING,
        WaitingOn.OFFICE,
        "Bitte die Ziele schärfen & kürzen.",
    )
    assert [version.number for version in case.mandate.versions.all()] == [2, 1]
    assert (case.mandate.latest.is_frozen, case.mandate.agreed.number) == (False, 1)
    mail = OutgoingMail.objects.get(kind="requests/mandate_returned")
    assert re.match(r"Bitte überarbeiten bis \d+\. \w+: Auftrag „", mail.subject)
    assert mail.to_email == koko.email
    assert "schärfen & kürzen" in mail.text


def test_the_office_reopens_its_mandate_and_gib_is_told(koko, settings):
    case = factories.support_request(State.MANDATED, by=koko)

    actions.reopen_mandate(case, by=koko, reason="Ein Partner kommt dazu.")

    assert (case.state, case.mandate.latest.number) == (State.CLARIFYING, 2)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_email) == ("requests/mandate_reopened", settings.CONTACT_EMAIL)
