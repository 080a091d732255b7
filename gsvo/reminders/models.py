"""Sent reminders: record, deadline and step; no words, no names."""

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from gsvo.outbox.privacy_notice import hash_of


class Reminder(models.Model):
    """One step of one kind for one matter. The unique row keeps a second scheduler from repeating it.

    A deadline that moves begins its steps anew.
    """

    kind = models.CharField(_("Art"), max_length=40)
    matter = models.CharField(max_length=40)  # the record's own id
    anchor = models.DateField()  # the deadline, or the day since when it lies there
    step = models.SmallIntegerField()  # days from the anchor, negative before it
    created_at = models.DateTimeField(_("wann"), auto_now_add=True)

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "matter", "anchor", "step"], name="reminder_once_per_step"
            )
        ]

    def __str__(self):
        return f"{self.kind} · {self.matter} · {self.anchor} {self.step:+d}"


ONE_A_DAY = "day"


def claim_day(address, today):
    """Claim the one reminder that an address may get on a day. Return whether it got none yet."""
    return claim(ONE_A_DAY, hash_of(address)[:12], today, 0)


def claim(kind, key, anchor, step):
    """Insert the row of a step. Return whether this process inserted it and may send."""
    try:
        with transaction.atomic():
            Reminder.objects.create(kind=kind, matter=key, anchor=anchor, step=step)
    except IntegrityError:
        return False
    return True
