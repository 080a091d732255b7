"""Who gets a kind of mail, in words that several kinds have in common."""

from django.utils.translation import gettext_lazy as _

OFFICE = _("die Koordinierungsstelle: wer die Anfrage betreut, sonst die Leitung")
GIB = _("die Sachbearbeitung der G.I.B.")
ADVISOR = _("die Berater:in")
BOTH = _("Koordinierungsstelle und Berater:in")
MEMBERS = _("jedes Mitglied des Steuerungsgremiums")
LEADERSHIP = _("alle Leitungen der G.I.B.")
WRITER = _("nur die Person, die geschrieben hat")
INSTITUTION = _("eine Stelle der Verantwortungskette")
ASKER = _("wer die Stelle gefragt hat, sonst die Leitungen der Koordinierungsstelle")
OWNER = _("die Person mit dem Konto")
