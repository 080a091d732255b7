"""Who takes part in chains, and whom chains are for: two catalogues that G.I.B. keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gsvo.lib.search_fields import FoldedModel, SearchField, SortField


class Actor(FoldedModel):
    """An institution or function that takes part in chains."""

    name = models.CharField(_("Name"), max_length=100, unique=True)
    # An office's own table says "AA" or "Agentur": these find the actor.
    aliases = models.TextField(
        _("Andere Namen"),
        blank=True,
        help_text=_("Einer je Zeile. Daran erkennt das Portal sie in Tabellen."),
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    search_text = SearchField(sources=["name"])
    sort_name = SortField(sources=["name"])

    class Meta:
        verbose_name = _("Akteur")
        verbose_name_plural = _("Akteure")
        ordering = ["position", "sort_name"]

    def __str__(self):
        return self.name


class TargetGroup(models.Model):
    """Young people whom a step is for. A step without any is for all."""

    name = models.CharField(_("Name"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Zielgruppe")
        verbose_name_plural = _("Zielgruppen")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name
