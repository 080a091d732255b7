"""Days and fields of sessions for tests."""

import datetime as dt

from django.utils import timezone


def at(days, hour=9):
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def fields(days=14, **changes):
    return {
        "title": "Auftakt mit dem Steuerungsgremium",
        "starts_at": at(days),
        "ends_at": at(days, 12),
        "form": "on_site",
        "place": "Rathaus, Raum 12",
        "video_link": "",
        "note": "",
        "date_reason": "",
        **changes,
    }
