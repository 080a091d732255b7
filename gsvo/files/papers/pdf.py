"""A document as tagged PDF (PDF/UA-1), set by Typst with the typeface that it brings along.

Texts go in as data and are never read as markup. Nothing is loaded from elsewhere. The longest report that
the form takes is made in well under 300 ms, so each document is made when somebody opens it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("paper.typ")
SUBSTITUTE = "□"  # stands where the typeface has no sign, as in a name in Chinese letters
_UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
MOST_SUBSTITUTES = 100  # different signs; a text beyond that is no document


def as_pdf(content, moment):
    """Return the bytes of the PDF. `moment`: as of when it holds, so that two readings are the same.

    The standard refuses a sign that the typeface does not have: it is substituted, and the rest is set.
    """
    paper = _each_text(asdict(content), lambda text: _UNSEEN.sub("", text))
    for _attempt in range(MOST_SUBSTITUTES):
        try:
            return _compile(paper, moment)
        except typst.TypstError as error:
            found = _UNKNOWN.search(str(error))
            if found is None:
                raise
            signs = set(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1]))
            paper = _each_text(paper, lambda text, signs=signs: _without(text, signs))
    raise ValueError("The document has too many signs that the typeface does not know.")


def _compile(paper: Any, moment: Any) -> Any:
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )


def _without(text: str, signs: set[str]) -> str:
    return "".join(SUBSTITUTE if sign in signs else sign for sign in text)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return the same structure with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(inner, change) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each_text(inner, change) for inner in value]
    return value
