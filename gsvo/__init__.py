"""The project: what all apps share, nothing of the domain."""

from gsvo.celery import app as celery_app

__all__ = ["celery_app"]
