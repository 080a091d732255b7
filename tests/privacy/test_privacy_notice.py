"""Whoever was entered by somebody else is told so with the first mail, and once."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from advisors.actions import accept
from advisors.actions import invite as invite_advisors
from gsvo.accounts import emails as account_emails
from gsvo.accounts.actions import send_login_code, send_password_link
from gsvo.lib.workdays import is_workday
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices import committee_actions
from gsvo.offices.models import Role
from gsvo.outbox.models import FirstNotice, OutgoingMail, Status
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.reminders import run
from requests import actions
from requests.workflow import State
from tests import factories
from tests.factories.rounds import filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MEMBER = "der Koordinierungsstelle Bielefeld, die Sie in ihr Steuerungsgremium eingetragen hat"
CONTACT = "der Koordinierungsstelle Bielefeld, die Sie als Ansprechperson genannt hat"
DEPUTY = "der Koordinierungsstelle Bielefeld, die Sie als Vertretung genannt hat"
POOL = "der G.I.B., die Sie in den Pool der Beratenden aufgenommen hat"
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
    return factories.support_request(State.CLARIFYING, by=koko)


def test_a_member_of_the_committee_is_told_once_and_a_successor_too(case, koko):
    round_ = factories.opened_round(case, by=koko)
    member = round_.seats.first().member
    assert told(member.email) == [MEMBER]
    assert is_whole(member.email)

    actions.ask_again(round_.seats.first())
    assert told(member.email) == [MEMBER, None]

    member.refresh_from_db()
    fields = {name: getattr(member, name) for name in ("institution", "function", "is_voting", "is_chair")}
    committee_actions.change_member(
        member,
        by=koko,
        expected_revision=member.revision,
        **fields,
        name="Nele Neu",
        email="nele@example.org",
    )
    first, *others = told("nele@example.org")
    assert (first, set(others)) == (MEMBER, {None})


def test_a_member_who_came_after_the_round_is_told_with_whatever_comes_first(koko, gib):
    case = factories.invited(gib).invitations.get()
    factories.committee(members=1)
    accept(case, by=factories.invitation_link(case), no_conflict=True)
    assert told("mitglied1.05711@example.org") == [MEMBER]


def test_an_advisor_is_told_with_the_first_invitation(gib, koko):
    advisor = factories.advisor()
    for _number in range(2):
        invite_advisors(factories.support_request(State.MANDATED, by=koko), by=gib, advisors=[advisor])
    assert told(advisor.email) == [POOL, None]
    assert is_whole(advisor.email)


def test_a_colleague_who_is_invited_is_told_who_did_it(koko):
    offices.invite(factories.office(), by=koko, email="neu@example.org", name="Nina Neu", role=Role.MEMBER)
    assert told("neu@example.org") == ["Karla Koko, für ein Konto der Koordinierungsstelle Bielefeld"]
    assert is_whole("neu@example.org")


def test_new_staff_is_told_with_the_link_for_the_first_password(leitung):
    factories.user("neu@gib.example.org", name="Neu", is_staff=True, password=None)
    send_password_link("neu@gib.example.org")
    send_password_link("neu@gib.example.org")
    assert told("neu@gib.example.org") == ["der Leitung der G.I.B., die ein Konto für Sie angelegt hat", None]


def test_contact_and_deputy_whom_somebody_else_named_are_told_once_each(koko):
    factories.funding_period()
    people = {"contact_name": "Kai Kontakt", "contact_email": "kai@example.org", "deputy_name": "Vera",
              "deputy_email": "vera@example.org"}  # fmt: skip
    for _number in range(2):
        actions.submit(factories.support_request(by=koko, **people), by=koko)

    for address, source in (("kai@example.org", CONTACT), ("vera@example.org", DEPUTY)):
        assert told(address) == [source]
        assert is_whole(address)
    assert "als Ansprechperson genannt" in " ".join(
        OutgoingMail.objects.get(to_email="kai@example.org").text.split()
    )


def test_who_became_the_contact_later_is_told_with_the_answer(koko, gib):
    case = factories.support_request(
        State.QUERIED, by=koko, contact_email="kai@example.org", contact_name="Kai"
    )

    actions.answer(case, by=koko, reason="Jetzt ist Kai da.")

    assert told("kai@example.org") == [CONTACT]
    assert [mail.kind for mail in OutgoingMail.objects.filter(to_email=koko.email)] == []


def test_an_address_without_account_leaves_no_trace_of_being_told():
    send_password_link("fremd@example.org")
    send_login_code("fremd@example.org", "verborgen")
    assert not FirstNotice.objects.exists()


def test_a_mail_that_never_left_has_told_nobody(koko):
    factories.user("neu@example.org")
    send_password_link("neu@example.org")
    OutgoingMail.objects.update(status=Status.FAILED)
    send_password_link("NEU@example.org")
    send_password_link("neu@example.org")
    assert [source is not None for source in told("neu@example.org")] == [True, True, False]


def test_the_source_is_told_in_the_language_of_the_mail_whoever_pressed_the_button(koko):
    with translation.override("en"):
        account_emails.factor_reset(koko)
    account = "der G.I.B. oder einer Koordinierungsstelle, die ein Konto für Sie angelegt hat"
    assert told(koko.email) == [account]


def test_what_is_remembered_is_no_address(koko):
    send_password_link(koko.email)
    assert koko.email not in str(list(FirstNotice.objects.values()))
    assert FirstNotice.objects.get().mail.to_email == koko.email


def test_we_tell_ourselves_nothing(settings):
    with transaction.atomic():
        link = Link.objects.issue("password", factories.user(), email="a@example.org")
        mail = queue_mail(
            Mail(
                "accounts/password_link", to=settings.CONTACT_EMAIL, name="", link=link, context={"hours": 1}
            )
        )
    assert NOTICE not in mail.text


def test_every_mail_of_a_whole_round_tells_each_person_exactly_once(case, koko):
    version = filled(case.mandate.latest)
    assert not version.missing()
    round_ = factories.opened_round(case, by=koko)
    for seat in round_.seats.all():
        factories.answer(seat)
    people = set(OutgoingMail.objects.values_list("to_email", flat=True)) - {"gsvo@example.org"}
    assert len(people) >= 4
    assert all(sum(source is not None for source in told(person)) == 1 for person in people)


# --- each source -----------------------------------------------------------------------------------
def test_who_wrote_feedback_is_told_no_source_and_hears_it_when_somebody_enters_her(client, koko, gib):
    client.post(
        reverse("feedback"), {"kind": "other", "text": "Danke!", "email": "kai@example.org", "page": "/"}
    )
    assert told("kai@example.org") == [None]
    assert not FirstNotice.objects.exists()

    invite_advisors(
        factories.support_request(State.MANDATED, by=koko),
        by=gib,
        advisors=[factories.advisor(email="kai@example.org")],
    )
    assert told("kai@example.org") == [None, POOL]


def test_each_source_is_told_once(koko, gib):
    factories.funding_period()
    actions.submit(
        factories.support_request(by=koko, contact_name="Kai", contact_email="kai@example.org"), by=koko
    )
    factories.committee(members=1).members.update(email="kai@example.org")
    for _number in range(2):
        factories.opened_round(factories.support_request(State.CLARIFYING, by=koko), by=koko)

    assert told("kai@example.org") == [CONTACT, MEMBER, None]


def test_a_colleague_with_an_account_is_told_nothing_as_deputy(koko, colleague):
    factories.funding_period()
    actions.submit(
        factories.support_request(by=koko, deputy_email=colleague.email, deputy_name="Kim"), by=koko
    )

    assert told(colleague.email) == []


# --- the welcome -------------------------------------------------------------------------------------
@pytest.fixture
def morning(monkeypatch, settings):
    """Run the reminders so many days from now, as if on a working day."""
    monkeypatch.setattr(run, "is_workday", lambda day: True)
    settings.REMIND_FROM_HOUR = 0
    now = timezone.now

    def comes(days):
        with monkeypatch.context() as context:
            context.setattr(timezone, "now", lambda: now() + dt.timedelta(days=days))
            run.remind()

    return comes


def welcomed():
    kinds = ("offices/committee_welcome", "advisors/pool_welcome")
    return sorted(OutgoingMail.objects.filter(kind__in=kinds).values_list("to_email", flat=True))


def test_who_was_entered_is_told_within_a_fortnight_and_once(morning):
    members = factories.committee(members=2).members
    advisor = factories.advisor()
    everybody = sorted([*members.values_list("email", flat=True), advisor.email])

    morning(1)
    assert welcomed() == []
    for days in (8, 9, 30):
        morning(days)
        assert welcomed() == everybody
    assert [told(address) for address in everybody] == [[POOL], [MEMBER], [MEMBER]]
    assert all(is_whole(address) for address in everybody)


def test_whom_a_first_mail_told_gets_no_welcome(morning, koko, gib):
    case = factories.support_request(State.CLARIFYING, by=koko)
    factories.opened_round(case, by=koko)
    factories.invited(gib)

    morning(8)

    assert welcomed() == []


def test_another_person_in_a_members_place_is_welcomed_as_well(morning, koko):
    member = factories.committee(members=1).members.get()
    morning(8)
    type(member).objects.filter(pk=member.pk).update(name="Nele Neu", email="nele@example.org")

    morning(9)

    assert welcomed() == ["mitglied1.05711@example.org", "nele@example.org"]


def test_who_left_before_is_not_written_to(morning):
    factories.committee(members=1).members.update(left_at=timezone.now())
    factories.advisor(left_at=timezone.now())

    morning(8)

    assert welcomed() == []


def test_the_way_over_days_off_is_within_a_fortnight(settings):
    entered = dt.date(2026, 12, 17)  # a Thursday before Christmas

    due = entered + dt.timedelta(days=settings.WELCOME_AFTER_DAYS)
    while not is_workday(due):
        due += dt.timedelta(days=1)

    assert (due - entered).days <= 14
