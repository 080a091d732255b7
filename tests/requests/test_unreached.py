"""Whoever can mend a failed mail sees it where she waits: round, request, list, colleagues, invitation."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gsvo.offices import actions as offices
from gsvo.offices import committee_actions
from gsvo.offices.models import Role
from gsvo.outbox import resend
from gsvo.outbox.failures import failures_to
from gsvo.outbox.models import OutgoingMail, Status
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
NO_SUCH = "550 5.1.1 <x@nowhere.example> User unknown"
FULL = "552 5.2.2 mailbox full"


def fail(address, answer=NO_SUCH):
    """The last mail to an address comes back; without one it is some notice."""
    mail = OutgoingMail.objects.filter(to_email=address).order_by("pk").last()
    if mail is None:
        mail = OutgoingMail.objects.create(kind="x/y", to_email=address, subject="Notiz", text="t", html="h")
    OutgoingMail.objects.filter(pk=mail.pk).update(status=Status.FAILED, last_answer=answer, secret="")
    mail.refresh_from_db()
    return mail


@pytest.fixture
def voting(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    case.current = factories.opened_round(case, by=koko)
    return case


@pytest.fixture
def seat(voting):
    return voting.current.seats.select_related("member").first()


@pytest.fixture
def read(client, koko):
    client.force_login(koko)
    return lambda name, *args: client.get(reverse(name, args=args)).content.decode()


def round_of(case):
    return "requests:round", case.oid, case.current.oid


def test_the_round_says_whom_no_mail_reached_and_what_helps(read, voting, seat):
    before = read(*round_of(voting))
    assert "Mail kam nicht an" not in before
    fail(seat.member.email)
    page = read(*round_of(voting))
    assert page.count("Mail kam nicht an") == 1
    assert "Die Adresse gibt es nicht (mehr)." in page
    assert "Bitte fragen Sie nach der richtigen Adresse und tragen Sie sie ein." in page
    assert f'href="{seat.member.get_absolute_url()}"' in page
    assert page.count("Antwort steht aus") == before.count("Antwort steht aus") - 1
    for technical in ("550", "5.1.1", "User unknown", "SMTP"):
        assert technical not in page


def test_a_full_mailbox_is_no_wrong_address(read, voting, seat):
    fail(seat.member.email, FULL)
    page = read(*round_of(voting))
    assert "Das Postfach ist voll." in page
    assert "Bitte rufen Sie die Person an." in page


def test_a_corrected_address_gets_the_mail_and_nothing_is_to_do_any_more(read, voting, seat, koko):
    fail(seat.member.email)
    member = seat.member
    fields = {
        name: getattr(member, name) for name in ("institution", "function", "name", "is_voting", "is_chair")
    }
    committee_actions.change_member(
        member, by=koko, expected_revision=member.revision, email="neu@stadt.example", **fields
    )
    assert OutgoingMail.objects.filter(kind="requests/statement_asked", to_email="neu@stadt.example").exists()
    assert "Mail kam nicht an" not in read(*round_of(voting))


def test_the_office_sends_it_once_more_itself_and_only_once(client, read, voting, seat):
    fail(seat.member.email, FULL)
    address = reverse("requests:ask_again", args=[voting.oid, voting.current.oid, seat.member.oid])
    sent = OutgoingMail.objects.filter(to_email=seat.member.email)
    count = sent.count()
    read(*round_of(voting))
    assert client.post(address).status_code == 302
    assert "Die Mail ist noch einmal unterwegs." in read(*round_of(voting))
    assert "Mail kam nicht an" not in read(*round_of(voting))
    client.post(address)
    assert "ist schon noch einmal gesendet" in read(*round_of(voting))
    assert sent.count() == count + 1
    assert voting.events.first().act == "asked_again"


def test_who_reads_along_and_who_has_no_vote_on_it_send_nothing(client, voting, seat, reader, other_koko):
    fail(seat.member.email)
    address = reverse("requests:ask_again", args=[voting.oid, voting.current.oid, seat.member.oid])
    for person, status in ((reader, 403), (other_koko, 404)):
        client.force_login(person)
        assert client.post(address).status_code == status
    client.force_login(reader)
    page = client.get(reverse("requests:round", args=round_of(voting)[1:])).content.decode()
    assert "Mail kam nicht an" not in page


def test_neither_another_member_nor_a_partner_reads_whose_mail_failed(client, voting, seat):
    fail(seat.member.email)
    other = voting.current.seats.exclude(pk=seat.pk).first()
    page = client.get(factories.statement_link(other).url(), follow=True).content.decode()
    assert "kam nicht an" not in page


def test_the_page_of_the_request_says_it_too(read, voting, seat):
    assert "Mails, die nicht ankamen" not in read("requests:detail", voting.oid)
    fail(seat.member.email)
    page = read("requests:detail", voting.oid)
    assert "Mails, die nicht ankamen" in page
    assert f'href="{seat.member.get_absolute_url()}"' in page


@pytest.mark.parametrize("field", ["contact_email", "deputy_email"])
def test_a_named_person_without_mail_stands_on_the_page_of_the_request(read, voting, field):
    SupportRequest.objects.filter(pk=voting.pk).update(
        **{field: "weg@stadt.example"}, deputy_name="Vera Vertretung"
    )
    fail("weg@stadt.example")
    page = read("requests:detail", voting.oid)
    assert "Mails, die nicht ankamen" in page
    assert "sagen Sie der G.I.B., welche richtig ist" in page


def test_the_list_of_the_committee_and_the_page_before_a_round_say_it(read, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    factories.filled(case.mandate.latest)
    member = factories.committee(case.office).members.first()
    fail(member.email.upper())
    for page in (read("offices:committee", case.office.key), read("requests:open_round", case.oid)):
        assert page.count("Die letzte Mail an diese Adresse kam nicht an") == 1


def test_colleagues_and_invitations_say_it(client, koko):
    office = factories.office()
    lead = factories.member(office, Role.LEAD)
    with transaction.atomic():
        invitation = offices.invite(
            office, by=lead, email="neu@stadt.example", name="Nele Neu", role=Role.MEMBER
        )
    fail(invitation.email)
    fail(koko.email)
    client.force_login(lead)
    page = client.get(reverse("offices:people", args=[office.key])).content.decode()
    assert "laden Sie die Person mit der richtigen Adresse neu ein" in page
    assert "Ändern kann sie die G.I.B." in page


def test_the_case_says_that_an_invitation_did_not_arrive(client, gib):
    case = factories.invited(gib)
    invitation = case.invitations.get()
    fail(invitation.advisor.email)
    client.force_login(gib)
    page = client.get(reverse("admin:case", args=[case.oid])).content.decode()
    assert "Die letzte Mail an diese Adresse kam nicht an" in page
    assert reverse("admin:advisors_advisor_change", args=[invitation.advisor.pk]) in page


@pytest.mark.parametrize("ending", ["settled", "later", "waits"])
def test_what_is_mended_otherwise_is_no_alarm(gib, ending):
    mail = fail("anna@stadt.example")
    assert failures_to(["Anna@Stadt.example"])
    if ending == "settled":
        resend.settle(mail, by=gib)
    else:
        later = OutgoingMail.objects.create(
            kind="x/y", to_email="anna@stadt.example", subject="S", text="t", html="h"
        )
        if ending == "later":
            OutgoingMail.objects.filter(pk=later.pk).update(status=Status.SENT, sent_at=timezone.now())
    assert failures_to(["Anna@Stadt.example"]) == {}


@pytest.mark.parametrize("page", ["round", "committee", "detail"])
def test_one_question_to_the_database_however_many_failed(client, koko, voting, page):
    client.force_login(koko)
    address = {
        "round": reverse("requests:round", args=round_of(voting)[1:]),
        "committee": reverse("offices:committee", args=[voting.office.key]),
        "detail": reverse("requests:detail", args=[voting.oid]),
    }[page]
    seats = list(voting.current.seats.select_related("member"))
    fail(seats[0].member.email)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for seat in seats[1:]:
        fail(seat.member.email)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)
