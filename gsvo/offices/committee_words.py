"""How many sit on a committee, in words that say who votes."""

from django.utils.translation import ngettext


def members_in_words(voting: int, guests: int) -> str:
    """Return "4 Mitglieder mit Stimme, 1 Gast": guests are asked too, but only votes are counted later."""
    parts = [
        (voting, ngettext("%(number)s Mitglied mit Stimme", "%(number)s Mitglieder mit Stimme", voting)),
        (guests, ngettext("%(number)s Gast", "%(number)s Gäste", guests)),
    ]
    return ", ".join(words % {"number": number} for number, words in parts if number)
