"""Feedback of the public."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, SearchField


class Feedback(FoldedModel):
    """A message from the public form; who wants an answer leaves an address."""

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("Eine Barriere")
        MISTAKE = "mistake", _("Einen Fehler")
        OTHER = "other", _("Etwas anderes")

    sending = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # one form, one row
    kind = models.CharField(_("worum es geht"), max_length=10, choices=Kind.choices)
    page = models.CharField(_("Seite"), max_length=300, blank=True)
    text = models.TextField(_("Nachricht"))
    email = EmailField(_("E-Mail für die Antwort"), max_length=254, blank=True)
    created_at = models.DateTimeField(_("eingegangen"), auto_now_add=True)
    is_answered = models.BooleanField(_("beantwortet"), default=False)
    note = models.TextField(_("Notiz: was geantwortet oder geändert wurde"), blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("beantwortet von"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    search_text = SearchField(sources=["page", "text", "email"])

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ["is_answered", "created_at"]

    def __str__(self):
        return f"{self.get_kind_display()} ({dates.day(self.created_at)})"
