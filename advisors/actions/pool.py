"""The pool's people and their accounts."""

from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from requests.actions import ActRefused


def account_for(advisor):
    """Give an advisor the account with her address: one that exists, or a new one without a password.

    Into a new one she comes by a code, which goes to this very address.
    """
    user = User.objects.filter(email__iexact=advisor.email).first()
    if user is None:
        user = User.objects.create_user(advisor.email, name=advisor.name, phone=advisor.phone)
    elif hasattr(user, "advisor") and user.advisor != advisor:
        raise ActRefused(
            _("Zu dieser E-Mail-Adresse gehört schon jemand anderes im Pool. Fragen Sie bitte die G.I.B.")
        )
    advisor.user = user
    advisor.save(update_fields=["user"])
    return user
