"""Authenticate by password, and bring the account of a session."""

from allauth.account import auth_backends

from gsvo.accounts.models import User
from gsvo.lib.allauth_internals import TimingMitigationMixin
from gsvo.lib.text import password_spellings


class AuthenticationBackend(TimingMitigationMixin, auth_backends.AuthenticationBackend):
    """allauth's backend, with equal time for unknown addresses and wrong passwords."""

    def get_user(self, user_id):
        """Return the account of a session, with the advisor that it is, if any.

        It serves one web request only. So what is dear to ask again stays with it, in `read_once`, as Django
        keeps an account's permissions.
        """
        user = User.objects.select_related("advisor").filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.read_once = {}
        return user

    def mitigate_timing(self, password):
        for spelled in password_spellings(password):
            User().set_password(spelled)
