"""The follow-up: who is asked when, what lasted, two at once, and who reads it."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement, FollowUp
from advisors.owed_reminders import follow_ups
from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.workdays import local_date
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.relevance import is_relevant
from gsvo.reminders.registry import kinds
from gsvo.retention.rules import ERASED_TEXT, all_rules, erase
from tests import factories
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db
TEXT = "Die Runde trifft sich weiter, die Vorlage nutzt niemand."


def closed(engagement, koko, gib, days=None):
    """The engagement, completed so many days ago; without days as long as the setting says."""
    actions.finish(engagement.support_request, by=koko)
    actions.complete(factories.settle_owed(engagement.support_request), by=gib)
    days = settings.FOLLOW_UP_AFTER_DAYS if days is None else days
    Engagement.objects.update(ended_at=timezone.localtime() - dt.timedelta(days=days))
    engagement.refresh_from_db()
    OutgoingMail.objects.all().delete()
    return engagement


@pytest.fixture
def asked(engagement, koko, gib):
    return closed(engagement, koko, gib)


def page(engagement):
    return reverse("advisors:follow_up", args=[engagement.oid])


def due(engagement, today=None):
    today = today or timezone.localdate()
    kind = next(row for row in kinds() if row.name == "follow_up")
    return [matter for matter in follow_ups(today) if kind.step(matter, today) is not None]


def test_the_office_is_mailed_once_on_the_day(asked, koko):
    assert due(asked, timezone.localdate() - dt.timedelta(days=1)) == []
    (matter,) = due(asked)

    matter.send()

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_email) == ("advisors/follow_up_asked", koko.email)
    assert page(asked) in mail.text
    kind = next(row for row in kinds() if row.name == "follow_up")
    assert kind.rhythm == [settings.FOLLOW_UP_AFTER_DAYS]
    assert not kind.goes_on


def test_what_was_closed_long_ago_or_broken_off_is_not_asked_about(engagement, koko, gib):
    closed(engagement, koko, gib, settings.FOLLOW_UP_AFTER_DAYS + 2 * settings.FOLLOW_UP_WITHIN_DAYS + 1)
    assert list(follow_ups(timezone.localdate())) == []

    early = factories.support_request("engaged", by=koko)
    actions.finish(early, by=koko, early=True, reason="Es geht nicht.")
    actions.complete(factories.settle_owed(early), by=gib)
    Engagement.objects.filter(support_request=early).update(
        ended_at=timezone.localtime() - dt.timedelta(days=130)
    )
    assert list(follow_ups(timezone.localdate())) == []


def test_the_answer_stands_on_both_pages_and_nobody_is_asked_again(client, asked, koko, gib, advisor_user):
    next(iter(follow_ups(timezone.localdate()))).send()
    client.force_login(koko)
    assert "Sagen, was gehalten hat" in words(client.get(asked.get_absolute_url()).content.decode())

    response = client.post(page(asked), {"lasted": TEXT, "revision": "0"})

    assert response.url == asked.get_absolute_url() + "#h-looking-back"
    staff_page = reverse("admin:engagement", args=[asked.support_request.oid])
    for person, address in ((koko, asked.get_absolute_url()), (gib, staff_page)):
        client.force_login(person)
        assert TEXT in words(client.get(address).content.decode())
    client.force_login(advisor_user)
    assert TEXT not in words(client.get(asked.get_absolute_url()).content.decode())
    assert list(follow_ups(timezone.localdate())) == []
    assert not is_relevant(OutgoingMail.objects.get())


def test_before_that_day_the_page_leads_back_with_a_sentence(client, engagement, koko, gib):
    closed(engagement, koko, gib, settings.FOLLOW_UP_AFTER_DAYS - 1)
    with pytest.raises(actions.ActionRefused, match="zu früh"):
        actions.follow_up(engagement, by=koko, lasted=TEXT)
    client.force_login(koko)

    assert "noch zu früh" in words(client.get(page(engagement), follow=True).content.decode())


def test_only_the_office_answers(client, asked, reader, advisor_user, gib):
    for person in (reader, advisor_user, gib):
        with pytest.raises(actions.ActionRefused, match="nur die Koordinierungsstelle"):
            actions.follow_up(asked, by=person, lasted=TEXT)
    for person in (reader, advisor_user):
        client.force_login(person)
        assert client.get(page(asked)).status_code == 403


@pytest.mark.parametrize("text", ["", " ", "x" * 2001])
def test_what_cannot_be_is_said_at_the_field(text, client, asked, koko):
    client.force_login(koko)

    response = client.post(page(asked), {"lasted": text, "revision": "0"})

    assert list(response.context["form"].errors) == ["lasted"]
    assert not FollowUp.objects.exists()


def test_the_slower_of_two_sees_what_stands_there(client, asked, koko, colleague):
    actions.follow_up(asked, by=colleague, lasted=TEXT)
    with pytest.raises(StaleRecord):
        actions.follow_up(asked, by=koko, lasted="Nichts.", expected_revision=0)
    client.force_login(koko)

    text = words(client.post(page(asked), {"lasted": "Nichts.", "revision": "0"}).content.decode())

    assert f"{colleague} hat das inzwischen geändert" in text
    assert TEXT in text
    actions.follow_up(asked, by=koko, lasted="Nichts.", expected_revision=1)
    actions.follow_up(asked, by=koko, lasted="Nichts.")  # the same once more
    assert (FollowUp.objects.get().lasted, FollowUp.objects.get().revision) == ("Nichts.", 2)


def test_the_text_goes_with_its_case(asked, koko):
    row = actions.follow_up(asked, by=koko, lasted=TEXT)
    case = next(rule for rule in all_rules() if rule.kind == "case")

    erase(case, [asked.support_request])

    row.refresh_from_db()
    assert row.lasted == ERASED_TEXT
    assert FollowUp.asked_on(asked) == local_date(asked.ended_at) + dt.timedelta(
        days=settings.FOLLOW_UP_AFTER_DAYS
    )
