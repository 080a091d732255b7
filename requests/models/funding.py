"""Funding periods and the ledger of days granted out of them."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib import days
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField, SortField


class FundingPeriodQuerySet(FoldedQuerySet):
    def open(self, on=None):
        """Return periods that take submissions on a day (default today, Europe/Berlin)."""
        on = on or timezone.localdate()
        return self.filter(submission_from__lte=on, submission_until__gte=on).order_by("service_from", "pk")

    def accounted(self, on=None):
        """Return periods that have begun and whose service or accounting goes on: their funder is named."""
        on = on or timezone.localdate()
        begun = Q(submission_from__lte=on) | Q(service_from__lte=on)
        return self.filter(begun, accounting_until__gte=on).order_by("service_from", "pk")

    def next_opening(self, on=None):
        """Return the first day of submission of the next period, or None while it is not known."""
        later = self.filter(submission_from__gt=on or timezone.localdate()).order_by("submission_from")
        return later.values_list("submission_from", flat=True).first()

    def usable(self, on=None):
        """Return periods whose last day of service has not passed, so that days may be granted."""
        return self.filter(service_until__gte=on or timezone.localdate()).order_by("service_from", "pk")

    def for_days_of(self, support_request):
        """Return the period that fits a request's dates, else the open one, else the next; or None."""
        usable = list(self.usable())
        begin = support_request.period_from
        wished = [
            period for period in usable if begin and period.service_from <= begin <= period.service_until
        ]
        today = timezone.localdate()
        open_now = [row for row in usable if row.submission_from <= today <= row.submission_until]
        return next(iter(wished + open_now + usable), None)


class FundingPeriod(FoldedModel):
    name = models.CharField(_("Name"), max_length=100, unique=True)
    budget_quarters = models.PositiveIntegerField(_("Budget in Vierteltagen"))
    committed_quarters = models.PositiveIntegerField(_("zugesagt in Vierteltagen"), default=0, editable=False)
    submission_from = models.DateField(_("Anfragen ab"))
    submission_until = models.DateField(_("Anfragen bis"))
    service_from = models.DateField(_("Leistungen ab"))
    service_until = models.DateField(_("Leistungen bis"))
    accounting_until = models.DateField(_("Abrechnung bis"))
    funder_line = models.CharField(_("Förderhinweis"), max_length=400, blank=True)
    fee_text = models.TextField(_("Honorar und Vertrag"), max_length=1500, blank=True)
    fee_link = models.URLField(
        _("Link zu Vertrag und Vergütung"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
    )
    logo = models.ForeignKey(
        "files.StoredFile",
        verbose_name=_("Logo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    search_text = SearchField(sources=["name"])
    sort_name = SortField(sources=["name"])

    objects = FundingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("Förderzeitraum")
        verbose_name_plural = _("Förderzeiträume")
        ordering = ["-service_from"]
        constraints = [
            models.CheckConstraint(
                name="fundingperiod_never_overbooked",
                condition=Q(committed_quarters__lte=F("budget_quarters")),
                violation_error_message=_("Das Budget ist kleiner als die schon zugesagten Tage."),
            ),
            models.CheckConstraint(
                name="fundingperiod_submission_ends_after_it_begins",
                condition=Q(submission_until__gte=F("submission_from")),
                violation_error_message=_("Der letzte Tag für Anfragen liegt vor dem ersten."),
            ),
            models.CheckConstraint(
                name="fundingperiod_service_ends_after_it_begins",
                condition=Q(service_until__gte=F("service_from")),
                violation_error_message=_("Der letzte Tag der Leistungen liegt vor dem ersten."),
            ),
            models.CheckConstraint(
                name="fundingperiod_accounting_ends_after_service",
                condition=Q(accounting_until__gte=F("service_until")),
                violation_error_message=_("Die Abrechnung endet vor den Leistungen."),
            ),
        ]

    def __str__(self):
        return self.name

    def covers(self, begin, end):
        """Return whether services of these days may be paid out of it."""
        return self.service_from <= begin and end <= self.service_until

    @property
    def free_quarters(self):
        return self.budget_quarters - self.committed_quarters

    @property
    def free_days(self):
        return days.as_words(self.free_quarters)


class LedgerEntry(models.Model):
    """One booking against a period: days granted (positive) or returned (negative). Append-only.

    An act books once against a period. To carry days over it returns them to one and grants from another.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", _("Zusage")
        RETURN = "return", _("Rückgabe")

    period = models.ForeignKey(
        FundingPeriod, verbose_name=_("Förderzeitraum"), on_delete=models.PROTECT, related_name="entries"
    )
    support_request = models.ForeignKey(
        "requests.SupportRequest", verbose_name=_("Anfrage"), on_delete=models.PROTECT, related_name="ledger"
    )
    event = models.ForeignKey(
        "requests.Event", verbose_name=_("Ereignis"), on_delete=models.PROTECT, related_name="ledger_entries"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    quarters = models.IntegerField(_("Vierteltage"))
    at = models.DateTimeField(_("wann"), auto_now_add=True)

    class Meta:
        verbose_name = _("Buchung")
        verbose_name_plural = _("Buchungen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "period"], name="ledgerentry_once_for_event_and_period"),
            models.CheckConstraint(
                name="ledgerentry_sign_follows_kind",
                condition=Q(kind="grant", quarters__gt=0) | Q(kind="return", quarters__lt=0),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {days.as_words(abs(self.quarters))}"
