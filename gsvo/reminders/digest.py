"""Write the daily digest: one mail with what an account has to do, checked again before it is sent."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gsvo.lib.workdays import local_date, start_of_day
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.privacy_notice import hash_of
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders import emails
from gsvo.reminders.models import ONE_A_DAY, Reminder, claim, claim_day
from gsvo.reminders.registry import kinds

logger = logging.getLogger(__name__)
KIND = "reminders/digest"
DIGEST = "digest"
LONGEST_WAIT = dt.timedelta(days=7)  # no mail waits longer (gsvo.outbox.deliver.ATTEMPTS)


def write(person, found, today):
    """Write one mail with all that is due for an account, at most one a day."""
    try:
        with transaction.atomic():
            if not (claim(DIGEST, str(person.pk), today, 0) and claim_day(person.email, today)):
                transaction.set_rollback(True)
                return 0
            for kind, key, matter, step in found:
                claim(kind.name, key, matter.anchor, step)
            emails.digest(person, [matter for _kind, _key, matter, _step in sorted(found, key=_urgency)])
    except Exception:
        logger.exception("Digest of account %s", person.pk)
        return 0
    return 1


def _urgency(row):
    """Sort key: deadlines first, the earliest at the top; then what has waited longest."""
    kind, _key, matter, _step = row
    return min(kind.rhythm) > 0, matter.anchor


@relevant_while(KIND)
def is_still_right(mail):
    """Return whether everything that it lists is still open."""
    named = set(_steps_of(mail).exclude(kind__in=[DIGEST, ONE_A_DAY]).values_list("kind", "matter", "anchor"))
    ours = {name for name, _key, _anchor in named}
    records = {key.partition(":")[0] for _name, key, _anchor in named}
    today = timezone.localdate()
    matters = ((kind, matter) for kind in kinds() if kind.name in ours for matter in kind.matters(today))
    return named <= {
        (kind.name, key, matter.anchor)
        for kind, matter in matters
        if matter.record in records
        for key, _person in matter.keys().items()
    }


def forget_unsent():
    """Release the reminders of a digest that was not sent, so that a later one can contain them."""
    lately = OutgoingMail.objects.filter(created_at__gt=timezone.now() - LONGEST_WAIT)
    for mail in lately.filter(kind=KIND, status=Status.OBSOLETE).defer("text", "html"):
        _steps_of(mail).delete()


def _steps_of(mail):
    """Return the reminders claimed with a digest, in its transaction."""
    whose = mail.addressee_id
    mine = Q(kind=DIGEST, matter=str(whose)) | (~Q(kind=DIGEST) & Q(matter__endswith=f":{whose}"))
    mine |= Q(kind=ONE_A_DAY, matter=hash_of(mail.to_email)[:12])
    begin = start_of_day(local_date(mail.created_at))
    return Reminder.objects.filter(mine, created_at__range=(begin, mail.created_at))
