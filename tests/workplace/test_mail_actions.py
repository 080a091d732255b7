"""The post as staff see it: why a mail failed, sending it again, settling it, the picture of a month."""

import datetime as dt
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors import actions as advisor_actions
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.queue import Mail, queue_mail
from gsvo.workplace import dashboard
from requests.models import Event
from requests.workflow import State
from tests import factories

GONE = "550 5.1.1 <bo@example.org>: Recipient address rejected"


@pytest.fixture
def casework(db):
    return factories.staff("Sachbearbeitung")


@pytest.fixture
def case(db):
    return factories.support_request(State.SUBMITTED)


def letter(case, *, to="anna@example.org", status=Status.FAILED, answer=GONE):
    """A mail about a case that stands as given."""
    with transaction.atomic():
        mail = queue_mail(
            Mail("probe/note", to=to, about=case, context={"place": "Bielefeld", "reason": "-"})
        )
    sent_at = timezone.now() if status == Status.SENT else None
    OutgoingMail.objects.filter(pk=mail.pk).update(status=status, last_answer=answer, sent_at=sent_at)
    mail.refresh_from_db()
    return mail


@pytest.fixture(autouse=True)
def probe(settings):
    from gsvo.outbox import rendering as letters

    templates = dict(settings.TEMPLATES[0])
    templates["DIRS"] = [settings.BASE_DIR / "tests/outbox/templates", *templates["DIRS"]]
    settings.TEMPLATES = [templates]
    letters._engine.cache_clear()
    yield
    letters._engine.cache_clear()


def again(client, mail, seen=0):
    return client.post(reverse("admin:mail-resend", args=[mail.oid]), {"expected_resends": seen}, follow=True)


# --- a case's mails --------------------------------------------------------------------------------
def test_the_case_says_what_failed_why_and_what_to_do(client, casework, case):
    mail = letter(case)
    client.force_login(casework)
    html = client.get(reverse("admin:case", args=[case.oid])).content.decode()
    assert "Die Adresse gibt es nicht (mehr). Fragen Sie nach der richtigen Adresse" in html
    assert "Recipient address rejected" in html  # the server's own words beneath
    assert reverse("admin:mail-resend", args=[mail.oid]) in html
    assert reverse("admin:mail-settle", args=[mail.oid]) in html


def test_the_case_says_since_when_a_mail_waits_and_when_it_is_tried_next(client, casework, case):
    mail = letter(case, status=Status.RETRY, answer="451 4.7.1 Greylisted")
    next_try = timezone.make_aware(dt.datetime(2030, 1, 15, 9, 30))
    OutgoingMail.objects.filter(pk=mail.pk).update(next_try_at=next_try)
    client.force_login(casework)
    html = client.get(reverse("admin:case", args=[case.oid])).content.decode()
    assert re.search(r"wartet seit .{5,30}, nächster Versuch 15\.\sJanuar, 09:30", html)
    assert "Das Portal versucht es von selbst wieder." in html
    assert reverse("admin:mail-resend", args=[mail.oid]) not in html  # it goes by itself


def test_the_cases_page_costs_the_same_for_many_mails(client, casework, case):
    client.force_login(casework)
    client.get(reverse("admin:case", args=[case.oid]))
    queries = []
    for mails in (1, 5):
        while OutgoingMail.objects.about(case).count() < mails:
            letter(case)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:case", args=[case.oid]))
        queries.append(len(captured))
    assert queries[0] == queries[1]


# --- sending again ---------------------------------------------------------------------------------
def test_a_mail_is_sent_again_once_however_often_one_presses(client, casework, case):
    mail = letter(case)
    client.force_login(casework)
    page = client.get(reverse("admin:mail-resend", args=[mail.oid])).content.decode()
    assert "Dieselbe Mail geht an anna@example.org" in page
    assert OutgoingMail.objects.count() == 1  # looking sends nothing
    again(client, mail)
    second = again(client, mail).content.decode()
    assert "inzwischen schon noch einmal gesendet" in second
    copy = OutgoingMail.objects.get(resend_of=mail)
    assert (copy.status, copy.text, copy.to_email) == (Status.QUEUED, mail.text, "anna@example.org")
    assert copy.message_id != mail.message_id
    assert Event.objects.filter(support_request=case, act="resent", by_user=casework).count() == 1


def test_it_stands_in_the_history_for_staff_by_subject_and_for_the_office_without(client, casework, case):
    mail = letter(case)
    client.force_login(casework)
    html = again(client, mail).content.decode()
    assert f"Mail noch einmal gesendet: „{mail.subject}“." in html
    client.force_login(case.created_by)
    html = client.get(case.get_absolute_url()).content.decode()
    assert "Die G.I.B. hat eine Mail noch einmal gesendet." in html
    assert mail.subject not in html


def test_a_failure_that_was_sent_again_is_no_task_any_more(client, casework, case):
    mail = letter(case)
    assert len(list(dashboard.failed_mail())) == 1
    client.force_login(casework)
    again(client, mail)
    mail.refresh_from_db()
    assert list(dashboard.failed_mail()) == []
    assert (mail.settled_by, mail.settled_note) == (casework, "")


def test_it_goes_to_the_address_of_today(client, casework, case):
    person = case.created_by
    mail = letter(case, to=person)
    person.email = "neu@stadt.example"
    person.save()
    client.force_login(casework)
    again(client, mail)
    assert OutgoingMail.objects.get(resend_of=mail).to_email == "neu@stadt.example"


def test_nothing_goes_again_to_somebody_who_left(client, casework, case):
    person = factories.user("weg@stadt.example")
    mail = letter(case, to=person)
    person.is_active = False
    person.save()
    client.force_login(casework)
    page = client.get(reverse("admin:mail-resend", args=[mail.oid])).content.decode()
    assert "nicht mehr dabei" in page
    assert reverse("admin:mail-settle", args=[mail.oid]) in page
    again(client, mail)
    assert not OutgoingMail.objects.filter(resend_of=mail).exists()


def test_a_mail_with_a_link_comes_with_a_new_one_and_the_old_is_dead_on_an_open_page(client, casework):
    case = factories.invited(casework)
    mail = OutgoingMail.objects.get(kind="advisors/invitation")
    advisor = type(client)()
    page = advisor.get(mail.link.url(), follow=True)
    assert page.status_code == 200
    OutgoingMail.objects.filter(pk=mail.pk).update(status=Status.FAILED, last_answer=GONE)
    client.force_login(casework)
    again(client, mail)
    mail.link.refresh_from_db()
    fresh = OutgoingMail.objects.get(resend_of=mail)
    assert mail.link.revoked_at is not None
    assert fresh.link.is_usable
    assert fresh.link.target == mail.link.target
    decision = {"answer": "no", "step": "send"}
    assert advisor.post(mail.link.page_url(), decision).status_code == 410  # the page that stood open
    assert type(client)().get(fresh.link.url(), follow=True).status_code == 200
    assert Event.objects.filter(support_request=case, act="resent").count() == 1


def test_a_link_that_nobody_needs_any_more_is_not_issued_again(client, casework):
    case = factories.invited(casework)
    mail = OutgoingMail.objects.get(kind="advisors/invitation")
    OutgoingMail.objects.filter(pk=mail.pk).update(status=Status.FAILED)
    advisor_actions.recall(case, by=casework, reason="Es passt nicht.")
    client.force_login(casework)
    page = again(client, mail)
    assert "braucht niemand mehr" in page.content.decode()
    assert page.redirect_chain[-1][0] == reverse("admin:mail-settle", args=[mail.oid])  # still a task
    assert Link.objects.count() == 1
    assert not Event.objects.filter(act="resent").exists()


@pytest.mark.parametrize("page", ["admin:mail-resend", "admin:mail-settle"])
def test_controlling_sends_and_settles_nothing(client, case, page):
    mail = letter(case)
    client.force_login(factories.staff("Controlling"))
    for method in (client.get, client.post):
        assert method(reverse(page, args=[mail.oid]), {"expected_resends": 0, "note": "x"}).status_code == 403
    assert OutgoingMail.objects.count() == 1
    assert OutgoingMail.objects.unsettled().count() == 1


def test_leitung_sends_again_in_her_own_part(client, case):
    mail = letter(case)
    client.force_login(factories.staff("Leitung"))
    again(client, mail)
    assert OutgoingMail.objects.filter(resend_of=mail).count() == 1


# --- settling --------------------------------------------------------------------------------------
def test_a_failure_is_settled_by_somebody_with_a_note(client, casework, case):
    mail = letter(case)
    client.force_login(casework)
    address = reverse("admin:mail-settle", args=[mail.oid])
    assert "warum nichts mehr zu tun ist" in client.post(address, {"note": " "}).content.decode()
    assert OutgoingMail.objects.unsettled().exists()
    html = client.post(address, {"note": "Angerufen."}, follow=True).content.decode()
    assert re.search(rf"erledigt .{{5,30}} von {casework}: Angerufen\.", html)
    assert not OutgoingMail.objects.unsettled().exists()
    client.post(address, {"note": "Noch einmal."})
    mail.refresh_from_db()
    assert mail.settled_note == "Angerufen."


def test_the_start_page_names_failures_and_mail_that_is_late(client, casework, case, settings):
    letter(case)
    waiting = letter(case, status=Status.QUEUED, answer="")
    settings.MAIL_LATE_MINUTES = 15
    client.force_login(casework)
    html = client.get(reverse("admin:index")).content.decode()
    assert "Eine Mail kam nicht an" in html
    assert "Die älteste Mail" not in html
    OutgoingMail.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - dt.timedelta(hours=3))
    html = client.get(reverse("admin:index")).content.decode()
    assert "Die älteste Mail wartet seit 3 Stunden" in html
