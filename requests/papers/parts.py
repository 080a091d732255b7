"""What both documents of a mandate have in common: its facts, and its sections with goals and milestones."""

from django.utils.translation import gettext as _

from gsvo.files.papers import Block, Section, Table, blocks_of
from gsvo.lib import dates, days
from gsvo.lib.xml_text import xml_text
from requests.form_fields import span


def facts_of(support_request, version):
    """Return (label, text) of what stands above every section; empty ones are left out."""
    granted = support_request.granted_quarters
    found = [
        (_("Nummer"), support_request.number),
        (_("Koordinierungsstelle"), support_request.office.display_name),
        (_("Zugesagte Tage"), days.as_words(granted) if granted else ""),
        (_("Zeitraum"), span(support_request)),
        (_("Fassung"), str(version.number)),
    ]
    return [(label, xml_text(value)) for label, value in found if value]


def sections_of(version):
    """Return the sections in which something stands, each below the heading of the mandate."""
    return [
        Section(str(content.section), list(_blocks(content)), level=2)
        for content in version.contents()
        if not content.is_empty
    ]


def _blocks(content):
    yield from blocks_of(xml_text(content.text))
    if content.goals:
        yield Block(items=[_goal(number, goal) for number, goal in enumerate(content.goals, 1)])
    if content.milestones:
        yield Block(table=_milestones(content.milestones))


def _goal(number, goal):
    lines = [_("Ziel %(number)s: %(text)s") % {"number": number, "text": goal.text}]
    if goal.criterion:
        lines.append(_("Zu sehen an: %(sign)s") % {"sign": goal.criterion})
    return xml_text("\n".join(lines))


def _milestones(milestones):
    """Return the milestones with the days that were agreed, whatever was moved since."""
    rows = [
        [row.title, row.result, dates.day(row.due_on), days.as_words(row.quarters) if row.quarters else ""]
        for row in milestones
    ]
    return Table(
        head=[_("Meilenstein"), _("Ergebnis"), _("bis"), _("Tage")],
        rows=[[xml_text(text) for text in row] for row in rows],
        widths=[4, 5, 4, 3],
    )


def named(seat):
    """Return a seat as papers name it: institution and function, no person."""
    words = ", ".join(part for part in (seat.institution, seat.function) if part)
    guest = "" if seat.is_voting else _(" (Gast ohne Stimme)")
    return xml_text(f"{words}{guest}")
