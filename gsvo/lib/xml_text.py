"""Text for documents that are XML inside: DOCX and XLSX."""

import re

# What XML 1.0 forbids.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text without the signs that no XML document may hold."""
    return _NOT_IN_XML.sub("", text)
