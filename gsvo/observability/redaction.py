"""Remove tokens from log lines, so that no log holds a usable link."""

import logging
import re

from gsvo.lib.ids import ID_PATTERN

_TOKEN = re.compile(rf"({ID_PATTERN})[a-z2-7]{{32}}", re.IGNORECASE)


def redact_tokens(text):
    """Keep a link's id, drop the hash that makes it usable."""
    return _TOKEN.sub(r"\1…", text)


class RedactTokens(logging.Filter):
    """Logging filter: remove everything that looks like a token."""

    def filter(self, record):
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = redact_tokens(message), ()
        return True
