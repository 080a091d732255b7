"""Sections, answers and next action of a mandate, as pages show them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.lib import dates
from requests.mandate_change import ASKING, WRITING
from requests.models import Round
from requests.models.mandate import Content
from requests.next_action import build_next_action
from requests.remarks import open_in_words, worklist
from requests.round_words import answered, closed
from requests.workflow import State, WaitingOn


@dataclass
class SectionPanel:
    """One section on a page: closed or open, to read or to remark on."""

    content: Content
    is_open: bool = False
    is_changed: bool = False
    field: object = None  # to remark on it

    @property
    def section(self):
        return self.content.section


def section_panels(version, *, changed=(), is_open=False):
    """Return the fifteen sections of a version to read."""
    return [
        SectionPanel(content, is_open or content.section.key in changed, content.section.key in changed)
        for content in version.contents()
    ]


def said_before(support_request):
    """Return {section's key: remarks} of the last version about which a round is over, OVERALL included."""
    return worklist(support_request).by_section()


def is_in_writing(support_request, version):
    """Return whether a version can be changed today."""
    return support_request.state in WRITING and version is not None and not version.is_frozen


def may_go_on(support_request, round_):
    """Return whether, after a round, the office may write a new version or ask about the same again."""
    return support_request.state in WRITING and round_.outcome != Round.Outcome.AGREED


def others_said(seat):
    """Return (title, institution, text) of what the others remarked, where the committee wants that read."""
    if not seat.round.shares_remarks:
        return []
    others = [other for other in seat.round.seats.all() if other.pk != seat.pk and other.statement]
    return [
        (title, other.institution, text) for other in others for title, text in other.statement.titled_remarks
    ]


def mandate_next_action(support_request, version, *, is_writer):
    """Return the panel of the mandate's page, or None where the mandate waits for nothing any more."""
    state = support_request.state
    if state in (State.MANDATED, State.MATCHING) and not (version and not version.agreed_at):
        return build_next_action(
            support_request,
            set(),
            heading=_("Eine Beratung ist angefragt") if state == State.MATCHING else "",
            text=_("Das Gremium hat dem Auftrag zugestimmt. Jetzt geht es um die passende Beratung."),
        )
    if state != State.CLARIFYING:
        return _change_next_action(support_request, version, is_writer=is_writer)
    last = next(iter(version.rounds.all()), None) if version else None
    text, button = _words_in_clarification(support_request, version, last)
    if is_writer and not (last and last.is_open) and (waiting := open_in_words(support_request)):
        text = f"{text} {waiting}"
        if last:
            button = _("Rückmeldungen beantworten"), reverse("requests:remarks", args=[support_request.oid])
    return build_next_action(
        support_request,
        {WaitingOn.OFFICE} if is_writer else set(),
        text=text,
        deadline=_deadline(support_request, last),
        button=button if is_writer or last else None,
    )


def _change_next_action(support_request, version, *, is_writer):
    """Return the panel of a change during the engagement, or None where none is under way.

    Whose turn it is belongs to the engagement; here stands what holds and what comes next.
    """
    if version is None or version.agreed_at or not version.replaces or support_request.state not in ASKING:
        return None
    last = next(iter(version.rounds.all()), None)
    text, button = _words_in_clarification(support_request, version, last)
    if not last or last.is_open:
        holds = _("Bis das Gremium zustimmt, gilt Fassung %(number)s.") % {"number": version.replaces.number}
        text = f"{text} {holds}"
    if is_writer and last and not last.is_open and (waiting := open_in_words(support_request)):
        text = f"{text} {waiting}"
        button = _("Rückmeldungen beantworten"), reverse("requests:remarks", args=[support_request.oid])
    return build_next_action(
        support_request,
        set(),
        heading=_("Der Auftrag wird geändert") if not last or last.is_open else _("Der Auftrag bleibt"),
        text=text,
        deadline=_deadline(support_request, last) if last and last.is_open else "",
        button=button if is_writer or last else None,
        shows_since=False,
    )


def _deadline(support_request, last):
    if last and last.is_open:
        return _("Offen bis %(day)s.") % {"day": dates.weekday(last.answer_by)}
    due_on = support_request.due_on
    return _("Bitte bis %(day)s.") % {"day": dates.weekday(due_on)} if due_on else ""


def _words_in_clarification(support_request, version, last):
    """Return (what is to be done, the button for it or None). `last`: the version's last round."""
    if version is None:
        return _("Schreiben Sie den Auftrag."), None
    if last:
        text = answered(last.tally()) if last.is_open else closed(last)
        return text, (_label(last), reverse("requests:round", args=[support_request.oid, last.oid]))
    number = {"number": version.number}
    if version.missing():
        return (
            _("Schreiben Sie Fassung %(number)s des Auftrags fertig.") % number,
            (_("Auftrag schreiben"), reverse("requests:edit_mandate", args=[support_request.oid])),
        )
    if version.to_check():
        return (
            _("Prüfen Sie in Fassung %(number)s, was aus der Anfrage übernommen ist.") % number,
            (_("Auftrag schreiben"), reverse("requests:edit_mandate", args=[support_request.oid])),
        )
    return (
        _("Fassung %(number)s ist vollständig. Geben Sie sie an das Gremium.") % number,
        (_("An das Gremium geben"), reverse("requests:open_round", args=[support_request.oid])),
    )


def _label(round_):
    if round_.is_open:
        return _("Antworten ansehen")
    if round_.outcome == Round.Outcome.CHANGE:
        return _("Änderungswünsche bearbeiten")
    return _("Antworten lesen")


def answer_lines(round_, mine=None, failures=None):
    """Return one line per seat: icon, institution, answer. `mine` is the reader's seat.

    `failures`: for readers who can correct an address, the mails that did not arrive.
    """
    lines = []
    for seat in round_.seats.all():
        statement = seat.statement
        is_mine = mine is not None and seat.pk == mine.pk
        failure = None
        if statement:
            sign, word = statement.answer, statement.word
        elif seat.not_responsible_at:
            sign, word = "open", _("nicht mehr zuständig")
        elif not round_.is_open:
            sign, word = "open", _("keine Stellungnahme")
        elif failures and (failure := failures.get(seat.member.email.lower())):
            sign, word = "bad", _("Mail kam nicht an")
        else:
            sign = "waiting_on_you" if is_mine else "open"
            word = _("Ihre Antwort steht aus") if is_mine else _("Antwort steht aus")
        lines.append(
            {
                "seat": seat,
                "sign": sign,
                "word": word,
                "statement": statement,
                "failure": failure,
                "changed": _changed(seat),
            }
        )
    return lines


def _changed(seat):
    """Return, for G.I.B. and the office, since when a member's entry is new; "" if it did not change."""
    if seat.entry_changed_at is None:
        return ""
    day = {"day": dates.day(seat.entry_changed_at)}
    if seat.is_answer_marked:
        return _("Antwort, nachdem Name oder Adresse am %(day)s geändert waren") % day
    return _("Name oder Adresse am %(day)s geändert") % day
