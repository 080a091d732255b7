"""Format log records: one line each, in UTC, with the request's id and without personal data.

JSON for machines; plain words in the terminal of the demo. Names are kept out by never logging them;
addresses of people and machines, tokens and values of a broken row are taken out here, also of tracebacks.
"""

import json
import logging
import re
from datetime import UTC, datetime

from gunicorn.glogging import Logger

from gsvo.observability import request_id
from gsvo.observability.redaction import redact_tokens
from gsvo.settings.base import DEMO

_TAKEN_OUT = (
    (re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w.-]+\.[a-z]{2,}", re.IGNORECASE), "[Adresse]"),
    (re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), "[IP]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE), "[IP]"),
    # No index holds a longer value.
    (re.compile(r"(?s)=\(.{0,3000}?\)(?= already exists| is not present| is still referenced)"), "=(…)"),
    (re.compile(r"(?s)(Failing row contains )(?:.*?\)\.(?=\n|\Z)|.*)"), r"\1(…)"),
    (re.compile(r"(?s)(Invalid HTTP request line: ).*"), r"\1(…)"),  # whatever somebody typed
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}")


def redact(text):
    """Return a text without what could identify a person or their machine, or open a link."""
    text = redact_tokens(text)
    for pattern, instead in _TAKEN_OUT:
        text = pattern.sub(lambda found, new=instead: _instead(found, new), text)
    return text


def _instead(found, new):
    return found[0] if _CLOCK.fullmatch(found[0]) else found.expand(new)


def _number(record):
    """Return the request's id, also for what Django logs after the answer."""
    return request_id.current() or getattr(getattr(record, "request", None), "number", "")


class JsonFormatter(logging.Formatter):
    """Format a record as one JSON object; `record.fields`, a dictionary, adds to it."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": _number(record),
            "message": redact(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=True)


class PlainFormatter(logging.Formatter):
    """Format a record for a terminal; only a traceback has more than one line."""

    def format(self, record):
        time = datetime.fromtimestamp(record.created).astimezone()
        fields = " ".join(f"{name}={value}" for name, value in getattr(record, "fields", {}).items())
        text = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", redact(record.getMessage()))
        line = f"{time:%H:%M:%S} {record.levelname} {record.name}: {text} {fields} {_number(record)}".rstrip()
        return f"{line}\n{redact(self.formatException(record.exc_info))}" if record.exc_info else line


class GunicornLogger(Logger):
    """Format gunicorn's own lines as ours, without its access log (gsvo/observability/access_log.py)."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PlainFormatter() if DEMO else JsonFormatter())
