"""One address per person of the pool: mails, links and login move together, and both mailboxes are told."""

import pytest
from django.urls import reverse

from advisors import actions
from advisors.models import Advisor
from gsvo.accounts.email_changes import change_login_address
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests import timeline
from requests.workflow import State
from tests import factories
from tests.helpers.admin_forms import save

pytestmark = pytest.mark.django_db
OLD, NEW = "alt@beratung.example", "neu@beratung.example"


def fields(**changes):
    return {"name": "Maxi Müller", "email": OLD, "mode": "mixed", "quarters_per_period": "20"} | changes


def change_url(advisor):
    return reverse("admin:advisors_advisor_change", args=[advisor.pk])


@pytest.fixture
def advisor():
    return factories.advisor(name="Maxi Müller", email=OLD, account=True)


def test_the_login_moves_with_the_address_of_the_mails(client, gib, advisor):
    client.force_login(advisor.user)
    staff = type(client)()
    staff.force_login(gib)

    save(staff, change_url(advisor), fields(email="NEU@beratung.example"))

    advisor = Advisor.objects.get(pk=advisor.pk)
    assert (advisor.email, advisor.user.email) == (NEW, NEW)
    assert client.get(reverse("advisors:engagements")).status_code == 302, "the session of before is over"
    assert not User.objects.filter(email=OLD).exists(), "no code goes to the former mailbox"
    assert OutgoingMail.objects.filter(to_email=OLD, kind="accounts/address_replaced").count() == 1
    assert OutgoingMail.objects.filter(to_email=NEW, kind="accounts/address_entered").count() == 1


def test_the_mails_move_with_the_login(leitung, advisor):
    change_login_address(advisor.user, NEW, by=leitung)
    assert Advisor.objects.get(pk=advisor.pk).email == NEW


def test_an_advisor_and_her_account_cannot_be_stored_with_two_addresses(advisor):
    advisor.email = NEW
    with pytest.raises(ValueError, match="one address"):
        advisor.save()


def test_links_of_before_end_even_those_to_read_only(gib, advisor):
    declined = factories.invited(gib, [advisor, factories.advisor()]).invitations.get(position=1)
    actions.decline(declined, by=factories.invitation_link(declined))
    asked = factories.invited(gib, [advisor]).invitations.get()
    old = [factories.invitation_link(declined), factories.invitation_link(asked)]

    actions.change_address(advisor, NEW, by=gib)

    assert not Link.objects.filter(pk__in=[link.pk for link in old]).usable().exists()
    assert factories.invitation_link(asked).email == NEW


def test_a_change_while_an_invitation_is_open_stands_on_the_case_and_stays(client, gib, advisor):
    case = factories.invited(gib, [advisor])
    actions.change_address(advisor, NEW, by=gib)
    actions.change_address(advisor, OLD, by=gib)

    events = case.events.filter(act="advisor_changed").order_by("pk")
    assert len(events) == 2
    assert OLD not in str([event.data for event in events]), "an event holds no address"
    assert OLD in timeline.sentence(events[0], for_staff=True)
    assert OLD not in timeline.sentence(events[0])
    client.force_login(gib)
    page = client.get(reverse("admin:case", args=[case.oid])).content.decode()
    assert "Name oder Adresse am" in page


def test_another_name_at_the_same_address_is_told_while_something_is_open(client, gib, advisor):
    case = factories.invited(gib, [advisor])
    client.force_login(gib)
    save(client, change_url(advisor), fields(name="Bo Beratung"))
    assert case.events.filter(act="advisor_changed").exists()
    assert OutgoingMail.objects.filter(to_email=OLD, kind="accounts/entry_changed").exists()


def test_whoever_advises_is_noted_on_the_running_case(gib):
    case = factories.support_request(State.ENGAGED)
    actions.change_address(case.engagement.advisor, NEW, by=gib)
    assert case.events.filter(act="advisor_changed").exists()


def test_nobody_takes_over_an_account_that_may_more_by_the_pool(client, gib, advisor):
    advisor.user.is_staff = advisor.user.is_superuser = True
    advisor.user.save()
    client.force_login(gib)

    response = save(client, change_url(advisor), fields(email=NEW))

    assert response.status_code == 200
    assert "darf mehr als Sie" in response.content.decode()
    assert Advisor.objects.get(pk=advisor.pk).email == OLD


def test_an_address_of_another_account_is_refused_at_the_field(client, gib, advisor):
    factories.member(email=NEW)
    client.force_login(gib)
    response = save(client, change_url(advisor), fields(email=NEW))
    assert response.status_code == 200
    assert "hat schon ein anderes Konto" in response.content.decode()


def test_a_change_while_somebody_waits_in_the_order_is_marked_as_well(gib):
    first, second = factories.advisor(), factories.advisor(name="Wanda Wartet", email=OLD, account=True)
    case = factories.invited(gib, [first, second])
    actions.change_address(second, NEW, by=gib)
    invitation = case.invitations.get(advisor=first)
    actions.decline(invitation, by=factories.invitation_link(invitation))

    invitation = case.invitations.get(advisor=second)
    assert invitation.address_changed_at
    assert factories.invitation_link(invitation).email == NEW
    assert case.events.filter(act="advisor_changed").count() == 1


@pytest.mark.parametrize("account", [True, False])
def test_a_new_name_and_address_at_once_leave_both_former_ones_on_record(client, gib, account):
    advisor = factories.advisor(name="Anna Alt", email=OLD, account=account)
    case = factories.invited(gib, [advisor])
    client.force_login(gib)

    save(client, change_url(advisor), fields(name="Nina Neu", email=NEW))

    told = " ".join(timeline.sentence(event, for_staff=True) for event in case.events.all())
    for words in ("Anna Alt", "Nina Neu", OLD, NEW):
        assert words in told, words
    assert OutgoingMail.objects.filter(to_email=OLD, kind="accounts/address_replaced").count() == 1
