"""Handing over, sharing, copying, deleting: what the office does around its request."""

import pytest
from django.core.exceptions import PermissionDenied

from gsvo.offices.models import Role
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def test_handing_over_lays_it_on_a_colleagues_desk(koko, colleague):
    row = factories.support_request(State.SUBMITTED, by=koko)

    event = actions.hand_over(row, by=koko, to=colleague)

    row.refresh_from_db()
    assert (row.handled_by, row.recipients()) == (colleague, [colleague])
    assert (event.act, event.data) == ("hand_over", {"to_id": colleague.pk, "is_contact": True})


def test_who_hands_over_as_the_contact_is_followed_there_as_well(koko, colleague):
    row = factories.support_request(State.SUBMITTED, by=koko, contact_email=koko.email.upper())

    actions.hand_over(row, by=koko, to=colleague)

    row = type(row).objects.get()
    assert (row.contact.name, row.contact.email) == (colleague.name, colleague.email)


def test_another_contact_stays_when_the_request_is_handed_over(koko, colleague):
    row = factories.support_request(
        State.SUBMITTED, by=koko, contact_name="Adam Amt", contact_email="amt@example.org"
    )

    event = actions.hand_over(row, by=koko, to=colleague)

    assert event.data == {"to_id": colleague.pk}
    assert type(row).objects.get().contact.name == "Adam Amt"


@pytest.mark.parametrize("who", ["reader", "other_koko", "koko"])
def test_nothing_is_handed_over_to_readers_strangers_or_oneself(who, koko, request):
    row = factories.support_request(State.SUBMITTED, by=koko)

    with pytest.raises(actions.ActionRefused):
        actions.hand_over(row, by=koko, to=request.getfixturevalue(who))


def test_a_partner_office_reads_along_from_the_submission_on(koko, other_koko):
    factories.funding_period()
    row = factories.support_request(by=koko)
    actions.share(row, by=koko, office=factories.office(factories.UNNA))
    seen = [SupportRequest.objects.visible_to(other_koko).count()]

    actions.submit(row, by=koko)
    seen.append(SupportRequest.objects.visible_to(other_koko).count())
    actions.unshare(row, by=koko, office=factories.office(factories.UNNA))
    seen.append(SupportRequest.objects.visible_to(other_koko).count())

    assert seen == [0, 1, 0]
    assert [event.act for event in row.events.all()] == ["unshare", "submit"]


def test_a_partner_office_is_named_once_and_is_another_one(koko):
    row = factories.support_request(State.SUBMITTED, by=koko)
    actions.share(row, by=koko, office=factories.office(factories.UNNA))

    for office in (factories.office(factories.UNNA), row.office):
        with pytest.raises(actions.ActionRefused):
            actions.share(row, by=koko, office=office)

    assert row.events.filter(act="share").count() == 1


def test_a_copy_has_the_answers_but_no_dates_number_or_consent(koko, colleague):
    row = factories.support_request(State.COMPLETED, by=koko)
    row.topics.add(factories.topic())

    draft = actions.copy(row, by=colleague, creation_key="k")
    same = actions.copy(row, by=colleague, creation_key="k")

    assert draft == same
    assert (draft.state, draft.number, draft.created_by) == (State.DRAFT, None, colleague)
    assert (draft.title, list(draft.topics.all())) == (row.title, [factories.topic()])
    assert (draft.period_from, draft.committee_on, draft.privacy_read) == (None, None, False)


def test_copying_again_with_the_same_page_leaves_alone_what_was_written_since(koko):
    row = factories.support_request(State.COMPLETED, by=koko)
    draft = actions.copy(row, by=koko, creation_key="k")
    actions.save_answers(draft, by=koko, expected_revision=draft.revision, values={"title": "Neuer Titel"})

    again = actions.copy(row, by=koko, creation_key="k")

    assert (again, again.title) == (draft, "Neuer Titel")


def test_a_draft_begins_whatever_the_browser_sends_as_its_key(koko):
    assert actions.create(
        office=factories.office(), by=koko, creation_key="a\0b" * 99
    ).creation_key.isprintable()


def test_a_partner_office_cannot_copy(koko, other_koko):
    row = factories.support_request(State.COMPLETED, by=koko)
    row.partner_offices.add(factories.office(factories.UNNA))

    with pytest.raises(PermissionDenied):
        actions.copy(row, by=other_koko, creation_key="k")


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT}))
def test_only_drafts_are_deleted(state, koko):
    row = factories.support_request(state, by=koko)

    with pytest.raises(actions.ActionRefused):
        actions.delete_draft(row, by=koko)

    assert SupportRequest.objects.count() == 1


def test_a_draft_is_deleted(koko):
    row = factories.support_request(by=koko)
    actions.hand_over(row, by=koko, to=factories.member(role=Role.MEMBER))

    actions.delete_draft(row, by=koko)

    assert SupportRequest.objects.count() == 0
