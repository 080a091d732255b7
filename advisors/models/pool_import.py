"""Advisors read from a table, until somebody confirms that they come into the pool."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField


class PoolImport(models.Model):
    """The rows of one table. The file itself is not kept; this goes when confirmed, or after a day."""

    oid = OpaqueIdField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("hochgeladen"), auto_now_add=True)
    rows = models.JSONField(_("Zeilen"), default=list)  # [{"row": number, "values": {name: text}}]

    class Meta:
        verbose_name = _("Tabelle mit Beratenden")
        verbose_name_plural = _("Tabellen mit Beratenden")

    def __str__(self):
        return self.oid
