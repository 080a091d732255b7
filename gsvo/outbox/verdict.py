"""What an error while sending means: is it the mail's fault or the server's, and is it worth another try?"""

import smtplib
from dataclasses import dataclass

from django.core.mail import BadHeaderError

from gsvo.outbox.letter import one_line

TOO_LARGE = 552  # servers that announce a limit say so before the mail, as if the sender were wrong


@dataclass(frozen=True)
class Verdict:
    is_final: bool  # no attempt will ever succeed
    is_trouble: bool  # the server or the way to it, not this mail
    answer: str


def judge(error, recipient):
    """Sort an exception. What nobody foresaw is tried again: a mail too many is better than one lost."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(*error.recipients.get(recipient) or next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code == TOO_LARGE:
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):  # greeting, login, our own sender address
        return Verdict(False, True, _words(error.smtp_code, error.smtp_error))
    if isinstance(error, BadHeaderError | UnicodeError | ValueError):
        return Verdict(True, False, _words(type(error).__name__, str(error)))
    return Verdict(False, isinstance(error, OSError), _words(type(error).__name__, str(error)))


def _by_code(code, text):
    """5xx: never. 4xx: later. 421: the server hangs up on everybody."""
    return Verdict(is_final=500 <= code < 600, is_trouble=code == 421, answer=_words(code, text))


def _words(code, text):
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{code} {text}", 500)
