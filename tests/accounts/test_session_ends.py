"""Who leaves is out everywhere at the next click; who loses a role, out of what it opened."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors.models import Advisor
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices.models import Membership, Role
from tests import factories

pytestmark = pytest.mark.django_db
ACCOUNT = "/konto/"
PEOPLE = "/konto/stelle/05711/"


def browsers(user, count=3):
    """Browsers in which somebody is logged in."""
    found = [Client() for _number in range(count)]
    for browser in found:
        browser.force_login(user)
        assert browser.get(ACCOUNT).status_code == 200
    return found


def are_out(found):
    return [browser.get(ACCOUNT).status_code for browser in found] == [302] * len(found)


# --- out everywhere ------------------------------------------------------------------------------
def test_an_account_that_leitung_closes_is_out_everywhere_and_stays_out(client, leitung, gib):
    found = browsers(gib)
    link = Link.objects.issue("password", gib, email=gib.email)
    client.force_login(leitung)
    client.post(reverse("admin:accounts_act", args=[gib.pk, "sperren"]))
    gib.refresh_from_db()
    assert not gib.is_active
    assert are_out(found)
    link.refresh_from_db()
    assert not link.is_usable

    type(gib).objects.filter(pk=gib.pk).update(is_active=True)
    assert are_out(found)


def test_who_leaves_an_office_is_out_everywhere(koko, colleague):
    found = browsers(colleague)
    offices.leave(Membership.objects.get(user=colleague), by=koko)
    assert are_out(found)


def test_who_leaves_alone_stays_in_this_browser_to_be_told(colleague, koko):
    here, *elsewhere = browsers(colleague)
    page = reverse("offices:leave", args=["05711", Membership.objects.get(user=colleague).pk])
    assert "Sie gehören nicht mehr zur Stelle" in here.post(page, follow=True).content.decode()
    assert here.get(PEOPLE).status_code == 404
    assert are_out(elsewhere)


def test_a_new_password_ends_all_sessions(koko):
    from gsvo.accounts.actions import set_password

    found = browsers(koko)
    set_password(koko, "ein ganz neues Passwort")
    assert are_out(found)


def test_ending_all_sessions_touches_nobody_else(koko, colleague):
    found, others = browsers(koko), browsers(colleague)
    koko.end_sessions()
    assert are_out(found)
    assert not are_out(others)


def test_one_can_come_in_again_at_once(koko):
    koko.end_sessions()
    assert not are_out(browsers(koko, 1))


def test_who_leaves_the_pool_is_out_everywhere(client, gib, advisor_user):
    found = browsers(advisor_user)
    client.force_login(gib)
    page = reverse("admin:advisors_advisor_change", args=[advisor_user.advisor.pk])
    form = client.get(page).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    answer = client.post(page, {**data, "has_left": "on"})
    assert answer.status_code == 302, answer.context["errors"]
    assert Advisor.objects.get(user=advisor_user).left_at is not None
    assert are_out(found)


def test_a_name_that_is_saved_meanwhile_brings_no_session_back(koko):
    """The form of one's own account writes its own fields, not the account as it was when it was read."""
    from gsvo.accounts.forms import AccountForm
    from gsvo.accounts.models import User

    found = browsers(koko)
    stale = User.objects.get(pk=koko.pk)
    koko.end_sessions()
    form = AccountForm({"name": "Neu", "phone": ""}, instance=stale)
    assert form.is_valid()
    form.save()
    assert are_out(found)


# --- a role that is lost -------------------------------------------------------------------------
def leaves_group(user):
    user.groups.clear()


def changes_group(user):
    user.groups.set([Group.objects.get(name="Controlling")])


def is_no_staff(user):
    type(user).objects.filter(pk=user.pk).update(is_staff=False)


def is_no_superuser(user):
    type(user).objects.filter(pk=user.pk).update(is_superuser=False)


def becomes(role):
    def change(user):
        Membership.objects.filter(user=user).update(role=role)

    return change


def left(user):
    Membership.objects.filter(user=user).update(left_at=timezone.now())


def is_inactive(user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


LOSSES = {
    "lead becomes member": ("koko", "/konto/stelle/05711/einladen/", becomes(Role.MEMBER), 403),
    "lead becomes reader": ("koko", "/konto/stelle/05711/einladen/", becomes(Role.READER), 403),
    "member becomes reader": ("colleague", reverse("requests:new"), becomes(Role.READER), 403),
    "member leaves": ("colleague", PEOPLE, left, 404),
    "reader leaves": ("reader", PEOPLE, left, 404),
    "member's account is closed": ("colleague", PEOPLE, is_inactive, 302),
    "Leitung leaves her group": ("leitung", "/admin/accounts/user/", leaves_group, 403),
    "Leitung becomes Controlling": ("leitung", "/admin/accounts/user/", changes_group, 403),
    "Sachbearbeitung leaves the group": ("gib", "/admin/advisors/advisor/", leaves_group, 403),
    "Sachbearbeitung leaves the G.I.B.": ("gib", "/admin/", is_no_staff, 404),
    "Controlling leaves the G.I.B.": ("controlling", "/admin/", is_no_staff, 404),
    "the superuser is one no more": ("admin_user", "/admin/alles/", is_no_superuser, 403),
    "the superuser leaves the G.I.B.": ("admin_user", "/admin/alles/", is_no_staff, 404),
    "an advisor's account is closed": ("advisor_user", "/begleitungen/", is_inactive, 302),
}


@pytest.mark.parametrize("name", LOSSES)
def test_the_next_click_after_a_lost_role_fails(request, koko, name):
    who, page, loss, expected = LOSSES[name]
    factories.office(factories.BIELEFELD)
    user = request.getfixturevalue(who)
    found = [Client(), Client(), Client()]
    for browser in found:
        browser.force_login(user)
        assert browser.get(page).status_code == 200
    loss(user)
    assert [browser.get(page).status_code for browser in found] == [expected] * 3
