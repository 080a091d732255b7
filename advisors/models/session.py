"""Sessions (Termine): when office and advisor work together, planned, moved, cancelled or held."""

import datetime as dt
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.workdays import local_date

MOST_PARTICIPANTS = 2000  # more is a slip of the keyboard


def new_calendar_uid():
    """Return the name by which calendars know a session again, fixed with the row."""
    return f"{uuid.uuid4()}@{urlsplit(settings.BASE_URL).hostname}"


class SessionQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=Session.State.PLANNED)

    def coming(self, moment=None):
        """Return planned sessions that are not over at a moment (default now), the next first."""
        return self.planned().filter(ends_at__gt=moment or timezone.now()).order_by("starts_at", "pk")

    def unanswered(self):
        """Return planned sessions that are over: nobody has said yet whether they were held."""
        return self.planned().filter(ends_at__lte=timezone.now()).order_by("starts_at", "pk")


class Session(models.Model):
    """One session of an engagement. It counts who takes part and never names them."""

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        HELD = "held", _("hat stattgefunden")
        NOT_HELD = "not_held", _("hat nicht stattgefunden")
        CANCELLED = "cancelled", _("abgesagt")

    class Form(models.TextChoices):
        ON_SITE = "on_site", _("vor Ort")
        ONLINE = "online", _("online")

    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="sessions"
    )
    title = models.CharField(_("Worum geht es?"), max_length=120)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    form = models.CharField(_("Form"), max_length=10, choices=Form.choices)
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    video_link = models.CharField(
        _("Link zum Videogespräch"), max_length=500, blank=True, validators=[URLValidator(["https"])]
    )
    note = models.TextField(_("Notiz"), max_length=2000, blank=True)
    date_reason = models.TextField(_("Grund für das Datum"), max_length=1000, blank=True)  # outside the plan
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.PLANNED)
    participants = models.PositiveIntegerField(
        _("Zahl der Teilnehmenden"), null=True, blank=True, validators=[MaxValueValidator(MOST_PARTICIPANTS)]
    )
    calendar_uid = models.CharField(max_length=120, unique=True, default=new_calendar_uid, editable=False)
    calendar_sequence = models.PositiveIntegerField(
        default=0, editable=False
    )  # grows with each change mailed
    revision = models.PositiveIntegerField(default=1, editable=False)  # of the record, finds stale tabs
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["engagement", "starts_at"], name="session_of_engagement")]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="session_participants_only_when_held",
                condition=Q(participants=None) | Q(state="held"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("advisors:session", args=[self.engagement.oid, self.oid])

    @property
    def day(self):
        """Return the day in Europe/Berlin on which it begins."""
        return local_date(self.starts_at)

    @property
    def length(self):
        return self.ends_at - self.starts_at

    @property
    def hours(self):
        """Return how long it lasts, in hours: 1.5."""
        return self.length / dt.timedelta(hours=1)

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def is_planned(self):
        return self.state == self.State.PLANNED

    @property
    def is_unanswered(self):
        """Return whether it is over and nobody has said yet whether it was held."""
        return self.is_planned and self.is_over


class CalendarFeed(models.Model):
    """The secret of a person's calendar feed. Its address is derived from it (`advisors.calendar_feed`)."""

    oid = OpaqueIdField()
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=40, editable=False)
    made_at = models.DateTimeField(_("seit"), default=timezone.now)

    class Meta:
        verbose_name = _("Kalender-Adresse")
        verbose_name_plural = _("Kalender-Adressen")

    def __str__(self):
        return str(self.user)
