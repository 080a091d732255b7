"""The shared pool of advisors, the invitations sent to them, and the engagements they accept."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.folding import fold
from gsvo.ids import OpaqueIdField
from gsvo.offices.models import Office
from gsvo.workdays import local_date
from requests.models import SupportRequest, Topic


class AdvisorQuerySet(models.QuerySet):
    def in_pool(self):
        """Those who may be found and invited: not left, not pausing today."""
        today = timezone.localdate()
        return self.filter(left_at=None).filter(Q(paused_until=None) | Q(paused_until__lt=today))

    def search(self, text):
        """Those whose profile or topics have each of the words, whatever their case and accents."""
        names = {topic.pk: fold(topic.name) for topic in Topic.objects.all()}
        found = self
        for word in fold(text).split():
            topics = [pk for pk, name in names.items() if word in name]
            with_topic = Advisor.topics.through.objects.filter(topic__in=topics).values("advisor")
            found = found.filter(Q(search_text__contains=word) | Q(pk__in=with_topic))
        return found

    def for_office(self, office):
        """Those who work in one place: it is among theirs, or they named none."""
        return self.filter(Q(offices=office) | Q(offices=None)).distinct()

    def for_mode(self, mode):
        return self.filter(mode__in=[mode, SupportRequest.Mode.MIXED])

    def with_free_quarters(self, period):
        """Each with `free`: the quarters of a day left in a period after all engagements taken on in it."""
        taken = (
            Engagement.objects.filter(advisor=OuterRef("pk"), support_request__period=period)
            .order_by()
            .values("advisor")
            .annotate(sum=Sum("support_request__granted_quarters"))
            .values("sum")
        )
        return self.annotate(free=F("quarters_per_period") - Coalesce(Subquery(taken), 0))


class Advisor(models.Model):
    oid = OpaqueIdField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="advisor"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-Mail"), max_length=254, unique=True)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    profile = models.TextField(_("Kurzprofil"), max_length=3000, blank=True)
    methods = models.TextField(_("Arbeitsweise"), max_length=2000, blank=True)
    languages = models.CharField(_("Sprachen"), max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("Themen"), blank=True, related_name="advisors")
    offices = models.ManyToManyField(
        Office,
        verbose_name=_("Orte"),
        blank=True,
        related_name="+",
        help_text=_("Leer: ganz Nordrhein-Westfalen"),
    )
    mode = models.CharField(
        _("vor Ort oder online"),
        max_length=10,
        choices=SupportRequest.Mode.choices,
        default=SupportRequest.Mode.MIXED,
    )
    quarters_per_period = models.PositiveIntegerField(_("Vierteltage je Förderzeitraum"), default=80)
    paused_until = models.DateField(_("Pause bis"), null=True, blank=True)
    joined_at = models.DateTimeField(_("im Pool seit"), default=timezone.now)
    left_at = models.DateTimeField(_("ausgeschieden"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(default="", editable=False)  # folded, so that "muller" finds "Müller"

    objects = AdvisorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Berater:in")
        verbose_name_plural = _("Beratende")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="advisor_email_whatever_case",
                violation_error_message=_("Diese E-Mail-Adresse hat schon jemand im Pool."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        texts = (self.name, self.organisation, self.profile, self.methods, self.languages)
        self.search_text = fold(" ".join(texts))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("advisors:profile", args=[self.oid])

    def free_quarters(self, period):
        return Advisor.objects.with_free_quarters(period).get(pk=self.pk).free

    @property
    def is_in_pool(self):
        pausing = self.paused_until is not None and self.paused_until >= timezone.localdate()
        return self.left_at is None and not pausing


class Preference(models.Model):
    """An office's wish for, or exclusion of, an advisor for one request. Reasons are for G.I.B. only."""

    class Kind(models.TextChoices):
        WISH = "wish", _("gewünscht")
        EXCLUDE = "exclude", _("ausgeschlossen")

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="preferences")
    advisor = models.ForeignKey(Advisor, on_delete=models.PROTECT, related_name="preferences")
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("Grund"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("Wunsch oder Ausschluss")
        verbose_name_plural = _("Wünsche und Ausschlüsse")
        constraints = [models.UniqueConstraint(fields=["support_request", "advisor"], name="preference_once")]

    def __str__(self):
        return f"{self.advisor}: {self.get_kind_display()}"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Invitation.State.OPEN)

    def waiting(self):
        """Those whose turn is still to come, in order."""
        return self.filter(state=Invitation.State.WAITING).order_by("position")

    def pending(self):
        return self.filter(state__in=[Invitation.State.OPEN, Invitation.State.WAITING])

    def overdue(self):
        """Open beyond their deadline: nobody may answer any more, whether or not the clock has come by."""
        return self.open().filter(answer_by__lte=timezone.now())


class Invitation(models.Model):
    """One advisor is asked for one request. Its link has the purpose "invitation"."""

    class State(models.TextChoices):
        WAITING = "waiting", _("kommt noch an die Reihe")
        OPEN = "open", _("offen")
        ACCEPTED = "accepted", _("angenommen")
        DECLINED = "declined", _("abgelehnt")
        EXPIRED = "expired", _("abgelaufen")
        RECALLED = "recalled", _("zurückgenommen")

    class DeclineReason(models.TextChoices):
        NO_TIME = "no_time", _("Keine Zeit im Zeitraum")
        TOPIC = "topic", _("Thema passt nicht")
        DISTANCE = "distance", _("Zu weit entfernt")
        CONFLICT = "conflict", _("Interessenkonflikt")
        NOT_IN_POOL = "not_in_pool", _("Nicht mehr im Pool")
        OTHER = "other", _("Anderer Grund")

    oid = OpaqueIdField()
    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="invitations")
    advisor = models.ForeignKey(Advisor, on_delete=models.PROTECT, related_name="invitations")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(_("Nachricht der G.I.B."), max_length=2000, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("Tage zum Antworten"))
    sent_at = models.DateTimeField(_("gesendet"), null=True, editable=False)
    answer_by = models.DateTimeField(_("Antwort bis"), null=True, editable=False)
    answered_at = models.DateTimeField(_("beantwortet"), null=True, editable=False)
    decline_reason = models.CharField(_("Grund"), max_length=12, choices=DeclineReason.choices, blank=True)
    decline_text = models.TextField(_("Erläuterung"), max_length=1000, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["support_request", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request"], condition=Q(state="open"), name="invitation_one_open_per_request"
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
        return self.state == self.State.OPEN and self.answer_by <= timezone.now()

    @property
    def answer_day(self):
        return local_date(self.answer_by)


class EngagementQuerySet(models.QuerySet):
    def running(self):
        return self.filter(ended_at=None)

    def visible_to(self, user):
        """The engagements of one's offices' requests, and those one advises or advised."""
        requests = SupportRequest.objects.visible_to(user).values("pk")
        own = Assignment.objects.filter(advisor__user=user).values("engagement")
        return self.filter(Q(support_request__in=requests) | Q(pk__in=own))


class Engagement(models.Model):
    """What began with the first acceptance. It stays the same when the advisor changes."""

    oid = OpaqueIdField()
    support_request = models.OneToOneField(
        SupportRequest, on_delete=models.PROTECT, related_name="engagement"
    )
    advisor = models.ForeignKey(  # empty while a new advisor is sought
        Advisor, null=True, on_delete=models.PROTECT, related_name="engagements"
    )
    began_at = models.DateTimeField(_("begonnen"), default=timezone.now)
    ended_at = models.DateTimeField(_("beendet"), null=True, editable=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Begleitung")
        verbose_name_plural = _("Begleitungen")
        ordering = ["-began_at"]

    def __str__(self):
        return f"Begleitung {self.support_request.number}"

    def get_absolute_url(self):
        return reverse("advisors:engagement", args=[self.oid])

    def is_advised_by(self, user):
        """Whether this is the account of the one who advises now."""
        return self.advisor is not None and user is not None and self.advisor.user_id == user.pk


class Assignment(models.Model):
    """Who advised an engagement from when to when; grows by a row with each change of advisor."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="assignments")
    advisor = models.ForeignKey(Advisor, on_delete=models.PROTECT, related_name="assignments")
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="assignment")
    began_at = models.DateTimeField(_("von"), default=timezone.now)
    ended_at = models.DateTimeField(_("bis"), null=True, editable=False)

    class Meta:
        verbose_name = _("Einsatz")
        verbose_name_plural = _("Einsätze")
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(ended_at=None), name="assignment_one_current"
            )
        ]

    def __str__(self):
        return f"{self.advisor} · {self.engagement}"
