"""When an advisor is away."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.advisor import Advisor
from gsvo.lib import dates


class AbsenceQuerySet(models.QuerySet):
    def current(self):
        """Return absences that are not over: those of today and those to come."""
        return self.filter(to_on__gte=timezone.localdate())

    def over(self, before):
        """Return absences whose last day is before a date."""
        return self.filter(to_on__lt=before)

    def on(self, day):
        return self.filter(from_on__lte=day, to_on__gte=day)


class Absence(models.Model):
    """From the first to the last day on which an advisor is away; when it is over it is deleted."""

    advisor = models.ForeignKey(
        Advisor, verbose_name=_("Berater:in"), on_delete=models.CASCADE, related_name="absences"
    )
    from_on = models.DateField(_("von"))
    to_on = models.DateField(_("bis"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abwesenheit")
        verbose_name_plural = _("Abwesenheiten")
        ordering = ["from_on", "to_on"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message=_("Der letzte Tag liegt vor dem ersten. Prüfen Sie bitte beide."),
            )
        ]

    def __str__(self):
        return _("%(first)s bis %(last)s") % {
            "first": dates.day(self.from_on),
            "last": dates.day(self.to_on),
        }
