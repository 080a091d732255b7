"""Moves of milestones: a frozen version never changes, so the new day stands beside it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests.models.mandate import Milestone


class MilestoneMove(models.Model):
    """Another day for a milestone inside the agreed period. The latest counts (`Milestone.due_today`)."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="moves")
    moved_from = models.DateField(_("vorher"), null=True)
    moved_to = models.DateField(_("neuer Tag"))
    reason = models.TextField(_("Begründung"), max_length=4000)
    moved_at = models.DateTimeField(_("verschoben"), default=timezone.now, editable=False)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Verschobener Meilenstein")
        verbose_name_plural = _("Verschobene Meilensteine")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.milestone}: {self.moved_to:%d.%m.%Y}"
