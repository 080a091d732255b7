"""The agreed mandate as a PDF: what was agreed, by whom and under which rule, and how to check the paper."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gsvo.files.papers import Block, Content, Section, Table, as_pdf
from gsvo.lib import dates
from gsvo.lib.xml_text import xml_text
from requests.fingerprint import in_groups
from requests.models import MeetingDecision, Round
from requests.papers.parts import facts_of, named, sections_of
from requests.papers.seal import sealed
from requests.round_words import closed, rule_of


def agreement_of(support_request, version):
    """Return the bytes of the PDF of an agreed version, sealed. It is German, whoever opens it."""
    with translation.override("de"):
        return sealed(as_pdf(_content(support_request, version), version.agreed_at), version.fingerprint)


def _content(support_request, version):
    office = support_request.office.display_name
    return Content(
        title=_("Auftrag"),
        subject=xml_text(support_request.title),
        author=xml_text(_("Koordinierungsstelle %(office)s") % {"office": office}),
        number=_("%(number)s, Fassung %(version)s")
        % {"number": support_request.number, "version": version.number},
        facts=[*facts_of(support_request, version), (_("Zugestimmt am"), dates.day(version.agreed_at))],
        sections=[
            Section(_("Was vereinbart ist"), []),
            *sections_of(version),
            *_decision(version),
            Section(_("Dieses Papier prüfen"), list(_how_to_check(version))),
        ],
        keywords=[version.fingerprint] if version.fingerprint else [],
    )


def _decision(version):
    """Return the section with rule, outcome and seats of the round that agreed, or none without a round."""
    found = version.rounds.filter(outcome=Round.Outcome.AGREED).prefetch_related("seats__statements")
    round_ = found.first()
    if round_ is None:
        return []
    seats = Table(
        head=[_("Institution und Funktion"), _("Antwort")],
        rows=[[named(seat), _answer(seat)] for seat in round_.seats.all()],
        widths=[5, 3],
    )
    return [Section(_("Wie das Gremium entschieden hat"), [*_outcome(round_), Block(table=seats)])]


def _outcome(round_):
    yield Block(xml_text(rule_of(round_)))
    if meeting := MeetingDecision.objects.filter(round=round_).first():
        yield Block(_("Beschlossen in der Sitzung am %(day)s.") % {"day": dates.day(meeting.held_on)})
    day = {"day": dates.day(round_.closed_at), "outcome": closed(round_)}
    yield Block(xml_text(_("Ergebnis am %(day)s: %(outcome)s") % day))


def _answer(seat):
    if seat.statement:
        return str(seat.statement.word)
    return _("nicht mehr zuständig") if seat.not_responsible_at else _("keine Stellungnahme")


def _how_to_check(version):
    page = settings.BASE_URL + reverse("requests:check_mandate")
    yield Block(
        _("Ob dieses Papier zum vereinbarten Auftrag gehört und unverändert ist, sagt die Seite %(page)s.")
        % {"page": page}
    )
    yield Block(_("Prüfsumme: %(fingerprint)s") % {"fingerprint": in_groups(version.fingerprint)})
