"""Versions of chains that an office published for others."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.models.chain import Chain, school_year_name
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField


class PublishedChainQuerySet(FoldedQuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def newest(self):
        """Return of each chain the newest version that stands."""
        newer = PublishedChain.objects.standing().filter(
            chain=OuterRef("chain"), version__gt=OuterRef("version")
        )
        return self.standing().filter(~Exists(newer))


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

    objects = PublishedChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("veröffentlichte Kette")
        verbose_name_plural = _("veröffentlichte Ketten")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "version"], name="publishedchain_version_once")
        ]

    def __str__(self):
        return f"{self.chain.office} {self.school_year_name}"

    def get_absolute_url(self):
        return reverse("chains:published", args=[self.oid])

    @property
    def school_year_name(self):
        return school_year_name(self.content["school_year"])
