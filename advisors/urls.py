from django.urls import path

from advisors.views import (
    calendar,
    concerns,
    days,
    engagements,
    follow_up,
    looking_back,
    milestones,
    my_profile,
    papers,
    pool,
    reviews,
    sessions,
)
from advisors.views import time_entries as entries

app_name = "advisors"
urlpatterns = [
    path("pool/", pool.pool, name="pool"),
    path("pool/mein-profil/", my_profile.my_profile, name="my_profile"),
    path("pool/mein-profil/abwesenheiten/", my_profile.absences, name="absences"),
    path("pool/mein-profil/abwesenheiten/<int:pk>/loeschen/", my_profile.drop_absence, name="drop_absence"),
    path("pool/<oid:oid>/", pool.profile, name="profile"),
    path("pool/<oid:oid>/zuruecknehmen/", pool.forget, name="forget"),
    path("begleitungen/", engagements.engagements, name="engagements"),
    path("begleitungen/<oid:oid>/", engagements.engagement, name="engagement"),
    path("begleitungen/<oid:oid>/beenden/", engagements.finish, name="finish"),
    path("begleitungen/<oid:oid>/tage/", entries.time_entries, name="time_entries"),
    path("begleitungen/<oid:oid>/tage/neu/", entries.add_entry, name="add_entry"),
    path("begleitungen/<oid:oid>/tage/anfragen/", days.ask_for_days, name="ask_for_days"),
    path("begleitungen/<oid:oid>/tage/zurueckgeben/", days.give_back_days, name="give_back_days"),
    path("begleitungen/<oid:oid>/tage/gegenzeichnen/", entries.sign_entries, name="sign_entries"),
    path("begleitungen/<oid:oid>/tage/<oid:entry>/aendern/", entries.change_entry, name="change_entry"),
    path(
        "begleitungen/<oid:oid>/tage/<oid:entry>/zuruecknehmen/",
        entries.withdraw_entry,
        name="withdraw_entry",
    ),
    path(
        "begleitungen/<oid:oid>/tage/<oid:entry>/berichtigen/",
        entries.correct_entry,
        name="correct_entry",
    ),
    path(
        "begleitungen/<oid:oid>/tage/<oid:entry>/fragen/",
        entries.ask_about_entry,
        name="ask_about_entry",
    ),
    path("begleitungen/<oid:oid>/termine/neu/", sessions.plan, name="plan_session"),
    path("begleitungen/<oid:oid>/termine/<oid:session_oid>/", sessions.session, name="session"),
    path("begleitungen/<oid:oid>/termine/<oid:session_oid>/aendern/", sessions.change, name="change_session"),
    path("begleitungen/<oid:oid>/termine/<oid:session_oid>/absagen/", sessions.cancel, name="cancel_session"),
    path(
        "begleitungen/<oid:oid>/termine/<oid:session_oid>/ergebnis/", sessions.settle, name="settle_session"
    ),
    path(
        "begleitungen/<oid:oid>/termine/<oid:session_oid>/termin.ics",
        sessions.calendar_file,
        name="session_file",
    ),
    path("begleitungen/<oid:oid>/ziele/neu/", reviews.begin, name="begin_review"),
    path("begleitungen/<oid:oid>/ziele/<oid:review_oid>/", reviews.rate, name="rate_goals"),
    path("begleitungen/<oid:oid>/ziele/<oid:review_oid>/aendern/", reviews.change, name="change_review"),
    path("begleitungen/<oid:oid>/abgeben/<slug:kind>/", papers.hand_in, name="hand_in"),
    path("begleitungen/<oid:oid>/abgeben/<slug:kind>/bericht/", papers.write_report, name="write_report"),
    path("begleitungen/<oid:oid>/papiere/<oid:paper_oid>/<slug:form>/", papers.paper, name="paper"),
    path("begleitungen/<oid:oid>/meilensteine/<int:pk>/verschieben/", milestones.move, name="move_milestone"),
    path("begleitungen/<oid:oid>/meilensteine/<int:pk>/erreicht/", milestones.reach, name="reach_milestone"),
    path("begleitungen/<oid:oid>/vertraulich/", concerns.tell_concern, name="tell_concern"),
    path("begleitungen/<oid:oid>/vertraulich/<oid:concern_oid>/", concerns.concern, name="concern"),
    path("begleitungen/<oid:oid>/rueckblick/", looking_back.look_back, name="look_back"),
    path("begleitungen/<oid:oid>/nachfrage/", follow_up.follow_up, name="follow_up"),
    path("kalender/", calendar.my_calendar, name="calendar"),
    path("kalender/neu/", calendar.replace_feed, name="replace_feed"),
    path("kalender/beenden/", calendar.end_feed, name="end_feed"),
    path("kalender/<str:token>.ics", calendar.feed, name="calendar_feed"),
]
