"""Acts on accounts, rights and periods take a proof of the last minutes; old and new value stay on record."""

import time
from urllib.parse import unquote

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from gsvo.accounts.models import User
from gsvo.outbox.models import OutgoingMail
from requests.models import FundingPeriod
from tests import factories
from tests.accounts.mfa import app_shows, with_app
from tests.helpers.admin_forms import save

pytestmark = pytest.mark.django_db
BY_PASSWORD = "/konto/bestaetigen/"
KEPT = "/eingaben/"


@pytest.fixture
def later(monkeypatch):
    """Let minutes pass."""

    def leap(minutes):
        moment = time.time() + 60 * minutes
        monkeypatch.setattr("time.time", lambda: moment)

    return leap


def group(name):
    return Group.objects.get(name=name)


def admin(name, *args):
    return reverse(f"admin:{name}", args=args)


def new_leitung():
    return {"email": "neu@example.org", "name": "Nele Neu", "groups": [group("Leitung").pk]}


def acts(leitung, gib, koko):
    """{what: (address, fields)}: what takes a proof."""
    period = factories.funding_period()
    return {
        "a new Leitung": (admin("accounts_user_add"), new_leitung()),
        "other groups": (
            admin("accounts_user_change", gib.pk),
            {"name": "X", "groups": [group("Leitung").pk]},
        ),
        "a reset factor": (admin("accounts_reset_factor", gib.pk), {}),
        "a stopped access": (admin("accounts_act", koko.pk, "sperren"), {}),
        "ended sessions": (admin("accounts_act", koko.pk, "abmelden"), {}),
        "a new address": (admin("accounts_act", koko.pk, "anmeldeadresse"), {"email": "neu@example.org"}),
        "a new period": (admin("requests_fundingperiod_add"), {"name": "Neu"}),
        "a changed period": (admin("requests_fundingperiod_change", period.pk), {"name": "Anders"}),
        "a lead for an office": (
            admin("offices_invite_lead", factories.office(factories.UNNA).pk),
            {"name": "Nele", "email": "neu@example.org"},
        ),
    }


def all_that_counts():
    rows = User.objects.order_by("pk").values("email", "name", "is_active", "session_epoch", "groups")
    return list(rows), list(FundingPeriod.objects.values()), LogEntry.objects.count()


def test_without_a_fresh_proof_nothing_of_it_is_done(client, leitung, gib, koko, later):
    with_app(gib)
    todo = acts(leitung, gib, koko)
    client.force_login(leitung)
    before = all_that_counts()
    later(6)
    for what, (address, fields) in todo.items():
        answer = client.post(address, fields)
        assert answer.status_code == 302, what
        assert answer.url.startswith(BY_PASSWORD), what
    assert all_that_counts() == before
    assert not OutgoingMail.objects.exists()


def test_reading_takes_no_proof(client, leitung, gib, later):
    client.force_login(leitung)
    later(20)
    for address in (admin("accounts_user_changelist"), admin("accounts_user_change", gib.pk)):
        assert client.get(address).status_code == 200
    assert client.get(admin("accounts_access", gib.pk)).status_code == 200


def test_superusers_prove_it_for_groups_as_well(client, admin_user, later):
    client.force_login(admin_user)
    later(6)
    leitung = group("Leitung")
    rights = {"name": "Leitung", "permissions": [Permission.objects.first().pk]}
    before = leitung.permissions.count()
    for address in (
        admin("auth_group_change", leitung.pk),
        admin("auth_group_add"),
        admin("auth_group_delete", leitung.pk),
    ):
        answer = client.post(address, rights | {"post": "yes"})
        assert answer.url.startswith(BY_PASSWORD), address
    assert (Group.objects.count(), group("Leitung").permissions.count()) == (3, before)


def test_what_was_typed_survives_the_way(client, leitung, later):
    client.force_login(leitung)
    later(25)
    asked = client.post(admin("accounts_user_add"), new_leitung())
    assert unquote(asked.url) == f"{BY_PASSWORD}?next={KEPT}"
    assert client.post(asked.url, {"password": "ganz falsch"}).status_code == 200
    assert client.post(asked.url, {"password": factories.PASSWORD}).url == KEPT
    (form,) = client.get(KEPT).context["forms"]
    assert form["path"] == admin("accounts_user_add")
    again = {"_kept": form["id"]}
    for name, value in form["fields"]:
        again.setdefault(name, []).append(value) if name != "_kept" else None
    assert client.post(form["path"], again).status_code == 302
    assert User.objects.get(email="neu@example.org").groups.get().name == "Leitung"
    assert not client.get(KEPT).context["forms"]


def test_a_page_that_asks_first_leads_back_to_itself(client, leitung, koko, later):
    client.force_login(leitung)
    later(25)
    page = admin("accounts_act", koko.pk, "sperren")
    assert unquote(client.get(page).url) == f"{BY_PASSWORD}?next={page}"
    assert client.post(f"{BY_PASSWORD}?next={page}", {"password": factories.PASSWORD}).url == page
    assert client.get(page).status_code == 200


def test_the_second_factor_is_a_proof_as_well(client, leitung, koko, later, settings):
    settings.STAFF_SECOND_FACTOR = True
    secret = with_app(leitung)
    client.post("/konto/login/", {"login": leitung.email, "password": factories.PASSWORD})
    client.post("/konto/login/zweiter-faktor/", {"code": app_shows(secret)})
    page = admin("accounts_act", koko.pk, "abmelden")
    assert client.get(page).status_code == 200
    later(6)
    assert client.get(page).status_code == 302
    client.post(f"/konto/bestaetigen/zweiter-faktor/?next={page}", {"code": app_shows(secret)})
    assert client.get(page).status_code == 200


def test_an_advisors_new_address_takes_a_proof_and_the_rest_of_the_record_does_not(client, gib, later):
    advisor = factories.advisor(account=True)
    page = admin("advisors_advisor_change", advisor.pk)
    client.force_login(gib)
    later(6)
    fields = {"name": advisor.name, "mode": "mixed", "quarters_per_period": "20", "email": advisor.email}
    assert save(client, page, fields).url == admin("advisors_advisor_changelist")
    assert save(client, page, fields | {"email": "neu@pool.example"}).url.startswith(BY_PASSWORD)
    advisor.refresh_from_db()
    assert advisor.email != "neu@pool.example"


# --- who hears of it, and what stays -----------------------------------------------------------------
def told_of(kind):
    return set(OutgoingMail.objects.filter(kind=f"accounts/{kind}").values_list("to_email", flat=True))


def test_all_leitungen_hear_of_a_new_leitung(client, leitung):
    other = factories.staff("Leitung", email="zweite.leitung@example.org")
    former = factories.staff("Leitung", email="frueher@example.org")
    User.objects.filter(pk=former.pk).update(is_active=False)
    factories.staff("Controlling")
    client.force_login(leitung)
    client.post(admin("accounts_user_add"), new_leitung())
    assert told_of("rights_gained") == {leitung.email, other.email}, "the new one has a first mail of her own"
    mail = OutgoingMail.objects.filter(kind="accounts/rights_gained").first()
    assert "neu@example.org" in mail.text
    assert leitung.email in mail.text


def test_a_name_that_nobody_gave_leaves_no_empty_brackets(client, leitung, admin_user):
    User.objects.filter(pk=admin_user.pk).update(name="")
    client.force_login(admin_user)
    client.post(admin("accounts_user_add"), new_leitung())
    assert f"Von: {admin_user.email}" in OutgoingMail.objects.get(kind="accounts/rights_gained").text


def test_they_hear_of_a_gained_group_but_not_of_a_lost_one(client, leitung, gib):
    client.force_login(gib)
    client.force_login(leitung)
    page = admin("accounts_user_change", gib.pk)
    save(client, page, {"name": gib.name, "groups": [group("Sachbearbeitung").pk, group("Leitung").pk]})
    assert told_of("rights_gained") == {leitung.email, gib.email}
    OutgoingMail.objects.all().delete()
    save(client, page, {"name": gib.name, "groups": [group("Controlling").pk]})
    assert told_of("rights_gained") == set()


def test_they_hear_when_a_group_may_more(client, leitung, admin_user):
    client.force_login(admin_user)
    controlling = group("Controlling")
    rights = [*controlling.permissions.values_list("pk", flat=True)]
    more = Permission.objects.exclude(pk__in=rights).first()
    page = admin("auth_group_change", controlling.pk)
    client.post(page, {"name": "Controlling", "permissions": [*rights, more.pk]})
    assert told_of("group_gained") == {leitung.email}
    assert more.name in OutgoingMail.objects.get().text
    assert f"dazu {more}" in LogEntry.objects.get().change_message
    client.post(page, {"name": "Controlling", "permissions": rights})
    assert OutgoingMail.objects.count() == 1


def test_they_hear_when_a_stopped_colleague_is_let_in_again(client, leitung, gib):
    User.objects.filter(pk=gib.pk).update(is_active=False)
    client.force_login(leitung)
    client.post(admin("accounts_act", gib.pk, "oeffnen"))
    assert told_of("rights_gained") == {leitung.email}


def test_old_and_new_value_stand_in_the_record(client, leitung, gib):
    client.force_login(leitung)
    client.post(reverse("language"), {"language": "en"})
    page = admin("accounts_user_change", gib.pk)
    save(client, page, {"name": "Anders", "phone": "0234", "groups": [group("Leitung").pk]})
    assert LogEntry.objects.get().change_message == (
        f"Name: {gib.name} → Anders; Telefon: – → 0234; Gruppen: dazu Leitung, weg Sachbearbeitung"
    )
    period = factories.funding_period()
    before = LogEntry.objects.count()
    fields = {name: value for name, value in period_fields(client, period).items() if value is not None}
    save(client, admin("requests_fundingperiod_change", period.pk), fields | {"budget_quarters": "77,5"})
    entry = LogEntry.objects.latest("pk")
    assert LogEntry.objects.count() == before + 1
    assert entry.change_message.startswith("Budget in Tagen: ")
    assert entry.change_message.endswith(" → 77,5")


def period_fields(client, period):
    form = client.get(admin("requests_fundingperiod_change", period.pk)).context["adminform"].form
    return {name: form[name].value() for name in form.fields}


def test_what_somebody_new_was_given_stands_in_the_record(client, leitung):
    client.force_login(leitung)
    client.post(admin("accounts_user_add"), new_leitung())
    assert LogEntry.objects.get().change_message == (
        "E-Mail: – → neu@example.org; Name: – → Nele Neu; Gruppen: dazu Leitung"
    )


def test_an_old_session_of_somebody_else_gains_nothing_by_a_new_login(client, leitung, gib, later):
    """Each login proves for its own browser."""
    old = Client()
    old.force_login(leitung)
    later(25)
    client.force_login(leitung)
    assert old.post(admin("accounts_user_add"), new_leitung()).url.startswith(BY_PASSWORD)
