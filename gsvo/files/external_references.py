"""Find what a document would load from elsewhere when opened. Links that people click are fine."""

import re
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from gsvo.files.file_types import UnfitFileError

MAX_XML_BYTES = 40 * 1024 * 1024  # of all parts that are read for it
FETCHES = _(
    "Das Dokument holt beim Öffnen etwas von einem anderen Ort, zum Beispiel ein verknüpftes Bild oder eine "
    "Tabelle. Bitte heben Sie die Verknüpfungen auf (in Word unter Datei, Informationen, in Excel unter "
    "Daten, in LibreOffice unter Bearbeiten, jeweils „Verknüpfungen“) oder speichern Sie ein PDF."
)
_TEMPLATE = _(
    "Das Dokument holt beim Öffnen seine Vorlage von einem anderen Ort. Bitte wählen Sie die Vorlage "
    "„Normal“ (in Word unter Datei, Optionen, Add-Ins, Verwalten: Vorlagen) oder speichern Sie ein PDF."
)
_LARGE = _("Das Dokument wird beim Öffnen ungewöhnlich groß. Bitte verkleinern Sie es.")

_HREF = "http://www.w3.org/1999/xlink href"
_DDE = (" dde-source", " dde-connection-decl")
# Elements of an ODT that lead somewhere when clicked.
_CLICKED = frozenset(["a", "area-rectangle", "area-circle", "area-polygon", "form", "button"])
_ELSEWHERE = re.compile(r"(?!data:)[a-z][a-z0-9+.-]*:|[/\\]|(?:\./)*\.\.[/\\]", re.IGNORECASE)
# A template on a disk of one's own is not found by others, and Word does without. From the net it is loaded.
_FROM_THE_NET = re.compile(r"(?!file:/{0,3}[a-z]:)[a-z][a-z0-9+.-]+:|[/\\]{2}", re.IGNORECASE)


class References:
    """Parse the parts of one document that can refer to other places."""

    def __init__(self):
        self._left = MAX_XML_BYTES

    def reader(self, name):
        """Return what to call with each piece of a part, and with b"" at its end."""
        if name.endswith(".rels"):
            return self._parser(_check_relationship)
        if name.rpartition("/")[2] in ("content.xml", "styles.xml", "meta.xml"):
            return self._parser(_check_link)
        return _pass_over

    def _parser(self, check):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = check
        parser.EntityDeclHandler = _refuse_entities

        def read(piece):
            self._left -= len(piece)
            if self._left < 0:
                raise UnfitFileError(_LARGE)
            parser.Parse(piece, not piece)

        return read


def _pass_over(_piece):
    pass


def _refuse_entities(*_declaration):
    raise UnfitFileError(_LARGE)  # a few signs that become gigabytes


def _check_relationship(_tag, given):
    """DOCX and XLSX: refuse every external relationship except hyperlinks."""
    kind, target = given.get("Type", "").rpartition("/")[2].lower(), given.get("Target", "")
    if kind == "hyperlink":
        return
    is_outside = given.get("TargetMode", "").lower() == "external"
    if kind == "attachedtemplate":
        if _FROM_THE_NET.match(target.strip()):
            raise UnfitFileError(_TEMPLATE)
    elif is_outside or _FROM_THE_NET.match(target.strip()):
        raise UnfitFileError(FETCHES)


def _check_link(tag, given):
    """ODT: refuse pictures, objects, sections and frames outside the document."""
    if tag.endswith(_DDE):
        raise UnfitFileError(FETCHES)
    if _HREF not in given:
        return
    name, target = tag.rpartition(" ")[2], given[_HREF].strip()
    if name == "template":
        if _FROM_THE_NET.match(target):
            raise UnfitFileError(_TEMPLATE)
    elif name not in _CLICKED and _ELSEWHERE.match(target):
        raise UnfitFileError(FETCHES)
