"""What the committee is told of a running engagement, and who has taken note of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from advisors.models.milestone_result import MilestoneResult
from gsvo.lib.ids import OpaqueIdField
from gsvo.offices.models import CommitteeMember


class CommitteeNotice(models.Model):
    """One thing that each member of the committee is asked to take note of. Its text stays as it was sent."""

    class Kind(models.TextChoices):
        MILESTONE = "milestone", _("Ergebnis eines Meilensteins")
        INTERIM = "interim", _("Zwischenbericht")

    oid = OpaqueIdField()
    engagement = models.ForeignKey(
        Engagement, verbose_name=_("Begleitung"), on_delete=models.PROTECT, related_name="committee_notices"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("Worum es geht"), max_length=200)
    text = models.TextField(_("Text"), max_length=20000)
    result = models.OneToOneField(
        MilestoneResult, null=True, blank=True, on_delete=models.PROTECT, related_name="notice"
    )
    sent_at = models.DateTimeField(_("gesendet"), default=timezone.now, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Nachricht an das Gremium")
        verbose_name_plural = _("Nachrichten an das Gremium")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class AcknowledgementQuerySet(models.QuerySet):
    def awaited(self):
        """Return those that nobody has given yet and that the member can still give."""
        left = Q(member__left_at__isnull=False) | Q(member__not_responsible_at__isnull=False)
        return self.filter(acknowledged_at=None, not_responsible_at=None).exclude(left)


class Acknowledgement(models.Model):
    """A member's place behind a notice: the member takes note of it by the own link, with a remark or not."""

    LINK_PURPOSE = "acknowledgement"

    notice = models.ForeignKey(CommitteeNotice, on_delete=models.PROTECT, related_name="acknowledgements")
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(_("Institution"), max_length=150)
    acknowledged_at = models.DateTimeField(_("zur Kenntnis genommen"), null=True, editable=False)
    not_responsible_at = models.DateTimeField(_("nicht zuständig seit"), null=True, editable=False)
    remark = models.TextField(_("Anmerkung"), max_length=2000, blank=True)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kenntnisnahme")
        verbose_name_plural = _("Kenntnisnahmen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "member"], name="acknowledgement_once_per_member")
        ]

    def __str__(self):
        return self.institution

    @property
    def support_request(self):
        return self.notice.engagement.support_request
