"""Who knows the password."""

from allauth.account import auth_backends

from gsvo.accounts.models import User
from gsvo.lib.text import password_spellings


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, which takes as long for an address that nobody has as for a wrong password."""

    def _mitigate_timing_attack(self, password):
        for spelled in password_spellings(password):
            User().set_password(spelled)
