"""The part "Verantwortungskette": the office's newest chain, and how many gaps it has."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.gaps.of_chain import ChainGaps, gaps_of
from chains.models import Chain
from requests.roles import works_in


@dataclass
class ChainPart:
    """`chain`: None where the office has none here; `may_read`: whether its pages are open to the reader."""

    chain: Chain | None
    found: ChainGaps | None = None  # None without steps: then there is nothing to look through
    may_read: bool = False

    @property
    def url(self):
        return self.chain.get_absolute_url() if self.chain and self.may_read else ""

    @property
    def gaps_url(self):
        return reverse("chains:gaps", args=[self.chain.oid]) if self.url and self.found else ""

    @property
    def has_gaps(self):
        return bool(self.found and self.found.open)

    @property
    def sentence(self):
        if self.chain is None:
            return _("Im Portal gibt es für diesen Ort noch keine Verantwortungskette.")
        steps = ngettext("ein Schritt", "%(count)s Schritte", self.chain.all_steps)
        return _("Kette für das Schuljahr %(year)s: %(steps)s.") % {
            "year": self.chain.school_year_name,
            "steps": steps % {"count": self.chain.all_steps},
        }

    @property
    def gaps(self):
        return self.found.sentence if self.found else ""


def chain_of(support_request, user):
    """Return the ChainPart of a request's office, with a fixed number of queries."""
    chains = Chain.objects.filter(office=support_request.office_id).annotate(all_steps=Count("steps"))
    chain = chains.order_by("-school_year").first()
    if chain is None:
        return ChainPart(None)
    return ChainPart(chain, gaps_of(chain) if chain.all_steps else None, works_in(user, support_request))
