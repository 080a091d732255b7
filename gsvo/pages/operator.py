"""Texts of the operator from the settings: name, address, hours, legal contacts.

A text that is not filled in is a placeholder: pages mark it as one, and production refuses to start with it.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

from gsvo.lib import phone

SAMPLES = re.compile(r"example\.(org|com)|000-000|platzhalter|\btodo\b")  # values that nobody meant


@dataclass(frozen=True)
class Text:
    """One text: its setting, what it is called on a page, and for what is not plain a word what to write."""

    setting: str
    label: str
    hint: str = ""

    @property
    def value(self):
        if self.setting.startswith("OPERATOR_"):
            return settings.OPERATOR.get(self.setting.removeprefix("OPERATOR_").lower(), "")
        return getattr(settings, self.setting)

    @property
    def is_placeholder(self):
        value = self.value.strip().lower()
        return not value or SAMPLES.search(value) is not None


TEXTS = {
    text.setting: text
    for text in (
        Text("CONTACT_EMAIL", _("E-Mail")),
        Text("CONTACT_PHONE", _("Telefon")),
        Text("CONTACT_HOURS", _("Sprechzeiten")),
        Text("OPERATOR_NAME", _("Name"), _("vollständiger Name mit Rechtsform")),
        Text("OPERATOR_ADDRESS", _("Anschrift")),
        Text("OPERATOR_REPRESENTED_BY", _("Vertreten durch")),
        Text("OPERATOR_REGISTER", _("Register und Umsatzsteuer-Nummer")),
        Text("OPERATOR_DATA_PROTECTION", _("Datenschutzbeauftragte"), _("Name oder Funktion, Anschrift")),
        Text(
            "OPERATOR_LEGAL_BASIS",
            _("Rechtsgrundlage"),
            _("etwa Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 DSG NRW, für Verträge Buchstabe b"),
        ),
        Text(
            "OPERATOR_JOINT_CONTROL",
            _("Gemeinsame Verantwortung"),
            _("ob Koordinierungsstellen gemeinsam mit dem Betreiber verantwortlich sind"),
        ),
        Text("OPERATOR_PROCESSORS", _("Auftragsverarbeitung"), _("wer Server und Mail betreibt, und wo")),
        Text("OPERATOR_OMBUDS_OFFICE", _("Ombudsstelle"), _("nach § 10d BGG NRW, mit Anschrift")),
        Text("OPERATOR_STATEMENT_DATE", _("Stand der Erklärung"), _("Tag der letzten Prüfung")),
        Text("OPERATOR_WORKSHOPS", _("Ansprechstelle"), _("wer zu Kooperations-Workshops Auskunft gibt")),
    )
}


def missing():
    """Return the names of settings that are still placeholders."""
    names = [name for name, text in TEXTS.items() if text.is_placeholder]
    video = settings.SIGN_LANGUAGE_VIDEO
    if video and finders.find(video) is None:
        names.append("SIGN_LANGUAGE_VIDEO")  # names a file that is not there
    return names


def hours():
    """Return the opening hours of the telephone, one entry each."""
    return [entry.strip() for entry in settings.CONTACT_HOURS.split(";") if entry.strip()]


def dialled():
    """Return the telephone number as `tel:` wants it."""
    return phone.dialled(settings.CONTACT_PHONE)
