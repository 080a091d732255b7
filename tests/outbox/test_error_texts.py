"""Every answer that a mail server gives, and every error of ours, in words that say what to do."""

import smtplib
import socket
import ssl

import pytest

from gsvo.outbox import error_texts
from gsvo.outbox.errors import classify
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.smtp import NotReadyError

TO = "anna@example.org"

pytestmark = pytest.mark.once


def refused(code, text):
    return smtplib.SMTPRecipientsRefused({TO: (code, text.encode())})


def not_ready(cause):
    error = NotReadyError()
    error.__cause__ = cause
    return error


CASES = [
    (refused(550, "5.1.1 No such user"), error_texts.UNKNOWN),
    (refused(550, "No such user here"), error_texts.UNKNOWN),
    (refused(551, "User not local"), error_texts.UNKNOWN),
    (refused(550, "5.1.10 Recipient not found"), error_texts.UNKNOWN),
    (refused(550, "5.4.4 Host not found"), error_texts.NO_DOMAIN),
    (refused(556, "Domain does not accept mail"), error_texts.NO_DOMAIN),
    (refused(550, "5.2.1 Mailbox disabled"), error_texts.CLOSED),
    (refused(552, "5.2.2 Mailbox full"), error_texts.FULL),
    (refused(452, "4.2.2 Over quota"), error_texts.FULL),
    (refused(550, "5.7.1 Blocked by policy"), error_texts.UNWANTED),
    (refused(451, "4.7.1 Greylisted"), error_texts.POSTPONED),
    (refused(450, "Try again later"), error_texts.POSTPONED),
    (refused(599, "Whatever"), error_texts.REFUSED),
    (smtplib.SMTPDataError(554, b"Transaction failed"), error_texts.UNWANTED),
    (smtplib.SMTPDataError(552, b"5.3.4 Message too big"), error_texts.TOO_LARGE),
    (smtplib.SMTPAuthenticationError(535, b"5.7.8 Bad credentials"), error_texts.OUR_LOGIN),
    (smtplib.SMTPAuthenticationError(535, b"Authentication failed"), error_texts.OUR_LOGIN),
    (smtplib.SMTPSenderRefused(553, b"5.7.1 not you", "gsvo@example.org"), error_texts.OUR_LOGIN),
    (smtplib.SMTPSenderRefused(451, b"4.3.0 later", "gsvo@example.org"), error_texts.POSTPONED),
    (not_ready(smtplib.SMTPConnectError(554, b"5.3.2 no mail from you")), error_texts.OUR_LOGIN),
    (not_ready(smtplib.SMTPConnectError(421, b"4.3.2 too busy")), error_texts.POSTPONED),
    (not_ready(UnicodeError("label empty or too long")), error_texts.OUR_FAULT),
    (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), error_texts.SILENT),
    (ConnectionRefusedError(111, "Connection refused"), error_texts.SILENT),
    (TimeoutError("timed out"), error_texts.SILENT),
    (socket.gaierror(-2, "Name or service not known"), error_texts.SILENT),
    (ssl.SSLCertVerificationError("certificate verify failed"), error_texts.OUR_LOGIN),
    (ValueError("Invalid address"), error_texts.OUR_FAULT),
    (UnicodeEncodeError("ascii", "ä", 0, 1, "ordinal"), error_texts.OUR_FAULT),
    (KeyError("x"), error_texts.OTHER),
]


@pytest.mark.parametrize(("error", "expected"), CASES, ids=[repr(error)[:40] for error, _told in CASES])
def test_what_went_wrong_is_told_in_words(error, expected):
    assert error_texts.read(classify(error, TO).answer) == expected


def mail(status, answer, **fields):
    return OutgoingMail(status=status, last_answer=answer, to_email=TO, **fields)


def test_the_servers_own_words_stand_beneath():
    reason = error_texts.error_text_of(mail(Status.FAILED, "550 5.1.1 No such user"))
    assert reason.answer == "550 5.1.1 No such user"
    assert "Fragen Sie nach der richtigen Adresse" in reason.to_do


def test_while_it_is_tried_again_nobody_is_told_to_do_anything():
    reason = error_texts.error_text_of(mail(Status.RETRY, "452 4.2.2 Over quota"))
    assert (reason.what, reason.to_do) == (
        error_texts.FULL[0],
        "Das Portal versucht es von selbst wieder. Sie brauchen nichts zu tun.",
    )


def test_what_was_tried_for_days_in_vain_does_not_claim_to_go_on():
    reason = error_texts.error_text_of(
        mail(Status.FAILED, "ConnectionRefusedError [Errno 111] Connection refused")
    )
    assert reason.to_do.startswith("Fünf Tage lang")


def test_sent_and_fresh_mails_need_no_reason():
    assert error_texts.error_text_of(mail(Status.SENT, "")) is None
    assert error_texts.error_text_of(mail(Status.QUEUED, "")) is None


def test_deleted_answers_and_mails_held_back_after_a_restore_are_told_as_such():
    assert error_texts.error_text_of(mail(Status.FAILED, "[entfernt]")).answer == ""
    held = "Nach einer Rücksicherung angehalten: Ob diese Mail schon hinausging, ist nicht bekannt."
    assert error_texts.error_text_of(mail(Status.FAILED, held)).what == "Die Mail wurde nicht gesendet."
