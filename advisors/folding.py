"""Words without case and accents, the same on every database."""

import unicodedata


def fold(text):
    """Fold for searching: "Müller-Straße" -> "muller-strasse"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))
