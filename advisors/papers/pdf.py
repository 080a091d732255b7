"""A report as tagged PDF (PDF/UA-1), set by Typst with the typeface that it brings along.

Texts go in as data and are never read as markup. Nothing is loaded from elsewhere. The longest report that
the form takes is made in well under 300 ms, so each is made when somebody opens it.
"""

import json
from dataclasses import asdict
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("report.typ")


def as_pdf(content, moment):
    """Return the bytes of the PDF. `moment`: when it was handed in, so that two readings are the same."""
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        sys_inputs={"report": json.dumps(asdict(content), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(moment.timestamp()),
    )
