"""What G.I.B. says of fee and contract: who reads it, and where it is kept."""

import pytest
from django.urls import reverse

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests.models import FundingPeriod
from requests.workflow import State
from tests import factories
from tests.helpers.admin_forms import standing

pytestmark = pytest.mark.django_db
TEXT, LINK = "Ein fester Tagessatz, Fahrtkosten inbegriffen.", "https://www.gib.example/vertrag"


@pytest.fixture
def period(db):
    return factories.funding_period(fee_text=TEXT, fee_link=LINK)


def test_the_invitation_says_it_in_mail_and_page(client, gib, period):
    case = factories.invited(gib, period=period)
    link = factories.invitation_link(case.invitations.get())

    mail = OutgoingMail.objects.get(kind="advisors/invitation")
    html = client.get(Link.objects.get(pk=link.pk).url(), follow=True).content.decode()

    for text in (mail.text, mail.html, html):
        assert TEXT in text
        assert LINK in text


def test_without_a_text_nothing_is_said(client, gib):
    case = factories.invited(gib)
    link = factories.invitation_link(case.invitations.get())

    assert "Honorar" not in OutgoingMail.objects.get(kind="advisors/invitation").text
    assert "Honorar" not in client.get(link.url(), follow=True).content.decode()


def test_who_advises_and_staff_read_it_and_the_office_does_not(client, gib, koko, period):
    case = factories.support_request(State.ENGAGED, by=koko, period=period)
    advisor = case.engagement.advisor
    advisor.user = factories.user(advisor.email)
    advisor.save()
    page, staff_page = case.engagement.get_absolute_url(), reverse("admin:engagement", args=[case.oid])

    seen = {}
    for person, address in ((advisor.user, page), (koko, page), (gib, staff_page)):
        client.force_login(person)
        seen[person] = TEXT in client.get(address).content.decode()

    assert seen == {advisor.user: True, koko: False, gib: True}


def test_a_new_period_begins_with_the_words_of_the_last(client, leitung, period):
    client.force_login(leitung)

    html = client.get(reverse("admin:requests_fundingperiod_add")).content.decode()

    assert TEXT in html
    assert LINK in html


@pytest.mark.parametrize("link", ["http://unsicher.example/", "javascript:alert(1)", "kein Link"])
def test_only_a_safe_address_is_taken(client, leitung, period, link):
    client.force_login(leitung)
    address = reverse("admin:requests_fundingperiod_change", args=[period.pk])
    sent = standing(client.get(address).content.decode(), address, "fee_link")

    answer = client.post(address, sent | {"fee_link": link})

    assert answer.status_code == 200
    (said,) = answer.context["adminform"].form.errors["fee_link"]  # once
    assert "https://" in said
    assert FundingPeriod.objects.get().fee_link == LINK
