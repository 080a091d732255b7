"""Engagements and who advises them from when to when."""

from django.db import models
from django.db.models import Case, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from advisors.models.advisor import Advisor
from advisors.models.invitation import Invitation
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.workdays import local_date
from requests.models import LISTED, Event, SupportRequest, visible_to


class EngagementQuerySet(models.QuerySet):
    def running(self):
        return self.filter(ended_at=None)

    def abandoned(self):
        """Return running engagements whose advisor is not in the pool any more, each with `abandoned_at`."""
        gone = self.running().filter(advisor__in=Advisor.objects.inactive())
        left = Event.objects.filter(support_request=OuterRef("support_request"), act="advisor_left")
        last = Subquery(left.order_by("-pk").values("at")[:1])
        return gone.annotate(abandoned_at=Coalesce(last, "advisor__left_at"))

    def listed(self):
        """Read of each engagement only what a line of a list shows."""
        case = (f"support_request__{name}" for name in (*LISTED, "office__display_name"))
        related = self.select_related("support_request__office", "advisor")
        return related.only("oid", "began_at", "ended_at", "advisor__name", *case)

    def with_assignments(self):
        """Read with each who advised it from when to when."""
        return self.prefetch_related(
            models.Prefetch("assignments", Assignment.objects.select_related("advisor"))
        )

    def as_of_today(self):
        """Annotate what `visible_to` does, for somebody who reads what holds today."""
        today = Value(None, models.DateTimeField())
        return self.annotate(readable_until=today, shown_end=F("ended_at"))

    def visible_to(self, user):
        """Return the engagements of the user's offices, and those the user advises or advised.

        Each with `readable_until`: None for people who read what holds today. Somebody who only advised once
        reads the engagement as of the end of that assignment (`advisors.snapshots`), which is its
        `shown_end` then.
        """
        of_office = visible_to(user, "support_request__")
        advisor = getattr(user, "advisor", None)
        ends = list(advisor.assignments.values_list("engagement", "ended_at")) if advisor else []
        if not ends:
            return self.filter(of_office).as_of_today()
        advised = sorted({engagement for engagement, _ended_at in ends})
        advises = sorted({engagement for engagement, ended_at in ends if ended_at is None})
        mine = advisor.assignments.filter(engagement=OuterRef("pk")).order_by().values("engagement")
        return self.filter(of_office | Q(pk__in=advised)).annotate(
            readable_until=Case(
                When(of_office | Q(pk__in=advises), then=Value(None)),
                default=Subquery(mine.annotate(last=Max("ended_at")).values("last")),
                output_field=models.DateTimeField(),
            ),
            shown_end=Coalesce("readable_until", "ended_at"),
        )


class Engagement(models.Model):
    """Begins with the first acceptance and stays the same when the advisor changes."""

    oid = OpaqueIdField()
    support_request = models.OneToOneField(
        SupportRequest, verbose_name=_("Anfrage"), on_delete=models.PROTECT, related_name="engagement"
    )
    advisor = models.ForeignKey(  # empty while a new advisor is sought
        Advisor, verbose_name=_("Berater:in"), null=True, on_delete=models.PROTECT, related_name="engagements"
    )
    began_at = models.DateTimeField(_("begonnen"), default=timezone.now)
    ended_at = models.DateTimeField(_("beendet"), null=True, editable=False)
    # When everybody was told that most days are used; empty again once an increase changed that.
    mostly_used_at = models.DateTimeField(_("zu vier Fünfteln gebucht"), null=True, editable=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Begleitung")
        verbose_name_plural = _("Begleitungen")
        ordering = ["-began_at"]
        indexes = [
            models.Index(fields=["-began_at", "-id"], name="engagement_newest"),
            # The list: those that run first, then those that ended last.
            models.Index(fields=["-ended_at", "-began_at", "-id"], name="engagement_running_first"),
            # The tasks of G.I.B.: those that have run longest.
            models.Index(fields=["began_at", "id"], name="engagement_oldest", condition=Q(ended_at=None)),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.support_request.number}"

    def get_absolute_url(self):
        return reverse("advisors:engagement", args=[self.oid])

    @property
    def is_abandoned(self):
        """Return whether whoever advises is not in the pool any more."""
        return self.ended_at is None and self.advisor is not None and not self.advisor.is_active

    @property
    def abandoned_on(self):
        """Return the day since when it is abandoned, where one is known."""
        left = self.support_request.events.filter(act="advisor_left").first()
        moment = left.at if left else self.advisor.left_at
        return moment and local_date(moment)

    @cached_property
    def asked_for_days(self):
        """Return the open request for more days, or None; read once for a page."""
        return self.increase_requests.filter(outcome="open").first()

    def is_advised_by(self, user):
        """Return whether this account advises now."""
        return self.advisor is not None and user is not None and self.advisor.user_id == user.pk


class Assignment(models.Model):
    """Who advised an engagement from when to when; each change of advisor adds a row."""

    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="assignments"
    )
    advisor = models.ForeignKey(
        Advisor, verbose_name=_("Berater:in"), on_delete=models.PROTECT, related_name="assignments"
    )
    invitation = models.OneToOneField(  # None: began outside of the portal
        Invitation,
        verbose_name=_("Einladung"),
        null=True,
        on_delete=models.PROTECT,
        related_name="assignment",
    )
    began_at = models.DateTimeField(_("von"), default=timezone.now)
    ended_at = models.DateTimeField(_("bis"), null=True, editable=False)

    class Meta:
        verbose_name = _("Einsatz")
        verbose_name_plural = _("Einsätze")
        ordering = ["began_at"]
        indexes = [
            models.Index(
                fields=["began_at", "engagement"], name="assignment_oldest", condition=Q(ended_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(ended_at=None), name="assignment_one_current"
            )
        ]

    def __str__(self):
        return f"{self.advisor} · {self.engagement}"
