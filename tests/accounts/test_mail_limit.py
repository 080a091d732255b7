"""One account causes only so many mails an hour and a day; nothing typed is lost, and real work has room."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse

from gsvo.accounts import access
from gsvo.http import ratelimit
from gsvo.offices.models import AccountInvitation
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.pages.models import Feedback
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
INVITE = reverse("offices:invite", args=[factories.BIELEFELD])


@pytest.fixture
def few(settings):
    settings.LIMITS = settings.LIMITS | {"mails_of_account": "3/h/key,5/d/key", "mails_of_staff": "4/h/key"}


def invite(client, number):
    data = {"name": f"Nele Neu {number}", "email": f"neu{number}@example.org", "role": "member"}
    return client.post(INVITE, data)


def test_beyond_the_limit_the_form_says_so_and_keeps_what_was_typed(client, koko, few):
    client.force_login(koko)
    assert [invite(client, number).status_code for number in range(3)] == [302] * 3
    refused = invite(client, 4)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "schon sehr viele Mails" in page
    assert "in einer Stunde" in page
    assert 'value="neu4@example.org"' in page
    assert AccountInvitation.objects.count() == OutgoingMail.objects.count() == 3


def test_where_a_page_has_no_sentence_of_its_own_nothing_is_lost_either(client, koko, few):
    client.force_login(koko)
    for number in range(3):
        invite(client, number)
    text = "Auf der Seite fehlt etwas Wichtiges."
    refused = client.post(reverse("feedback"), {"kind": "mistake", "text": text, "email": "wer@example.org"})
    assert refused.status_code == 429
    assert "schon sehr viele Mails" in refused.content.decode()
    assert not Feedback.objects.exists()
    assert text in client.get("/eingaben/").content.decode()


def test_each_account_has_its_own_count(client, koko, other_koko, few):
    client.force_login(koko)
    for number in range(4):
        invite(client, number)
    client.force_login(other_koko)
    address = reverse("offices:invite", args=[factories.UNNA])
    client.post(address, {"name": "Ned Neu", "email": "ned@example.org", "role": "member"})
    assert AccountInvitation.objects.filter(email="ned@example.org").exists()


def test_after_an_hour_it_goes_on_until_the_day_is_full(client, koko, few, monkeypatch):
    noon = 1_800_014_400.0  # the beginning of an hour, not of a day
    monkeypatch.setattr("gsvo.http.ratelimit.time", SimpleNamespace(time=lambda: noon))
    client.force_login(koko)
    for number in range(4):
        invite(client, number)
    monkeypatch.setattr("gsvo.http.ratelimit.time", SimpleNamespace(time=lambda: noon + 3600))
    assert [invite(client, number).status_code for number in (5, 6)] == [302, 302]
    assert "morgen" in invite(client, 7).content.decode()


def test_security_goes_before_the_count(client, leitung, koko, few):
    """Stopping somebody, a changed password and mails to oneself never wait."""
    client.force_login(leitung)
    for number in range(9):
        client.post(
            reverse("admin:offices_invite_lead", args=[factories.office(factories.UNNA).pk]),
            {"name": f"Nele {'ABCDEFGHI'[number]}", "email": f"lead{number}@example.org"},
        )
    assert OutgoingMail.objects.filter(kind="offices/account_invitation").count() == 4
    client.post(reverse("admin:accounts_act", args=[koko.pk, "sperren"]))
    assert OutgoingMail.objects.filter(kind="accounts/access_stopped").count() == 1


def test_what_the_clock_or_a_link_causes_is_nobodys(koko, few):
    for _number in range(9):
        with transaction.atomic():
            queue_mail(Mail("accounts/factor_reset", to=koko))
            queue_mail(Mail("pages/feedback_receipt", to="wer@example.org", context=receipt()))
    assert OutgoingMail.objects.count() == 18


def receipt():
    return {"days": 14, "kind": "Lob"}


def test_a_round_of_a_large_committee_is_real_work(client, koko):
    factories.committee(members=40)
    case = factories.support_request(State.CLARIFYING, by=koko)
    client.force_login(koko)
    with counting(koko):
        factories.opened_round(case)
    assert OutgoingMail.objects.filter(kind="requests/statement_asked").count() == 40


@contextmanager
def counting(user):
    """As inside a request of somebody."""
    request = RequestFactory().post("/")
    request.user = user
    token = ratelimit._request.set(request)
    try:
        yield
    finally:
        ratelimit._request.reset(token)


def test_without_its_cache_mails_go_on(client, koko, few, monkeypatch):
    from redis.exceptions import ConnectionError as NoRedis

    def fails(*_args, **_kwargs):
        raise NoRedis

    client.force_login(koko)
    monkeypatch.setattr(type(cache._connections[cache._alias]), "incr", fails)
    assert [invite(client, number).status_code for number in range(5)] == [302] * 5


def test_access_is_stopped_even_by_whoever_has_no_mail_left(koko, gib, few):
    with counting(gib):
        for number in range(4):
            with transaction.atomic():
                queue_mail(Mail("pages/feedback_receipt", to=f"wer{number}@example.org", context=receipt()))
        access.stop(koko, by=gib)
    assert OutgoingMail.objects.filter(kind="accounts/access_stopped").exists()
