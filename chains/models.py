"""The Verantwortungskette: a template at state level, local copies per office and school year, steps."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.search_fields import FoldedModel, SearchField, SortField
from gsvo.offices.models import Membership, Office

MONTHS = [
    (9, _("September")), (10, _("Oktober")), (11, _("November")), (12, _("Dezember")), (1, _("Januar")),
    (2, _("Februar")), (3, _("März")), (4, _("April")), (5, _("Mai")), (6, _("Juni")), (7, _("Juli")),
    (8, _("August")),
]  # fmt: skip


def school_year_name(year):
    """Return a school year in words: 2026 -> "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"


class Actor(FoldedModel):
    """An institution or function that takes part in chains."""

    name = models.CharField(_("Name"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    search_text = SearchField(sources=["name"])
    sort_name = SortField(sources=["name"])

    class Meta:
        verbose_name = _("Akteur")
        verbose_name_plural = _("Akteure")
        ordering = ["position", "sort_name"]

    def __str__(self):
        return self.name


class ChainTemplateQuerySet(models.QuerySet):
    def current(self):
        """Return the published template that new chains are copied from, or None."""
        return self.filter(is_published=True).order_by("-version").first()


class ChainTemplate(models.Model):
    version = models.PositiveIntegerField(_("Fassung"), unique=True)
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    is_published = models.BooleanField(_("veröffentlicht"), default=False)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)

    objects = ChainTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kettenvorlage")
        verbose_name_plural = _("Kettenvorlagen")
        ordering = ["-version"]

    def __str__(self):
        return str(_("Kettenvorlage, Fassung %(version)s") % {"version": self.version})


class StepFields(models.Model):
    """Fields of both a template's step and a local chain's."""

    number = models.PositiveSmallIntegerField(_("Nummer"))
    section = models.PositiveSmallIntegerField(_("Abschnitt"), null=True, blank=True)
    title = models.CharField(_("Was"), max_length=200)
    year_offset = models.PositiveSmallIntegerField(_("im Schuljahr danach"), default=0)
    window_from = models.PositiveSmallIntegerField(_("von"), choices=MONTHS, null=True, blank=True)
    window_to = models.PositiveSmallIntegerField(_("bis"), choices=MONTHS, null=True, blank=True)
    anchor = models.CharField(_("Anhaltspunkt"), max_length=100, blank=True)
    lead = models.ForeignKey(
        Actor,
        verbose_name=_("federführend"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    participants = models.ManyToManyField(Actor, verbose_name=_("beteiligt"), blank=True, related_name="+")
    result = models.TextField(_("Ergebnis"), blank=True)
    handover = models.TextField(_("Übergabe"), blank=True)
    receivers = models.ManyToManyField(Actor, verbose_name=_("Übergabe an"), blank=True, related_name="+")
    receiver_steps = models.ManyToManyField(
        "self",
        verbose_name=_("weiter mit Schritt"),
        symmetrical=False,
        blank=True,
        related_name="giver_steps",
    )
    form = models.CharField(_("Form der Übergabe"), max_length=100, blank=True)
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=200, blank=True)
    feedback_to = models.ForeignKey(
        "self",
        verbose_name=_("Rückmeldung an Schritt"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.title}"


class TemplateStep(StepFields):
    template = models.ForeignKey(
        ChainTemplate, verbose_name=_("Vorlage"), on_delete=models.PROTECT, related_name="steps"
    )

    class Meta(StepFields.Meta):
        verbose_name = _("Schritt der Vorlage")
        verbose_name_plural = _("Schritte der Vorlage")
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="templatestep_number_once")
        ]


class ChainQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the chains of the user's offices."""
        return self.filter(office__in=Office.objects.of(user))


class Chain(models.Model):
    oid = OpaqueIdField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="chains")
    # The year in which the school year begins: 2026 is 2026/27.
    school_year = models.PositiveSmallIntegerField(_("Schuljahr"))
    template = models.ForeignKey(ChainTemplate, on_delete=models.PROTECT, related_name="chains")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("Verantwortungskette")
        verbose_name_plural = _("Verantwortungsketten")
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "school_year"],
                name="chain_one_per_office_and_school_year",
                violation_error_message=_("Für dieses Schuljahr gibt es schon eine Kette."),
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.office} {self.school_year_name}"

    def get_absolute_url(self):
        return reverse("chains:detail", args=[self.oid])

    @property
    def school_year_name(self):
        return school_year_name(self.school_year)

    def may_edit(self, user):
        """Return whether a user is lead or member of the office, not only a reader."""
        return Membership.objects.current().writing().filter(office=self.office_id, user=user).exists()


class ChainStep(StepFields):
    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", _("nicht begonnen")
        IN_TALKS = "in_talks", _("in Abstimmung")
        AGREED = "agreed", _("vereinbart")
        PRACTISED = "practised", _("gelebt")

    oid = OpaqueIdField()
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="steps")
    source = models.ForeignKey(
        TemplateStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.CharField(_("Ansprechperson"), max_length=200, blank=True)
    deputy = models.CharField(_("Vertretung"), max_length=200, blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=Status.choices, default=Status.NOT_BEGUN)
    note = models.TextField(_("Notiz"), blank=True)

    class Meta(StepFields.Meta):
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="chainstep_number_once")]

    def get_absolute_url(self):
        return reverse("chains:edit_step", args=[self.chain.oid, self.oid])

    def get_status_display(self):
        """Return what Django's own would, without translating every choice to find one."""
        return str(self.Status(self.status).label)
