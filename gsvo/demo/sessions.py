"""Sessions in the demo's engagements, made by the real acts at times before today."""

import datetime as dt

from django.utils import timezone

from advisors import actions
from advisors.models import Engagement
from gsvo.demo import cast
from gsvo.demo.cases import ago, user_of
from gsvo.demo.texts import TEXTS
from gsvo.demo.time_travel import workday_ago
from gsvo.lib.workdays import add_workdays


def play():
    """Create sessions: held, asked about, cancelled, moved and coming; in the order in which it was done."""
    running = engagement_of("three_codes", cast.BIELEFELD)
    koko, advisor = user_of("koko.bielefeld"), running.advisor.user
    early, next_week = engagement_of("chambers", cast.UNNA), ahead(12)
    online = {"form": "online", "place": "", "video_link": "https://video.example.org/gsvo"}

    kickoff = plan(running, koko, 34, workday_ago(26), "Auftakt mit dem Steuerungsgremium", hours=(9, 12))
    held(kickoff, advisor, 26, 14, "Alle drei Rechtskreise waren da. Offen blieb, wer im Sommer vertritt.")
    workshop = plan(running, advisor, 22, workday_ago(14), "Werkstatt Übergaben", hours=(9, 16))
    off = plan(running, koko, 20, workday_ago(8), "Gespräch mit der Schulaufsicht", place="Bezirksregierung")
    held(workshop, koko, 13, 22)
    plan(running, advisor, 10, workday_ago(2), "Stand im Jobcenter", hours=(13, 15), place="Jobcenter")
    with ago(9):
        actions.cancel_session(off, by=koko, reason="Die Ansprechperson ist erkrankt. Wir suchen neu.")
    coming = plan(running, koko, 6, ahead(9), "Werkstatt Berufskollegs", hours=(9, 13))
    plan(early, user_of("koko.unna"), 4, ahead(8), "Erstes Treffen mit den Kammern", place="Kreishaus")
    plan(running, advisor, 3, ahead(30), "Stand im Gremium", hours=(14, 16), **online)
    with ago(2):
        _move(coming, advisor, next_week)


def engagement_of(text, office):
    found = Engagement.objects.select_related("support_request__office", "advisor__user")
    return found.get(support_request__title=TEXTS[text].title, support_request__office__key=office)


def plan(engagement, by, on, day, title, *, hours=(10, 12), place="Neues Rathaus, Raum 12", **fields):
    """Plan a session on a day, so many working days ago."""
    begin, end = (timezone.make_aware(dt.datetime.combine(day, dt.time(hour))) for hour in hours)
    values = {"form": "on_site", "place": place, "video_link": "", "note": "", **fields}
    with ago(on, 11):
        return actions.plan_session(
            engagement,
            by=by,
            title=title,
            starts_at=begin,
            ends_at=end,
            date_reason="Der Termin passte allen nur an diesem Tag.",
            **values,
        )


def held(session, by, on, participants, note=""):
    with ago(on, 17):
        actions.settle_session(session, by=by, was_held=True, participants=participants, note=note)


def _move(session, by, day):
    shift = day - session.day
    actions.change_session(
        session,
        by=by,
        expected_revision=session.revision,
        starts_at=session.starts_at + shift,
        ends_at=session.ends_at + shift,
        **{name: getattr(session, name) for name in ("title", "form", "place", "video_link", "note")},
        date_reason="Am ersten Tag ist Konferenz.",
    )


def ahead(count):
    return add_workdays(timezone.localdate(), count)
