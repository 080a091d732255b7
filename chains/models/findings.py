"""Gaps that an office lives with."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.models.chain import Chain


class AcceptedGap(models.Model):
    """A gap that the office accepts, with a reason and until a date."""

    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="accepted_gaps")
    key = models.CharField(max_length=100)  # chains.gaps.Gap.key
    reason = models.TextField(_("Warum bleibt sie?"))
    until = models.DateField(_("Bis wann?"))
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("hingenommene Lücke")
        verbose_name_plural = _("hingenommene Lücken")
        constraints = [models.UniqueConstraint(fields=["chain", "key"], name="acceptedgap_once")]
