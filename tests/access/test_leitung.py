"""Leitung keeps the staff's accounts and cannot make herself, or anybody, more than Leitung."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from gsvo.accounts.models import User
from tests import factories
from tests.access import forge, page_forms
from tests.access.db_guard import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

POWERS = ("is_superuser", "is_staff", "is_active", "password")


def powers():
    """Who may what, of everybody."""
    return {
        user.email: (
            *(getattr(user, name) for name in POWERS),
            sorted(user.groups.values_list("name", flat=True)),
            user.user_permissions.count(),
        )
        for user in User.objects.all()
    }


def more():
    """Everything that somebody might send along to become more."""
    return forge.forged(User) | {
        "is_superuser": "on",
        "is_staff": "on",
        "user_permissions": [str(pk) for pk in Permission.objects.values_list("pk", flat=True)[:5]],
        "password": "laterne-kork-neun-seil",
        "password1": "laterne-kork-neun-seil",
        "password2": "laterne-kork-neun-seil",
        "_popup": "1",
        "_to_field": "id",
    }


def typed(person, *groups, **changes):
    return {
        "email": person.email,
        "name": person.name,
        "phone": "",
        "is_active": "on",
        "groups": [Group.objects.get(name=name).pk for name in groups],
        **changes,
    }


@pytest.fixture
def technik(db):
    group = Group.objects.create(name="Technik")
    group.permissions.set(Permission.objects.all())
    return group


@pytest.fixture
def second(db):
    return factories.staff("Leitung", email="zweite.leitung@example.org")


@pytest.fixture
def browser(client, leitung):
    client.force_login(leitung)
    return client


def page_and(browser, url, data):
    """The form as the page gives it, hidden fields included, with `data` typed into it."""
    forms = page_forms.forms_of(browser.get(url).content.decode(), url)
    given = {name: value for form in forms for name, value in page_forms.filled(form).items()}
    return {name: value for name, value in given.items() if name not in data} | data


def change(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


@pytest.mark.parametrize("groups", [["Leitung"], ["Leitung", "Sachbearbeitung", "Controlling"], []])
def test_the_own_account_stays_as_it_is(browser, leitung, groups):
    before = powers()
    for data in (typed(leitung, *groups), typed(leitung, *groups) | more()):
        assert browser.post(change(leitung), data).status_code == 403
    assert powers() == before


def test_a_superuser_and_people_of_offices_are_not_there(browser, admin_user, koko, advisor_user):
    before = powers()
    for person in (admin_user, koko, advisor_user):
        for url in (change(person), reverse("admin:accounts_user_delete", args=[person.pk])):
            answer = browser.post(url, typed(person, "Leitung") | more() | {"post": "yes"})
            missing = browser.post(url.replace(str(person.pk), "99999999"), {"post": "yes"})
            assert (answer.status_code, answer.url if answer.status_code == 302 else "") == (
                missing.status_code,
                missing.url if missing.status_code == 302 else "",
            )
    assert powers() == before


def test_whatever_is_sent_along_gives_a_colleague_no_more_than_the_three_groups(
    browser, gib, second, technik
):
    for person in (gib, second):
        before = powers()
        sent = more() | typed(person, "Controlling", "Leitung")
        del sent["_popup"]
        browser.post(change(person), page_and(browser, change(person), sent))
        allowed = (*before[person.email][:4], ["Controlling", "Leitung"], 0)
        assert powers() == before | {person.email: allowed}


def test_a_group_above_the_three_is_refused(browser, gib, technik):
    before = powers()
    sent = more() | typed(gib, "Sachbearbeitung", "Technik")
    answer = browser.post(change(gib), page_and(browser, change(gib), sent))
    assert answer.status_code == 200
    assert powers() == before


def test_a_new_person_is_staff_without_password_and_never_a_superuser(browser, technik):
    before = powers()
    sent = more() | {"email": "neu@example.org", "name": "Neu", "is_active": "on"}
    sent["groups"] = [Group.objects.get(name="Sachbearbeitung").pk]
    browser.post(reverse("admin:accounts_user_add"), sent)

    new = User.objects.get(email="neu@example.org")
    assert (new.is_superuser, new.has_usable_password(), new.user_permissions.count()) == (False, False, 0)
    assert {email: power for email, power in powers().items() if email != new.email} == before


def test_an_account_of_an_office_is_not_turned_into_staff_by_its_address(browser, koko, admin_user):
    before = powers()
    for person in (koko, admin_user):
        browser.post(
            reverse("admin:accounts_user_add"), typed(person, "Leitung") | more() | {"email": person.email}
        )
    assert powers() == before


def bulk(person):
    """What a list with editable rows, actions and inlines would listen to."""
    row = {"id": str(person.pk), "is_superuser": "on", "is_staff": "on", "is_active": "on", "groups": "1"}
    formset = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-MIN_NUM_FORMS": "0", "_save": "1"}
    inlines = {
        f"{prefix}-{name}": value
        for prefix in ("User_groups", "groups", "User_user_permissions", "memberships", "authenticator_set")
        for name, value in {
            "TOTAL_FORMS": "1",
            "INITIAL_FORMS": "0",
            "0-group": "1",
            "0-user": str(person.pk),
        }.items()
    }
    action = {"action": "delete_selected", "_selected_action": [str(person.pk)], "index": "0", "post": "yes"}
    return [
        formset | {f"form-0-{name}": value for name, value in row.items()},
        action,
        action | formset,
        inlines,
    ]


def test_lists_actions_and_inlines_listen_to_nothing(browser, leitung, gib, admin_user, technik):
    before = powers()
    for person in (leitung, gib, admin_user):
        for data in bulk(person):
            for query in ("", "?_popup=1&_to_field=id", "?is_superuser__exact=1"):
                with undone():
                    browser.post(reverse("admin:accounts_user_changelist") + query, data)
                    assert powers() == before
                with undone():
                    browser.post(
                        change(person) + query, typed(person, "Leitung", is_active="") | data | more()
                    )
                    after = powers()
                    assert after[leitung.email] == before[leitung.email]
                    assert after[admin_user.email] == before[admin_user.email]
                    assert after[gib.email][:2] == before[gib.email][:2]
                    assert after[gib.email][3] == before[gib.email][3]


def test_no_page_of_somebody_makes_somebody_new(browser, gib, admin_user):
    before = powers()
    for person in (gib, admin_user):
        sent = typed(person, "Leitung", email="neu@example.org") | {"_saveasnew": "1"}
        for query in ("", "?_popup=1&_to_field=id"):
            assert browser.post(change(person) + query, sent).status_code == 403
    assert powers() == before


def test_groups_and_rights_are_no_matter_of_leitung(browser, technik):
    group = Group.objects.get(name="Leitung")
    before = group.permissions.count()
    sent = {
        "name": "Leitung",
        "permissions": [str(pk) for pk in Permission.objects.values_list("pk", flat=True)],
    }
    for name, args in (("add", []), ("change", [group.pk]), ("delete", [group.pk]), ("changelist", [])):
        url = reverse(f"admin:auth_group_{name}", args=args)
        assert browser.get(url).status_code == 403
        assert browser.post(url, sent | {"post": "yes"}).status_code == 403
    assert (Group.objects.count(), group.permissions.count()) == (4, before)


@pytest.mark.parametrize("is_active", [True, False])
def test_whoever_may_more_keeps_address_groups_and_second_factor(browser, gib, technik, is_active):
    """Another address and a new password would open the account; a resting one could be woken first."""
    gib.groups.add(technik)
    User.objects.filter(pk=gib.pk).update(is_active=is_active)
    before = powers()
    assert browser.post(change(gib), typed(gib, "Leitung", email="mein@example.org")).status_code == 403
    assert browser.post(reverse("admin:accounts_reset_factor", args=[gib.pk])).status_code == 403
    assert powers() == before


def test_a_group_that_is_not_offered_stays(browser, gib):
    gib.groups.add(Group.objects.create(name="Beobachtung"))
    browser.post(change(gib), page_and(browser, change(gib), typed(gib, "Controlling")))
    assert sorted(gib.groups.values_list("name", flat=True)) == ["Beobachtung", "Controlling"]


@pytest.mark.parametrize("path", ["password/", "1/password/", "change/password/"])
def test_there_is_no_page_for_somebody_elses_password(browser, gib, path):
    before = powers()
    url = reverse("admin:accounts_user_changelist") + path.replace("1", str(gib.pk))
    answer = browser.post(url, {"password1": "laterne-kork-neun-seil", "password2": "laterne-kork-neun-seil"})
    assert answer.status_code in (302, 403, 404)
    assert powers() == before


def test_who_lost_leitung_has_lost_it_with_the_next_click(browser, leitung, second):
    leitung.groups.clear()
    before = powers()
    assert browser.post(change(second), typed(second, "Controlling")).status_code == 403
    assert powers() == before
