"""No event holds a name: it is looked up when shown, and where a record was purged the marker stands."""

import pytest
from django.urls import reverse

from advisors import actions as advisor_actions
from advisors.models import Advisor
from gsvo.accounts.models import User
from gsvo.offices.models import Role
from gsvo.outbox.models import OutgoingMail
from gsvo.retention.rules import ERASED_TEXT
from gsvo.workplace import mail_actions
from requests import actions, timeline
from requests.models import Event, Seat
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("Bea Merkmal", "Kim Merkmal", "Jobcenter Merkmal", "Merkmal.pdf", "Betreff Merkmal")


def sentences():
    return " ".join(timeline.sentence(event, for_staff=True) for event in Event.objects.all())


@pytest.fixture
def case(koko, gib):
    """A case in which people were named by every act that names somebody."""
    colleague = factories.member(factories.office(), Role.MEMBER, email="kim@example.org", name="Kim Merkmal")
    row = factories.support_request(State.CLARIFYING, by=koko)
    actions.hand_over(row, by=koko, to=colleague)
    factories.committee(members=2).members.update(institution="Jobcenter Merkmal")
    first, second = factories.opened_round(row).seats.all()
    actions.not_responsible(first, by=factories.statement_link(first))
    actions.state_opinion(
        second, by=factories.statement_link(second), answer="abstain", name="Mia", remarks={}
    )  # fmt: skip
    advised = factories.invited(gib, [factories.advisor(name="Bea Merkmal")])
    invitation = advised.invitations.get()
    advisor_actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    advisor_actions.change_advisor(advised, by=gib, reason="Umzug")
    return row


def test_no_event_holds_a_name(case):
    data = " ".join(str(event.data) for event in Event.objects.all())

    assert not any(name in data for name in NAMES)
    for name in ("Bea Merkmal nimmt an", "um die Anfrage", "Jobcenter Merkmal: enthält sich"):
        assert name in sentences()


def test_after_a_purge_the_marker_stands_in_the_history(case):
    Advisor.objects.update(name=ERASED_TEXT)
    User.objects.update(name=ERASED_TEXT)
    Seat.objects.update(institution=ERASED_TEXT)

    said = sentences()

    assert not any(name in said for name in NAMES)
    assert f"{ERASED_TEXT} nimmt an." in said


def test_a_mail_sent_again_is_named_as_long_as_it_is_kept(koko, gib):
    row = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(row, by=gib, question="Wie viele?")
    mail = OutgoingMail.objects.get(kind="requests/queried")
    OutgoingMail.objects.filter(pk=mail.pk).update(status="failed", subject="Betreff Merkmal")
    mail.refresh_from_db()

    mail_actions.resend(mail, by=gib, expected_resends=0)

    assert "„Betreff Merkmal“" in sentences()
    assert "Merkmal" not in str(row.events.first().data)
    OutgoingMail.objects.update(subject=ERASED_TEXT)
    assert f"„{ERASED_TEXT}“" in sentences()


def test_the_history_asks_for_names_once_for_all_events(case, koko, client, django_assert_max_num_queries):
    client.force_login(koko)
    client.get(case.get_absolute_url())
    with django_assert_max_num_queries(30):
        page = client.get(case.get_absolute_url()).content.decode()

    assert "Jetzt kümmert sich Kim Merkmal um die Anfrage." in page


def test_names_that_an_office_is_not_told_are_not_looked_up(gib, django_assert_num_queries):
    row = factories.invited(gib)
    invitation = row.invitations.get()
    advisor_actions.decline(invitation, by=factories.invitation_link(invitation), reason="no_time")
    declined = row.events.get(act="decline")
    with django_assert_num_queries(0):
        [line] = timeline.log(row, [declined])
    assert "Eine angefragte Person kann nicht übernehmen." in line["text"]
    with django_assert_num_queries(1):
        [line] = timeline.log(row, [declined], for_staff=True)
    assert row.invitations.get().advisor.name in line["text"]
    known = {"advisor_id": {invitation.advisor_id: "Nora Bekannt"}}
    with django_assert_num_queries(0):
        [line] = timeline.log(row, [declined], for_staff=True, known=known)
    assert "Nora Bekannt" in line["text"]
    with django_assert_num_queries(1):
        [line] = timeline.log(row, [declined], for_staff=True, known={"advisor_id": {0: "Jemand anderes"}})
    assert row.invitations.get().advisor.name in line["text"]


def test_staff_read_the_records_with_names(case, gib, client):
    client.force_login(gib)

    page = client.get(reverse("admin:requests_event_changelist")).content.decode()

    assert "Bea Merkmal nimmt an." in page
