"""Tables as people hand them in, made on the spot: good ones, and each with one fault."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(*rows, change=None):
    """An XLSX file with these rows; `change(book, sheet)` may spoil it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Pool"
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(data, name="pool.xlsx"):
    return SimpleUploadedFile(name, data, content_type=TYPE)


def with_part(data, name, content):
    """The file with one part put in anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return out.getvalue()
