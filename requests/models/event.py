"""The audit trail: one row for each event of a request. Rows are never edited or deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates
from gsvo.links.models import Link
from requests.workflow import State, WaitingOn, WorkflowRole


class Event(models.Model):
    support_request = models.ForeignKey(
        "requests.SupportRequest", verbose_name=_("Anfrage"), on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField(_("wann"), default=timezone.now, editable=False)
    act = models.CharField(_("was"), max_length=30)
    from_state = models.CharField(_("von"), max_length=12, choices=State.choices)
    to_state = models.CharField(_("nach"), max_length=12, choices=State.choices)
    waiting_on = models.CharField(_("am Zug danach"), max_length=10, choices=WaitingOn.choices)
    reason = models.TextField(_("Grund"), blank=True)
    data = models.JSONField(_("Angaben"), default=dict)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("durch"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    by_link = models.ForeignKey(
        Link, verbose_name=_("über den Link"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_role = models.CharField(_("als"), max_length=10, choices=WorkflowRole.choices)

    class Meta:
        verbose_name = _("Ereignis")
        verbose_name_plural = _("Verlauf")
        ordering = ["-pk"]

    def __str__(self):
        return _("Ereignis am %(moment)s") % {"moment": dates.moment(self.at)}

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("An event is written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An event is never deleted.")

    @property
    def moved(self):
        return self.from_state != self.to_state
