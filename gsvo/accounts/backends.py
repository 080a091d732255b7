"""Authenticate by password."""

from allauth.account import auth_backends

from gsvo.accounts.models import User
from gsvo.lib.allauth_internals import TimingMitigationMixin
from gsvo.lib.text import password_spellings


class AuthenticationBackend(TimingMitigationMixin, auth_backends.AuthenticationBackend):
    """allauth's backend, with equal time for unknown addresses and wrong passwords."""

    def mitigate_timing(self, password):
        for spelled in password_spellings(password):
            User().set_password(spelled)
