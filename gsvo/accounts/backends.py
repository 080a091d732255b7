"""Who knows the password."""

from allauth.account import auth_backends

from gsvo.accounts.models import User
from gsvo.lib.allauth_internals import TimingMitigationMixin
from gsvo.lib.text import password_spellings


class AuthenticationBackend(TimingMitigationMixin, auth_backends.AuthenticationBackend):
    """allauth's, which takes as long for an address that nobody has as for a wrong password."""

    def mitigate_timing(self, password):
        for spelled in password_spellings(password):
            User().set_password(spelled)
