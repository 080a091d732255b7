"""What members of the committee say after the work, each by a link of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from advisors.models.engagement import Engagement
from advisors.models.looking_back import LookingBack
from gsvo.offices.models import CommitteeMember


class CommitteeLookingBackQuerySet(models.QuerySet):
    def awaited(self):
        """Return those that nobody has given yet and that the member can still give."""
        gone = models.Q(member__left_at__isnull=False) | models.Q(member__not_responsible_at__isnull=False)
        return self.filter(answered_at=None, not_responsible_at=None).exclude(gone)


class CommitteeLookingBack(models.Model):
    """A member's place. Answers are shown without names, so no event says who gave one, or when."""

    LINK_PURPOSE = "looking_back"

    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("Begleitung"),
        on_delete=models.PROTECT,
        related_name="committee_looking_back",
    )
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(_("Institution"), max_length=150)
    helped = models.CharField(
        _("Hat es geholfen?"), max_length=10, choices=LookingBack.Helped.choices, blank=True
    )
    different = models.TextField(_("Was ist jetzt anders?"), max_length=2000, blank=True)
    again = models.CharField(
        _("Würden Sie es wieder anfragen?"), max_length=10, choices=LookingBack.Again.choices, blank=True
    )
    answered_at = models.DateTimeField(_("beantwortet"), null=True, editable=False)
    not_responsible_at = models.DateTimeField(_("nicht zuständig seit"), null=True, editable=False)

    objects = CommitteeLookingBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rückblick aus dem Gremium")
        verbose_name_plural = _("Rückblicke aus dem Gremium")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "member"], name="looking_back_once_per_member")
        ]

    def __str__(self):
        return self.institution

    @property
    def is_awaited(self):
        """Return whether nobody has given it yet and the member can still do so (`awaited` in a query)."""
        member = self.member
        return not (
            self.answered_at or self.not_responsible_at or member.left_at or member.not_responsible_at
        )

    @property
    def support_request(self):
        return self.engagement.support_request
