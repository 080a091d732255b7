"""A request at a glance: up to nine facts, for its page."""

from django.utils.translation import gettext as _

from gsvo.lib import days
from gsvo.lib.dates import months


def facts(support_request, partners):
    """(label, text) for components/facts.html; what is empty is left out there."""
    granted = support_request.granted_quarters
    wanted = support_request.wanted_quarters
    return [
        (_("Zugesagt"), days.as_words(granted) if granted else ""),
        (_("Gewünscht"), days.as_words(wanted) if wanted else ""),
        (_("Zeitraum"), months(support_request.period_from, support_request.period_to)),
        (_("Förderzeitraum"), support_request.period.name if support_request.period else ""),
        (_("Bedingungen"), support_request.conditions),
        (_("Schritte der Kette"), _listed(str(step.number) for step in support_request.chain_steps.all())),
        (_("Ansprechperson"), str(support_request.contact)),
        (_("Liegt bei"), support_request.handler_words),
        (_("Liest mit"), _listed(str(office) for office in partners)),
    ]


def _listed(entries):
    *most, last = list(entries) or [""]
    return _("%(most)s und %(last)s") % {"most": ", ".join(most), "last": last} if most else last
