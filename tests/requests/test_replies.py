"""Whom the committee answers to when somebody presses "reply" instead of the button."""

from email import message_from_bytes, policy

import pytest
from django.db import transaction
from django.utils import timezone

from gsvo.offices.models import Membership, Role
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.queue import Mail, queue_mail
from requests import actions
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def answers_to(mail):
    """The addresses in the mail as it would go out now."""
    row = OutgoingMail.objects.select_related("link").get(pk=mail.pk)
    head = message_from_bytes(build_message(row).message().as_bytes(), policy=policy.default)
    return [address.addr_spec for address in head["Reply-To"].addresses]


@pytest.fixture
def case(koko):
    row = factories.support_request(State.CLARIFYING, by=koko)
    factories.opened_round(row, by=koko)
    return row


@pytest.fixture
def asked(case):
    return OutgoingMail.objects.filter(kind="requests/statement_asked").first()


def test_a_member_answers_to_the_coordinator_and_after_a_hand_over_to_the_next(case, asked, koko, colleague):
    assert answers_to(asked) == [koko.email]
    actions.hand_over(case, by=koko, to=colleague)
    assert answers_to(asked) == [colleague.email]


def test_once_the_coordinator_has_left_a_member_answers_to_the_leads(case, asked, koko):
    lead = factories.member(case.office, Role.LEAD)
    Membership.objects.filter(user=koko).update(left_at=timezone.now())
    assert answers_to(asked) == [lead.email]


def test_where_nobody_is_left_in_the_office_a_member_answers_to_the_gib(case, asked, settings):
    Membership.objects.filter(office=case.office).update(left_at=timezone.now())
    assert answers_to(asked) == [settings.CONTACT_EMAIL]


def test_a_member_who_is_written_to_without_a_link_answers_to_the_coordinator_too(case, koko):
    member = case.office.committee.members.first()
    with transaction.atomic():
        mail = queue_mail(Mail("requests/rejected", to=member, about=case, context=words()))
    assert answers_to(mail) == [koko.email]


def test_a_member_who_is_written_to_about_no_request_answers_to_the_leads(case):
    lead = factories.member(case.office, Role.LEAD)
    member = case.office.committee.members.first()
    with transaction.atomic():
        mail = queue_mail(Mail("requests/rejected", to=member, about=None, context=words()))
    assert lead.email in answers_to(mail)


def test_an_office_and_an_advisor_answer_to_the_gib(case, koko, settings):
    with transaction.atomic():
        for person in (koko, factories.advisor()):
            assert answers_to(
                queue_mail(Mail("requests/rejected", to=person, about=case, context=words()))
            ) == [settings.CONTACT_EMAIL]


def words():
    from unittest.mock import MagicMock

    return {"support_request": MagicMock(), "reason": "x", "because": "x", "url": "/", "title": "x"}
