"""Second factors of an account, and whether this login was proven with one."""

from dataclasses import dataclass, field

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator

from gsvo.lib.allauth_internals import get_authentication_records, record_authentication

TYPES = Authenticator.Type


@dataclass
class Factors:
    """The authenticators of one account, loaded in one query. `codes_left` is None without recovery codes."""

    app: Authenticator | None = None
    passkeys: list = field(default_factory=list)
    codes_left: int | None = None
    keys: set = field(default_factory=set)  # of all rows

    def __bool__(self):
        """Return whether there is an app or passkey; recovery codes alone do not count."""
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
    """Return whether app, passkey or recovery code was used in this login and still belongs to the account.

    A code by mail is none of them. `factors`: what `factors_of` found, if anybody asked already.
    """
    records = get_authentication_records(request, request.user)
    shown = {record.get("id") for record in records if record["method"] == "mfa"}
    if not shown:
        return False
    return not shown.isdisjoint((factors or factors_of(request.user)).keys)


def record_proof(request, kind):
    """Count setting up a factor as having used it, so that it is not asked for at once."""
    newest = Authenticator.objects.filter(user=request.user, type=kind).order_by("pk").last()
    record_authentication(request, request.user, method="mfa", type=kind, id=newest.pk)
