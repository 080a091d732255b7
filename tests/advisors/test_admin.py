"""The pool in the workplace: days instead of quarters, accounts, fresh links, no silent overwriting."""

import pytest
from django.urls import reverse

from advisors import actions
from advisors.models import Advisor, Invitation, Preference
from gsvo.outbox.models import OutgoingMail
from requests import timeline
from requests.workflow import State, WaitingOn
from tests import factories
from tests.helpers.admin_forms import save
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db
ADD = reverse("admin:advisors_advisor_add")
LIST = reverse("admin:advisors_advisor_changelist")


def _change(advisor):
    return reverse("admin:advisors_advisor_change", args=[advisor.pk])


def _fields(**changes):
    return {
        "name": "Maxi Müller",
        "email": "maxi@example.net",
        "mode": "mixed",
        "quarters_per_period": "20,5",
    } | changes


@pytest.mark.parametrize("who", ["gib", "leitung"])
def test_staff_add_somebody_in_days_and_with_an_account(client, request, who):
    client.force_login(request.getfixturevalue(who))

    client.post(ADD, _fields())

    advisor = Advisor.objects.get()
    assert advisor.quarters_per_period == 82
    assert advisor.user.email == "maxi@example.net"
    assert not advisor.user.has_usable_password()


def test_the_form_shows_days(client, gib):
    client.force_login(gib)

    page = client.get(_change(factories.advisor(quarters_per_period=82))).content.decode()

    assert 'value="20,5"' in page


def test_an_address_belongs_to_one_person(client, gib):
    factories.advisor(email="Maxi@example.net", account=True)
    client.force_login(gib)

    response = client.post(ADD, _fields())

    assert response.status_code == 200
    assert Advisor.objects.count() == 1


def test_a_new_address_gets_a_fresh_link_and_the_old_one_dies(client, gib):
    advisor = factories.advisor(name="Maxi Müller")
    invitation = factories.invited(gib, [advisor]).invitations.get()
    old = factories.invitation_link(invitation)
    client.force_login(gib)

    save(client, _change(advisor), _fields(email="neu@example.net"))

    old.refresh_from_db()
    assert not old.is_usable
    assert factories.invitation_link(invitation).email == "neu@example.net"
    assert OutgoingMail.objects.filter(kind="advisors/invitation").latest("pk").to_email == "neu@example.net"


def test_the_slower_of_two_overwrites_nothing(client, gib):
    advisor = factories.advisor()
    client.force_login(gib)
    fingerprint = client.get(_change(advisor)).context["adminform"].form.fingerprint()
    client.post(_change(advisor), _fields(name="Erste", revision=fingerprint))

    response = client.post(_change(advisor), _fields(name="Zweite", revision=fingerprint))
    now = response.context["adminform"].form.fingerprint()
    again = client.post(_change(advisor), _fields(name="Zweite", revision=now))

    assert "<dt>Name</dt><dd>Erste</dd>" in compact(response.content.decode())
    assert again.status_code == 302
    assert Advisor.objects.get().name == "Zweite"


def test_a_tick_takes_somebody_out_of_the_pool_and_back(client, gib):
    advisor = factories.advisor()
    client.force_login(gib)

    save(client, _change(advisor), _fields(has_left="on"))
    assert not Advisor.objects.in_pool().exists()
    save(client, _change(advisor), _fields())
    assert Advisor.objects.in_pool().exists()


def test_whoever_leaves_the_pool_is_waited_for_no_longer(client, gib):
    leaving, following = factories.advisor(name="Maxi Müller"), factories.advisor(name="Bo Beratung")
    case = factories.invited(gib, [leaving, following])
    first, second = case.invitations.order_by("position")
    link = factories.invitation_link(first)
    client.force_login(gib)

    save(client, _change(leaving), _fields(has_left="on"))

    first.refresh_from_db()
    second.refresh_from_db()
    case.refresh_from_db()
    assert (first.state, second.state) == (Invitation.State.SKIPPED, Invitation.State.OPEN)
    event = case.events.get(act="leave_pool")
    assert (event.by_user, event.by_role) == (gib, "casework")
    assert "Maxi Müller ist nicht mehr im Pool." in timeline.sentence(event, for_staff=True)
    assert (case.state, case.waiting_on) == (State.MATCHING, WaitingOn.ADVISOR)
    client.get(link.url())
    assert client.get(link.page_url()).status_code == 410


def test_staff_search_as_offices_do(client, gib):
    factories.advisor(name="Maxi Müller")
    factories.advisor(name="Ada Lang")
    client.force_login(gib)

    page = client.get(LIST, {"q": "MULLER"}).content.decode()

    assert "Maxi Müller" in page
    assert "Ada Lang" not in page


def test_controlling_reads_and_changes_nothing(client, controlling):
    advisor = factories.advisor(quarters_per_period=82)
    client.force_login(controlling)

    page = client.get(_change(advisor))

    assert "20,5 Tage" in page.content.decode()
    assert client.post(_change(advisor), _fields()).status_code == 403
    assert client.post(ADD, _fields()).status_code == 403


@pytest.mark.parametrize("model", ["invitation", "engagement", "assignment", "preference"])
def test_what_acts_write_can_only_be_read(client, admin_user, model):
    support_request = factories.support_request(State.ENGAGED)
    advisor = support_request.engagement.advisor
    support_request.preferences.create(advisor=advisor, kind="wish")
    records = {
        "invitation": support_request.invitations.get(),
        "engagement": support_request.engagement,
        "assignment": support_request.engagement.assignments.get(),
        "preference": support_request.preferences.get(),
    }
    client.force_login(admin_user)
    change = reverse(f"admin:advisors_{model}_change", args=[records[model].pk])

    assert client.get(reverse(f"admin:advisors_{model}_changelist")).status_code == 200
    assert client.get(change).status_code == 200
    assert client.post(change, {}).status_code == 403
    assert client.get(reverse(f"admin:advisors_{model}_add")).status_code == 403


def test_whom_a_draft_wishes_for_is_still_the_offices_own(client, gib, koko):
    factories.funding_period()
    for state in (State.DRAFT, State.SUBMITTED):
        Preference.objects.create(
            support_request=factories.support_request(state, by=koko),
            advisor=factories.advisor(),
            kind="wish",
        )
    client.force_login(gib)

    response = client.get(reverse("admin:advisors_preference_changelist"))

    assert [row.support_request.state for row in response.context["cl"].result_list] == [State.SUBMITTED]


def said_before_saving(client, person, advisor=None):
    client.force_login(person)
    name = "admin:advisors_advisor_change" if advisor else "admin:advisors_advisor_add"
    form = client.get(reverse(name, args=[advisor.pk] if advisor else [])).context["adminform"].form
    return {name: str(form.fields[name].help_text) for name in ("name", "email", "has_left")}


def test_the_form_says_before_saving_which_mails_a_change_sends(client, gib):
    advisor = factories.advisor()
    quiet = said_before_saving(client, gib, advisor)
    factories.invited(gib, [advisor])
    asked = said_before_saving(client, gib, advisor)

    assert "an die alte und an die neue" in quiet["email"]
    assert "noch einmal" not in quiet["email"]
    assert quiet["name"] == ""
    assert "Die offene Einladung geht dann noch einmal hinaus." in asked["email"]
    assert "löst eine Mail" in asked["name"]
    assert "eine Mail an die nächste" in asked["has_left"]


def test_what_the_form_says_is_what_goes_out(client, gib):
    advisor, following = factories.advisor(), factories.advisor()
    factories.invited(gib, [advisor, following])
    OutgoingMail.objects.all().delete()

    actions.change_address(advisor, "neu@example.net", by=gib)

    kinds = sorted(OutgoingMail.objects.values_list("kind", flat=True))
    assert kinds == ["accounts/address_entered", "accounts/address_replaced", "advisors/invitation"]


def test_for_somebody_new_the_form_says_that_a_mail_follows(client, gib):
    assert "woher wir die Adresse haben" in said_before_saving(client, gib)["email"]
