"""What stands in a report: its facts and the texts that its advisor wrote."""

from django.utils import translation
from django.utils.translation import gettext as _

from gsvo.files.papers import Content, Section, blocks_of
from gsvo.lib import dates
from gsvo.lib.xml_text import xml_text
from requests.form_fields import span


def content_of(paper):
    """Return a handed-in report's Content. It is a German document, whoever opens it in whatever language."""
    case = paper.engagement.support_request
    with translation.override("de"):
        facts = [
            (_("Nummer"), case.number),
            (_("Koordinierungsstelle"), case.office.display_name),
            (_("Berater:in"), paper.advisor.name),
            (_("Zeitraum"), span(case)),
            (_("abgegeben am"), dates.day(paper.handed_in_at)),
            (_("Fassung"), str(paper.version)),
        ]
        sections = [
            Section(str(paper._meta.get_field(name).verbose_name), blocks_of(xml_text(text)))
            for name, text in paper.texts.items()
            if text.strip()
        ]
        return Content(
            title=str(paper.get_kind_display()),
            subject=xml_text(case.title),
            author=xml_text(paper.advisor.name),
            number=case.number,
            facts=[(label, xml_text(value)) for label, value in facts if value],
            sections=sections,
        )
