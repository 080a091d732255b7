"""Codes that go out by mail. They rest encrypted in the mail's row, and only until it is sent."""

from gsvo.lib import encryption

PURPOSE = "mail"


def conceal(code):
    """For `post(secret=…)` and for whatever else must remember the code."""
    return encryption.seal(code, PURPOSE)


def reveal(concealed):
    """The code, or "" if nothing of ours is in it."""
    try:
        return encryption.unseal(concealed, PURPOSE)
    except encryption.Broken:
        return ""
