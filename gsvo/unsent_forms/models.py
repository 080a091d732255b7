"""A form that was filled in and not received."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField


class UnsentForm(models.Model):
    """One for each person and address; of those sent too late (`is_late`) there may be several.

    `owner` is a keyed hash (gsvo/unsent_forms/storage.py), `content` is encrypted.
    """

    oid = OpaqueIdField()
    owner = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    is_late = models.BooleanField(default=False)
    content = models.TextField()
    at = models.DateTimeField(_("eingegeben"), default=timezone.now)

    class Meta:
        verbose_name = _("nicht gesendete Eingabe")
        verbose_name_plural = _("nicht gesendete Eingaben")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "path"], condition=models.Q(is_late=False), name="one_unsent_form"
            )
        ]
        indexes = [models.Index(fields=["owner", "path"], name="unsent_owner")]

    def __str__(self):
        return f"{self.path} · {self.oid}"
