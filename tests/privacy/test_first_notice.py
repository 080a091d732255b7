"""Whoever was entered by somebody else is told so with the first mail, and once."""

import pytest
from django.db import transaction

from advisors.actions import accept
from advisors.actions import invite as invite_advisors
from gsvo.accounts.actions import send_login_code, send_password_link
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices import committee
from gsvo.offices.models import Role
from gsvo.outbox.models import FirstNotice, OutgoingMail, Status
from gsvo.outbox.post import post
from requests import actions
from requests.workflow import State
from tests import make
from tests.make.rounds import filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOTICE = "haben wir nicht von Ihnen selbst, sondern von "


def told(address):
    """For each mail to an address who entered it, as the mail says, or None."""
    mails = OutgoingMail.objects.filter(to_email__iexact=address).order_by("pk")
    return [mail.text.partition(NOTICE)[2].partition(". Wir nutzen")[0] or None for mail in mails]


def is_whole(address):
    """Source, purpose, controller, rights and the way to more, in both parts."""
    mail = OutgoingMail.objects.filter(to_email=address).earliest("pk")
    parts = [" ".join(part.split()) for part in (mail.text, mail.html)]
    words = ["damit Sie an diesem Vorhaben mitwirken", "Verantwortlich: G.I.B.", "/datenschutz/",
             "Auskunft, Berichtigung und Löschung", "widersprechen", "beschweren"]  # fmt: skip
    return all(word in part for word in words for part in parts)


@pytest.fixture
def case(koko):
    return make.support_request(State.CLARIFYING, by=koko)


def test_a_member_of_the_committee_is_told_once_and_a_successor_too(case, koko):
    round_ = make.opened_round(case, by=koko)
    member = round_.seats.first().member
    assert told(member.email) == ["der Koordinierungsstelle Bielefeld"]
    assert is_whole(member.email)

    actions.ask_again(round_.seats.first())
    assert told(member.email) == ["der Koordinierungsstelle Bielefeld", None]

    member.refresh_from_db()
    fields = {name: getattr(member, name) for name in ("institution", "function", "is_voting", "is_chair")}
    committee.change_member(
        member, by=koko, seen=member.version, **fields, name="Nele Neu", email="nele@example.org"
    )
    assert told("nele@example.org") == ["der Koordinierungsstelle Bielefeld"]


def test_a_member_who_came_after_the_round_is_told_with_whatever_comes_first(koko, gib):
    case = make.invited(gib).invitations.get()
    make.committee(members=1)
    accept(case, by=make.invitation_link(case), no_conflict=True)
    assert told("mitglied1.05711@example.org") == ["der Koordinierungsstelle Bielefeld"]


def test_an_advisor_is_told_with_the_first_invitation(gib, koko):
    advisor = make.advisor()
    for _number in range(2):
        invite_advisors(make.support_request(State.MANDATED, by=koko), by=gib, advisors=[advisor])
    assert told(advisor.email) == ["der G.I.B", None]  # the sentence ends with the dot
    assert is_whole(advisor.email)


def test_a_colleague_who_is_invited_is_told_who_did_it(koko):
    offices.invite(make.office(), by=koko, email="neu@example.org", name="Nina Neu", role=Role.MEMBER)
    assert told("neu@example.org") == ["Karla Koko"]
    assert is_whole("neu@example.org")


def test_new_staff_is_told_with_the_link_for_the_first_password(leitung):
    make.user("neu@gib.example.org", name="Neu", is_staff=True)
    send_password_link("neu@gib.example.org")
    send_password_link("neu@gib.example.org")
    assert told("neu@gib.example.org") == ["der G.I.B. oder einer Koordinierungsstelle", None]


def test_contact_and_deputy_whom_somebody_else_named_are_told_once_each(koko):
    make.funding_period()
    people = {"contact_name": "Kai Kontakt", "contact_email": "kai@example.org", "deputy_name": "Vera",
              "deputy_email": "vera@example.org"}  # fmt: skip
    for _number in range(2):
        actions.submit(make.support_request(by=koko, **people), by=koko)

    for address in ("kai@example.org", "vera@example.org"):
        assert told(address) == ["der Koordinierungsstelle Bielefeld"]
        assert is_whole(address)
    assert "als Ansprechperson genannt" in " ".join(
        OutgoingMail.objects.get(to_email="kai@example.org").text.split()
    )


def test_who_became_the_contact_later_is_told_with_the_answer(koko, gib):
    case = make.support_request(State.QUERIED, by=koko, contact_email="kai@example.org", contact_name="Kai")

    actions.answer(case, by=koko, reason="Jetzt ist Kai da.")

    assert told("kai@example.org") == ["der Koordinierungsstelle Bielefeld"]
    assert [mail.kind for mail in OutgoingMail.objects.filter(to_email=koko.email)] == []


def test_an_address_without_account_leaves_no_trace_of_being_told():
    send_password_link("fremd@example.org")
    send_login_code("fremd@example.org", "verborgen")
    assert not FirstNotice.objects.exists()


def test_a_mail_that_never_left_has_told_nobody(koko):
    make.user("neu@example.org")
    send_password_link("neu@example.org")
    OutgoingMail.objects.update(status=Status.FAILED)
    send_password_link("NEU@example.org")
    send_password_link("neu@example.org")
    assert [source is not None for source in told("neu@example.org")] == [True, True, False]


def test_what_is_remembered_is_no_address(koko):
    send_password_link(koko.email)
    assert koko.email not in str(list(FirstNotice.objects.values()))
    assert FirstNotice.objects.get().mail.to_email == koko.email


def test_we_tell_ourselves_nothing(settings):
    with transaction.atomic():
        link = Link.objects.issue("password", make.user(), email="a@example.org")
        mail = post(
            "accounts/password_link", to=settings.CONTACT_EMAIL, name="", link=link, context={"hours": 1}
        )
    assert NOTICE not in mail.text


def test_every_mail_of_a_whole_round_tells_each_person_exactly_once(case, koko):
    version = filled(case.mandate.latest)
    assert not version.missing()
    round_ = make.opened_round(case, by=koko)
    for seat in round_.seats.all():
        make.answer(seat)
    people = set(OutgoingMail.objects.values_list("to_email", flat=True)) - {"gsvo@example.org"}
    assert len(people) >= 4
    assert all(sum(source is not None for source in told(person)) == 1 for person in people)
