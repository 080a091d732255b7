"""Who comes into the workplace, and what staff may do there without the right to it."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from gsvo.accounts.models import User
from gsvo.outbox.models import OutgoingMail
from requests.models import Event, LedgerEntry, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    factories.funding_period()
    return factories.support_request(State.SUBMITTED, by=koko)


def addresses(case):
    return [
        reverse("admin:index"),
        reverse("admin:cases"),
        reverse("admin:case", args=[case.oid]),
        reverse("admin:act", args=[case.oid, "grant"]),
        reverse("admin:requests_fundingperiod_changelist"),
        reverse("admin:requests_event_changelist"),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:outbox_outgoingmail_changelist"),
        reverse("admin:all"),
    ]


def test_strangers_are_led_to_the_portals_login(client, case):
    for address in addresses(case):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("account_login")), address


@pytest.mark.parametrize("person", ["koko", "reader", "other_koko", "advisor_user"])
def test_whoever_is_not_staff_finds_nothing(client, case, person, request):
    client.force_login(request.getfixturevalue(person))
    for address in [*addresses(case), reverse("admin:login")]:
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address


def test_there_is_no_second_login(client, gib):
    response = client.post(
        reverse("admin:login"), {"username": gib.email, "password": factories.PASSWORD, "next": "/admin/"}
    )

    assert response.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_staff_who_log_in_already_go_on_to_the_workplace(client, gib):
    client.force_login(gib)

    assert client.get(reverse("admin:login")).url == reverse("admin:index")


def test_logging_out_and_passwords_are_the_portals(client, gib):
    client.force_login(gib)

    assert client.get(reverse("admin:password_change")).url == reverse("account_change_password")
    assert client.get(reverse("admin:password_change_done")).url == reverse("account_change_password")
    assert client.get(reverse("admin:logout")).url == reverse("home")
    assert "_auth_user_id" in client.session
    client.post(reverse("admin:logout"))
    assert "_auth_user_id" not in client.session


def test_staff_without_a_group_see_no_case(client, case):
    client.force_login(factories.user(is_staff=True))
    statuses = {client.get(address).status_code for address in addresses(case)[:-1]}

    assert statuses == {403}


def test_a_deactivated_person_is_out_with_the_next_click(client, gib):
    client.force_login(gib)
    assert client.get(reverse("admin:index")).status_code == 200
    User.objects.filter(pk=gib.pk).update(is_active=False)

    assert client.get(reverse("admin:index")).status_code == 302


def test_controlling_reads_everything_and_changes_nothing(client, controlling, case):
    client.force_login(controlling)
    start, cases, page, act, periods, events, accounts, post, tables = addresses(case)

    assert [client.get(url).status_code for url in (start, cases, page, periods, events, post)] == [200] * 6
    assert [client.get(url).status_code for url in (act, accounts, tables)] == [403] * 3
    assert client.post(act, {"quarters": "1", "revision": case.revision}).status_code == 403
    assert "<form" not in main_of(client.get(page))


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Leitung", "Controlling"])
def test_the_groups_come_by_migration_with_their_rights(group):
    granted = {
        f"{row.content_type.app_label}.{row.codename}"
        for row in Group.objects.get(name=group).permissions.select_related("content_type")
    }

    assert "requests.view_supportrequest" in granted
    assert ("requests.review_supportrequest" in granted) == (group != "Controlling")
    assert ("requests.lead_supportrequest" in granted) == (group == "Leitung")
    assert ("requests.change_fundingperiod" in granted) == (group == "Leitung")
    assert ("accounts.change_user" in granted) == (group == "Leitung")
    assert not any("delete_" in right for right in granted)
    if group == "Controlling":
        assert {right.partition(".")[2].partition("_")[0] for right in granted} == {"view"}


def test_permissions_from_the_migration_are_the_ones_that_django_knows(db):
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Permission

    before = Permission.objects.count()
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)

    assert Permission.objects.count() == before
    assert Permission.objects.get(codename="view_supportrequest").name == "Can view Anfrage"


# --- nothing of the record is edited or deleted -------------------------------------------------------
RECORD = ["requests_event", "requests_ledgerentry", "outbox_outgoingmail", "requests_supportrequest"]


@pytest.mark.parametrize("person", ["gib", "leitung", "admin_user"])
@pytest.mark.parametrize("table", RECORD)
def test_the_record_is_edited_from_no_page(client, case, person, table, request):
    client.force_login(request.getfixturevalue(person))
    event = case.events.get()
    forged = {"act": "grant", "reason": "x", "state": "completed", "status": "sent", "quarters": "99"}
    keys = {"requests_event": event.pk, "requests_supportrequest": case.pk}
    key = keys.get(table, 1)

    statuses = {
        client.post(reverse(f"admin:{table}_add"), forged).status_code,
        client.post(reverse(f"admin:{table}_change", args=[key]), forged).status_code,
        client.post(reverse(f"admin:{table}_delete", args=[key]), {"post": "yes"}).status_code,
        client.post(
            reverse(f"admin:{table}_changelist"),
            {"action": "delete_selected", "_selected_action": [str(key)], "post": "yes", "index": "0"},
        ).status_code,
        client.post(
            reverse(f"admin:{table}_changelist"),
            {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-act": "grant", "_save": "1"},
        ).status_code,
    }

    assert statuses <= {200, 302, 403, 404}
    event.refresh_from_db()
    case.refresh_from_db()
    assert (event.act, event.reason, case.state) == ("submit", "", State.SUBMITTED)
    assert (Event.objects.count(), LedgerEntry.objects.count(), SupportRequest.objects.count()) == (1, 0, 1)
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("person", ["gib", "leitung", "admin_user"])
def test_records_are_ended_but_not_deleted(client, person, controlling, request):
    client.force_login(request.getfixturevalue(person))
    records = [factories.funding_period(), factories.topic(), controlling]

    for record in records:
        url = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_delete", args=[record.pk])
        assert client.post(url, {"post": "yes"}).status_code == 403
        record.refresh_from_db()


def test_only_superusers_see_all_tables(client, leitung, admin_user):
    client.force_login(leitung)
    assert client.get(reverse("admin:all")).status_code == 403
    client.force_login(admin_user)
    assert client.get(reverse("admin:all")).status_code == 200


def test_nobody_counts_up_to_the_address_of_a_draft(client, gib, koko):
    draft = factories.support_request(State.DRAFT, by=koko)
    client.force_login(gib)

    for key in (draft.pk, draft.pk + 1):
        kind = ContentType.objects.get_for_model(SupportRequest).pk
        assert client.get(f"/admin/r/{kind}/{key}/").status_code == 404
