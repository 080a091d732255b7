"""What a step says, in the state template and in a local chain alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.models.actors import Actor, TargetGroup

MONTHS = [
    (9, _("September")), (10, _("Oktober")), (11, _("November")), (12, _("Dezember")), (1, _("Januar")),
    (2, _("Februar")), (3, _("März")), (4, _("April")), (5, _("Mai")), (6, _("Juni")), (7, _("Juli")),
    (8, _("August")),
]  # fmt: skip


class AnchorDay(models.TextChoices):
    """Days that a step begins after or ends by. § 7 SchulG NRW: a school year begins on 1 August."""

    AFTER_START = "after_start", _("nach Beginn des Schuljahres (1. August)")
    AFTER_HALF_YEAR = "after_half_year", _("nach dem Halbjahr (31. Januar)")
    BEFORE_EASTER = "before_easter", _("bis Ostern")
    AFTER_EASTER = "after_easter", _("nach Ostern")
    BY_MAY = "by_may", _("bis 31. Mai")
    AFTER_PENTECOST = "after_pentecost", _("nach Pfingsten")
    BY_END = "by_end", _("bis zum Ende des Schuljahres (31. Juli)")


class StepFields(models.Model):
    """Fields of both a template's step and a local chain's."""

    number = models.PositiveSmallIntegerField(_("Nummer"))
    section = models.PositiveSmallIntegerField(_("Abschnitt"), null=True, blank=True)
    title = models.CharField(_("Was"), max_length=200)
    description = models.TextField(_("Was genau"), blank=True)
    year_offset = models.PositiveSmallIntegerField(_("im Schuljahr danach"), default=0)
    window_from = models.PositiveSmallIntegerField(_("von"), choices=MONTHS, null=True, blank=True)
    window_to = models.PositiveSmallIntegerField(_("bis"), choices=MONTHS, null=True, blank=True)
    anchor = models.CharField(_("Anhaltspunkt"), max_length=100, blank=True)
    # A day that moves from year to year, such as Easter: `chains.windows` knows its date.
    anchor_day = models.CharField(
        _("beweglicher Tag"), max_length=20, choices=AnchorDay.choices, default="", blank=True
    )
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
    hands_over_names = models.BooleanField(_("Namen werden weitergegeben"), default=False)
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=200, blank=True)
    feedback_to = models.ForeignKey(
        "self",
        verbose_name=_("Rückmeldung an Schritt"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("Zielgruppen"), blank=True, related_name="+"
    )
    indicator = models.CharField(_("Kennzahl"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.title}"
