"""Every file the portal takes, and every one it does not take, by what somebody would call it.

What takes long to make is a function here and is made by `content` when a test wants it: every worker reads
this module, whichever tests it runs.
"""

import zipfile

from tests.files.samples import (
    ODT_TYPE,
    behind,
    container,
    docx,
    exif,
    jpeg,
    linked,
    locked_pdf,
    odt,
    old_office,
    pdf,
    png,
    relabelled,
    repacked,
    scans_without_end,
    xlsx,
)

_SHARE = "file:///\\\\server.example\\vorlagen\\Brief.dotx"
_PRINTER = b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n"
_MAIL = b"Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n"

GOOD = {
    "Bericht.pdf": pdf(),
    "Bericht.PDF": pdf() + b"\r\n\x00\x00",
    "mit Kennung davor.pdf": b"\xef\xbb\xbf" + pdf(),
    "mit Leerzeilen davor.pdf": b"\r\n \r\n" + pdf(),
    "vom Drucker.pdf": _PRINTER + pdf() + b"\x1b%-12345X",
    "aus einer Mail.pdf": _MAIL + pdf(),
    "Nullen dahinter.pdf": pdf() + b"\x00" * 9000,
    "nur gegen Ändern geschützt.pdf": locked_pdf(),
    "alt, gegen Drucken geschützt.pdf": locked_pdf(algorithm="RC4-40"),
    "spricht von Encrypt.pdf": pdf("/Encrypt ist nur ein Wort"),
    "Protokoll 12.11.2026.docx": docx(),
    "nicht gepackt.docx": docx(compression=zipfile.ZIP_STORED),
    "Nullen dahinter.docx": docx() + b"\x00" * 600,
    "mit Verweis.docx": docx(linked("hyperlink", "https://www.gib.nrw.de/")),
    "Vorlage auf eigener Platte.docx": docx(linked("attachedTemplate", "file:///C:\\Vorlagen\\Brief.dotx")),
    "Vorlage Normal.docx": docx(linked("attachedTemplate", "Normal.dotm")),
    "Bild darin.docx": docx({**linked("image", "media/a.png", "Internal"), "word/media/a.png": png()}),
    "Punkte darin.docx": docx({"word/media/Reg.Bez.Arnsberg.com": png()}),
    "spricht von DDE.docx": docx({"word/a.xml": "<w:t>DDE, LINK und vbaProject sind Wörter</w:t>"}),
    "Felder.docx": docx({"word/a.xml": "<w:instrText> HYPERLINK https://www.gib.nrw.de </w:instrText>"}),
    "Übersicht & Zahlen.xlsx": xlsx(),
    "Brief.odt": odt(),
    "mit Verweis.odt": odt(body='<text:a xlink:href="https://www.gib.nrw.de/">G.I.B.</text:a>'),
    "Bild darin.odt": odt({"Pictures/a.png": png()}, body='<draw:image xlink:href="Pictures/a.png"/>'),
    "Vorlage auf eigener Platte.odt": odt(body='<meta:template xlink:href="file:///C:/Vorlagen/Brief.ott"/>'),
    "mimetype an zweiter Stelle.odt": container(
        {"content.xml": "<office/>", "mimetype": ODT_TYPE, "META-INF/manifest.xml": "<manifest/>"}
    ),
    "leerer Teil.odt": odt({"Configurations2/accelerator/current.xml": ""}),
    "Bild.png": png(),
    "mit Durchsicht.png": png(mode="RGBA"),
    "Palette.png": png(mode="P"),
    "schwarzweiß.png": png(mode="1"),
    "16 Bit.png": png(mode="I;16"),
    "Nullen dahinter.png": png() + b"\x00" * 600,
    "Foto.jpg": jpeg(segments=[(0xE1, exif()), (0xFE, b"Kommentar")]),
    "Foto.jpeg": jpeg(),
    "Aus dem Browser.jfif": jpeg(),
    "Druckerei.jpg": jpeg(mode="CMYK"),
    "grau.jpg": jpeg(mode="L"),
    "in Stufen.jpg": jpeg(progressive=True),
    "Nullen dahinter.jpg": jpeg(tail=b"\x00" * 600),
    "Handy.jpg": jpeg(tail=jpeg()),
    "Handy mit Füllung.jpg": jpeg(tail=b"\x00" * 300 + jpeg() + b"\x00" * 40),
    "Samsung.jpg": jpeg(tail=b"Image_UTC_Data1234SEFHxxxxSEFT"),
    "Film dran.jpg": jpeg(tail=b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40),
    "Fotoserie.JPG": jpeg(segments=[(0xE1, exif(order="<"))]),
    "Protokoll.Reg.Bez.Arnsberg.pdf": pdf(),
    "Angebot.com.pdf": pdf(),
    "Bericht.1.2.docx": docx(),
    "www.kreis-unna.de.pdf": pdf(),
    "Foto.php.jpg": jpeg(),
    "Rechnung.exe.pdf": pdf(),
    "100 Tage.v2.final.pdf": pdf(),
    "Punkt am Ende.pdf.": pdf(),
}


def content(file):
    """Return the bytes of a file of this catalogue."""
    return file() if callable(file) else file


def _bomb():
    part = b"0" * (20 * 1024 * 1024)
    return docx({f"word/{number}.bin": part for number in range(11)})


def _many_parts():
    return docx({f"word/{number}": "" for number in range(5100)})


_LZMA = docx({"word/a.bin": "x" * 99}, compression=zipfile.ZIP_LZMA)
BAD = {
    "leer.pdf": b"",
    "Programm.pdf": b"MZ\x90\x00" + b"\x00" * 64,
    "Programm.exe": b"MZ\x90\x00" + b"\x00" * 64,
    "Skript.pdf": b"#!/bin/sh\necho pwned\n",
    "Zeichnung.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "Zeichnung.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "Seite.html": b"<html><script>alert(1)</script></html>",
    "Seite.pdf": b"<html><script>alert(1)</script></html>",
    "Bild.php": jpeg(),
    "PHP.JPG": b"<?php system($_GET['c']); ?>",
    "Rechnung.pdf.exe": pdf(),
    "ohne Endung": pdf(),
    ".pdf": pdf(),
    "Bild als.pdf": png(),
    "Brief als.xlsx": docx(),
    "Text als.docx": odt(),
    "Anhang dran.pdf": pdf() + b"<script>alert(1)</script>",
    "Programm dran.pdf": pdf() + b"MZ\x90\x00",
    "Vorspann.pdf": b"<html>" + pdf(),
    "Skript davor.pdf": b"#!/bin/sh\nexit\n" + pdf(),
    "zu viel davor.pdf": b"\x00" * 1100 + pdf(),
    "abgeschnitten.pdf": pdf()[:-20],
    "mit Archiv.png": png() + container({"a.exe": "MZ"}),
    "mit Archiv.jpg": jpeg(tail=container({"a.exe": "MZ"})),
    "Seite dran.png": png() + b"<script>alert(1)</script>",
    "Seite dran.jpg": jpeg(tail=b"<script>alert(1)</script>"),
    "abgeschnitten.png": png()[:-5],
    "abgeschnitten.jpg": jpeg()[:-2],
    "halb.jpg": jpeg()[: len(jpeg()) - 40],
    "verfälscht.png": png()[:-30] + b"\x00" * 30,
    "riesig.png": png(size=(10_000, 10_000)),
    "riesig.jpg": jpeg(size=(65_000, 65_000)),
    "ohne Fläche.png": png(size=(0, 2)),
    "Millionen Abschnitte.jpg": jpeg(segments=[(0xFE, b"")], times=2_600_000),
    "Millionen Teile.png": png(chunks=[(b"teSt", b"")], times=800_000),
    "immer noch einmal.jpg": scans_without_end(),
    "bewegt.png": png(chunks=[(b"acTL", b"\x00\x00\x00\x02\x00\x00\x00\x00")]),
    "Archiv.docx": container({"a.txt": "nur ein Archiv"}),
    "Makro.docx": docx({"word/vbaProject.bin": "x"}),
    "docm.docx": docx(main="wordprocessingml.document.macroEnabled"),
    "Makro.odt": odt({"Basic/Standard/Modul.xml": "Sub Main"}),
    "Tabelle als.odt": odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "Bombe.docx": _bomb,
    "viele Teile.docx": _many_parts,
    "Entitäten.docx": docx({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
    "beschädigt.docx": docx()[:200] + b"\x00" * 20 + docx()[220:],
    "UTF-16.docx": docx({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode("utf-16")}),
    "Entitäten weit hinten.docx": docx(
        {"word/x.xml": f'<!--{" " * 70_000}--><!DOCTYPE x [<!ENTITY a "h">]>'}
    ),
    "Makro unter anderem Namen.docx": docx(more="vnd.ms-office.vbaProject"),
    "Makros im alten Objekt.docx": docx({"word/embeddings/a.bin": old_office("_VBA_PROJECT")}),
    "Makros im neuen Objekt.docx": docx({"word/embeddings/a.xlsx": xlsx({"xl/vbaProject.bin": "x"})}),
    "Makroblatt.xlsx": xlsx({"xl/macrosheets/sheet1.xml": "<x/>"}),
    "Makro klein.odt": odt({"basic/Standard/Modul.xml": "Sub Main"}),
    "Makro beim Öffnen.odt": odt(body='<text:p xlink:href="vnd.sun.star.script:a.py$b?location=share"/>'),
    "Programm darin.docx": docx({"word/embeddings/Bild.png": b"MZ\x90\x00"}),
    "Verknüpfung darin.docx": docx({"word/a.bin": b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60}),
    "Datei darin.docx": docx({"word/embeddings/oleObject1.bin": old_office("\x01Ole10Native")}),
    "Ausbruch.docx": docx({"../../Start.docx": "x"}),
    "PHP dran.docx": docx() + b"<?php system($_GET['c']); ?>",
    "Bemerkung dran.docx": behind(docx(), b"#!/bin/sh"),
    "Archiv dran.pdf": behind(pdf(), b"\nstartxref\n0\n%%EOF\n"),
    "Archiv darin.png": behind(png(), png()[-12:]),
    "nur HTML.pdf": b"%PDF-1.4\n<html><script>alert(1)</script></html>\nstartxref\n9\n%%EOF\n",
    "fremder Block.png": png(chunks=[(b"CgBI", b"x")]),
    "zu groß.pdf": lambda: pdf()[:9] + b"%" * (10 * 1024 * 1024) + pdf()[9:],
    "LZMA.docx": _LZMA,
    "BZIP2.docx": docx(compression=zipfile.ZIP_BZIP2),
    "Deflate64.docx": relabelled(docx(), packed=9),
    "unleserlicher Name.docx": repacked(docx({"word/ä.xml": "<x/>"}), {"ä".encode(): b"\xff\xfe"}),
    "derselbe Name groß.docx": docx({"WORD/document.xml": "<x/>"}),
    "Verzeichnis falsch.docx": repacked(docx(), {docx()[-6:-2]: b"\xff\xff\xff\x7f"}),
    "Vorlage aus dem Netz.docx": docx(linked("attachedTemplate", "https://anna.example/v.dotm")),
    "Vorlage vom Server.docx": docx(linked("attachedTemplate", _SHARE)),
    "Vorlage verschlüsselt.docx": docx(linked("attachedTemplate", "&#104;ttps://anna.example/v.dotm")),
    "Bild aus dem Netz.docx": docx(linked("image", "http://anna.example/a.png")),
    "Rahmen.docx": docx(linked("frame", "https://anna.example/")),
    "Tabelle aus dem Netz.docx": docx(linked("oleObject", "file:///C:\\Zahlen.xlsx")),
    "DDE.docx": docx(
        {"word/a.xml": "<w:instrText>D</w:instrText><w:instrText>DEAUTO c:\\\\cmd.exe</w:instrText>"}
    ),
    "Feld holt Bild.docx": docx(
        {"word/a.xml": "<w:fldSimple w:instr='INCLUDEPICTURE \"http://a.example\"'/>"}
    ),
    "verknüpft.xlsx": xlsx(
        linked("externalLinkPath", "Kasse.xlsx", part="xl/externalLinks/_rels/a.xml.rels")
    ),
    "DDE.xlsx": xlsx({"xl/externalLinks/a.xml": "<externalLink><ddeLink ddeService='cmd'/></externalLink>"}),
    "holt Daten.xlsx": xlsx({"xl/connections.xml": '<connection refreshOnLoad="1"/>'}),
    "Formel holt.xlsx": xlsx({"xl/worksheets/sheet1.xml": "<f>_xlfn.WEBSERVICE(A1)</f>"}),
    "Bild aus dem Netz.odt": odt(body='<draw:image xlink:href="https://anna.example/a.png"/>'),
    "Abschnitt von anderswo.odt": odt(body='<text:section-source xlink:href="../geheim.odt"/>'),
    "Vorlage aus dem Netz.odt": odt(body='<meta:template xlink:href="https://anna.example/v.ott"/>'),
}
LOCKED = {
    "mit Kennwort.pdf": locked_pdf(user="geheim"),
    "alt, mit Kennwort.pdf": locked_pdf(user="geheim", algorithm="RC4-40"),
    "Kennung und Kennwort.pdf": b"\xef\xbb\xbf" + locked_pdf(user="geheim", algorithm="AES-128"),
    "mit Kennwort.docx": old_office("EncryptionInfo", "EncryptedPackage"),
    "mit Kennwort.xlsx": old_office("EncryptionInfo", "EncryptedPackage"),
    "mit Kennwort.odt": odt({"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    "mit Kennwort, neu.odt": odt({"encrypted-package": "x"}),
    "Teile verschlüsselt.docx": relabelled(docx(), flags=1),
}
OLD = {
    "Bericht.doc": (old_office("WordDocument"), "DOCX"),
    "Bericht als.docx": (old_office("WordDocument", "1Table"), "DOCX"),
    "Zahlen.xls": (old_office("Workbook"), "XLSX"),
    "Zahlen als.xlsx": (old_office("Book"), "XLSX"),
}
