"""Logging: JSON, one line a record; plain words in the demo's terminal."""

from gsvo.settings.base import DEMO

_LEVELS = {
    "kombu.connection": "ERROR",  # the file broker has no host name
    "django.request": "ERROR",  # of 4xx our own line tells, without the address that was asked for
    "django.security.DisallowedHost": "CRITICAL",  # the same: strangers fill no disk with tracebacks
    "gunicorn.http.wsgi": "ERROR",  # it warns of each HEAD, whose body Django leaves to the web server
}
if DEMO:  # nobody reads a terminal in which each visit is a line
    _LEVELS |= {"celery": "WARNING", "gsvo.observability.access_log": "WARNING", "gsvo.security": "WARNING"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "gsvo.observability.formatters.JsonFormatter"},
        "plain": {"()": "gsvo.observability.formatters.PlainFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain" if DEMO else "json"}},
    "loggers": {name: {"level": level} for name, level in _LEVELS.items()},
    "root": {"handlers": ["console"], "level": "INFO"},
}
