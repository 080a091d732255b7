"""Numbers of requests as they stand in texts: "GSVO-2026-0007" (`requests.actions.office` gives them)."""

import re
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

CASE_NUMBER = re.compile(r"\bGSVO-\d{4}-\d{4,}")


def unbroken(text: Any) -> SafeString:
    """Keep request numbers in a text on one line: browsers break at hyphens."""
    found = CASE_NUMBER.sub(r'<span class="gs-nowrap">\g<0></span>', conditional_escape(text))
    return mark_safe(found)  # noqa: S308  escaped above
