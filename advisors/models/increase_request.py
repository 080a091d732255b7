"""Requests for more days, which an office or an advisor makes and G.I.B. answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from gsvo.lib import days


class IncreaseRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome=IncreaseRequest.Outcome.OPEN)


class IncreaseRequest(models.Model):
    """Asked once at a time; an increase of any size answers it, or a refusal with a reason."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("offen")
        GRANTED = "granted", _("zugesagt")
        DECLINED = "declined", _("abgelehnt")
        ENDED = "ended", _("mit der Begleitung beendet")

    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="increase_requests"
    )
    quarters = models.PositiveIntegerField(_("Vierteltage"))
    reason = models.TextField(_("Grund"), max_length=4000)
    asked_at = models.DateTimeField(_("angefragt"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("durch"), on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(_("Stand"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    answered_at = models.DateTimeField(_("beantwortet"), null=True)

    objects = IncreaseRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bitte um mehr Tage")
        verbose_name_plural = _("Bitten um mehr Tage")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(outcome="open"), name="increaserequest_one_open"
            ),
            models.CheckConstraint(
                name="increaserequest_answered_once",
                condition=Q(outcome="open", answered_at=None)
                | (~Q(outcome="open") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return days.as_words(self.quarters)
