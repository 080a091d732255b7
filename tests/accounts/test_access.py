"""Staff stop the access of anybody below them, open it again, and log people out: one act each, on record."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import reverse

from advisors.models import Advisor, Invitation
from gsvo.accounts import access
from gsvo.accounts.actions import send_login_code, send_password_link
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices.models import Membership, Role
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.outbox.rendering import encrypt_code
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
FIND = reverse("admin:accounts_find")


def page_of(user):
    return reverse("admin:accounts_access", args=[user.pk])


def act(user, slug):
    return reverse("admin:accounts_act", args=[user.pk, slug])


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    assert browser.get("/konto/").status_code == 200
    return browser


def is_in(browser):
    return browser.get("/konto/").status_code == 200


def mails(user, kind):
    return OutgoingMail.objects.filter(to_email=user.email, kind=f"accounts/{kind}")


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("gib", "koko"),
        ("gib", "advisor_user"),
        ("leitung", "koko"),
        ("leitung", "gib"),
        ("leitung", "controlling"),
        ("admin_user", "leitung"),
        ("admin_user", "koko"),
    ],
)
def test_whoever_stands_above_stops_an_account_and_opens_it_again(client, request, who, whose):
    by, user = request.getfixturevalue(who), request.getfixturevalue(whose)
    open_tab = browser_of(user)
    client.force_login(by)
    assert client.post(FIND, {"email": user.email.upper()}).url == page_of(user)
    assert act(user, "sperren") in client.get(page_of(user)).content.decode()
    assert user.email in client.get(act(user, "sperren")).content.decode()
    assert client.post(act(user, "sperren")).url == page_of(user)
    assert not is_in(open_tab)
    late = open_tab.post("/konto/", {"name": "Noch da"})  # nobody comes back for it: shown to copy
    assert (late.status_code, "Noch da" in late.content.decode()) == (403, True)
    assert not User.objects.get(pk=user.pk).is_active
    assert mails(user, "access_stopped").count() == 1
    assert act(user, "sperren") not in client.get(page_of(user)).content.decode()

    client.post(act(user, "oeffnen"))
    assert User.objects.get(pk=user.pk).is_active
    assert not is_in(open_tab)
    assert is_in(browser_of(User.objects.get(pk=user.pk)))
    assert mails(user, "access_reopened").count() == 1
    entries = LogEntry.objects.order_by("pk")
    assert [(entry.user, entry.object_id, entry.change_message) for entry in entries] == [
        (by, str(user.pk), "Zugang gesperrt"),
        (by, str(user.pk), "Zugang wieder geöffnet"),
    ]
    assert "Zugang gesperrt" in client.get(page_of(user)).content.decode()


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("gib", "gib"),
        ("gib", "leitung"),
        ("gib", "controlling"),
        ("gib", "admin_user"),
        ("leitung", "leitung"),
        ("leitung", "admin_user"),
        ("admin_user", "admin_user"),
        ("controlling", "koko"),
    ],
)
@pytest.mark.parametrize("slug", ["sperren", "oeffnen", "abmelden", "anmeldeadresse"])
def test_nobody_acts_on_the_own_account_or_one_above(client, request, who, whose, slug):
    by, user = request.getfixturevalue(who), request.getfixturevalue(whose)
    client.force_login(by)
    before = User.objects.values().get(pk=user.pk)
    for answer in (
        client.get(page_of(user)),
        client.get(act(user, slug)),
        client.post(act(user, slug), {"email": "mein@example.org"}),
    ):
        assert answer.status_code == 403
    after = User.objects.values().get(pk=user.pk)
    assert before | {"last_login": None} == after | {"last_login": None}
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("who", ["koko", "advisor_user"])
def test_nobody_outside_the_gib_finds_these_pages(client, request, other_koko, who):
    client.force_login(request.getfixturevalue(who))
    for address in (FIND, page_of(other_koko), act(other_koko, "sperren")):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert User.objects.get(pk=other_koko.pk).is_active


def test_the_own_rights_do_not_grow_by_a_group_that_rests_on_a_stopped_account(leitung, gib, admin_user):
    """Whoever may more stays out of reach while the access is stopped."""
    admin_user.is_active = False
    admin_user.save()
    assert not access.may_act_on(admin_user, by=leitung)


# --- what ends -------------------------------------------------------------------------------------
def test_everything_in_the_persons_hands_ends(koko, gib, mailoutbox):
    office = factories.office(factories.BIELEFELD)
    sent = offices.invite(office, by=koko, email="neu@example.org", name="Nele Neu", role=Role.MEMBER)
    other = factories.office(factories.UNNA)
    received = offices.invite(other, by=gib, email=koko.email, name=koko.name, role=Role.LEAD)
    send_password_link(koko.email)
    send_login_code(koko.email, encrypt_code("1234-5678"))
    with transaction.atomic():
        queue_mail(Mail("accounts/factor_reset", to=koko))
    link = Link.objects.to(received).get()
    reading = Client()
    page = reading.get(link.url(), follow=True).redirect_chain[-1][0]

    access.stop(koko, by=gib)

    assert not Link.objects.usable().exists()
    assert reading.get(page).status_code == 410
    for invitation in (sent, received):
        invitation.refresh_from_db()
        assert invitation.withdrawn_at is not None
    waits = OutgoingMail.objects.filter(status=Status.QUEUED, link=None, to_email=koko.email)
    assert [mail.kind for mail in waits] == ["accounts/access_stopped"]
    assert not OutgoingMail.objects.exclude(secret="").exists()


@pytest.mark.parametrize("way", ["password", "code", "link"])
def test_a_stopped_person_comes_in_by_no_way(client, koko, gib, way):
    access.stop(koko, by=gib)
    if way == "password":
        client.post("/konto/login/", {"login": koko.email, "password": factories.PASSWORD})
    elif way == "code":
        client.post("/konto/login/code/", {"login": koko.email})
        assert not OutgoingMail.objects.filter(kind="accounts/login_code").exists()
    else:
        client.post("/konto/passwort-vergessen/", {"email": koko.email})
        assert not OutgoingMail.objects.filter(kind="accounts/password_link").exists()
    assert client.get("/konto/").status_code == 302


def test_a_stopped_advisor_is_asked_nothing_more_and_the_next_is(gib):
    first, second = factories.advisor(account=True), factories.advisor(account=True)
    case = factories.invited(gib, [first, second])
    link = Link.objects.to(case.invitations.get(advisor=first)).get()

    access.stop(first.user, by=gib)

    asked = Invitation.objects.get(state=Invitation.State.OPEN)
    assert asked.advisor == second
    assert not Link.objects.get(pk=link.pk).is_usable
    assert first not in Advisor.objects.in_pool()
    assert not Advisor.objects.get(pk=first.pk).is_in_pool
    access.reopen(first.user, by=gib)
    assert first in Advisor.objects.in_pool()


def test_an_advisor_without_account_stays_in_the_pool():
    advisor = factories.advisor()
    assert advisor in Advisor.objects.in_pool()
    assert advisor.is_in_pool


def test_ending_all_sessions_leaves_the_account_open(client, gib, koko):
    found = [browser_of(koko), browser_of(koko)]
    client.force_login(gib)
    client.post(act(koko, "abmelden"))
    assert [is_in(browser) for browser in found] == [False, False]
    assert is_in(browser_of(User.objects.get(pk=koko.pk)))
    assert mails(koko, "sessions_ended").count() == 1
    assert LogEntry.objects.get().change_message == "Alle Sitzungen beendet"


def test_stopping_twice_tells_once(client, gib, koko):
    assert access.stop(koko, by=gib)
    assert not access.stop(koko, by=gib)
    client.force_login(gib)
    assert client.post(act(koko, "sperren")).url == page_of(koko)
    assert mails(koko, "access_stopped").count() == 1


def test_an_act_that_does_not_exist_is_not_there(client, gib, koko):
    client.force_login(gib)
    assert client.get(act(koko, "zaubern")).status_code == 404


# --- the new address, for any account below --------------------------------------------------------
@pytest.mark.parametrize("whose", ["koko", "advisor_user"])
def test_sachbearbeitung_gives_people_of_offices_and_pool_a_new_login_address(client, gib, request, whose):
    user = request.getfixturevalue(whose)
    open_tab, former = browser_of(user), user.email
    client.force_login(gib)
    client.post(act(user, "anmeldeadresse"), {"email": "neu@stadt.example"})
    user.refresh_from_db()
    assert user.email == "neu@stadt.example"
    assert not is_in(open_tab)
    told = set(OutgoingMail.objects.values_list("to_email", flat=True))
    assert {former, "neu@stadt.example"} <= told
    message = LogEntry.objects.get().change_message
    assert former in message
    assert "neu@stadt.example" in message


def test_an_address_that_somebody_has_is_refused_at_the_field(client, gib, koko, other_koko):
    client.force_login(gib)
    answer = client.post(act(koko, "anmeldeadresse"), {"email": other_koko.email})
    assert list(answer.context["form"].errors) == ["email"]


# --- the same end for whoever leaves -----------------------------------------------------------------
def test_who_leaves_without_another_role_gets_no_waiting_mail(koko, colleague):
    send_password_link(colleague.email)
    with transaction.atomic():
        mail = queue_mail(Mail("accounts/factor_reset", to=colleague))
    offices.leave(Membership.objects.get(user=colleague), by=koko)
    mail.refresh_from_db()
    assert mail.status == Status.OBSOLETE
    assert not Link.objects.to(colleague).usable().exists()


def test_who_still_works_elsewhere_keeps_the_waiting_mails(koko, colleague):
    Membership.objects.create(office=factories.office(factories.UNNA), user=colleague, role=Role.MEMBER)
    with transaction.atomic():
        mail = queue_mail(Mail("accounts/factor_reset", to=colleague))
    offices.leave(Membership.objects.get(user=colleague, office__key=factories.BIELEFELD), by=koko)
    mail.refresh_from_db()
    assert mail.status == Status.QUEUED


def test_a_stopped_lead_is_no_recipient_of_the_case(koko, colleague, gib):
    case = factories.support_request(State.SUBMITTED, by=koko)
    access.stop(koko, by=gib)
    assert koko not in list(case.recipients())
