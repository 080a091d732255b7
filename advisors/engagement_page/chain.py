"""The part "Verantwortungskette": the office's newest chain, and how many of its steps nobody leads."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.models import Chain
from requests.roles import works_in


@dataclass
class ChainPart:
    """`chain`: None where the office has none here; `url`: of its page, "" for who does not read it."""

    chain: Chain | None
    url: str = ""

    @property
    def has_gaps(self):
        return self.chain is not None and self.chain.without_lead > 0

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
        if self.chain is None or not self.chain.all_steps:
            return ""
        if not self.has_gaps:
            return _("Jeder Schritt hat jemanden, der ihn federführend verantwortet.")
        return ngettext(
            "Bei einem Schritt steht noch nicht fest, wer ihn federführend verantwortet.",
            "Bei %(count)s Schritten steht noch nicht fest, wer sie federführend verantwortet.",
            self.chain.without_lead,
        ) % {"count": self.chain.without_lead}


def chain_of(support_request, user):
    """Return the ChainPart of a request's office, with one query."""
    chains = Chain.objects.filter(office=support_request.office_id).annotate(
        all_steps=Count("steps"), without_lead=Count("steps", filter=Q(steps__lead=None))
    )
    found = chains.order_by("-school_year").first()
    may_read = found is not None and works_in(user, support_request)
    return ChainPart(found, found.get_absolute_url() if may_read else "")
