"""Authenticate by password, and bring the account of a session."""

from allauth.account import auth_backends
from django.contrib.auth.models import Permission
from django.db.models import Q

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

    def get_all_permissions(self, user_obj, obj=None):
        """Return what Django's own does, asked of an account and its groups in one query instead of two."""
        is_asked = obj is None and user_obj.is_active and not user_obj.is_superuser
        if is_asked and not hasattr(user_obj, "_perm_cache"):
            own = Q(user=user_obj) | Q(group__in=user_obj.groups.all())
            rows = Permission.objects.filter(own).order_by()
            names = rows.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{name}" for app, name in names}
        return super().get_all_permissions(user_obj, obj)

    def mitigate_timing(self, password):
        for spelled in password_spellings(password):
            User().set_password(spelled)
