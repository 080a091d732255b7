"""What an advisor changed of her public profile, for G.I.B. to look at afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models.advisor import Advisor


class ProfileChangeQuerySet(models.QuerySet):
    def unseen(self):
        return self.filter(seen_at=None)


class ProfileChange(models.Model):
    """One saving of a profile: for each public field that changed what stood there and what stands now.

    It holds at once; nobody approves it. `changes`: [{"field", "old", "new"}] in words.
    """

    advisor = models.ForeignKey(
        Advisor, verbose_name=_("Berater:in"), on_delete=models.CASCADE, related_name="profile_changes"
    )
    at = models.DateTimeField(_("geändert"), default=timezone.now)
    changes = models.JSONField(_("Änderungen"), default=list)
    seen_at = models.DateTimeField(_("gesehen"), null=True, editable=False)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ProfileChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderung am Profil")
        verbose_name_plural = _("Änderungen am Profil")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.advisor)

    @property
    def rows(self):
        """Return (label, old, new) for each field."""
        label_of = Advisor._meta.get_field
        return [(label_of(row["field"]).verbose_name, row["old"], row["new"]) for row in self.changes]
