"""The mandate (Auftrag): fifteen sections (domain.md 2.2 B), written as numbered versions that freeze."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from requests.models.support_request import SupportRequest


class Mandate(models.Model):
    support_request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="mandate")

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")

    def __str__(self):
        return f"Auftrag {self.support_request.number}"


class MandateVersion(models.Model):
    """One wording of the mandate. Editable until a round opens on it; from then on frozen for good."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Fassung"))
    sections = models.JSONField(default=dict)  # {section's key: text}; keys in `requests.sections`
    version = models.PositiveIntegerField(default=1, editable=False)  # of the record, finds stale tabs
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    frozen_at = models.DateTimeField(_("eingefroren"), null=True, editable=False)
    agreed_at = models.DateTimeField(_("zugestimmt"), null=True, editable=False)

    class Meta:
        verbose_name = _("Fassung des Auftrags")
        verbose_name_plural = _("Fassungen des Auftrags")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "number"], name="mandateversion_number_once"),
            models.UniqueConstraint(
                fields=["mandate"], condition=Q(frozen_at=None), name="mandateversion_one_in_writing"
            ),
            models.CheckConstraint(
                name="mandateversion_agreed_only_when_frozen", condition=Q(agreed_at=None) | Q(frozen_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"Fassung {self.number}"


class Goal(models.Model):
    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("Ziel"), max_length=1000)
    criterion = models.TextField(_("Woran merken Sie, dass es erreicht ist?"), max_length=1000)

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="goal_position_once")]

    def __str__(self):
        return self.text[:60]


class Milestone(models.Model):
    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Meilenstein"), max_length=200)
    result = models.TextField(_("Ergebnis"), max_length=1000, blank=True)
    due_on = models.DateField(_("bis"), null=True, blank=True)
    quarters = models.PositiveIntegerField(_("Tage"), default=0)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="milestone_position_once")]

    def __str__(self):
        return self.title
