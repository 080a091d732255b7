"""Time entries: what was worked on which day, in quarters of a day, entered by who advises."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.advisor import Advisor
from advisors.models.engagement import Engagement
from gsvo.lib import dates, days
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.workdays import local_date, start_of_day
from requests.models import FundingPeriod, Milestone

MOST_A_DAY = 6  # quarters of one advisor in one engagement on one date: a day and a half


class TimeEntryQuerySet(models.QuerySet):
    def unsigned(self):
        """Return entries that the office has not countersigned yet, the oldest first."""
        return self.exclude(state=TimeEntry.State.SIGNED).order_by("waiting_since", "pk")

    def overdue(self):
        """Return unsigned entries that the office has had so long that G.I.B. may countersign them."""
        last = timezone.localdate() - dt.timedelta(days=settings.SIGN_ENTRIES_WITHIN_DAYS - 1)
        return self.unsigned().filter(waiting_since__lt=start_of_day(last))

    def waiting(self):
        """Return entries that wait for the office: not signed, and no question is open."""
        return self.filter(state=TimeEntry.State.WAITING).order_by("waiting_since", "pk")

    def queried(self):
        return self.filter(state=TimeEntry.State.QUERIED).order_by("question_at", "pk")


class TimeEntry(models.Model):
    """Counts from the moment it is entered. Once countersigned it stays as it is.

    What was wrong is then taken back by a counter-entry with the same figure below zero. The sum of an
    engagement's entries is its request's `booked_quarters`; `advisors.actions` write both together.
    """

    class Kind(models.TextChoices):
        PREPARATION = "before", _("Vorbereitung")
        ON_SITE = "on_site", _("vor Ort")
        ONLINE = "online", _("online")
        FOLLOW_UP = "after", _("Nachbereitung")
        EARLIER = "earlier", _("vor dem Portal")  # the sum of what was worked before, entered by G.I.B.

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet auf Gegenzeichnung")
        QUERIED = "queried", _("Rückfrage offen")
        SIGNED = "signed", _("gegengezeichnet")

    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="time_entries"
    )
    advisor = models.ForeignKey(  # who worked; stays when the advisor changes
        Advisor, verbose_name=_("Berater:in"), on_delete=models.PROTECT, related_name="time_entries"
    )
    period = models.ForeignKey(  # whose days it uses; stays when days are carried over
        FundingPeriod, verbose_name=_("Förderzeitraum"), on_delete=models.PROTECT, related_name="time_entries"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    done_on = models.DateField(_("Tag"))
    quarters = models.IntegerField(_("Vierteltage"))
    milestone = models.ForeignKey(
        Milestone,
        verbose_name=_("Meilenstein"),
        null=True,
        on_delete=models.PROTECT,
        related_name="time_entries",
    )
    note = models.TextField(_("Notiz"), max_length=1000, blank=True)
    corrects = models.OneToOneField(
        "self", verbose_name=_("berichtigt"), null=True, on_delete=models.PROTECT, related_name="correction"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)  # finds stale tabs
    created_at = models.DateTimeField(_("eingetragen"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("durch"), on_delete=models.PROTECT, related_name="+"
    )
    waiting_since = models.DateTimeField(_("wartet seit"), default=timezone.now)  # anew with each answer
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.WAITING)
    question = models.TextField(_("Frage"), max_length=1000, blank=True)
    question_at = models.DateTimeField(_("gefragt"), null=True)
    question_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gefragt durch"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("gegengezeichnet am"), null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gegengezeichnet durch"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Why G.I.B. signed in place of the office; empty where the office signed.
    signed_reason = models.TextField(_("Grund der Vertretung"), max_length=1000, blank=True)

    objects = TimeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zeiteintrag")
        verbose_name_plural = _("Zeiteinträge")
        ordering = ["-done_on", "-pk"]
        indexes = [
            models.Index(fields=["engagement", "-done_on", "-id"], name="timeentry_newest"),
            models.Index(fields=["waiting_since"], name="timeentry_unsigned", condition=~Q(state="signed")),
        ]
        constraints = [
            models.CheckConstraint(
                name="timeentry_below_zero_only_to_correct",
                condition=Q(corrects=None, quarters__gt=0, quarters__lte=MOST_A_DAY)
                | Q(corrects__isnull=False, quarters__lt=0, quarters__gte=-MOST_A_DAY)
                | Q(kind="earlier", corrects=None, quarters__gt=0)
                | Q(kind="earlier", corrects__isnull=False, quarters__lt=0),
            ),
            models.CheckConstraint(
                name="timeentry_signed_by_somebody",
                condition=Q(state="signed", signed_at__isnull=False, signed_by__isnull=False)
                | (~Q(state="signed") & Q(signed_at=None, signed_by=None, signed_reason="")),
            ),
            models.CheckConstraint(
                name="timeentry_queried_by_somebody",
                condition=~Q(state="queried") | Q(question_at__isnull=False, question_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{days.as_words(self.quarters)}, {dates.day(self.done_on)}"

    def save(self, *args, **kwargs):
        self._refuse_if_signed()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_signed()
        return super().delete(*args, **kwargs)

    def _refuse_if_signed(self):
        if self.pk and TimeEntry.objects.filter(pk=self.pk, state=TimeEntry.State.SIGNED).exists():
            raise TypeError("A countersigned entry never changes: see actions.correct_entry.")

    @property
    def sign_by(self):
        """Return the day until which the office countersigns; from it on G.I.B. may in its place."""
        return local_date(self.waiting_since) + dt.timedelta(days=settings.SIGN_ENTRIES_WITHIN_DAYS)

    @property
    def is_signed(self):
        return self.state == TimeEntry.State.SIGNED

    @property
    def is_queried(self):
        return self.state == TimeEntry.State.QUERIED

    @property
    def is_counter(self):
        return self.corrects_id is not None
