"""What institutions answered when they were asked about their part in a chain."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.models.chain import ChainActor
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField


class PartConfirmation(models.Model):
    """One question to an institution about its part: as it stood then, and the answer.

    Its part are all steps in which it leads, takes part or receives.
    """

    LINK_PURPOSE = "part_confirmation"

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        REMARK = "remark", _("ja, mit Anmerkung")
        NO = "no", _("nein")

    oid = OpaqueIdField()
    chain_actor = models.ForeignKey(ChainActor, on_delete=models.CASCADE, related_name="confirmations")
    number = models.PositiveSmallIntegerField()  # 1 for the first question, 2 for the next …
    part = models.JSONField()  # chains.parts.part_of, as the institution was asked
    to_email = EmailField(blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer_by = models.DateField()
    answer = models.CharField(max_length=6, choices=Answer.choices, default="", blank=True)
    remark = models.TextField(_("Anmerkung"), blank=True)
    answered_by = models.CharField(_("Ihr Name"), max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Set where the office wrote down an answer that came by telephone or in a meeting.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Bestätigung")
        verbose_name_plural = _("Bestätigungen")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["chain_actor", "number"], name="partconfirmation_number_once")
        ]

    def __str__(self):
        return f"{self.chain_actor} {self.number}"

    @property
    def email(self):
        """Return today's address of the institution: whoever it belongs to may answer."""
        return self.chain_actor.email

    @property
    def name(self):
        return self.chain_actor.contact
