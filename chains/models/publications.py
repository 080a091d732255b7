"""Versions of chains that an office published for others."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.models.chain import Chain
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.search_fields import FoldedModel, SearchField


class PublishedChain(FoldedModel):
    """A frozen version of a chain, without contacts and notes, readable by other offices."""

    oid = OpaqueIdField()
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="publications")
    version = models.PositiveSmallIntegerField(_("Fassung"))
    content = models.JSONField()  # chains.content.ChainContent, as JSON
    # Whoever has the address may read it without an account.
    is_public = models.BooleanField(_("Ohne Konto lesbar"), default=False)
    decided_by = models.CharField(_("Beschlossen von"), max_length=200, blank=True)
    decided_on = models.DateField(_("Beschlossen am"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    step_words = models.TextField(editable=False, blank=True)  # titles and actors, for the search
    search_text = SearchField(sources=["chain__office__name", "step_words"])

    class Meta:
        verbose_name = _("veröffentlichte Kette")
        verbose_name_plural = _("veröffentlichte Ketten")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "version"], name="publishedchain_version_once")
        ]
