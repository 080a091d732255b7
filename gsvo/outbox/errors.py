"""What an error while sending means: is it the mail's fault or the server's, and is it worth another try?"""

import re
import smtplib
from dataclasses import dataclass

from django.core.mail import BadHeaderError

from gsvo.outbox.rendering import one_line
from gsvo.outbox.smtp import NotReadyError

LOGIN = (530, 534, 535, 538)  # whatever was asked: log in first, or log in otherwise
_RELAY = re.compile(
    r"relay(ing)? (access )?(denied|not|is not|prohibited)|(unable|not (permitted|allowed)) to relay",
    re.IGNORECASE,
)
TOO_LARGE = 552  # servers that announce a limit say so before the mail, as if the sender were wrong


@dataclass(frozen=True)
class ErrorClass:
    is_final: bool  # no attempt will ever succeed
    is_trouble: bool  # the server or the way to it, not this mail
    answer: str


def classify(error: BaseException, recipient: str) -> ErrorClass:
    """Sort an exception. What nobody foresaw is tried again: a mail too many is better than one lost.

    So is what our own settings are to blame for: a wrong password, a mistyped host, a server that does not
    know us. Then all mails wait until somebody has put it right, and none fails.
    """
    if isinstance(error, NotReadyError):
        return ErrorClass(False, True, _told(error.__cause__))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(*error.recipients.get(recipient) or next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code == TOO_LARGE:
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):  # our own sender address
        return ErrorClass(False, True, _told(error))
    is_ours = isinstance(error, BadHeaderError | UnicodeError | ValueError)  # the mail cannot be built
    return ErrorClass(is_ours, not is_ours and isinstance(error, OSError), _told(error))


def is_about_us(code: int, text: str) -> bool:
    """Whether an answer says that the server does not let the portal send, whoever the mail is for."""
    return code in LOGIN or _RELAY.search(text) is not None


def _by_code(code: int, text: str | bytes) -> ErrorClass:
    """5xx: never. 4xx: later. 421: the server hangs up on everybody."""
    answer = _words(code, text)
    if is_about_us(code, answer):
        return ErrorClass(False, True, answer)
    return ErrorClass(is_final=500 <= code < 600, is_trouble=code == 421, answer=answer)


def _told(error: BaseException | None) -> str:
    """The error's name first: `reasons` then knows that these words are not about the address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(type(error).__name__, _words(error.smtp_code, error.smtp_error))
    return _words(type(error).__name__, str(error))


def _words(code: int | str, text: str | bytes) -> str:
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{code} {text}", 500)
