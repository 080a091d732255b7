"""Rules about who does what: leads, results, deputies and contacts."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

from django.utils.translation import gettext as _

from chains.content import ChainContent
from chains.gaps.gap import Facts, Finding
from gsvo.lib import dates

CONFIRMED = ("yes", "remark")
A_YEAR = dt.timedelta(days=365)
FEWEST_LEADS = 4  # with fewer, a third says nothing


def no_lead(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in content.steps:
        if not step.lead:
            yield Finding(_("Niemand ist federführend."), step)


def lead_not_confirmed(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    says = {
        "open": _("%(actor)s ist noch nicht gefragt, ob die Federführung so stimmt."),
        "asked": _("%(actor)s hat die Federführung noch nicht bestätigt."),
        "no": _("%(actor)s sagt nein zur Federführung."),
        "changed": _("%(actor)s hat eine frühere Fassung der Federführung bestätigt."),
    }
    for step in content.steps:
        state = facts.confirmations.get(step.lead, "open")
        if step.lead and state not in CONFIRMED:
            yield Finding(says.get(state, says["open"]) % {"actor": step.lead}, step, step.lead)


def no_result(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in content.steps:
        if not step.result.strip():
            yield Finding(_("Was am Ende vorliegt, steht nicht fest."), step)


def no_deputy(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in content.steps:
        if not step.deputy.strip():
            yield Finding(_("Eine Vertretung ist nicht benannt."), step)


def contact_not_confirmed(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """A contact without a day was written before days were kept: nobody knows how old it is."""
    for step in content.steps:
        day = facts.contacts_confirmed.get(step.id)
        if (step.contact.strip() or step.deputy.strip()) and day and facts.today - day > A_YEAR:
            words = {"day": dates.day(day)}
            yield Finding(_("Ansprechperson und Vertretung sind zuletzt am %(day)s bestätigt.") % words, step)


def many_leads(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    leads = Counter(step.lead for step in content.steps if step.lead)
    if leads.total() < FEWEST_LEADS:
        return
    for actor, count in leads.items():
        if count * 3 > leads.total():
            words = {"actor": actor, "count": count, "all": leads.total()}
            sentence = _("%(actor)s ist bei %(count)s von %(all)s Schritten federführend.") % words
            yield Finding(sentence, actor=actor, about=(short(actor),))


def short(text: str) -> str:
    """Return eight characters that stand for a name in a key."""
    return f"{crc32(text.encode()):08x}"
