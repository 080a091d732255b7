"""The portal's own settings, that is production's, and a count of statements for who asks."""

from gsvo.settings import *  # noqa: F403
from gsvo.settings.apps import MIDDLEWARE, TEMPLATES
from gsvo.settings.base import BASE_DIR

MIDDLEWARE = ["tests.bench.counting.count_what_pages_take", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] += [BASE_DIR / "tests/outbox/templates"]  # the mail of tests/bench/mail_queue.py
