"""Two people of the G.I.B. have the same record open: the slower one overwrites nothing without a word."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from chains.models import Actor
from gsvo.accounts.models import User
from requests.models import FundingPeriod, Topic
from tests import factories
from tests.helpers.page_text import compact
from tests.workplace.test_periods import filled

pytestmark = pytest.mark.django_db


def fingerprint(client, url):
    return client.get(url).context["adminform"].form.fingerprint()


def test_the_slower_of_two_is_told_and_keeps_what_was_typed(client, leitung):
    period = factories.funding_period()
    url = reverse("admin:requests_fundingperiod_change", args=[period.pk])
    client.force_login(leitung)
    stale = fingerprint(client, url)
    client.post(url, filled(period, funder_line="Erste", revision=stale))

    response = client.post(url, filled(period, funder_line="Zweite", revision=stale))
    page = response.content.decode()

    assert FundingPeriod.objects.get().funder_line == "Erste"
    assert "Sie haben das inzwischen in einem anderen Fenster geändert" in page
    assert "<dt>Förderhinweis</dt><dd>Erste</dd>" in compact(page)
    assert 'value="Zweite"' in page
    again = filled(period, funder_line="Zweite", revision=response.context["adminform"].form.fingerprint())
    assert client.post(url, again).status_code == 302
    assert FundingPeriod.objects.get().funder_line == "Zweite"


def test_groups_that_somebody_else_just_took_are_not_given_back(client, leitung, gib):
    url = reverse("admin:accounts_user_change", args=[gib.pk])
    groups = {name: Group.objects.get(name=name).pk for name in ("Sachbearbeitung", "Controlling")}
    client.force_login(leitung)
    typed = {"name": gib.name, "revision": fingerprint(client, url)}
    client.post(url, typed | {"groups": [groups["Controlling"]]})

    response = client.post(url, typed | {"phone": "0234", "groups": [groups["Sachbearbeitung"]]})

    assert response.status_code == 200
    assert [group.name for group in User.objects.get(pk=gib.pk).groups.all()] == ["Controlling"]


@pytest.mark.parametrize("model", [Topic, Actor])
def test_every_record_knows_what_was_shown(client, leitung, model):
    record = model.objects.first()
    meta = model._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
    client.force_login(leitung)
    stale = fingerprint(client, url)
    model.objects.filter(pk=record.pk).update(position=99)

    response = client.post(url, {"name": "Anders", "position": "1", "revision": stale})

    assert f'value="{stale}"' not in response.content.decode()
    assert model.objects.get(pk=record.pk).position == 99


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_on_a_records_history(client, leitung):
    period = factories.funding_period()
    client.force_login(leitung)
    response = client.post(reverse("admin:requests_fundingperiod_history", args=[period.pk]))
    assert response.status_code == 200
    assert FundingPeriod.objects.get().name == period.name
