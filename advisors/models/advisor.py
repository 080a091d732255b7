"""Advisors of the pool, and offices' preferences."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.invitation_context import mode_of
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField, SortField
from gsvo.lib.text import same_email
from gsvo.offices.models import Office
from requests.models import SupportRequest, Topic


class AdvisorQuerySet(FoldedQuerySet):
    def active(self):
        """Return advisors who belong to the pool, be they pausing: not left, access not stopped."""
        return self.filter(left_at=None).exclude(user__is_active=False)

    def inactive(self):
        """Return all others."""
        return self.filter(Q(left_at__isnull=False) | Q(user__is_active=False))

    def in_pool(self):
        """Return active advisors who can be invited: not paused today."""
        today = timezone.localdate()
        return self.active().filter(Q(paused_until=None) | Q(paused_until__lt=today))

    def for_office(self, office):
        """Return advisors who work in a place: it is among theirs, or they named none."""
        return self.filter(Q(offices=office) | Q(offices=None)).distinct()

    def for_mode(self, mode):
        return self.filter(mode__in=[mode, SupportRequest.Mode.MIXED])


class Advisor(FoldedModel):
    oid = OpaqueIdField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="advisor"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = EmailField(
        _("E-Mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Diese E-Mail-Adresse hat schon jemand im Pool.")},
    )
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
    search_text = SearchField(
        sources=["name", "organisation", "profile", "methods", "languages", "topics__name"]
    )
    sort_name = SortField(sources=["name"])

    objects = AdvisorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Berater:in")
        verbose_name_plural = _("Beratende")
        ordering = ["sort_name"]
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
        if self.user is not None and not same_email(self.user.email, self.email):
            raise ValueError("An advisor and her account have one address: see actions.change_address.")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("advisors:profile", args=[self.oid])

    @property
    def mode_words(self):
        return mode_of(self)

    def running_engagements(self):
        """Return the engagements that the advisor is assigned to now, with their requests, in their order."""
        found = self.engagements.running().select_related("support_request__office")
        return found.order_by("support_request")

    @property
    def is_active(self):
        is_stopped = self.user is not None and not self.user.is_active
        return self.left_at is None and not is_stopped

    @property
    def is_in_pool(self):
        pausing = self.paused_until is not None and self.paused_until >= timezone.localdate()
        return self.is_active and not pausing


class Preference(models.Model):
    """An office's wish for, or exclusion of, an advisor for one request. Reasons are for G.I.B. only."""

    class Kind(models.TextChoices):
        WISH = "wish", _("gewünscht")
        EXCLUDE = "exclude", _("ausgeschlossen")

    support_request = models.ForeignKey(
        SupportRequest, verbose_name=_("Anfrage"), on_delete=models.CASCADE, related_name="preferences"
    )
    advisor = models.ForeignKey(
        Advisor, verbose_name=_("Berater:in"), on_delete=models.PROTECT, related_name="preferences"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("Grund"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("Wunsch oder Ausschluss")
        verbose_name_plural = _("Wünsche und Ausschlüsse")
        constraints = [models.UniqueConstraint(fields=["support_request", "advisor"], name="preference_once")]

    def __str__(self):
        return f"{self.advisor}: {self.get_kind_display()}"
