"""How long what is kept, for people: the terms of docs/data-protection.md in plain words; a test compares."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

YEAR, MONTH = 365.25, 365.25 / 12  # days


@dataclass(frozen=True)
class Term:
    setting: str  # days
    what: str
    begins: str

    @property
    def length(self):
        return in_words(getattr(settings, self.setting))


TERMS = (
    Term("KEEP_CASE_DAYS", _("Anfragen mit Begleitung"), _("nach dem Abschluss")),
    Term("KEEP_CASE_NOT_ADVISED_DAYS", _("Anfragen, die ohne Begleitung enden"), _("nach ihrem Ende")),
    Term("KEEP_DRAFT_DAYS", _("Entwürfe"), _("nach der letzten Änderung")),
    Term("KEEP_FORMER_MEMBER_DAYS", _("Mitglieder des Steuerungsgremiums"), _("nach dem Ausscheiden")),
    Term("KEEP_FORMER_ADVISOR_DAYS", _("Beratende"), _("nach dem Ausscheiden aus dem Pool")),
    Term("KEEP_ACCOUNT_DAYS", _("Konten"), _("nach dem Ende der letzten Aufgabe und der letzten Anmeldung")),
    Term("KEEP_CHAIN_DAYS", _("Ansprechpersonen in der Kette"), _("nach dem Ende des Schuljahres")),
    Term("KEEP_MAIL_DAYS", _("Mails"), _("nach dem Versand")),
    Term("KEEP_LINK_DAYS", _("Links aus Mails, Einladungen zum Konto"), _("nach ihrem Ablauf")),
    Term("KEEP_REMINDER_DAYS", _("Vermerk, woran wir erinnert haben"), _("nach dieser Mail")),
    Term("KEEP_FIRST_NOTICE_DAYS", _("Vermerk, dass wir Sie informiert haben"), _("nach dieser Mail")),
    Term("KEEP_FEEDBACK_DAYS", _("Rückmeldungen"), _("nach dem Eingang")),
    Term("KEEP_STAFF_LOG_DAYS", _("Protokoll am Arbeitsplatz der G.I.B."), _("nach der Änderung")),
    Term("KEEP_UNSENT_DAYS", _("Eingaben, die nicht abgeschickt wurden"), _("nach der letzten Änderung")),
    Term("KEEP_SESSION_DAYS", _("Sitzungen"), _("nach ihrem Ablauf")),
)


def in_words(days):
    """Days as people count them: 365 -> "1 Jahr", 183 -> "6 Monate", 30 -> "30 Tage"."""
    years, months = round(days / YEAR), round(days / MONTH)
    if years and abs(days - years * YEAR) < 2:
        return ngettext("%(number)d Jahr", "%(number)d Jahre", years) % {"number": years}
    if months > 2 and abs(days - months * MONTH) < 2:
        return ngettext("%(number)d Monat", "%(number)d Monate", months) % {"number": months}
    return ngettext("%(number)d Tag", "%(number)d Tage", days) % {"number": days}
