"""What became of a mail in words for people: why it waits, failed or was not needed, and what to do now."""

import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gsvo.outbox.errors import is_about_us
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.retention.rules import ERASED_TEXT

Text = str | Promise
_CODE = re.compile(r"([45]\d\d)[ -]?(?:#?([45]\.\d{1,3}\.\d{1,3}))?")
_ERROR = re.compile(r"[A-Za-z_]\w*\b")
_WE_ARE_REFUSED = re.compile(r"SMTP\w+ 5\d\d\b")  # at the greeting, the login, our own address

_NEW_ADDRESS = _(
    "Fragen Sie nach der richtigen Adresse, tragen Sie sie ein und senden Sie die Mail noch einmal."
)
_OTHER_WAY = _("Rufen Sie die Person an und senden Sie die Mail noch einmal, wenn Platz ist.")
_LATER = _("Das Portal versucht es von selbst wieder. Sie brauchen nichts zu tun.")
_ASK_IT = _("Geben Sie es an die Technik weiter: Es betrifft vermutlich auch andere Mails.")
_ASK_THEM = _(
    "Rufen Sie die Person an. Ihre Technik muss Mails von unserer Adresse annehmen. "
    "Senden Sie danach noch einmal."
)

UNKNOWN = (_("Die Adresse gibt es nicht (mehr)."), _NEW_ADDRESS)
NO_DOMAIN = (_("Hinter dem @ der Adresse steht keine Stelle, die Mails annimmt."), _NEW_ADDRESS)
CLOSED = (_("Das Postfach ist gesperrt oder stillgelegt."), _NEW_ADDRESS)
FULL = (_("Das Postfach ist voll."), _OTHER_WAY)
TOO_LARGE = (_("Die Mail war dem Server zu groß."), _ASK_IT)
UNWANTED = (_("Der Server der Empfängerin oder des Empfängers hat unsere Mail abgewiesen."), _ASK_THEM)
OUR_LOGIN = (_("Unser eigener Mailserver nimmt vom Portal keine Mails an."), _ASK_IT)
OUR_FAULT = (_("Die Mail ließ sich so nicht versenden."), _ASK_IT)
POSTPONED = (_("Der Server nimmt die Mail im Augenblick nicht an."), _LATER)
SILENT = (_("Der Mailserver antwortet nicht."), _LATER)
REFUSED = (_("Der Server hat die Mail endgültig abgewiesen."), _ASK_THEM)
OTHER = (_("Beim Senden ist etwas Unerwartetes geschehen."), _ASK_IT)
GONE = (_("Warum, ist nicht mehr gespeichert."), "")
HELD = (
    _("Die Mail wurde nicht gesendet."),
    _("Prüfen Sie, ob sie noch gebraucht wird, und senden Sie sie neu."),
)
GAVE_UP = _(
    "Fünf Tage lang hat das Portal es immer wieder versucht. Senden Sie neu, wenn der Weg wieder frei ist."
)

# The finer code after the three digits (RFC 3463) says more than they do: whole, or by its first figure.
_FINE = {
    "1.1": UNKNOWN, "1.10": UNKNOWN, "1.6": UNKNOWN, "1.0": UNKNOWN, "1.3": UNKNOWN, "1.2": NO_DOMAIN,
    "4.4": NO_DOMAIN, "2.1": CLOSED, "2.2": FULL, "2.3": TOO_LARGE, "3.4": TOO_LARGE, "7": UNWANTED,
}  # fmt: skip
_COARSE = {
    "521": NO_DOMAIN, "550": UNKNOWN, "551": UNKNOWN, "552": FULL, "553": UNKNOWN, "554": UNWANTED,
    "556": NO_DOMAIN, "452": FULL,
}  # fmt: skip
_BY_ERROR = {
    **dict.fromkeys(["BadHeaderError", "ValueError", "UnicodeEncodeError", "UnicodeError"], OUR_FAULT),
    **dict.fromkeys(["SMTPAuthenticationError", "SSLError", "SSLCertVerificationError"], OUR_LOGIN),
    **dict.fromkeys(
        ["ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "timeout", "gaierror", "OSError",
         "SMTPServerDisconnected", "BrokenPipeError", "ConnectionAbortedError"],
        SILENT,
    ),
    **dict.fromkeys(["SMTPConnectError", "SMTPHeloError", "SMTPSenderRefused"], POSTPONED),
}  # fmt: skip


@dataclass(frozen=True)
class ErrorText:
    """`what` happened, what `to_do` (may be ""), and the `answer` in the server's own words (may be "")."""

    what: Text
    to_do: Text
    answer: str = ""


def error_text_of(mail: OutgoingMail) -> ErrorText | None:
    """The Reason why a mail failed, waits for another try or was not needed; None for all others."""
    if mail.status == Status.OBSOLETE:
        return ErrorText(_obsolete(mail), "")
    if not mail.last_answer or mail.status == Status.SENT:
        return None
    what, to_do = read(mail.last_answer)
    if mail.status == Status.FAILED and to_do is _LATER:
        to_do = GAVE_UP
    elif mail.status != Status.FAILED and to_do is not _ASK_IT:
        to_do = _LATER
    return ErrorText(what, to_do, "" if what is GONE[0] else mail.last_answer)


def is_about_address(reason: ErrorText) -> bool:
    """Whether another address would mend it."""
    return reason.what in [what for what, _to_do in (UNKNOWN, NO_DOMAIN, CLOSED)]


def read(answer: str) -> tuple[Text, Text]:
    """(what happened, what to do) for an answer as `verdict` wrote it: a code or an error's name first."""
    if answer == ERASED_TEXT:
        return GONE
    if code := _CODE.match(answer):
        return OUR_LOGIN if is_about_us(int(code[1]), answer) else _by_code(code[1], code[2])
    if _WE_ARE_REFUSED.match(answer):
        return OUR_LOGIN
    name = _ERROR.match(answer)
    if name and name[0] in _BY_ERROR:
        return _BY_ERROR[name[0]]
    return OTHER if name and re.search(r"(Error|Exception|Disconnected)$", name[0]) else HELD


def _by_code(coarse: str, fine: str | None) -> tuple[Text, Text]:
    if coarse.startswith("4") and (fine or "").startswith("4.7"):
        return POSTPONED  # greylisting: they try who comes back
    subject = (fine or "")[2:]
    for beginning in (subject, subject.partition(".")[0]):
        if beginning in _FINE:
            return _FINE[beginning]
    return _COARSE.get(coarse) or (POSTPONED if coarse.startswith("4") else REFUSED)


def _obsolete(mail: OutgoingMail) -> Text:
    if mail.expires_at and mail.expires_at <= timezone.now():
        return _("Die Zeit, in der die Mail von Nutzen war, ist vorbei.")
    if mail.link and mail.link.revoked_at:
        return _("Der Link darin gilt nicht mehr: Er ist ersetzt, oder die Sache ist erledigt.")
    if mail.link and mail.link.is_expired:
        return _("Der Link darin war abgelaufen, bevor die Mail hinausgehen konnte.")
    return _("Die Sache war erledigt, bevor die Mail hinausgehen konnte.")
