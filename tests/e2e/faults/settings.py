"""The portal's own settings with a faster clock, so that faults show in seconds. Nothing else differs.

What holds with production's clock follows from its figures (tests/outbox/test_deliver.py).
"""

from celery.schedules import schedule

import gsvo.lib.workdays
from gsvo.settings import *  # noqa: F403
from gsvo.settings.apps import TEMPLATES
from gsvo.settings.base import BASE_DIR, env
from gsvo.settings.celery import CELERY_BEAT_SCHEDULE
from gsvo.settings.database import STORAGES
from tests.e2e.faults.figures import CLOCK, LEASE, PATIENCE, SWEEP

MAIL_LEASE_SECONDS = LEASE
EMAIL_TIMEOUT = PATIENCE

for _entry in CELERY_BEAT_SCHEDULE.values():
    _entry["schedule"] = schedule(CLOCK)
CELERY_BEAT_SCHEDULE["deliver-what-is-left"]["schedule"] = schedule(SWEEP)
if env.bool("FAULTS_ONLY_SWEEP", default=True):  # all other tasks run where two schedulers are tried
    CELERY_BEAT_SCHEDULE = {"deliver-what-is-left": CELERY_BEAT_SCHEDULE["deliver-what-is-left"]}

TEMPLATES[0]["DIRS"] = [BASE_DIR / "tests/outbox/templates", *TEMPLATES[0]["DIRS"]]
REMIND_FROM_HOUR = 0
gsvo.lib.workdays.is_workday = lambda day: True  # the kit also runs on Sundays
STAFF_SECOND_FACTOR = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # accounts of the kit cost no time
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing collected
)
