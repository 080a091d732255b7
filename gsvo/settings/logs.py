"""What is written down while the portal runs."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_tokens": {"()": "gsvo.links.redact.RedactTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_tokens"]}
    },
    "loggers": {"kombu.connection": {"level": "ERROR"}},  # the file broker has no host name
    "root": {"handlers": ["console"], "level": "INFO"},
}
