"""A decision of the committee in a meeting, which closed a round."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requests.models.attachment import Attachment
from requests.models.round import Round


class MeetingDecision(models.Model):
    """When the committee met and where the minutes are. Who was there and said what are statements."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="meeting")
    held_on = models.DateField(_("Sitzung am"))
    minutes = models.OneToOneField(  # kept, read and deleted as a paper of the request
        Attachment,
        verbose_name=_("Niederschrift"),
        null=True,
        on_delete=models.PROTECT,
        related_name="meeting",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingetragen von"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("eingetragen am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Beschluss in einer Sitzung")
        verbose_name_plural = _("Beschlüsse in Sitzungen")

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.round.version}"
