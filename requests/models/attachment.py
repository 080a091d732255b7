from django.db import models
from django.utils.translation import gettext_lazy as _

from gsvo.files.models import StoredFile


class AttachmentQuerySet(models.QuerySet):
    def current(self):
        """Exclude files removed after the G.I.B. had seen them."""
        return self.filter(removed_at=None)


class Attachment(models.Model):
    support_request = models.ForeignKey(
        "requests.SupportRequest", on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="attachment")
    description = models.CharField(_("Was ist das?"), max_length=150, blank=True)
    removed_at = models.DateTimeField(_("entfernt am"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unterlage")
        verbose_name_plural = _("Unterlagen")
        ordering = ["pk"]

    def __str__(self):
        return self.description or self.file.name
