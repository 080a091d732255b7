"""Invitations: each asks one advisor for one request; several stand in an order, or are asked at once."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.advisor import Advisor
from gsvo.lib import dates
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.workdays import local_date
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.status.models import SystemStatus
from requests.models import SupportRequest

STUCK = (Status.QUEUED, Status.RETRY, Status.FAILED, Status.OBSOLETE)  # a mail that may never arrive


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Invitation.State.OPEN)

    def offered(self):
        """Return open invitations of who would accept and waits for G.I.B. to agree."""
        return self.open().filter(offered_at__isnull=False)

    def answerable(self):
        """Return open invitations that may still be answered; the clock ends the others somewhat later."""
        return self.open().filter(Q(answer_by__gt=timezone.now()) | Q(offered_at__isnull=False))

    def waiting(self):
        """Return the invitations not sent yet, in order."""
        return self.filter(state=Invitation.State.WAITING).order_by("position")

    def pending(self):
        return self.filter(state__in=[Invitation.State.OPEN, Invitation.State.WAITING])

    def undelivered(self):
        """Return open invitations whose last mail did not arrive, and none before it.

        It failed, is tried again, or waits while sending is paused; a failure that G.I.B. has settled does
        not count.
        """
        mails = OutgoingMail.objects.filter(
            link__content_type=ContentType.objects.get_for_model(Invitation),
            link__object_id=OuterRef("pk"),
            link__purpose=Invitation.LINK_PURPOSE,
        )
        last = mails.order_by("-pk")
        # Few mails are stuck, many invitations are open: only those few are looked at one by one.
        unsent = OutgoingMail.objects.filter(status__in=STUCK, link__purpose=Invitation.LINK_PURPOSE)
        stuck = Q(last__in=[Status.RETRY, Status.OBSOLETE]) | Q(last=Status.FAILED, settled=None)
        stuck |= Q(last=Status.QUEUED, is_paused=True)
        return (
            self.open()
            .filter(pk__in=unsent.values("link__object_id"))
            .exclude(Exists(mails.filter(status=Status.SENT)))
            .alias(
                last=Subquery(last.values("status")[:1]),
                settled=Subquery(last.values("settled_at")[:1]),
                is_paused=Exists(SystemStatus.objects.filter(paused_at__isnull=False)),
            )
            .filter(stuck)
        )

    def overdue(self):
        """Return open invitations past their deadline, which nobody may answer any more."""
        return self.open().filter(answer_by__lte=timezone.now(), offered_at=None)


class Invitation(models.Model):
    """One advisor is asked for one request. Its link has the purpose "invitation"."""

    LINK_PURPOSE = "invitation"

    class State(models.TextChoices):
        WAITING = "waiting", _("kommt noch an die Reihe")
        OPEN = "open", _("offen")
        ACCEPTED = "accepted", _("angenommen")
        DECLINED = "declined", _("abgelehnt")
        EXPIRED = "expired", _("abgelaufen")
        RECALLED = "recalled", _("zurückgenommen")
        SKIPPED = "skipped", _("nicht im Pool oder in Pause")
        BEATEN = "beaten", _("jemand war schneller")  # asked at once with others, and another one accepted
        DROPPED = "dropped", _("einzeln zurückgenommen")  # while others stayed in the order

    class DeclineReason(models.TextChoices):
        NO_TIME = "no_time", _("Keine Zeit im Zeitraum")
        TOPIC = "topic", _("Thema passt nicht")
        DISTANCE = "distance", _("Zu weit entfernt")
        CONFLICT = "conflict", _("Interessenkonflikt")
        NOT_IN_POOL = "not_in_pool", _("Nicht mehr im Pool")
        OTHER = "other", _("Anderer Grund")

    oid = OpaqueIdField()
    support_request = models.ForeignKey(
        SupportRequest, verbose_name=_("Anfrage"), on_delete=models.PROTECT, related_name="invitations"
    )
    advisor = models.ForeignKey(
        Advisor, verbose_name=_("Berater:in"), on_delete=models.PROTECT, related_name="invitations"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    at_once = models.BooleanField(_("gleichzeitig mit anderen gefragt"), default=False)  # first come
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(_("Nachricht der G.I.B."), max_length=2000, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("Tage zum Antworten"))
    sent_at = models.DateTimeField(_("gesendet"), null=True, editable=False)
    answer_by = models.DateTimeField(_("Antwort bis"), null=True, editable=False)
    answered_at = models.DateTimeField(_("beantwortet"), null=True, editable=False)
    offered_at = models.DateTimeField(  # she would accept, and G.I.B. has to agree first; stays when answered
        _("möchte annehmen seit"), null=True, editable=False
    )
    answered_by = models.CharField(
        _("in Vertretung beantwortet von"), max_length=200, blank=True, editable=False
    )
    address_changed_at = models.DateTimeField(  # while it was open; stays when the address is set back
        _("Name oder Adresse geändert am"), null=True, editable=False
    )
    decline_reason = models.CharField(_("Grund"), max_length=12, choices=DeclineReason.choices, blank=True)
    decline_text = models.TextField(_("Erläuterung"), max_length=1000, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("eingeladen von"), on_delete=models.PROTECT, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["support_request", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(state="open", at_once=False),
                name="invitation_one_asked_alone_per_request",
            ),
            models.UniqueConstraint(
                fields=["support_request", "advisor"],
                condition=Q(state__in=["open", "waiting"]),
                name="invitation_once_pending_per_advisor",
            ),
            models.UniqueConstraint(
                fields=["support_request", "position"], name="invitation_position_once_per_request"
            ),
            models.CheckConstraint(
                name="invitation_answered_at_exactly_when_answered",
                condition=Q(state__in=["accepted", "declined"], answered_at__isnull=False)
                | (~Q(state__in=["accepted", "declined"]) & Q(answered_at=None)),
            ),
        ]

    def __str__(self):
        return f"{self.advisor} · {self.support_request.number}"

    @property
    def is_answered(self):
        return self.answered_at is not None

    @property
    def is_overdue(self):
        is_late = self.answer_by is not None and self.answer_by <= timezone.now()
        return self.state == self.State.OPEN and is_late and not self.offered_at

    @property
    def is_offered(self):
        """Return whether she would accept and waits for G.I.B. to agree."""
        return self.state == self.State.OPEN and self.offered_at is not None

    @property
    def deadline(self):
        return dates.moment(self.answer_by)

    @property
    def answer_day(self):
        return local_date(self.answer_by)
