"""Uploaded files: stored under a random name outside every public path."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField, opaque_id


def random_name(instance, filename):
    """Return a random name: no part of it comes from the uploader."""
    name = opaque_id()
    return f"{name[:2]}/{name}"


class StoredFile(models.Model):
    oid = OpaqueIdField()
    file = models.FileField(upload_to=random_name, max_length=60)
    name = models.CharField(_("Dateiname"), max_length=200)
    content_type = models.CharField(_("Art"), max_length=100)
    size = models.PositiveIntegerField(_("Größe"))
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("hochgeladen am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")

    def __str__(self):
        return self.name
