"""Good and bad files, made on the spot."""

import io
import struct
import zipfile
import zlib

_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" '
    'ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/>'
    "</Types>"
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def pdf(text="Antrag"):
    body = (
        f"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% {text}\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )
    return body.encode()


def container(parts, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(extra=None, main="wordprocessingml.document", more=""):
    types = _CONTENT_TYPES.format(part="word/document.xml", main=main) + f"<!-- {more} -->"
    return container({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **(extra or {})})


def xlsx(extra=None):
    types = _CONTENT_TYPES.format(part="xl/workbook.xml", main="spreadsheetml.sheet")
    return container({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(extra or {})})


def odt(extra=None, mimetype=ODT_TYPE):
    return container({"mimetype": mimetype, "content.xml": "<office/>", **(extra or {})})


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width=2, height=2, chunks=()):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\x00" + b"\x80" * 2 for _row in range(2)))
    parts = [_chunk(b"IHDR", head), *(_chunk(*chunk) for chunk in chunks)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


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


def jpeg(width=2, height=2, segments=(), tail=b""):
    frame = _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = _segment(0xDA, b"\x01\x01\x00\x00?\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    parts = [
        _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        *(_segment(*s) for s in segments),
    ]
    return b"\xff\xd8" + b"".join(parts) + frame + scan + b"\xff\xd9" + tail


GOOD = {
    "Bericht.pdf": pdf(),
    "Bericht.PDF": pdf() + b"\r\n\x00\x00",
    "Protokoll 12.11.2026.docx": docx(),
    "Übersicht & Zahlen.xlsx": xlsx(),
    "Brief.odt": odt(),
    "Bild.png": png(),
    "Foto.jpg": jpeg(segments=[(0xE1, exif()), (0xFE, b"Kommentar")]),
    "Foto.jpeg": jpeg(),
    "Handy.jpg": jpeg(tail=jpeg()),
    "Samsung.jpg": jpeg(tail=b"Image_UTC_Data1234SEFHxxxxSEFT"),
    "Fotoserie.JPG": jpeg(segments=[(0xE1, exif(order="<"))]),
    "100 Tage.v2.final.pdf": pdf(),
    "Punkt am Ende.pdf.": pdf(),
    "Film dran.jpg": jpeg(tail=b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40),
    "leerer Teil.odt": odt({"Configurations2/accelerator/current.xml": ""}),
}

_BOMB = b"0" * (20 * 1024 * 1024)
BAD = {
    "leer.pdf": b"",
    "Programm.pdf": b"MZ\x90\x00" + b"\x00" * 64,
    "Programm.exe": b"MZ\x90\x00" + b"\x00" * 64,
    "Skript.pdf": b"#!/bin/sh\necho pwned\n",
    "Zeichnung.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "Zeichnung.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "Seite.html": b"<html><script>alert(1)</script></html>",
    "Seite.pdf": b"<html><script>alert(1)</script></html>",
    "bild.php.jpg": jpeg(),
    "Bild.php": jpeg(),
    "PHP.JPG": b"<?php system($_GET['c']); ?>",
    "Rechnung.exe.pdf": pdf(),
    "Rechnung.pdf.exe": pdf(),
    "ohne Endung": pdf(),
    ".pdf": pdf(),
    "Bild als.pdf": png(),
    "Brief als.xlsx": docx(),
    "Text als.docx": odt(),
    "Anhang dran.pdf": pdf() + b"<script>alert(1)</script>",
    "Vorspann.pdf": b"<html>" + pdf(),
    "abgeschnitten.pdf": pdf()[:-20],
    "mit Archiv.png": png() + container({"a.exe": "MZ"}),
    "mit Archiv.jpg": jpeg(tail=container({"a.exe": "MZ"})),
    "abgeschnitten.png": png()[:-5],
    "abgeschnitten.jpg": jpeg()[:-2],
    "verfälscht.png": png()[:-30] + b"\x00" * 30,
    "riesig.png": png(width=10_000, height=10_000),
    "riesig.jpg": jpeg(width=65_000, height=65_000),
    "ohne Fläche.png": png(width=0),
    "Archiv.docx": container({"a.txt": "nur ein Archiv"}),
    "Makro.docx": docx({"word/vbaProject.bin": "x"}),
    "docm.docx": docx(main="wordprocessingml.document.macroEnabled"),
    "Makro.odt": odt({"Basic/Standard/Modul.xml": "Sub Main"}),
    "Tabelle als.odt": odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "Bombe.docx": docx({f"word/{number}.bin": _BOMB for number in range(11)}),
    "viele Teile.docx": docx({f"word/{number}": "" for number in range(5100)}),
    "Entitäten.docx": docx({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
    "beschädigt.docx": docx()[:200] + b"\x00" * 20 + docx()[220:],
    "UTF-16.docx": docx({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode("utf-16")}),
    "Entitäten weit hinten.docx": docx(
        {"word/x.xml": f'<!--{" " * 70_000}--><!DOCTYPE x [<!ENTITY a "h">]>'}
    ),
    "Makro unter anderem Namen.docx": docx(more="vnd.ms-office.vbaProject"),
    "Makroblatt.xlsx": xlsx({"xl/macrosheets/sheet1.xml": "<x/>"}),
    "Makro klein.odt": odt({"basic/Standard/Modul.xml": "Sub Main"}),
    "Programm darin.docx": docx({"word/embeddings/Rechnung.EXE": "MZ"}),
    "Ausbruch.docx": docx({"../../Start.docx": "x"}),
    "PHP dran.docx": docx() + b"<?php system($_GET['c']); ?>",
    "Bemerkung dran.docx": behind(docx(), b"#!/bin/sh"),
    "Archiv dran.pdf": behind(pdf(), b"\nstartxref\n0\n%%EOF\n"),
    "Archiv darin.png": behind(png(), png()[-12:]),
    "nur HTML.pdf": b"%PDF-1.4\n<html><script>alert(1)</script></html>\nstartxref\n9\n%%EOF\n",
    "fremder Block.png": png(chunks=[(b"CgBI", b"x")]),
    "Rechnung.vbe.pdf": pdf(),
    "zu groß.pdf": pdf()[:9] + b"%" * (10 * 1024 * 1024) + pdf()[9:],
}
