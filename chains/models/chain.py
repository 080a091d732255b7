"""A local chain of one office and school year, and its steps."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.models.actors import Actor
from chains.models.steps import StepFields
from chains.models.templates import ChainTemplate, TemplateStep
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField
from gsvo.offices.models import Membership, Office


def school_year_name(year):
    """Return a school year in words: 2026 -> "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"


class ChainQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the chains of the user's offices."""
        return self.filter(office__in=Office.objects.of(user))


class Beginning(models.TextChoices):
    TEMPLATE = "template", _("mit der Landesvorlage")
    LAST = "last", _("mit der Kette davor")
    PUBLISHED = "published", _("mit der Kette einer anderen Stelle")
    TABLE = "table", _("mit der eigenen Tabelle")


class Chain(models.Model):
    oid = OpaqueIdField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="chains")
    # The year in which the school year begins: 2026 is 2026/27.
    school_year = models.PositiveSmallIntegerField(_("Schuljahr"))
    beginning = models.CharField(
        _("begonnen mit"), max_length=10, choices=Beginning.choices, default=Beginning.TEMPLATE
    )
    # The version of the template that it was made from; a chain from an own table has none.
    template = models.ForeignKey(
        ChainTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="chains"
    )
    published = models.ForeignKey(
        "chains.PublishedChain", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_over_as"
    )
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
    # When somebody last said that contact and deputy are still right, or wrote them.
    contacts_confirmed_on = models.DateField(null=True, blank=True)
    expected_count = models.PositiveIntegerField(_("erwartet"), null=True, blank=True)
    actual_count = models.PositiveIntegerField(_("erreicht"), null=True, blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=Status.choices, default=Status.NOT_BEGUN)
    note = models.TextField(_("Notiz"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta(StepFields.Meta):
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="chainstep_number_once")]

    def get_absolute_url(self):
        return reverse("chains:edit_step", args=[self.chain.oid, self.oid])

    def get_status_display(self):
        """Return what Django's own would, without translating every choice to find one."""
        return str(self.Status(self.status).label)


class ChainActor(models.Model):
    """An actor of the catalogue as it is called in one place, and whom to write to about its part."""

    oid = OpaqueIdField()
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="chain_actors")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    local_name = models.CharField(_("Name vor Ort"), max_length=200, blank=True)
    contact = models.CharField(_("Ansprechperson"), max_length=200, blank=True)
    email = EmailField(_("E-Mail-Adresse"), blank=True)

    class Meta:
        verbose_name = _("beteiligte Stelle")
        verbose_name_plural = _("beteiligte Stellen")
        ordering = ["actor__position", "actor__sort_name"]
        constraints = [models.UniqueConstraint(fields=["chain", "actor"], name="chainactor_once")]

    def __str__(self):
        return self.local_name or self.actor.name


class UndoableChange(models.Model):
    """What a chain was before its last change: the one that can be taken back."""

    chain = models.OneToOneField(Chain, on_delete=models.CASCADE, related_name="undoable")
    content = models.JSONField()  # chains.content.ChainContent, as JSON
    what = models.CharField(max_length=300)
    revision = models.PositiveIntegerField()  # the chain's after the change; later changes make it void
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)
