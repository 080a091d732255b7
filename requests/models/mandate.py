"""The mandate (Auftrag): fifteen sections (`requests.sections`), written as numbered versions that freeze."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gsvo.lib import days
from requests.models.support_request import SupportRequest
from requests.sections import SECTIONS, Section


class Mandate(models.Model):
    support_request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="mandate")

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.support_request.number}"

    @property
    def latest(self):
        """Return the version in writing, or the one the committee was asked about last."""
        return self.versions.first()

    @property
    def agreed(self):
        """Return the version that the committee agreed to last, or None."""
        return self.versions.agreed().first()


@dataclass(frozen=True)
class Content:
    """One section's content in one version."""

    section: Section
    text: str = ""
    goals: list = field(default_factory=list)
    milestones: list = field(default_factory=list)
    is_unchecked: bool = False  # it comes from the request, and nobody has looked at it since

    @property
    def is_empty(self):
        return not (self.text or self.goals or self.milestones)

    @property
    def is_missing(self):
        """Return whether it is required and empty."""
        return (self.section.is_required and self.is_empty) or any(not goal.is_whole for goal in self.goals)

    @property
    def is_filled(self):
        """Return whether somebody wrote or checked it, and nothing lacks."""
        return not (self.is_empty or self.is_missing or self.is_unchecked)

    @property
    def wording(self):
        """Return everything said here, for comparing two versions."""
        goals = tuple((goal.text, goal.criterion) for goal in self.goals)
        milestones = tuple((row.title, row.result, row.due_on, row.quarters) for row in self.milestones)
        return self.text, goals, milestones


class MandateVersionQuerySet(models.QuerySet):
    def agreed(self, until=None):
        """Return the versions that the committee agreed to (up to a moment), the one in force first."""
        found = self.exclude(agreed_at=None).order_by("-number")
        return found.filter(agreed_at__lte=until) if until else found

    def update(self, **kwargs):
        """Refuse to change the texts of a frozen version. Retention takes `_base_manager`."""
        if "sections" in kwargs and self.exclude(frozen_at=None).exists():
            raise TypeError("A frozen version never changes.")
        return super().update(**kwargs)


class MandateVersion(models.Model):
    """One version of the mandate, editable until a round opens on it and frozen from then on."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Fassung"))
    sections = models.JSONField(default=dict)  # {section's key: text}; keys in `requests.sections`
    unchecked = models.JSONField(default=list, editable=False)  # sections still as the request has them
    revision = models.PositiveIntegerField(default=1, editable=False)  # of the record, finds stale tabs
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(_("eingefroren"), null=True, editable=False)
    agreed_at = models.DateTimeField(_("zugestimmt"), null=True, editable=False)
    fingerprint = models.CharField(  # of what was agreed (`requests.fingerprint`); it outlives the texts
        _("Prüfsumme"), max_length=64, blank=True, editable=False
    )

    objects = MandateVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung des Auftrags")
        verbose_name_plural = _("Fassungen des Auftrags")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "number"], name="mandateversion_number_once"),
            models.UniqueConstraint(
                fields=["mandate"], condition=Q(frozen_at=None), name="mandateversion_one_in_writing"
            ),
            models.CheckConstraint(
                name="mandateversion_agreed_only_when_frozen",
                condition=Q(agreed_at=None) | Q(frozen_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=~Q(fingerprint=""), name="mandateversion_fingerprint_once"
            ),
        ]

    def __str__(self):
        return str(_("Fassung %(number)s") % {"number": self.number})

    def save(self, *args, **kwargs):
        stored = MandateVersion.objects.filter(pk=self.pk).exclude(frozen_at=None).first()
        if stored and stored.sections != self.sections:
            raise TypeError("A frozen version never changes.")
        super().save(*args, **kwargs)

    @cached_property
    def replaces(self):
        """Return the version in force before this one, or None."""
        return self.pk and self.mandate.versions.agreed().filter(number__lt=self.number).first()

    @property
    def is_frozen(self):
        return self.frozen_at is not None

    def contents(self):
        """Return the fifteen sections in order, each with its text and rows."""
        rows = {"goals": list(self.goals.all()), "milestones": list(self.milestones.all())}
        return [
            Content(
                section,
                self.sections.get(section.key, ""),
                is_unchecked=section.key in self.unchecked,
                **({section.rows: rows[section.rows]} if section.rows else {}),
            )
            for section in SECTIONS
        ]

    def missing(self):
        """Return the sections to fill before the committee is asked."""
        return [content.section for content in self.contents() if content.is_missing]

    def to_check(self):
        """Return the sections that stand there as the request said them, and that nobody has looked at."""
        return [
            content.section
            for content in self.contents()
            if content.is_unchecked and not (content.is_empty or content.is_missing)
        ]

    def changed_since(self, other):
        """Return the keys of the sections that differ from another version."""
        return {
            mine.section.key
            for mine, theirs in zip(self.contents(), other.contents(), strict=True)
            if mine.wording != theirs.wording
        }

    @property
    def planned_quarters(self):
        return sum(milestone.quarters for milestone in self.milestones.all())


class VersionRowQuerySet(models.QuerySet):
    """Refuse to write rows of a frozen version, however many at once. Retention takes `_base_manager`."""

    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        _refuse_if_frozen({row.version_id for row in rows})
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs):
        """Guard `bulk_update` as well, which ends here."""
        target = kwargs.get("version")
        stored = self.order_by().values_list("version", flat=True)
        _refuse_if_frozen([*stored, getattr(target, "pk", target)])
        return super().update(**kwargs)

    def delete(self):
        _refuse_if_frozen(self.order_by().values_list("version", flat=True))
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class VersionRow(models.Model):
    """A row of a version; it cannot be written once the version is frozen."""

    objects = VersionRowQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        stored = type(self).objects.filter(pk=self.pk).values_list("version", flat=True)
        _refuse_if_frozen([*stored, self.version_id])
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        _refuse_if_frozen([self.version_id])
        return super().delete(*args, **kwargs)


def _refuse_if_frozen(versions):
    if MandateVersion.objects.filter(pk__in=list(versions)).exclude(frozen_at=None).exists():
        raise TypeError("A frozen version never changes.")


class Goal(VersionRow):
    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("Ziel"), max_length=1000)
    criterion = models.TextField(_("Woran merken Sie, dass es erreicht ist?"), max_length=1000)

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="goal_position_once")]

    def __str__(self):
        return self.text[:60]

    @property
    def is_whole(self):
        return bool(self.text and self.criterion)


class MilestoneManager(models.Manager.from_queryset(VersionRowQuerySet)):
    def get_queryset(self):
        """Add `moved_to`, the day of the latest MilestoneMove: wherever milestones are shown, it counts."""
        moves = self.model._meta.get_field("moves").related_model.objects.filter(milestone=OuterRef("pk"))
        return (
            super().get_queryset().annotate(moved_to=Subquery(moves.order_by("-pk").values("moved_to")[:1]))
        )


class Milestone(VersionRow):
    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Meilenstein"), max_length=200)
    result = models.TextField(_("Ergebnis"), max_length=1000, blank=True)
    due_on = models.DateField(_("bis"), null=True, blank=True)
    quarters = models.PositiveIntegerField(_("Tage"), default=0)

    objects = MilestoneManager()

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="milestone_position_once")
        ]

    def __str__(self):
        return self.title

    @property
    def due_today(self):
        """Return the day that holds today: where it was moved to, else the agreed one."""
        return getattr(self, "moved_to", None) or self.due_on

    @property
    def former_due(self):
        """Return the agreed day where another one holds today, else None."""
        return self.due_on if self.due_on != self.due_today else None

    @property
    def days(self):
        return days.as_words(self.quarters) if self.quarters else ""
