"""A committee in words: how many sit on it and who votes, how it decides."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.lib import dates
from gsvo.offices.models import Committee


def members_in_words(voting: int, guests: int) -> str:
    """Return "4 Mitglieder mit Stimme, 1 Gast": guests are asked too, but only votes are counted later."""
    parts = [
        (voting, ngettext("%(number)s Mitglied mit Stimme", "%(number)s Mitglieder mit Stimme", voting)),
        (guests, ngettext("%(number)s Gast", "%(number)s Gäste", guests)),
    ]
    return ", ".join(words % {"number": number} for number, words in parts if number)


def rule_in_words(committee: Committee) -> list[str]:
    """Return how a committee decides, where that stands and who reads what: a sentence each."""
    return [
        sentence
        for sentence in (
            _how(committee),
            _("Im Ausnahmefall ist Verschweigung erlaubt.") if committee.allows_silence else "",
            _source(committee),
            _("Mitglieder lesen nach der Runde die Anmerkungen der anderen.")
            if committee.shares_remarks
            else _("Die Anmerkungen der anderen lesen Mitglieder nicht."),
        )
        if sentence
    ]


def _how(committee: Committee) -> str:
    if committee.rule == Committee.Rule.ALL:
        return _("Alle mit Stimme müssen zustimmen.")
    if not committee.quorum:
        return _("Die Mehrheit entscheidet: mehr Stimmen dafür als dagegen. Ein Quorum gibt es nicht.")
    return ngettext(
        "Die Mehrheit entscheidet: mehr Stimmen dafür als dagegen. Mindestens %(count)s muss antworten.",
        "Die Mehrheit entscheidet: mehr Stimmen dafür als dagegen. Mindestens %(count)s müssen antworten.",
        committee.quorum,
    ) % {"count": committee.quorum}


def _source(committee: Committee) -> str:
    known = {"day": dates.day(committee.rule_decided_on), "reference": committee.rule_reference}
    if committee.rule_decided_on and committee.rule_reference:
        return _("Beschlossen am %(day)s: %(reference)s.") % known
    if committee.rule_decided_on:
        return _("Beschlossen am %(day)s.") % known
    return _("Das steht hier: %(reference)s.") % known if committee.rule_reference else ""
