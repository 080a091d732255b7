"""Compare two chains step by step. Pure: reads two contents, writes nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chains import periods
from chains.content import ChainContent, StepContent
from chains.models import ChainStep
from gsvo.lib.comparison import Columns, RowDifference, partners, rows_of, words_in


@dataclass(frozen=True)
class ChainDifference:
    """What stands in one of two chains only, what says something else, and how many steps are the same."""

    rows: list[RowDifference]

    @property
    def only_old(self) -> int:
        return sum(row.is_removed for row in self.rows)

    @property
    def only_new(self) -> int:
        return sum(row.is_inserted for row in self.rows)

    @property
    def changed(self) -> int:
        return sum(row.is_changed for row in self.rows)

    @property
    def same(self) -> int:
        return len(self.rows) - self.only_old - self.only_new - self.changed


def compare(old: ChainContent, new: ChainContent) -> ChainDifference:
    """Return two chains as rows in the new order. Contacts, notes, counts and local names are not compared.

    Steps of the same id are the same step. Of the others those are, whose titles are the most alike, and
    among equals the nearest.
    """
    old, new = old.public(), new.public()
    before = [columns_of(step, old) for step in old.steps]
    after = [columns_of(step, new) for step in new.steps]
    return ChainDifference(rows_of(before, after, lambda columns: columns, _partners(old, new)))


def _partners(old: ChainContent, new: ChainContent) -> dict[int, int]:
    """Return {new place: old place}."""
    places = {step.id: place for place, step in enumerate(old.steps)}
    found = {here: places[step.id] for here, step in enumerate(new.steps) if step.id in places}
    rest = [place for place in range(len(old.steps)) if place not in found.values()]
    others = [place for place in range(len(new.steps)) if place not in found]
    alike = partners(
        [words_in(old.steps[place].title) for place in rest],
        [words_in(new.steps[place].title) for place in others],
    )
    return found | {others[here]: rest[there] for here, there in alike.items()}


def columns_of(step: StepContent, chain: ChainContent) -> Columns:
    """Return what is compared of a step: label, text, whether word by word."""
    following = [chain.step(other) for other in step.receiver_steps]
    heard = chain.step(step.feedback_to)
    return [
        (_("Was"), step.title, True),
        (_("Was genau"), step.description, True),
        (_("Wann"), str(periods.in_words(step, None)), False),
        (_("Anhaltspunkt"), periods.beside(step, None), False),
        (_("Federführend"), step.lead, False),
        (_("Beteiligt"), ", ".join(sorted(step.participants)), True),
        (_("Zielgruppen"), ", ".join(sorted(step.target_groups)), True),
        (_("Ergebnis"), step.result, True),
        (_("Übergabe"), step.handover, True),
        (_("Übergabe an"), ", ".join(sorted(step.receivers)), True),
        (_("Form der Übergabe"), step.form, True),
        (_("Namen werden weitergegeben"), _("ja") if step.hands_over_names else "", False),
        (_("Rechtsgrundlage"), step.legal_basis, True),
        (_("Weiter mit"), ", ".join(other.title for other in following if other), True),
        (_("Rückmeldung an"), heard.title if heard else "", True),
        (_("Kennzahl"), step.indicator, True),
        (_("Stand"), str(ChainStep.Status(step.status).label), False),
    ]
