"""Results of milestones: when one was reached, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from gsvo.lib.ids import OpaqueIdField
from requests.models import Milestone


class MilestoneResult(models.Model):
    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="milestone_results"
    )
    milestone = models.OneToOneField(Milestone, on_delete=models.PROTECT, related_name="+")
    reached_on = models.DateField(_("erreicht am"))
    sentence = models.TextField(_("Ergebnis"), max_length=1000)
    date_reason = models.TextField(_("Grund für das Datum"), max_length=1000, blank=True)  # outside the plan
    revision = models.PositiveIntegerField(default=1, editable=False)  # of the record, finds stale tabs
    made_at = models.DateTimeField(_("gemeldet"), auto_now_add=True)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Ergebnis eines Meilensteins")
        verbose_name_plural = _("Ergebnisse von Meilensteinen")
        ordering = ["pk"]

    def __str__(self):
        return str(self.milestone)
