"""One act for a new address of an account, whoever's it is."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from gsvo.accounts.actions import send_password_link
from gsvo.accounts.email_changes import (
    AddressTaken,
    change_login_address,
    login_address_changed,
    login_address_changes,
)
from gsvo.accounts.models import AddressChange, User
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db
OLD, NEW = "alt@stadt.example", "neu@stadt.example"


@pytest.fixture
def leitung():
    return factories.staff("Leitung")


def mails_to(address):
    return list(OutgoingMail.objects.filter(to_email=address).values_list("kind", flat=True))


@pytest.mark.parametrize("kind", ["coordinator", "advisor", "staff"])
def test_a_new_address_ends_what_the_former_one_opened(kind, leitung, client):
    person = {
        "coordinator": lambda: factories.member(email=OLD),
        "advisor": lambda: factories.advisor(email=OLD, account=True).user,
        "staff": lambda: factories.staff("Controlling", email=OLD),
    }[kind]()
    client.force_login(person)
    send_password_link(OLD)
    change_login_address(person, NEW, by=leitung)
    assert User.objects.get(pk=person.pk).email == NEW
    assert client.get(reverse("accounts:account")).status_code == 302, "the session of before is over"
    assert not Link.objects.to(person, "password").usable().filter(email=OLD).exists()
    assert Link.objects.to(person, "password").usable().filter(email=NEW).exists(), "the awaited link moved"


def test_both_mailboxes_hear_of_it_and_who_did_it(leitung):
    person = factories.member(email=OLD)
    change_login_address(person, " NEU@stadt.example ", by=leitung)
    assert mails_to(OLD) == ["accounts/address_replaced"]
    assert mails_to(NEW) == ["accounts/address_entered"]
    former, new = (OutgoingMail.objects.get(to_email=address) for address in (OLD, NEW))
    for mail, other in ((former, NEW), (new, OLD)):
        assert leitung.name in mail.text, "who"
        assert "Stimmt das nicht?" in mail.text, "what to do"
        assert other not in mail.text, "another person may read it"


def test_the_record_keeps_what_stood_there_before(leitung):
    person = factories.member(email=OLD)
    change = change_login_address(person, NEW, by=leitung)
    assert (change.former_email, change.email, change.by_user) == (OLD, NEW, leitung)
    assert list(AddressChange.objects.of(person)) == [change]
    entry = LogEntry.objects.get(object_id=str(person.pk))
    assert OLD in entry.change_message
    assert NEW in entry.change_message


def test_a_password_of_before_opens_nothing_where_somebody_else_changed_the_address(leitung):
    person = factories.member(email=OLD)
    change_login_address(person, NEW, by=leitung)
    assert not User.objects.get(pk=person.pk).has_usable_password()


def test_whoever_changes_the_own_address_keeps_the_password():
    person = factories.member(email=OLD)
    change_login_address(person, NEW, by=person)
    assert User.objects.get(pk=person.pk).check_password(factories.PASSWORD)


def test_an_address_that_another_account_has_is_refused_whatever_its_case(leitung):
    factories.member(email=NEW)
    person = factories.member(email=OLD)
    with pytest.raises(AddressTaken):
        change_login_address(person, NEW.upper(), by=leitung)
    assert User.objects.get(pk=person.pk).email == OLD
    assert not AddressChange.objects.exists()


def test_nobody_changes_the_address_of_somebody_who_may_more():
    above = factories.staff("Leitung")
    with pytest.raises(PermissionDenied):
        change_login_address(above, NEW, by=factories.staff("Sachbearbeitung"))


def test_the_same_address_again_is_no_change(leitung):
    person = factories.member(email=OLD)
    assert change_login_address(person, OLD.upper(), by=leitung) is None
    assert not mails_to(OLD)


def test_higher_apps_lock_before_and_follow_after(leitung):
    seen = []

    def before(user, email, **_):
        seen.append(("before", User.objects.get(pk=user.pk).email, email))

    def after(user, change, **_):
        seen.append(("after", user.email, change.former_email))

    login_address_changes.connect(before)
    login_address_changed.connect(after)
    try:
        change_login_address(factories.member(email=OLD), NEW, by=leitung)
    finally:
        login_address_changes.disconnect(before)
        login_address_changed.disconnect(after)
    assert seen == [("before", OLD, NEW), ("after", NEW, OLD)]
