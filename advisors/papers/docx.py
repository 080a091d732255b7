"""A report as DOCX, with headings and lists of Word's own styles, to go on writing."""

import io

from docx import Document
from docx.oxml.ns import qn

_LANGUAGE = "de-DE"


def as_docx(content, moment):
    """Return the bytes of the document. `moment`: when it was handed in, so that no clock stands in it."""
    document = Document()
    _describe(document, content, moment)
    bullet = document.styles["List Bullet"].style_id
    document.add_heading(content.title, level=0)
    document.add_paragraph(content.subject, style="Subtitle")
    for label, value in content.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
    for section in content.sections:
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            if not block.items:
                document.add_paragraph(block.text)
            for item in block.items:
                document.add_paragraph(item)._p.style = bullet  # by id: looked up by name it takes most time
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document, content, moment):
    """Set title and language, which screen readers ask for, and take the library's own marks out."""
    properties = document.core_properties
    properties.title = f"{content.title}: {content.subject}"[:255]
    properties.author = properties.last_modified_by = content.author[:255]
    properties.language = _LANGUAGE
    properties.comments = ""
    properties.created = properties.modified = moment.replace(tzinfo=None)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
