"""Reviews of goals (Zielgespräche): advisor and office each say where every goal stands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from advisors.models.session import Session
from gsvo.lib.ids import OpaqueIdField
from requests.models import Goal, MandateVersion


class Side(models.TextChoices):
    OFFICE = "office", _("Koordinierungsstelle")
    ADVISOR = "advisor", _("Beratung")


class GoalReview(models.Model):
    """One review of the goals of the mandate in force. Only the latest of an engagement takes answers."""

    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="goal_reviews"
    )
    version = models.ForeignKey(MandateVersion, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        Session,
        verbose_name=_("Termin"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    held_on = models.DateField(_("Zielgespräch am"))
    next_on = models.DateField(_("Nächstes Zielgespräch"), null=True, blank=True)
    date_reason = models.TextField(_("Grund für das Datum"), max_length=1000, blank=True)  # outside the plan
    revision = models.PositiveIntegerField(default=1, editable=False)  # of its dates, finds stale tabs
    # How often each side has said where the goals stand: its own revision, 0 before the first time.
    office_revision = models.PositiveIntegerField(default=0, editable=False)
    advisor_revision = models.PositiveIntegerField(default=0, editable=False)
    begun_at = models.DateTimeField(_("begonnen"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Zielgespräch")
        verbose_name_plural = _("Zielgespräche")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="goalreview_next_is_later", condition=Q(next_on=None) | Q(next_on__gt=F("held_on"))
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.held_on:%d.%m.%Y}"

    def revision_of(self, side):
        return self.office_revision if side == Side.OFFICE else self.advisor_revision

    @property
    def has_both(self):
        """Return whether both sides have said where the goals stand."""
        return bool(self.office_revision and self.advisor_revision)


class GoalRating(models.Model):
    """Where one goal stands in the eyes of one side."""

    class Standing(models.TextChoices):
        NOT_BEGUN = "not_begun", _("nicht begonnen")
        UNDER_WAY = "under_way", _("unterwegs")
        PARTLY = "partly", _("teilweise erreicht")
        REACHED = "reached", _("erreicht")
        DROPPED = "dropped", _("nicht mehr verfolgt")

    review = models.ForeignKey(GoalReview, on_delete=models.CASCADE, related_name="ratings")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("Seite"), max_length=10, choices=Side.choices)
    standing = models.CharField(_("Stand"), max_length=10, choices=Standing.choices)
    sentence = models.TextField(_("Woran Sie das sehen"), max_length=500)
    rated_at = models.DateTimeField(_("gesagt"), default=timezone.now, editable=False)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Stand eines Ziels")
        verbose_name_plural = _("Stände von Zielen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "goal", "side"], name="goalrating_once_per_side")
        ]

    def __str__(self):
        return f"{self.goal}: {self.get_standing_display()}"
