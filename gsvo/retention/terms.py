"""The terms of deletion in the words of the privacy page. The days are settings."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

YEAR, MONTH = 365.25, 365.25 / 12  # days


@dataclass(frozen=True)
class Term:
    setting: str
    what: str
    begins: str

    @property
    def days(self):
        return getattr(settings, self.setting)

    @property
    def length(self):
        return in_words(self.days)


CASE = Term("KEEP_CASE_DAYS", _("Anfragen mit Begleitung"), _("nach dem Abschluss"))
CASE_NOT_ADVISED = Term(
    "KEEP_CASE_NOT_ADVISED_DAYS", _("Anfragen, die ohne Begleitung enden"), _("nach ihrem Ende")
)
DRAFT = Term("KEEP_DRAFT_DAYS", _("Entwürfe"), _("nach der letzten Änderung"))
FORMER_MEMBER = Term(
    "KEEP_FORMER_MEMBER_DAYS", _("Mitglieder des Steuerungsgremiums"), _("nach dem Ausscheiden")
)
FORMER_ADVISOR = Term("KEEP_FORMER_ADVISOR_DAYS", _("Beratende"), _("nach dem Ausscheiden aus dem Pool"))
ABSENCE = Term("KEEP_ABSENCE_DAYS", _("Abwesenheiten von Beratenden"), _("nach ihrem letzten Tag"))
ACCOUNT = Term(
    "KEEP_ACCOUNT_DAYS", _("Konten"), _("nach dem Ende der letzten Aufgabe und der letzten Anmeldung")
)
CHAIN = Term("KEEP_CHAIN_DAYS", _("Ansprechpersonen in der Kette"), _("nach dem Ende des Schuljahres"))
MAIL = Term("KEEP_MAIL_DAYS", _("Mails"), _("nach dem Versand"))
LINK = Term("KEEP_LINK_DAYS", _("Links aus Mails, Einladungen zum Konto"), _("nach ihrem Ablauf"))
REMINDER = Term("KEEP_REMINDER_DAYS", _("Vermerk, woran wir erinnert haben"), _("nach dieser Mail"))
FIRST_NOTICE = Term(
    "KEEP_FIRST_NOTICE_DAYS", _("Vermerk, dass wir Sie informiert haben"), _("nach dieser Mail")
)
FEEDBACK = Term("KEEP_FEEDBACK_DAYS", _("Rückmeldungen"), _("nach dem Eingang"))
ACCESS_REQUEST = Term("KEEP_ACCESS_REQUEST_DAYS", _("Bitten um Zugang"), _("nach dem Eingang"))
STAFF_LOG = Term("KEEP_STAFF_LOG_DAYS", _("Protokoll am Arbeitsplatz der G.I.B."), _("nach der Änderung"))
UNSENT = Term("KEEP_UNSENT_DAYS", _("Eingaben, die nicht abgeschickt wurden"), _("nach der letzten Änderung"))
SESSION = Term("KEEP_SESSION_DAYS", _("Sitzungen"), _("nach ihrem Ablauf"))

# In the order of the privacy page.
TERMS = (
    CASE,
    CASE_NOT_ADVISED,
    DRAFT,
    FORMER_MEMBER,
    FORMER_ADVISOR,
    ABSENCE,
    ACCOUNT,
    CHAIN,
    MAIL,
    LINK,
    REMINDER,
    FIRST_NOTICE,
    FEEDBACK,
    ACCESS_REQUEST,
    STAFF_LOG,
    UNSENT,
    SESSION,
)


def in_words(days):
    """Return days as people count them: 365 -> "1 Jahr", 183 -> "6 Monate", 30 -> "30 Tage"."""
    years, months = round(days / YEAR), round(days / MONTH)
    if years and abs(days - years * YEAR) < 2:
        return ngettext("%(number)d Jahr", "%(number)d Jahre", years) % {"number": years}
    if months > 2 and abs(days - months * MONTH) < 2:
        return ngettext("%(number)d Monat", "%(number)d Monate", months) % {"number": months}
    return ngettext("%(number)d Tag", "%(number)d Tage", days) % {"number": days}
