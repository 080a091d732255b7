"""Which institutions of a chain confirmed their part: read once for a page, a mail or the gap rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chains.content import ChainContent, load
from chains.models import Actor, Chain, ChainActor, PartConfirmation
from chains.parts import Part, changes, differs, part_of
from gsvo.offices.models import Membership, Role
from gsvo.outbox.failures import Failure, failures_to

OPEN, ASKED, YES, REMARK, NO, CHANGED = "open", "asked", "yes", "remark", "no", "changed"
WORDS = {
    OPEN: gettext_lazy("noch nicht gefragt"),
    ASKED: gettext_lazy("gefragt"),
    YES: gettext_lazy("stimmt zu"),
    REMARK: gettext_lazy("stimmt zu, mit Anmerkung"),
    NO: gettext_lazy("stimmt nicht zu"),
    CHANGED: gettext_lazy("hat geantwortet, dann geändert"),
}
MARKS = {
    OPEN: "open",
    ASKED: "waiting_on_others",
    YES: "agree",
    REMARK: "agree_remarks",
    NO: "change",
    CHANGED: "heed",
}


@dataclass
class Institution:
    """An actor of a chain with its part, and how far its confirmation is."""

    actor: Actor
    row: ChainActor | None  # None: nobody wrote down a name or an address yet
    part: Part
    names: dict[str, str]
    questions: list[PartConfirmation] = field(default_factory=list)  # the newest first
    failure: Failure | None = None

    def __str__(self) -> str:
        return (self.row and self.row.local_name) or self.actor.name

    @property
    def email(self) -> str:
        return self.row.email if self.row else ""

    @property
    def last(self) -> PartConfirmation | None:
        return self.questions[0] if self.questions else None

    @property
    def answered(self) -> PartConfirmation | None:
        """Return the newest question with an answer."""
        return next((question for question in self.questions if question.answer), None)

    @property
    def state(self) -> str:
        return state_of(self.last, self.part)

    @property
    def word(self) -> str:
        return str(WORDS[self.state])

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def changes(self) -> list[str]:
        """Return what is different since it answered last, or was asked first: what it may have read."""
        known = self.answered or (self.questions[-1] if self.questions else None)
        return changes(known.part, self.part, self.names) if known else []


def state_of(last: PartConfirmation | None, part: Part) -> str:
    """Return how far a confirmation is: its newest question against the part as it stands now."""
    if last is None:
        return OPEN
    if not last.answer:
        return ASKED
    return CHANGED if differs(last.part, part) else last.answer


def institutions(
    chain: Chain, content: ChainContent | None = None, *, with_failures: bool = False
) -> list[Institution]:
    """Return all actors with a part in a chain, in the order of the catalogue. A fixed number of queries."""
    content = content or load(chain)
    names = {name for step in content.steps for name in step.actors}
    rows = {
        row.actor_id: row
        for row in chain.chain_actors.prefetch_related("confirmations__asked_by", "confirmations__entered_by")
    }
    local = dict(content.local_names)
    found = [
        Institution(actor, rows.get(actor.pk), part_of(content, actor.name), local)
        for actor in Actor.objects.filter(name__in=names)
    ]
    for one in found:
        one.questions = list(one.row.confirmations.all()) if one.row else []
    if with_failures:
        failures = failures_to(one.email for one in found)
        for one in found:
            one.failure = failures.get(one.email.lower())
    return found


def confirmation_states(chain: Chain, content: ChainContent | None = None) -> dict[str, str]:
    """Return {name of the actor: "open", "asked", "yes", "remark", "no" or "changed"}."""
    return {one.actor.name: one.state for one in institutions(chain, content)}


def summary(states: Iterable[str]) -> str:
    """Return in one sentence how many confirmed: "3 von 8 Stellen haben zugestimmt, eine lehnt ab."."""
    states = list(states)
    agreed = sum(state in (YES, REMARK) for state in states)
    words = ngettext(
        "%(agreed)s von %(all)s Stelle hat zugestimmt",
        "%(agreed)s von %(all)s Stellen haben zugestimmt",
        len(states),
    )
    told = [words % {"agreed": agreed, "all": len(states)}]
    told += [text for text in (_refused(states.count(NO)), _moved(states.count(CHANGED))) if text]
    return ", ".join(told) + "."


def _refused(number: int) -> str:
    if not number:
        return ""
    return ngettext("eine lehnt ab", "%(number)s lehnen ab", number) % {"number": number}


def _moved(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "bei einer hat sich seit der Antwort etwas geändert",
        "bei %(number)s hat sich seit der Antwort etwas geändert",
        number,
    )
    return words % {"number": number}


def institution_of(row: ChainActor) -> Institution:
    """Return one institution with its questions, as `institutions` does for all."""
    content = load(row.chain)
    one = Institution(row.actor, row, part_of(content, row.actor.name), dict(content.local_names))
    one.questions = list(row.confirmations.select_related("asked_by", "entered_by"))
    return one


def whom(question: PartConfirmation) -> str:
    """Return who answered, in words: by link or told to the office."""
    if question.entered_by:
        known: dict[str, Any] = {"name": question.answered_by, "by": question.entered_by}
        return _("%(name)s, eingetragen von %(by)s") % known
    return question.answered_by


def office_people(question: PartConfirmation) -> list[Any]:
    """Return who gets the office's mails about a question: who asked, if still there, else the leads."""
    office = question.chain_actor.chain.office_id
    current = Membership.objects.current().filter(office=office).select_related("user")
    asked = current.writing().filter(user=question.asked_by_id)
    return [row.user for row in asked or current.filter(role=Role.LEAD)]
