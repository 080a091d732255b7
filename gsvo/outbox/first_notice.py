"""Who has been told how we came by name and address: once per address, with the first mail.

What is remembered is a keyed hash of the address. It outlives the mail's words, and says nothing by itself.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from gsvo.outbox.models import FirstNotice, Status
from gsvo.text import normalize_email, same_email


def is_owed(address):
    """Whether no mail with the notice is on its way to this address yet, or was sent. Never to ourselves."""
    if same_email(address, settings.CONTACT_EMAIL):
        return False
    told = FirstNotice.objects.filter(address=_hash(address))
    return not told.exclude(mail__status__in=[Status.FAILED, Status.OBSOLETE]).exists()


def record(address, mail):
    """Two first mails at once may both carry the notice; better that than one that waits for the other."""
    FirstNotice.objects.create(address=_hash(address), mail=mail)


def source(named):
    """Who entered the address, after "von": as the writer of the mail knows it, else in general."""
    return named if isinstance(named, str) and named else _("der G.I.B. oder einer Koordinierungsstelle")


def _hash(address):
    address = normalize_email(address, strict=False)
    return salted_hmac("gsvo.outbox.first_notice", address, algorithm="sha256").hexdigest()
