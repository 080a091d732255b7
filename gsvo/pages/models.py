"""What the public sends through a form: feedback, and wishes for access."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField
from gsvo.offices.models import Office


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


class AccessRequestQuerySet(FoldedQuerySet):
    def open(self):
        return self.filter(is_settled=False)


class AccessRequest(FoldedModel):
    """Somebody of an office, perhaps one without people here, asks G.I.B. for an invitation."""

    sending = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # one form, one row
    office = models.ForeignKey(
        Office, verbose_name=_("Koordinierungsstelle"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = EmailField(_("E-Mail"), max_length=254)
    function = models.CharField(_("Funktion"), max_length=150)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    text = models.TextField(_("Nachricht"), blank=True)
    created_at = models.DateTimeField(_("eingegangen"), auto_now_add=True)
    is_settled = models.BooleanField(_("erledigt"), default=False)
    note = models.TextField(_("Notiz: was daraus wurde"), blank=True)
    settled_at = models.DateTimeField(_("erledigt am"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("erledigt von"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    search_text = SearchField(sources=["name", "email", "function", "text"])

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bitte um Zugang")
        verbose_name_plural = _("Bitten um Zugang")
        ordering = ["is_settled", "created_at"]

    def __str__(self):
        return f"{self.name} · {self.office}"
