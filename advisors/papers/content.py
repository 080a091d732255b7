"""What stands in a report, the same for each form of document: title, facts, headed blocks of text."""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.lib.xml_text import xml_text
from requests.form_fields import span


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list where it has items."""

    text: str = ""
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: list[Block]


@dataclass(frozen=True)
class Content:
    title: str  # "Abschlussbericht"
    subject: str  # what the engagement is about
    author: str
    number: str
    facts: list[tuple[str, str]]
    sections: list[Section]


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


def blocks_of(text):
    """Return a text as paragraphs and lists: empty lines part paragraphs, "- " begins an item of a list."""
    found, paragraph, items = [], [], []

    def close():
        if paragraph:
            found.append(Block("\n".join(paragraph)))
            paragraph.clear()
        if items:
            found.append(Block(items=list(items)))
            items.clear()

    for line in text.splitlines():
        line = line.strip()
        if line.startswith(("- ", "– ", "• ")):
            if paragraph:
                close()
            items.append(line[2:].strip())
        elif line and items:
            items[-1] += f"\n{line}"  # goes on with the item above
        elif line:
            paragraph.append(line)
        else:
            close()
    close()
    return found
