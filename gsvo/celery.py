"""The Celery app. The broker is only there to be fast: the database is the record of work."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsvo.settings")

app = Celery("gsvo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
