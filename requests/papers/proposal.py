"""The mandate as a paper for the board: what to decide, the mandate, what is open, a place to decide."""

from django.utils import translation
from django.utils.translation import gettext as _

from gsvo.files.papers import Block, Content, Section, Table, as_docx
from gsvo.lib import dates, days
from gsvo.lib.xml_text import xml_text
from gsvo.offices.models import Committee
from requests.papers.parts import facts_of, named, sections_of


def proposal_of(support_request, version, remarks):
    """Return the bytes of the DOCX. It is German, whoever opens it.

    `remarks`: what members said, with the answers; what is taken over is open no more.
    """
    with translation.override("de"):
        return as_docx(_content(support_request, version, remarks), version.changed_at)


def _content(support_request, version, remarks):
    office = support_request.office
    body = Committee.objects.filter(office=office).values_list("name", flat=True).first()
    facts = [
        (_("Gremium"), body or ""),
        *facts_of(support_request, version),
        (_("Stand"), dates.day(version.changed_at)),
    ]
    return Content(
        title=_("Sitzungsvorlage"),
        subject=xml_text(support_request.title),
        author=xml_text(_("Koordinierungsstelle %(office)s") % {"office": office.display_name}),
        number=support_request.number,
        facts=[(label, xml_text(value)) for label, value in facts if value],
        sections=[
            Section(_("Beschlussvorschlag"), [Block(xml_text(_proposed(support_request, version)))]),
            Section(_("Der Auftrag"), []),
            *sections_of(version),
            Section(_("Offene Anmerkungen"), _open(remarks)),
            Section(_("Beschluss"), [Block(table=_place_for_decision())]),
        ],
    )


def _proposed(support_request, version):
    words = _("Das Gremium stimmt dem Auftrag „%(title)s“ (%(number)s) in Fassung %(version)s zu.") % {
        "title": support_request.title,
        "number": support_request.number,
        "version": version.number,
    }
    if not support_request.granted_quarters:
        return words
    granted = {"days": days.as_words(support_request.granted_quarters)}
    return words + " " + _("Die G.I.B. hat dafür %(days)s Begleitung zugesagt.") % granted


def _open(remarks):
    rows = [
        [remark.title, named(remark.seat), _with_answer(remark)]
        for remark in remarks
        if not (remark.answer and remark.answer.is_taken_over)
    ]
    if not rows:
        return [Block(_("Keine."))]
    return [
        Block(
            table=Table(
                head=[_("Abschnitt"), _("Institution"), _("Anmerkung oder Änderungswunsch")],
                rows=[[xml_text(text) for text in row] for row in rows],
                widths=[4, 4, 6],
            )
        )
    ]


def _with_answer(remark):
    if remark.answer is None:
        return remark.text
    answer = _("Antwort der Koordinierungsstelle: nicht übernommen, weil %(reason)s")
    return remark.text + "\n" + answer % {"reason": remark.answer.reason}


def _place_for_decision():
    """Return a table whose right column is filled in by hand or in Word."""
    asked = [
        _("Sitzung am"),
        _("Anwesende Sitze mit Stimme"),
        _("Ja-Stimmen"),
        _("Nein-Stimmen"),
        _("Enthaltungen"),
        _("Beschluss (wie vorgeschlagen oder mit Änderungen)"),
        _("Ort, Datum, Unterschrift"),
    ]
    return Table(head=[_("Angabe"), _("Eintrag")], rows=[[row, ""] for row in asked], widths=[4, 6])
