"""The template at state level, in versions, that local chains begin from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.models.steps import StepFields
from gsvo.lib.ids import opaque_id


class ChainTemplateQuerySet(models.QuerySet):
    def current(self):
        """Return the published template that new chains are copied from, or None."""
        return self.filter(is_published=True).order_by("-version").first()


class ChainTemplate(models.Model):
    version = models.PositiveIntegerField(_("Fassung"), unique=True)
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    is_published = models.BooleanField(_("veröffentlicht"), default=False)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)

    objects = ChainTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kettenvorlage")
        verbose_name_plural = _("Kettenvorlagen")
        ordering = ["-version"]

    def __str__(self):
        return str(_("Kettenvorlage, Fassung %(version)s") % {"version": self.version})


class TemplateStep(StepFields):
    # The same in every version of the template, so that a step can be followed through them.
    lineage = models.CharField(max_length=16, default=opaque_id, editable=False)
    template = models.ForeignKey(
        ChainTemplate, verbose_name=_("Vorlage"), on_delete=models.PROTECT, related_name="steps"
    )

    class Meta(StepFields.Meta):
        verbose_name = _("Schritt der Vorlage")
        verbose_name_plural = _("Schritte der Vorlage")
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="templatestep_number_once"),
            models.UniqueConstraint(fields=["template", "lineage"], name="templatestep_lineage_once"),
        ]
