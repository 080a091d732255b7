"""What somebody has besides a password, and whether this login was proven with it."""

from dataclasses import dataclass, field

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator

from gsvo.lib.allauth_internals import get_authentication_records, record_authentication

TYPES = Authenticator.Type


@dataclass
class Factors:
    """The rows of one account, in one query. `codes_left` is None without a list for emergencies."""

    app: Authenticator | None = None
    passkeys: list = field(default_factory=list)
    codes_left: int | None = None
    keys: set = field(default_factory=set)  # of all rows

    def __bool__(self):
        """The list for emergencies alone is none: it belongs to app and passkeys."""
        return bool(self.app or self.passkeys)

    @property
    def codes_total(self):
        return app_settings.RECOVERY_CODE_COUNT


def factors_of(user):
    found = Factors()
    for row in Authenticator.objects.filter(user=user).order_by("pk"):
        found.keys.add(row.pk)
        if row.type == TYPES.TOTP:
            found.app = row
        elif row.type == TYPES.WEBAUTHN:
            found.passkeys.append(row)
        else:
            found.codes_left = found.codes_total - row.data["used_mask"].bit_count()
    return found


def is_proven(request, factors=None):
    """Whether app, passkey or emergency code were shown in this login, and are still the account's own.

    A code by mail is none of them. `factors`: what `factors_of` found, if anybody asked already.
    """
    records = get_authentication_records(request, request.user)
    shown = {record.get("id") for record in records if record["method"] == "mfa"}
    if not shown:
        return False
    return not shown.isdisjoint((factors or factors_of(request.user)).keys)


def note_proof(request, kind):
    """Who has just set up app or passkey, or got new codes, has them in hand: no need to ask at once."""
    newest = Authenticator.objects.filter(user=request.user, type=kind).order_by("pk").last()
    record_authentication(request, request.user, method="mfa", type=kind, id=newest.pk)
