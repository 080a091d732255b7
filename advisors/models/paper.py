"""Papers that an engagement owes (contract, reports), and what Leitung waived."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advisors.models.advisor import Advisor
from advisors.models.engagement import Engagement
from advisors.owed_table import OwedKind, PaperKind
from gsvo.files.models import StoredFile
from gsvo.lib.ids import OpaqueIdField

LONGEST_TEXT = 6_000  # so that even the longest report is made while its reader waits


class PaperQuerySet(models.QuerySet):
    def handed_in(self):
        """Return what is no draft, the newest version first."""
        return self.exclude(handed_in_at=None).order_by("-version", "-pk")

    def drafts(self):
        return self.filter(handed_in_at=None)


class Paper(models.Model):
    """One version of a paper: a file, or a report in texts. Handed in it stays as it is."""

    TEXTS = ("summary", "goals", "sessions", "days", "outlook")  # of a report, in the order of the document

    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="papers"
    )
    advisor = models.ForeignKey(  # whose report, or with whom the contract is
        Advisor, verbose_name=_("Berater:in"), on_delete=models.PROTECT, related_name="papers"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=PaperKind.choices)
    version = models.PositiveIntegerField(_("Fassung"), null=True)  # None: a draft
    file = models.OneToOneField(
        StoredFile, verbose_name=_("Datei"), null=True, on_delete=models.PROTECT, related_name="paper"
    )
    summary = models.TextField(_("Das Wichtigste in Kürze"), max_length=LONGEST_TEXT, blank=True)
    goals = models.TextField(_("Ziele: was ist erreicht?"), max_length=LONGEST_TEXT, blank=True)
    sessions = models.TextField(_("Termine"), max_length=LONGEST_TEXT, blank=True)
    days = models.TextField(_("Beratungstage"), max_length=LONGEST_TEXT, blank=True)
    outlook = models.TextField(_("Wie es weitergeht"), max_length=LONGEST_TEXT, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)  # of a draft, finds stale tabs
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    handed_in_at = models.DateTimeField(_("abgegeben am"), null=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("abgegeben durch"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag zum Abschluss")
        verbose_name_plural = _("Beiträge zum Abschluss")
        ordering = ["engagement", "kind", F("version").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "kind", "version"], name="paper_each_version_once"),
            models.UniqueConstraint(
                fields=["engagement", "kind", "advisor"], condition=Q(version=None), name="paper_one_draft"
            ),
            models.CheckConstraint(
                name="paper_handed_in_by_somebody",
                condition=Q(version=None, handed_in_at=None, handed_in_by=None, file=None)
                | Q(version__isnull=False, handed_in_at__isnull=False, handed_in_by__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    def get_absolute_url(self):
        """Return the way to the paper for readers of the engagement; of a report it is the PDF."""
        return reverse("advisors:paper", args=[self.engagement.oid, self.oid, self.forms[0]])

    @property
    def forms(self):
        """Return in which forms it can be read: names in the address."""
        return ("datei",) if self.file_id else ("pdf", "docx")

    @property
    def texts(self):
        return {name: getattr(self, name) for name in self.TEXTS}


class Waiver(models.Model):
    """Leitung does without a paper, with a reason."""

    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="waivers"
    )
    advisor = models.ForeignKey(  # who advised then: the next one owes anew what is between her and G.I.B.
        Advisor, verbose_name=_("Berater:in"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("Art"), max_length=30, choices=OwedKind.choices)
    reason = models.TextField(_("Grund"), max_length=4000)
    at = models.DateTimeField(_("verzichtet am"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("durch"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Verzicht")
        verbose_name_plural = _("Verzichte")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "kind", "advisor"], name="waiver_once"),
        ]

    def __str__(self):
        return str(self.get_kind_display())
