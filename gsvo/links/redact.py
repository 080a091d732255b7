"""No log holds a usable link: whatever looks like a token is taken out of log lines."""

import logging
import re

from gsvo.ids import ID_PATTERN

_TOKEN = re.compile(rf"({ID_PATTERN})[a-z2-7]{{32}}", re.IGNORECASE)


class RedactTokens(logging.Filter):
    """Keep the link's id, drop the hash that makes it usable."""

    def filter(self, record):
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
