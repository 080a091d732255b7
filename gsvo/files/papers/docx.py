"""A document as DOCX, with headings and lists of Word's own styles, to go on writing."""

import io

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_LANGUAGE = "de-DE"
_A4 = Mm(210), Mm(297)
_MARGIN = Mm(25)  # as on the PDF
_ROOM_TO_WRITE = Mm(9)  # height of a row to fill in


def as_docx(content, moment):
    """Return the bytes of the document. `moment`: as of when it holds, so that no clock stands in it."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = _A4
    page.left_margin = page.right_margin = _MARGIN
    _describe(document, content, moment)
    bullet = document.styles["List Bullet"].style_id
    document.add_heading(content.title, level=0)
    document.add_paragraph(content.subject, style="Subtitle")
    for label, value in content.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
        paragraph.paragraph_format.space_after = Pt(2)  # lines of one list
    for section in content.sections:
        document.add_heading(section.heading, level=section.level)
        for block in section.blocks:
            if block.table:
                _add_table(document, block.table)
            elif not block.items:
                document.add_paragraph(block.text)
            for item in block.items:
                document.add_paragraph(item)._p.style = bullet  # by id: looked up by name it takes most time
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document, table):
    """Add a table whose head is told as such to screen readers and stands again on each page."""
    made = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    made.autofit = False
    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    widths = [int(room * width / sum(table.widths)) for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for texts in (table.head, *table.rows):
        row = made.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # stays whole at the end of a page
        if not any(texts[1:]):
            row.height = _ROOM_TO_WRITE
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text = text
            cell.width = width
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(2)
    head = made.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in head.cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()


def _describe(document, content, moment):
    """Set title and language, which screen readers ask for, and take the library's own marks out."""
    properties = document.core_properties
    properties.title = f"{content.title}: {content.subject}"[:255]
    properties.author = properties.last_modified_by = content.author[:255]
    properties.language = _LANGUAGE
    properties.comments = ""
    properties.keywords = ", ".join(content.keywords)
    properties.created = properties.modified = moment.replace(tzinfo=None)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
