"""Looking back of the committee: asked by link at the end, answered without names, shown from three on."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from advisors import actions
from advisors.models import CommitteeLookingBack, Engagement
from advisors.owed_reminders import committee_looking_back
from gsvo.links.models import Link, LinkClosed
from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.reply_to import reply_to_people
from gsvo.retention.rules import ERASED_TEXT, all_rules, erase
from requests.models import Event
from tests import factories
from tests.advisors.reviews import begin_review, rate_all
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(engagement, koko):
    if not engagement.support_request.committee_members():
        factories.committee(engagement.support_request.office, members=4)
    actions.finish(engagement.support_request, by=koko)
    return engagement


def link_of(row):
    return Link.objects.to(row, row.LINK_PURPOSE).usable().get()


def answer(row, different="Alle kennen sich.", **changes):
    values = {"helped": "yes", "again": "yes", "different": different, **changes}
    return actions.answer_looking_back(row, by=link_of(row), **values)


def rows(engagement):
    return list(engagement.committee_looking_back.all())


def test_each_member_is_asked_when_the_work_ends(finished):
    members = list(finished.support_request.committee_members())

    mails = OutgoingMail.objects.filter(kind="advisors/looking_back_asked")

    assert {mail.to_email for mail in mails} == {member.email for member in members}
    assert len(rows(finished)) == len(members) >= 3


def test_a_reply_to_the_mail_reaches_whoever_looks_after_the_request(finished, koko):
    mail = OutgoingMail.objects.select_related("link").filter(kind="advisors/looking_back_asked").first()

    assert reply_to_people(mail) == [(koko.name, koko.email)]


def test_a_member_answers_and_changes_the_answer_by_link(client, finished):
    row = rows(finished)[0]
    client.get(link_of(row).url())
    sent = {"helped": "partly", "different": "Wir sehen uns öfter.", "again": "maybe"}
    page = link_of(row).page_url()

    assert client.post(page, sent).url == page
    shown = client.get(page).content.decode()
    assert "Wir sehen uns öfter." in shown
    client.post(page, sent | {"helped": "no"})

    row.refresh_from_db()
    assert (row.helped, row.different, row.again) == ("no", "Wir sehen uns öfter.", "maybe")


def test_members_read_where_the_goals_stood(client, finished, koko, advisor_user):
    review = begin_review(finished, by=koko)
    for person in (koko, advisor_user):
        rate_all(review, by=person, standing="reached", sentence="Alle zwölf melden.")
    link = link_of(rows(finished)[0])
    client.get(link.url())

    page = words(client.get(link.page_url()).content.decode())

    assert page.count("Alle zwölf melden.") == 2


def test_opening_and_an_empty_form_decide_nothing(client, finished):
    row = rows(finished)[0]
    client.get(link_of(row).url())
    page = link_of(row).page_url()

    response = client.post(page, {"helped": "", "different": "Viel.", "again": ""})

    assert set(response.context["form"].errors) == {"helped", "again"}
    assert "Viel." in response.content.decode()
    row.refresh_from_db()
    assert row.answered_at is None


def test_answers_are_shown_without_names_and_from_three_on(client, finished, koko, advisor_user):
    texts = ["Zuletzt gesagt.", "Mehr Termine.", "Anders geht es."]
    for number, (row, text) in enumerate(zip(rows(finished), texts, strict=False), 1):
        answer(row, text)
        for person in (koko, advisor_user):
            client.force_login(person)
            shown = words(client.get(finished.get_absolute_url()).content.decode())
            assert (text in shown) == (number == 3)
    assert [
        row.different for row in client.get(finished.get_absolute_url()).context["looking_back"]["committee"]
    ] == sorted(texts)
    part = words(client.get(finished.get_absolute_url()).content.decode())
    part = part[part.index("Aus dem Steuerungsgremium, ohne Namen") :][:400]
    for row in rows(finished)[:3]:
        assert row.member.name not in part
        assert row.institution not in part
    assert not Event.objects.filter(by_link__purpose="looking_back").exists()


def test_it_ends_thirty_days_after_the_close(finished, gib):
    row = rows(finished)[0]
    actions.complete(factories.settle_owed(finished.support_request), by=gib)
    answer(row)

    days = dt.timedelta(days=settings.LOOK_BACK_CHANGE_DAYS + 1)
    Engagement.objects.update(ended_at=timezone.now() - days)
    with pytest.raises(actions.ActionRefused, match="vorbei"):
        answer(CommitteeLookingBack.objects.get(pk=row.pk), "Zu spät.")
    client = Client()
    client.get(link_of(row).url())
    assert "vorbei" in words(client.get(link_of(row).page_url()).content.decode())


def test_a_link_that_was_revoked_or_of_another_member_answers_nothing(finished):
    first, second = rows(finished)[:2]
    link = link_of(first)
    with pytest.raises(PermissionDenied):
        actions.answer_looking_back(second, by=link, helped="yes", different="Nein.", again="no")
    Link.objects.filter(pk=link.pk).revoke()
    with pytest.raises(LinkClosed):
        actions.answer_looking_back(first, by=link, helped="yes", different="Nein.", again="no")


def test_whoever_is_not_responsible_says_so_once_and_the_office_is_told(finished, koko):
    row = rows(finished)[0]
    OutgoingMail.objects.all().delete()

    for _click in range(2):
        actions.decline_looking_back(row, by=link_of(row), successor="Kim")

    assert OutgoingMail.objects.get().to_email == koko.email
    assert row.pk not in CommitteeLookingBack.objects.awaited().values_list("pk", flat=True)


def test_a_member_is_reminded_once_until_an_answer_came(finished):
    today = timezone.localdate()
    count = len(rows(finished))
    assert len(list(committee_looking_back(today))) == count

    answer(rows(finished)[0])

    matters = list(committee_looking_back(today))
    assert len(matters) == count - 1
    OutgoingMail.objects.all().delete()
    matters[0].send()
    assert OutgoingMail.objects.get().kind == "advisors/looking_back_reminder"


def test_links_end_with_whoever_left_the_committee(finished, koko):
    row = rows(finished)[-1]
    link = link_of(row)

    committee_actions.remove_member(row.member, by=koko)

    link.refresh_from_db()
    assert not link.is_usable


def test_the_texts_go_with_their_case(finished):
    row = answer(rows(finished)[0])
    case = next(rule for rule in all_rules() if rule.kind == "case")

    erase(case, [finished.support_request])

    row.refresh_from_db()
    assert (row.different, row.institution) == (ERASED_TEXT, ERASED_TEXT)
