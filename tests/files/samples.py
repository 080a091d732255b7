"""Good and bad files, made on the spot."""

import io
import re
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image
from pypdf import PdfReader, PdfWriter

_MAIN = "application/vnd.openxmlformats-officedocument."
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/{{part}}" ContentType="{_MAIN}{{main}}.main+xml"/>'
    "</Types>"
)
_RELATIONSHIP = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="{mode}"/></Relationships>'
)
_OPEN_DOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink">{}</office:document-content>'
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(text="Antrag"):
    """A small one with a page, whole to the last figure of its table."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]
    body, places = f"%PDF-1.4\n% {text}\n".encode(), []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj{part}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 4\n0000000000 65535 f \n{table}{end}".encode()


def locked_pdf(*, user="", owner="besitz", algorithm="AES-256"):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user_password=user, owner_password=owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def old_office(*parts):
    """As much of a container of Windows as names its parts."""
    return OLE + b"\x00" * 504 + b"".join(part.encode("utf-16-le").ljust(128, b"\x00") for part in parts)


def container(parts, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(extra=None, main="wordprocessingml.document", more="", **kwargs):
    types = _CONTENT_TYPES.format(part="word/document.xml", main=main) + f"<!-- {more} -->"
    return container(
        {"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **(extra or {})}, **kwargs
    )


def xlsx(extra=None):
    types = _CONTENT_TYPES.format(part="xl/workbook.xml", main="spreadsheetml.sheet")
    return container({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(extra or {})})


def odt(extra=None, mimetype=ODT_TYPE, body=""):
    content = _OPEN_DOCUMENT.format(body)
    return container({"mimetype": mimetype, "content.xml": content, **(extra or {})})


def linked(kind, target, mode="External", part="word/_rels/document.xml.rels"):
    """The part of a document that names another place."""
    return {part: _RELATIONSHIP.format(kind=kind, target=target, mode=mode)}


def repacked(data, changes):
    """The same container with these bytes in place of others: what no honest program writes."""
    for old, new in changes.items():
        assert old in data
        data = data.replace(old, new)
    return data


def relabelled(data, *, flags=0, packed=zipfile.ZIP_DEFLATED):
    """The same container whose every part says that it is locked, or packed in another way."""
    data = bytearray(data)
    for header, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(header), bytes(data)):
            struct.pack_into("<HH", data, found.start() + at, flags, packed)
    return bytes(data)


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def _drawing(form, mode="RGB", **how):
    """Four by two points: blue on the left, red on the right."""
    image = Image.new("RGB", (4, 2), "blue")
    image.paste("red", (2, 0, 4, 2))
    out = io.BytesIO()
    image.convert(mode).save(out, form, **how)
    return out.getvalue()


def png(chunks=(), times=1, size=None, **how):
    whole = _drawing("PNG", **how)
    if size:
        head = whole[16:29].replace(whole[16:24], struct.pack(">II", *size))
        whole = whole[:8] + _chunk(b"IHDR", head) + whole[33:]
    return whole[:33] + b"".join(_chunk(*chunk) for chunk in chunks) * times + whole[33:]


def _segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation=6, *, order=">"):
    """Camera data with orientation, maker and place."""
    mark = b"MM\x00*" if order == ">" else b"II*\x00"
    entries = [
        struct.pack(order + "HHI4s", 0x010F, 2, 4, b"Cam\x00"),
        struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack(order + "HHII", 0x8825, 4, 1, 99),
    ]
    directory = struct.pack(order + "H", len(entries)) + b"".join(entries) + struct.pack(order + "I", 0)
    return b"Exif\x00\x00" + mark + struct.pack(order + "I", 8) + directory + b"GPS 52.02N 8.53E Anna"


def behind(content, comment=b""):
    """Another file, with an archive behind it that ends as `comment` says."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("a.exe", "MZ")
        archive.comment = comment
    return out.getvalue()


def jpeg(segments=(), times=1, tail=b"", size=None, **how):
    whole = _drawing("JPEG", **how)
    if size:
        at = whole.index(b"\xff\xc2" if how.get("progressive") else b"\xff\xc0") + 5
        whole = whole[:at] + struct.pack(">HH", *size[::-1]) + whole[at + 4 :]
    return whole[:2] + b"".join(_segment(*s) for s in segments) * times + whole[2:] + tail


def scans_without_end():
    """A picture of fifty megapixels that is gone over hundreds of times."""
    whole = jpeg(size=(10_000, 5000), progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * 300 + whole[-2:]
