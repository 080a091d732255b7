"""Looking back (Rückblick) in three questions after the work, and the follow-up (Nachfrage) months later."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from advisors.models.goal_review import Side
from gsvo.lib.workdays import local_date


class LookingBack(models.Model):
    """What one side says after the work, by name. It can be changed for some days after the close."""

    class Helped(models.TextChoices):
        YES = "yes", _("ja")
        PARTLY = "partly", _("teils")
        NO = "no", _("nein")

    class Again(models.TextChoices):
        YES = "yes", _("ja")
        MAYBE = "maybe", _("vielleicht")
        NO = "no", _("nein")

    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="looking_back"
    )
    side = models.CharField(_("von"), max_length=10, choices=Side.choices)
    helped = models.CharField(_("Hat es geholfen?"), max_length=10, choices=Helped.choices)
    different = models.TextField(_("Was ist jetzt anders?"), max_length=2000)
    again = models.CharField(_("Würden Sie es wieder anfragen?"), max_length=10, choices=Again.choices)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("durch"), on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("beantwortet"), default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)  # finds stale tabs
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Rückblick")
        verbose_name_plural = _("Rückblicke")
        ordering = ["-side"]  # the office first
        constraints = [
            models.UniqueConstraint(fields=["engagement", "side"], name="looking_back_one_each"),
            models.CheckConstraint(name="looking_back_side", condition=Q(side__in=Side.values)),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.engagement}"

    @staticmethod
    def last_day(engagement):
        """Return the last day on which a looking back can be changed; None while the case is not closed."""
        ended = engagement.ended_at
        return local_date(ended) + dt.timedelta(days=settings.LOOK_BACK_CHANGE_DAYS) if ended else None


class FollowUp(models.Model):
    """What the office says lasted, asked once some months after the close."""

    engagement = models.OneToOneField(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="follow_up"
    )
    lasted = models.TextField(_("Was hat gehalten?"), max_length=2000)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("durch"), on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("beantwortet"), default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)  # finds stale tabs
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Nachfrage")
        verbose_name_plural = _("Nachfragen")

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.engagement}"

    @staticmethod
    def asked_on(engagement):
        """Return the day on which the office is asked, None while the engagement runs."""
        ended = engagement.ended_at
        return local_date(ended) + dt.timedelta(days=settings.FOLLOW_UP_AFTER_DAYS) if ended else None
