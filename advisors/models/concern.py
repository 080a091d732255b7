"""Concerns ("Es stockt"): what office or advisor tells G.I.B. in confidence, and what becomes of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from gsvo.lib.ids import OpaqueIdField
from requests.workflow import WorkflowRole


class ConcernQuerySet(models.QuerySet):
    def open(self):
        """Return what G.I.B. has not resolved yet, the oldest first."""
        return self.filter(resolved_at=None).order_by("told_at", "pk")


class Concern(models.Model):
    """Its writer and G.I.B. read it, nobody else. So it is no event: others read those of the request."""

    class Role(models.TextChoices):
        OFFICE = WorkflowRole.OFFICE.value, _("aus der Koordinierungsstelle")
        ADVISOR = WorkflowRole.ADVISOR.value, _("aus der Beratung")

    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="concerns"
    )
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("von"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("als"), max_length=10, choices=Role.choices)  # its end ends the right to read
    text = models.TextField(_("Was stockt?"), max_length=4000)
    told_at = models.DateTimeField(_("geschrieben"), default=timezone.now)
    resolution = models.TextField(_("Antwort der G.I.B."), max_length=4000, blank=True)
    resolved_at = models.DateTimeField(_("erledigt"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("erledigt von"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revision = models.PositiveIntegerField(default=1, editable=False)  # finds stale tabs
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("vertrauliche Nachricht")
        verbose_name_plural = _("vertrauliche Nachrichten")
        ordering = ["-told_at", "-pk"]
        indexes = [
            models.Index(fields=["told_at", "id"], condition=Q(resolved_at=None), name="concern_open"),
        ]
        constraints = [
            models.CheckConstraint(
                name="concern_resolved_by_somebody",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.engagement}"

    def get_absolute_url(self):
        """Return the address of the writer's page; G.I.B. reads it on the case."""
        return reverse("advisors:concern", args=[self.engagement.oid, self.oid])

    @property
    def is_open(self):
        return self.resolved_at is None


class ConcernStep(models.Model):
    """A step that G.I.B. took about a concern; the writer does not read it."""

    concern = models.ForeignKey(
        Concern, verbose_name=_("vertrauliche Nachricht"), on_delete=models.PROTECT, related_name="steps"
    )
    text = models.TextField(_("Schritt"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("durch"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("wann"), default=timezone.now)

    class Meta:
        verbose_name = _("Schritt zu einer vertraulichen Nachricht")
        verbose_name_plural = _("Schritte zu vertraulichen Nachrichten")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.concern_id}"
