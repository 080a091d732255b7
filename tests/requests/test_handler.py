"""Whose desk a request lies on: nobody's once that person left, and a colleague takes it over in one act."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors.actions import invite
from gsvo.offices.models import Membership, Role
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.workflow import State
from tests import factories
from tests.helpers.admin_forms import standing
from tests.requests.test_office_act_pages import text_of, url

pytestmark = pytest.mark.django_db
NOBODY = "niemand (früher Karla Koko)"


@pytest.fixture
def left(koko, colleague):
    """A request whose handler and contact left the office."""
    factories.member(role=Role.LEAD, name="Lore Leitung", email="lore@example.org")
    row = factories.support_request(
        State.SUBMITTED, by=koko, contact_name=koko.name, contact_email=koko.email, contact_phone="0521 1"
    )
    Membership.objects.filter(user=koko).update(left_at=timezone.now())
    return row


def pages_of(row):
    return [
        ("colleague", reverse("requests:list")),
        ("colleague", url("detail", row)),
        ("colleague", url("print", row)),
        ("gib", reverse("admin:case", args=[row.oid])),
        ("gib", reverse("admin:cases")),
        ("gib", url("print", row)),
    ]


def test_every_page_says_that_nobody_takes_care_of_it_and_who_did(left, client, request):
    for who, address in pages_of(left):
        client.force_login(request.getfixturevalue(who))
        assert NOBODY in text_of(client.get(address)), address


@pytest.mark.parametrize("how", ["account", "reader"])
def test_whoever_has_no_account_any_more_or_only_reads_takes_care_of_nothing(koko, colleague, how):
    row = factories.support_request(State.SUBMITTED, by=koko)
    assert row.handler_words == "Karla Koko"
    if how == "account":
        koko.is_active = False
        koko.save()
    else:
        Membership.objects.filter(user=koko).update(role=Role.READER)

    row = type(row).objects.get()
    assert row.handler_words == NOBODY


def test_a_colleague_takes_it_over_with_one_button(left, colleague, client):
    client.force_login(colleague)
    page = client.get(url("detail", left))
    assert "Ich übernehme die Anfrage" in text_of(page)
    sent = standing(page.content.decode(), url("hand_over", left), "to")
    assert (sent["to"], sent["expected_handler"]) == (str(colleague.pk), str(left.handled_by_id))

    answer = client.post(url("hand_over", left), sent, follow=True)

    left.refresh_from_db()
    assert (left.handled_by, left.contact_name, left.contact_email) == (
        colleague,
        "Kim Kolleg",
        colleague.email,
    )
    assert left.events.first().act == "hand_over"
    page = text_of(answer)
    assert NOBODY not in page
    assert "Ich übernehme" not in page
    assert "ist jetzt auch Ansprechperson" in page


def test_the_slower_of_two_who_take_it_over_is_told(left, colleague):
    lore = left.colleagues().get(user__email="lore@example.org").user
    former = left.handled_by_id
    actions.hand_over(left, by=lore, to=lore, expected_handler=former)

    with pytest.raises(actions.ActionRefused, match="Inzwischen kümmert sich Lore Leitung"):
        actions.hand_over(left, by=colleague, to=colleague, expected_handler=former)


def test_who_only_reads_gets_no_button(left, reader, client):
    client.force_login(reader)
    assert "Ich übernehme" not in text_of(client.get(url("detail", left)))


def test_nothing_is_taken_over_of_what_has_ended(koko, colleague, client):
    row = factories.support_request(State.REJECTED, by=koko)
    Membership.objects.filter(user=koko).update(left_at=timezone.now())
    client.force_login(colleague)
    assert "Ich übernehme" not in text_of(client.get(url("detail", row)))


def test_mails_and_pages_name_somebody_who_is_there(left, gib, koko):
    """Advisors are told whom to call: not somebody who left."""
    row = factories.support_request(
        State.MANDATED, by=koko, contact_name=koko.name, contact_email=koko.email, contact_phone="0521 1"
    )
    invite(row, by=gib, advisors=[factories.advisor()])

    mail = OutgoingMail.objects.filter(kind="advisors/invitation").get()
    assert str(row.contact) == "Lore Leitung (früher Karla Koko)"
    assert "Lore Leitung, lore@example.org" in mail.text
    assert koko.email not in mail.text


def test_a_contact_from_outside_stays(koko):
    row = factories.support_request(
        State.SUBMITTED, by=koko, contact_name="Amt", contact_email="amt@example.org"
    )
    assert str(row.contact) == "Amt"


# --- a further request beside drafts ------------------------------------------------------------
def test_a_new_request_offers_the_offices_drafts_first(koko, colleague, other_koko, client):
    mine = factories.support_request(by=koko, title="Übergänge im Sommer")
    factories.support_request(by=other_koko, office=factories.office(factories.UNNA), title="Etwas in Unna")
    client.force_login(colleague)

    page = text_of(client.get(reverse("requests:new")))

    assert page.index("Ihre Stelle hat schon einen Entwurf") < page.index("Entwurf beginnen")
    assert mine.get_absolute_url() in page
    assert "begonnen von Karla Koko" in page
    assert "Etwas in Unna" not in page


def test_without_drafts_a_new_request_begins_as_before(koko, client):
    factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)
    assert "hat schon" not in text_of(client.get(reverse("requests:new")))


def test_a_request_with_the_title_of_another_is_handed_in_after_a_tick(koko, client):
    factories.funding_period()
    there = factories.support_request(State.SUBMITTED, by=koko, title="Übergänge im Sommer")
    factories.support_request(State.REJECTED, by=koko, title="Übergänge im Sommer")
    row = factories.support_request(by=koko, title="ÜBERGÄNGE im  Sommer")
    client.force_login(koko)

    page = text_of(client.post(url("check", row), {"privacy_read": "on"}))
    assert f"„Übergänge im Sommer“ ({there.number})" in page
    assert "Ja, das ist eine andere Anfrage" in page
    row.refresh_from_db()
    assert row.state == State.DRAFT

    client.post(url("check", row), {"privacy_read": "on", "is_another": str(there.pk)})
    row.refresh_from_db()
    assert row.state == State.SUBMITTED


def _mails_said(client, person, row):
    client.force_login(person)
    return text_of(client.get(url("hand_over", row)))


def test_the_page_says_how_many_mails_a_hand_over_sends_only_where_it_does_not_depend_on_whom(
    client, koko, colleague
):
    row = factories.support_request(State.CLARIFYING, by=koko)
    depends = "Eine Mail bekommt, wer die Anfrage übernimmt, wer sie bisher betreut"

    assert "Eine Mail geht hinaus: an die Person, die übernimmt." in _mails_said(client, koko, row)
    said = _mails_said(client, colleague, row)
    assert depends in said
    assert "hinaus" not in said


def test_where_nobody_takes_care_of_it_no_lead_reads_a_number_of_mails(client, left):
    factories.member(role=Role.LEAD, name="Lars Leitung")
    lead = factories.member(role=Role.LEAD, name="Lisa Leitung")

    assert "hinaus" not in _mails_said(client, lead, left)
