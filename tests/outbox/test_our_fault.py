"""Where the portal's own settings or its own mail server are to blame, mails wait and none fails."""

import smtplib
import time

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from gsvo.outbox import smtp
from gsvo.outbox.deliver import deliver
from gsvo.outbox.error_texts import OUR_LOGIN, error_text_of, read
from gsvo.outbox.errors import classify
from gsvo.outbox.models import OutgoingMail, Status
from tests.outbox.conftest import write
from tests.outbox.smtp_server import SmtpServer, TalkingServer


class Guarded(SmtpServer):
    """A mail server that wants a login and knows one password."""

    def __init__(self):
        super().__init__()
        self._controller = _GuardedController(self, hostname="127.0.0.1", port=self.port)

    async def handle_MAIL(self, server, session, envelope, address, mail_options):  # noqa: N802
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"


class _GuardedController(Controller):
    def factory(self):
        return SMTP(
            self.handler,
            authenticator=lambda *known: AuthResult(success=known[-1].password == b"right"),
            auth_require_tls=False,
            enable_SMTPUTF8=False,
        )


@pytest.fixture
def five(db, settings):
    """Five mails that wait, and a portal that speaks SMTP to this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    return [write(f"person{number}@example.org") for number in range(5)]


def states():
    return sorted(OutgoingMail.objects.values_list("status", flat=True))


TWO_TRIED = [Status.QUEUED] * 3 + [Status.RETRY] * 2


@pytest.mark.parametrize("password", ["wrong", "für-immer"])
def test_a_password_that_does_not_fit_fails_no_mail_and_the_right_one_sends_them_all(
    five, settings, password
):
    with Guarded() as guarded:
        settings.EMAIL_PORT, settings.EMAIL_HOST_USER = guarded.port, "gsvo"
        settings.EMAIL_HOST_PASSWORD = password
        deliver()
        assert (states(), guarded.accepted) == (TWO_TRIED, [])
        settings.EMAIL_HOST_PASSWORD = "right"
        OutgoingMail.objects.update(next_try_at=five[0].created_at)
        assert deliver() == {Status.SENT: 5}


def test_a_missing_login_fails_no_mail(five, settings):
    with Guarded() as guarded:
        settings.EMAIL_PORT = guarded.port
        deliver()
    assert states() == TWO_TRIED
    waiting = OutgoingMail.objects.filter(status=Status.RETRY).first()
    assert error_text_of(waiting).what == OUR_LOGIN[0]
    assert "Technik" in error_text_of(waiting).to_do  # it will not mend itself


@pytest.mark.parametrize("host", ["mail..example.org", ".mail", "m" * 64 + ".example.org"])
def test_a_mistyped_host_fails_no_mail(five, settings, host):
    settings.EMAIL_HOST = host
    deliver()
    assert states() == TWO_TRIED


@pytest.mark.parametrize("greeting", ["554 5.3.2 no mail from you", "421 4.3.2 not now", "hello"])
def test_a_server_that_does_not_let_us_in_fails_no_mail(five, settings, greeting):
    with TalkingServer(greeting) as unfriendly:
        settings.EMAIL_PORT = unfriendly.port
        deliver()
    assert states() == TWO_TRIED
    assert OutgoingMail.objects.filter(last_answer__contains=greeting[4:]).count() == 2


RELAY = [
    "554 5.7.1 <anna@example.org>: Relay access denied",
    "550 5.7.1 Unable to relay for anna@example.org",
    "550 5.7.1 Relaying denied",
    "550 relay not permitted",
    "530 5.7.0 Authentication required",
]


@pytest.mark.parametrize("answer", RELAY)
def test_a_server_that_does_not_know_us_says_nothing_about_the_address(answer):
    code, text = answer.split(" ", 1)
    verdict = classify(smtplib.SMTPRecipientsRefused({"a@b.org": (int(code), text.encode())}), "a@b.org")
    assert (verdict.is_final, verdict.is_trouble, read(verdict.answer)) == (False, True, OUR_LOGIN)


@pytest.mark.parametrize(
    "answer", ["550 5.1.1 host relay.example.org said: no such user", "550 relay-1: unknown"]
)
def test_a_server_that_is_called_relay_speaks_of_the_address(answer):
    code, text = answer.split(" ", 1)
    assert classify(
        smtplib.SMTPRecipientsRefused({"a@b.org": (int(code), text.encode())}), "a@b.org"
    ).is_final


def test_an_attempt_ends_however_slowly_the_server_goes_on_answering(five, settings, monkeypatch):
    monkeypatch.setattr(smtp, "ATTEMPT_SECONDS", 1)
    with TalkingServer(pause=0.4) as slow:  # no answer takes longer than the patience for one letter
        settings.EMAIL_PORT = slow.port
        begin = time.monotonic()
        deliver()
        assert time.monotonic() - begin < 8
    assert states() == TWO_TRIED
    assert "DATA" not in slow.commands
