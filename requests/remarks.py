"""The work list of an office: what members remarked or wish to have changed, and what was answered to it.

One Remark for each section that somebody spoke about. Of each member the latest statement about the version
counts.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from requests.models import RemarkAnswer, Round, Seat, Statement
from requests.sections import BY_KEY, OVERALL, title_of

ORDER = {key: number for number, key in enumerate([*BY_KEY, OVERALL])}


@dataclass(frozen=True)
class Remark:
    """What one seat says about one section, or with the key OVERALL about the mandate as a whole."""

    key: str
    seat: Seat
    statement: Statement
    text: str
    answer: RemarkAnswer | None = None

    @property
    def title(self):
        return title_of(self.key)

    @property
    def is_wish(self):
        return self.statement.answer == Statement.Answer.CHANGE

    @property
    def anchor(self):
        return f"antwort-{self.seat.member.oid}-{self.key}"


@dataclass(frozen=True)
class Worklist:
    """Remarks of the closed rounds on one version. `is_over`: the next round began, all stays as it is."""

    rounds: list = field(default_factory=list)  # the newest first
    is_over: bool = False

    @cached_property
    def remarks(self):
        return remarks_of(self.rounds)

    @property
    def version(self):
        return self.rounds[0].version if self.rounds else None

    @property
    def open(self):
        return [remark for remark in self.remarks if remark.answer is None]

    @property
    def answered(self):
        return [remark for remark in self.remarks if remark.answer]

    def by_section(self):
        """Return {section's key: remarks} in the order of the sections."""
        found = {}
        for remark in self.remarks:
            found.setdefault(remark.key, []).append(remark)
        return found

    def find(self, round_oid, member_oid, key):
        """Return the remark of a member of a round about a section, or None."""
        same = (
            remark
            for remark in self.remarks
            if (remark.seat.round.oid, remark.seat.member.oid, remark.key) == (round_oid, member_oid, key)
        )
        return next(same, None)


def remarks_of(rounds):
    """Return the remarks of rounds on one version, by section. Of each member the latest statement counts.

    `rounds`: of `worklist` or `rounds_before`, the newest first.
    """
    seats = {}
    for round_ in rounds:
        for seat in round_.seats.all():
            if seat.statement:
                seats.setdefault(seat.member_id, seat)
    found = [remark for seat in seats.values() for remark in _of_seat(seat)]
    return sorted(found, key=lambda remark: (ORDER[remark.key], remark.statement.pk))


def _of_seat(seat):
    answers = {answer.section: answer for answer in seat.statement.remark_answers.all()}
    for key, text in seat.statement.remarks.items():
        if key in ORDER and text:
            yield Remark(key, seat, seat.statement, text, answers.get(key))


def worklist(support_request):
    """Return the Worklist of the newest version about which a round ended; empty before that."""
    rounds = _rounds(support_request)
    closed = [round_ for round_ in rounds if not round_.is_open]
    if not closed:
        return Worklist()
    newest = [round_ for round_ in closed if round_.version_id == closed[0].version_id]
    return Worklist(newest, is_over=rounds[0].pk > newest[0].pk)


def rounds_before(support_request, version):
    """Return the rounds on the newest version up to this one about which somebody was asked, newest first."""
    rounds = [round_ for round_ in _rounds(support_request) if round_.version.number <= version.number]
    return [round_ for round_ in rounds if round_.version_id == rounds[0].version_id]


def _rounds(support_request):
    """Return all rounds, newest first, with what members said and what was answered."""
    statements = Statement.objects.prefetch_related("remark_answers")
    seats = Seat.objects.select_related("member", "round").prefetch_related(
        Prefetch("statements", queryset=statements)
    )
    found = Round.objects.of(support_request).select_related("version")
    return list(found.prefetch_related(Prefetch("seats", queryset=seats)))


def open_in_words(support_request):
    """Return how much there is to answer while something waits for an answer, else ""."""
    found = worklist(support_request)
    return in_words(found) if found.open and not found.is_over else ""


def in_words(found, *, may_answer=True):
    """Return how much there is to answer, in a sentence; "" without any remark."""
    if not found.remarks:
        return ""
    sections = len(found.by_section())
    remarks = ngettext("%(count)s Rückmeldung", "%(count)s Rückmeldungen", len(found.remarks))
    where = ngettext("zu einem Abschnitt", "zu %(count)s Abschnitten", sections) % {"count": sections}
    said = f"{remarks % {'count': len(found.remarks)}} {where}"
    if not found.open:
        return _("%(said)s, alle beantwortet.") % {"said": said}
    if not may_answer:
        return _("%(said)s, davon ohne Antwort: %(count)s.") % {"said": said, "count": len(found.open)}
    return f"{said}, {_waiting(len(found.open), len(found.remarks))}."


def _waiting(count, remarks):
    if count == remarks:
        return ngettext("sie wartet auf Ihre Antwort", "alle warten auf Ihre Antwort", remarks)
    waits = ngettext("eine davon wartet auf Ihre Antwort", "%(count)s davon warten auf Ihre Antwort", count)
    return waits % {"count": count}
