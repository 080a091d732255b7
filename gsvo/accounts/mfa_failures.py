"""Count wrong second factors of an account, and mail its owner at the tenth in a row.

Whoever is asked for the second factor has shown a first one: password or mailbox are known to somebody.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gsvo.accounts import emails
from gsvo.accounts.models import User

MANY = 10
EPISODE = timedelta(days=1)  # without a wrong one: what comes then begins anew


@transaction.atomic
def count(user):
    """Add one. At the tenth, and only then, the owner gets a mail. Guessers at once wait for the row."""
    account = User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    goes_on = account.wrong_factor_at is not None and now - account.wrong_factor_at < EPISODE
    account.wrong_factors = account.wrong_factors + 1 if goes_on else 1
    account.wrong_factor_at = now
    account.save(update_fields=["wrong_factors", "wrong_factor_at"])
    if account.wrong_factors == MANY:
        emails.wrong_factors(account, MANY)


def forget(user):
    """Reset the count after a correct factor."""
    User.objects.filter(pk=user.pk, wrong_factor_at__isnull=False).update(
        wrong_factors=0, wrong_factor_at=None
    )
