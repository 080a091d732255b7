"""What is due goes out once, over a real SMTP connection, and one bad mail holds up nobody."""

import datetime as dt
import smtplib
import time

import pytest
from django.core.management import call_command
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.deliver import ATTEMPTS, LEASE, claim, deliver, gap, settle
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.smtp import ATTEMPT_SECONDS, CONNECT_SECONDS
from tests.outbox.conftest import write
from tests.outbox.smtp_server import SilentServer, free_port


def due_again(mail):
    """Let the waiting time of a mail pass."""
    OutgoingMail.objects.filter(pk=mail.pk).update(next_try_at=timezone.now())


def test_a_mail_arrives_with_all_that_belongs_to_it(link, sink, settings):
    settings.BASE_URL = "https://portal.example.org"
    mail = write(name="Ämtlich, Anna", link=link)
    assert deliver() == {Status.SENT: 1}
    (message,) = sink.accepted
    mail.refresh_from_db()
    assert (mail.status, mail.attempts, mail.last_answer) == (Status.SENT, 1, "")
    assert abs(mail.sent_at - timezone.now()) < dt.timedelta(seconds=5)
    assert message["Subject"] == mail.subject
    assert message["From"].addresses[0].addr_spec == "gsvo@example.org"
    assert message["To"].addresses[0].display_name == "Ämtlich, Anna"
    assert message["To"].addresses[0].addr_spec == "anna@example.org"
    assert message["Message-ID"] == mail.message_id
    assert mail.message_id.endswith("@portal.example.org>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "de"
    assert message["Date"].datetime is not None
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for kind in ("plain", "html"):
        body = message.get_body([kind]).get_content()
        assert link.url() in body
        assert mail.link_marker not in body


def test_umlauts_and_ampersands_arrive_as_written(db, sink):
    write(reason="Kette & Kreis, Größe < Übergang")
    deliver()
    assert "Kette & Kreis, Größe < Übergang" in sink.accepted[0].get_body(["plain"]).get_content()
    assert "Kette &amp; Kreis, Größe &lt; Übergang" in sink.accepted[0].get_body(["html"]).get_content()


def test_the_link_is_filled_in_for_the_wire_only(link, sink):
    mail = write(link=link)
    deliver()
    mail.refresh_from_db()
    assert link.url() not in mail.text + mail.html


def test_one_pass_uses_one_connection(db, sink):
    for number in range(10):
        write(f"person{number}@example.org")
    deliver()
    assert (len(sink.accepted), sink.connections) == (10, 1)


def test_a_second_pass_sends_nothing_again(db, sink):
    write()
    deliver()
    assert deliver() == {}
    assert len(sink.accepted) == 1


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("250 OK", Status.SENT),
        ("450 4.2.1 Mailbox busy", Status.RETRY),
        ("451 4.3.0 Try again later", Status.RETRY),
        ("452 4.2.2 Mailbox full", Status.RETRY),
        ("550 5.1.1 No such user", Status.FAILED),
        ("552 5.2.3 Too large", Status.FAILED),
    ],
)
@pytest.mark.parametrize("place", ["answers", "data_answers"])
def test_the_servers_answer_is_obeyed_and_kept_and_the_others_get_their_mail(db, sink, answer, status, place):
    getattr(sink, place)["bob@example.org"] = answer
    mails = [write(f"{name}@example.org") for name in ("anna", "bob", "carla")]
    deliver()
    anna, bob, carla = OutgoingMail.objects.order_by("pk")
    assert (anna.status, bob.status, carla.status) == (Status.SENT, status, Status.SENT)
    assert bob.last_answer == ("" if status == Status.SENT else answer)
    assert (bob.sent_at is None) == (status != Status.SENT)
    assert bob.next_try_at > timezone.now() or status != Status.RETRY
    assert bob.pk == mails[1].pk


def test_a_second_attempt_carries_the_same_message_id(link, sink):
    sink.data_answers["anna@example.org"] = "451 later"
    mail = write(link=link)
    deliver()
    sink.data_answers.clear()
    due_again(mail)
    deliver()
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (Status.SENT, 2)
    assert sink.accepted[0]["Message-ID"] == mail.message_id


def test_a_refused_address_is_not_tried_again(db, sink):
    sink.answers["anna@example.org"] = "550 no"
    mail = write()
    deliver()
    due_again(mail)
    assert deliver() == {}


def test_waiting_times_grow_and_last_for_four_days_and_more():
    gaps = [gap(attempt) for attempt in range(1, ATTEMPTS)]
    assert gaps == sorted(gaps)
    assert gaps[0] == 1
    assert dt.timedelta(minutes=sum(gaps)) > dt.timedelta(days=4)


def test_after_the_last_attempt_a_mail_has_failed(db, sink):
    sink.answers["anna@example.org"] = "451 later"
    mail = write()
    long_ago = timezone.now() - dt.timedelta(days=4, seconds=1)
    OutgoingMail.objects.update(attempts=ATTEMPTS - 1, created_at=long_ago)
    deliver()
    mail.refresh_from_db()
    assert (mail.status, mail.last_answer) == (Status.FAILED, "451 later")


def test_attempts_that_were_used_up_by_dead_senders_fail_no_mail_before_its_four_days(db, sink):
    sink.answers["anna@example.org"] = "451 later"
    mail = write()
    OutgoingMail.objects.update(attempts=ATTEMPTS + 500, created_at=timezone.now() - dt.timedelta(days=3))
    deliver()
    mail.refresh_from_db()
    assert mail.status == Status.RETRY
    assert mail.next_try_at - timezone.now() < dt.timedelta(hours=1, seconds=1)


def test_when_the_server_is_gone_the_mails_wait_and_few_attempts_are_burnt(db, sink, settings):
    settings.EMAIL_PORT = free_port()
    for number in range(10):
        write(f"person{number}@example.org")
    assert deliver() == {Status.RETRY: 2}
    assert OutgoingMail.objects.filter(status=Status.QUEUED, attempts=0).count() == 8
    assert OutgoingMail.objects.filter(last_answer__startswith="ConnectionRefusedError").count() == 2

    settings.EMAIL_PORT = sink.port
    OutgoingMail.objects.update(next_try_at=timezone.now())
    assert deliver() == {Status.SENT: 10}


def test_a_silent_server_ends_the_attempt(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.5
    write()
    write("bob@example.org")
    with SilentServer() as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", silent.port
        start = time.monotonic()
        assert deliver() == {Status.RETRY: 2}
        assert time.monotonic() - start < 5


def test_a_server_that_hangs_up_on_one_mail_gets_the_next_one_over_a_new_connection(db, sink):
    sink.answers["bob@example.org"] = "421 4.3.2 Closing"
    for name in ("anna", "bob", "carla"):
        write(f"{name}@example.org")
    assert deliver() == {Status.SENT: 2, Status.RETRY: 1}
    assert (sink.recipients, sink.connections) == (["anna@example.org", "carla@example.org"], 2)


def test_a_wrong_password_is_the_servers_trouble_and_no_mail_fails_for_it(db, sink, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "gsvo", "wrong"
    mail = write()
    deliver()
    mail.refresh_from_db()
    assert mail.status == Status.RETRY
    assert mail.last_answer.startswith(smtplib.SMTPNotSupportedError.__name__)


def test_a_mail_that_cannot_be_built_fails_alone(db, sink):
    broken, fine = write(), write("bob@example.org")
    OutgoingMail.objects.filter(pk=broken.pk).update(subject="Betreff\nBcc: eve@example.org")
    deliver()
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.status, fine.status) == (Status.FAILED, Status.SENT)
    assert sink.recipients == ["bob@example.org"]


@pytest.mark.parametrize("end", ["revoked_at", "expires_at"])
def test_a_mail_whose_link_no_longer_holds_is_not_sent(link, sink, end):
    mail = write(link=link)
    Link.objects.filter(pk=link.pk).update(**{end: timezone.now()})
    assert deliver() == {Status.OBSOLETE: 1}
    mail.refresh_from_db()
    assert (mail.status, sink.accepted) == (Status.OBSOLETE, [])


def test_what_a_dead_sender_left_is_sent_when_its_lease_ran_out(db, sink, monkeypatch):
    write()
    (held,) = claim()
    assert (held.status, held.attempts) == (Status.SENDING, 1)
    assert deliver() == {}
    later = timezone.now() + LEASE + dt.timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert deliver() == {Status.SENT: 1}


def test_after_a_senders_death_its_mail_is_out_within_five_minutes(settings):
    """The lease, the next sweep, and a silent server that its successor may have at hand just then."""
    (sweep,) = [e for e in settings.CELERY_BEAT_SCHEDULE.values() if e["task"].endswith("deliver_due")]
    assert LEASE.total_seconds() + sweep["schedule"] + ATTEMPT_SECONDS <= 300
    assert settings.EMAIL_TIMEOUT <= ATTEMPT_SECONDS <= 30
    assert 2 * CONNECT_SECONDS <= 30  # two addresses of one dead server
    assert LEASE.total_seconds() / 2 > ATTEMPT_SECONDS  # nobody begins a mail in the second half of a lease


def test_a_sender_whose_lease_ran_out_writes_no_outcome_over_the_next_one(db, sink, monkeypatch):
    write()
    (slow,) = claim()
    OutgoingMail.objects.update(leased_until=timezone.now(), next_try_at=timezone.now())
    assert deliver() == {Status.SENT: 1}
    settle(slow, Status.RETRY, "451 late")
    assert OutgoingMail.objects.get().status == Status.SENT


def test_the_command_makes_one_pass_and_says_what_happened(db, sink, capsys):
    sink.answers["bob@example.org"] = "550 no"
    write()
    write("bob@example.org")
    call_command("deliver")
    assert capsys.readouterr().out.split("\n")[:3] == [
        "gesendet: 1",
        "neuer Versuch folgt: 0",
        "fehlgeschlagen: 1",
    ]


def test_a_mail_is_not_sent_before_its_time(db, sink):
    mail = write()
    OutgoingMail.objects.filter(pk=mail.pk).update(next_try_at=timezone.now() + dt.timedelta(minutes=1))
    assert deliver() == {}
