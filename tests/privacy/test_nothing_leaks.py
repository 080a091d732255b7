"""Names and addresses of people stay out of logs, subjects and addresses of pages; hosts out of mails."""

import logging
import re

import pytest
from django.test import Client
from django.utils import timezone

from gsvo.accounts.actions import send_password_link
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember, Role
from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.source_tree import ROOT, code, modules
from tests.links import real
from tests.outbox.smtp_server import SmtpServer

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EVIL = "boese.example.com"
# Wherever somebody stands: a word that is found again whatever becomes of case and punctuation.
MARK = "Qxzmarke"
WRITERS = {"emails", "outbox", "links", "actions", "tasks", "reminders"}
PLACEHOLDER = re.compile(r"{{ *(\w+)[ |}]")
SUBJECT = re.compile(r"{% block subject %}(.*?){% endblock %}", re.DOTALL)
ADDRESS = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.fixture
def everybody():
    """A lead, members, an advisor and somebody invited, all with the mark in name, address and telephone."""
    office = factories.office()
    koko = factories.member(office, Role.LEAD, email=f"{MARK}.koko@example.org", name=f"{MARK} Koko")
    koko.phone = f"0521 {MARK}"
    koko.save()
    body = factories.committee(members=2)
    for member in body.members.all():
        CommitteeMember.objects.filter(pk=member.pk).update(
            name=f"{MARK} {member.pk}", email=f"{MARK}.{member.pk}@example.org"
        )
    return office, koko


def walk(browser, office, koko):
    """Every page of every link, answers and ways out included, and a new password. Yields answers."""
    staff = factories.staff("Sachbearbeitung", email=f"{MARK}.gib@example.org", name=f"{MARK} Gib")
    for purpose in real.PURPOSES:
        link = real.MAKERS[purpose](office, koko, staff)
        Link.objects.filter(pk=link.pk).update(name=f"{MARK} Person")
        for path in (real.path_of(link), link.page_url(), link.not_responsible_url):
            yield browser.get(path)
        yield browser.post(
            link.page_url(), real.DECISIONS[purpose] | {"name": f"{MARK} Mia", "step": "check"}, follow=True
        )
        Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())
        yield browser.post(link.page_url(), real.DECISIONS[purpose])
        yield browser.post(f"{link.page_url()}neu/")
        if purpose == "password":  # that one set a password, and brings no other
            send_password_link(koko.email)
        fresh = Link.objects.to(link.target, purpose).latest("pk")
        yield browser.get(real.path_of(fresh))
        told = {"is_sure": "on", "successor": f"{MARK} Neu", "successor_email": f"{MARK}@example.org"}
        yield browser.post(fresh.not_responsible_url, told)
    yield browser.post("/konto/passwort-vergessen/", {"email": koko.email})
    yield browser.post("/konto/login/", {"login": koko.email, "password": f"{MARK} falsch"})
    yield browser.get("/stellungnahme/aaaaaaaaaaaaaaaa/")


def test_logs_subjects_and_addresses_name_nobody(everybody, caplog, settings):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    answers = list(walk(Client(), *everybody))
    with SmtpServer() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        sink.answers[OutgoingMail.objects.first().to_email] = f"550 no such user {MARK}"
        deliver()
        assert len(sink.accepted) >= 5
    addresses = [answer.get("Location", "") for answer in answers]
    for answer in answers:
        addresses += ADDRESS.findall(answer.content.decode())
    addresses = [address for address in addresses if not address.startswith(("mailto:", "tel:"))]

    assert len(addresses) > 200
    assert sum(MARK in answer.content.decode() for answer in answers) > 5, "the mark stands on the pages"
    assert OutgoingMail.objects.filter(text__contains=MARK).count() > 5
    assert [
        subject for subject in OutgoingMail.objects.values_list("subject", flat=True) if _is_told(subject)
    ] == []
    assert [address for address in addresses if _is_told(address)] == []
    ours = [record for record in caplog.records if not record.name.startswith(("asyncio", "mail.log"))]
    assert len(ours) > 3
    assert [
        record.getMessage() for record in ours if _is_told(record.getMessage() + (record.exc_text or ""))
    ] == []


def _is_told(text):
    return MARK.lower() in text.lower()


def test_no_subject_has_room_for_a_persons_name():
    """Subjects are read on locked telephones and by mail servers: places, numbers, days, institutions."""
    mails = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*/email/*.txt")]
    subjects = [SUBJECT.search(text)[1] for text in mails]
    names = {name for subject in subjects for name in PLACEHOLDER.findall(subject)}

    assert len(subjects) > 40
    assert names <= {"answer_day", "call_by", "count", "day", "days", "due", "heading", "institution", "item",
                     "number", "office", "paper", "period", "report_until", "title", "until", "until_short",
                     "weekday", "what", "year"}  # fmt: skip


def test_other_members_are_institutions_on_the_page_behind_a_link(everybody):
    office, koko = everybody
    link = real.MAKERS["statement"](office, koko, factories.staff("Sachbearbeitung"))
    browser = Client()
    browser.get(real.path_of(link))
    page = browser.get(link.page_url()).content.decode()
    others = CommitteeMember.objects.exclude(pk=link.target.member_id)
    assert others.exists()
    for member in others:
        assert member.institution in page
        assert member.name not in page
        assert member.email not in page


# --- another host reaches no mail ----------------------------------------------------------------------
def test_no_mail_holds_the_host_of_who_asked(everybody, settings):
    settings.ALLOWED_HOSTS = ["*"]
    browser = Client(
        headers={"host": EVIL, "x-forwarded-host": EVIL, "x-original-host": EVIL, "referer": EVIL}
    )
    answers = list(walk(browser, *everybody))

    assert {400, 500}.isdisjoint(answer.status_code for answer in answers)
    mails = OutgoingMail.objects.select_related("link")
    assert {"accounts/password_link", "requests/statement_asked", "requests/not_responsible",
            "advisors/left_pool", "offices/invitation_declined", "accounts/account_disowned"} <= {
                mail.kind for mail in mails}  # fmt: skip
    for mail in mails:
        assert EVIL not in f"{mail.subject}{mail.text}{mail.html}{mail.message_id}", mail.kind
        assert mail.link is None or mail.link.url().startswith(settings.BASE_URL)


def test_what_writes_mails_never_asks_for_the_host():
    """What holds for the mails above holds for every mail: only BASE_URL makes an absolute address."""
    asks = re.compile(r"build_absolute_uri|get_host\(|get_current_site|HTTP_HOST|FORWARDED_HOST")
    writers = {name: path for name, path in modules().items() if WRITERS & set(name.split("."))}
    assert len(writers) > 30
    assert [name for name, path in writers.items() if asks.search(path.read_text(encoding="utf-8"))] == []
    assert "build_absolute_uri" not in code()
