"""Steps of the story of a whole engagement, first half: invitations, sessions, days, countersigning."""

import datetime as dt
import re

from icalendar import Calendar

from tests.e2e.stories import journeys
from tests.e2e.stories.demo import PASSWORD
from tests.e2e.stories.journeys import in_days

TOWN, OFFICE = "guetersloh", "Kreis Gütersloh"
KOKO = f"koko.{TOWN}@example.org"
# Who is invited, in this order, and whom the change of advisor brings; journeys have mails to others.
EXPIRES, DECLINES, ACCEPTS, FOLLOWS = (f"beratung{number}@example.org" for number in (1, 3, 8, 2))
NAMES = ("Carolin Thiele", "Ulrike Hoppe", "Marlies Eickhoff")
GIB_MAILBOX = "gsvo@example.org"
PREPARE = f"""
from gsvo.demo import cases
from requests import actions
from tests.e2e.stories.places import all_agree, place
place("05754", "{TOWN}")
row = cases.submitted("05754", "parents", 15, by="koko.{TOWN}")
with cases.ago(10):
    actions.grant(row, by=cases.user_of("sachbearbeitung"), quarters=8)
cases.mandate_written(row, 5, by="koko.{TOWN}")
cases.round_opened(row, 4, by="koko.{TOWN}")
all_agree(row)
print("CASE", row.oid)
"""
TIME_IS_UP = """
import datetime as dt
from django.utils import timezone
from advisors import tasks
from advisors.models import Invitation
asked = Invitation.objects.open().filter(support_request__office__key="05754")
assert asked.update(answer_by=timezone.now() - dt.timedelta(minutes=5)) == 1
tasks.expire_invitations()
"""
# The engagement began forty days ago, so that there are days on which somebody can have worked.
FORTY_DAYS_LATER = """
import datetime as dt
from django.db.models import F
from django.utils import timezone
from advisors.models import Assignment, Engagement
from requests.models import SupportRequest
back = dt.timedelta(days=40)
case = SupportRequest.objects.get(office__key="05754")
Engagement.objects.filter(support_request=case).update(began_at=F("began_at") - back)
Assignment.objects.filter(engagement__support_request=case).update(began_at=F("began_at") - back)
SupportRequest.objects.filter(pk=case.pk).update(period_from=timezone.localdate() - back)
print("ENGAGEMENT", case.engagement.oid)
"""


def logs_in(person, address):
    person.goes_to("/konto/login/")
    person.fills("E-Mail", address)
    person.fills("Passwort", PASSWORD)
    person.presses("Anmelden")
    person.page.wait_for_url(lambda url: "/konto/login" not in url)


def opens_act(gib, case, label):
    """Open an act of G.I.B. by its name, on the page of the case or of its engagement."""
    gib.goes_to(case)
    if not gib.page.get_by_role("link", name=label).count():
        gib.presses("Zur Begleitung")
    gib.presses(label)


def opens_engagement(gib, case):
    gib.goes_to(case)
    gib.presses("Zur Begleitung")


# --- invitations ------------------------------------------------------------------------------------
def invites(gib, case, *names):
    opens_act(gib, case, re.compile("Beratende einladen"))
    for number, name in enumerate(names, 1):
        gib.fills(f"Reihenfolge für {name}", str(number))
    gib.presses("Reihenfolge und Vorschau erneuern")
    gib.sees("Vorschau der ersten Mail")
    gib.presses(re.compile("einladen$"))
    gib.sees("Die Einladung geht hinaus")


def the_third_accepts(demo, enters):
    demo.delivers()
    assert asked_of(demo, DECLINES) == asked_of(demo, ACCEPTS) == 0
    demo.prepares(TIME_IS_UP)  # nobody answered
    assert (asked_of(demo, EXPIRES), asked_of(demo, DECLINES)) == (1, 1)
    second = enters()
    journeys.declines(second, invitation_of(demo, DECLINES))
    demo.delivers()
    accepts(enters(), invitation_of(demo, ACCEPTS))
    demo.delivers()
    demo.postbox.wait_for(KOKO, "hat eine Begleitung", seconds=1)


def asked_of(demo, address):
    """How often somebody was asked whether she accompanies this office."""
    words = re.compile(f"^Antwort bis .* in {OFFICE} begleiten")
    return sum(bool(words.match(mail["Subject"])) for mail in demo.postbox.to(address))


def invitation_of(demo, address):
    return demo.link_to(address, f"in {OFFICE} begleiten", "einladung")


def accepts(advisor, link):
    advisor.goes_to(link)
    advisor.chooses("Ich nehme an")
    advisor.ticks(re.compile("Interessenkonflikt"))
    advisor.presses("Antwort prüfen")
    advisor.presses("Verbindlich annehmen")
    advisor.sees("Ihre Zusage ist angekommen")


# --- sessions ---------------------------------------------------------------------------------------
def plans_moves_and_cancels(demo, koko, advisor, page):
    koko.goes_to(page)
    koko.presses("Termin eintragen")
    koko.fills("Worum geht es?", "Auftakt im Kreishaus")
    koko.dates("Tag", in_days(10))
    koko.times("Beginn", dt.time(10))
    koko.times("Ende", dt.time(12))
    koko.chooses("vor Ort")
    koko.fills(re.compile(r"^\s*Ort"), "Kreishaus, Saal 2")
    koko.presses("Termin eintragen")
    koko.sees("Der Termin ist eingetragen")
    demo.delivers()
    planned = event_for(demo, ACCEPTS, "Termin am")
    assert planned["method"] == event_for(demo, KOKO, "Termin am")["method"] == "REQUEST"

    advisor.goes_to(page)
    advisor.presses("Auftakt im Kreishaus")
    advisor.presses("Verlegen oder ändern")
    advisor.dates("Tag", in_days(12))
    advisor.presses("Termin speichern")
    advisor.sees("Geändert.")
    demo.delivers()
    moved = event_for(demo, KOKO, "Termin verlegt")
    assert (moved["method"], moved["uid"]) == ("REQUEST", planned["uid"])
    assert moved["sequence"] > planned["sequence"]
    assert (moved["start"] - planned["start"]).days == 2

    koko.goes_to(page)
    koko.presses("Auftakt im Kreishaus")
    koko.presses(re.compile("Absagen"))
    koko.fills("Grund", "Der Saal ist gesperrt.")
    koko.presses("Termin absagen")
    koko.sees("Abgesagt.")
    demo.delivers()
    off = event_for(demo, ACCEPTS, "Termin abgesagt")
    assert (off["method"], off["uid"], off["status"]) == ("CANCEL", planned["uid"], "CANCELLED")
    assert off["sequence"] > moved["sequence"]


def event_for(demo, address, words):
    """What the calendar part of the newest mail with these words says."""
    mail = demo.postbox.wait_for(address, words, seconds=1)
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    [event] = calendar.walk("VEVENT")
    assert part.get_param("method") == calendar["METHOD"]
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event.get("STATUS", "")),
        "start": event.decoded("DTSTART"),
    }


# --- days -------------------------------------------------------------------------------------------
def enters_time(advisor, page, day, amount, note, *, kind="vor Ort"):
    advisor.goes_to(f"{page}tage/neu/")
    advisor.dates("Tag", in_days(day))
    advisor.chooses(kind)
    advisor.fills(re.compile(r"^\s*Tage"), amount)
    advisor.fills("Notiz", note)
    advisor.presses("Zeit eintragen")


def works_until_days_are_short(demo, advisor, page):
    """Told once at 80 %; what is more than all days is refused, and the page says how to ask for more."""
    enters_time(advisor, page, -30, "1,5", "Werkstatt mit den Schulen")
    demo.delivers()
    assert told_of_most_days(demo) == [0, 0, 0]
    enters_time(advisor, page, -20, "0,25", "Protokoll", kind="Nachbereitung")
    demo.delivers()
    assert told_of_most_days(demo) == [1, 1, 1]
    enters_time(advisor, page, -10, "0,5", "Gespräch mit Eltern")
    advisor.is_told_of_errors(re.compile("Noch frei: 0,25 Tage.*Mehr Tage anfragen"))
    assert advisor.field("Notiz").input_value() == "Gespräch mit Eltern"


def told_of_most_days(demo):
    """How often office, advisor and G.I.B. were told that most days are booked."""
    words = "Vier Fünftel der Beratungstage"
    return [
        sum(
            words in mail["Subject"] and OFFICE in demo.postbox.text(mail)
            for mail in demo.postbox.to(address)
        )
        for address in (KOKO, ACCEPTS, GIB_MAILBOX)
    ]


def asks_for_more_and_gets_it(demo, advisor, gib, case, page):
    advisor.goes_to(page)
    advisor.presses("Mehr Tage anfragen")
    advisor.fills("Tage mehr", "1")
    advisor.fills("Wofür?", "Für ein Gespräch mit Eltern.")
    advisor.presses("Mehr Tage anfragen")
    advisor.sees("Die Bitte um mehr Tage ist bei der G.I.B.")
    demo.delivers()
    demo.postbox.wait_for(GIB_MAILBOX, "Aufgabe: Mehr Tage", seconds=1)
    opens_act(gib, case, re.compile("Mehr Tage zusagen"))
    gib.sees("Für ein Gespräch mit Eltern.")
    gib.fills("Grund", "Eltern gehören dazu.")
    gib.presses("Mehr Tage zusagen")
    demo.delivers()
    for address in (KOKO, ACCEPTS):
        demo.postbox.wait_for(address, "Zur Kenntnis: 1 Tag mehr", seconds=1)
    enters_time(advisor, page, -10, "0,5", "Gespräch mit Eltern")
    advisor.sees("Eingetragen.")
    demo.delivers()
    assert told_of_most_days(demo) == [1, 1, 1]  # 2,25 of 3 days


def countersigns_after_a_question(demo, koko, advisor, page):
    koko.goes_to(f"{page}tage/")
    koko.presses(re.compile("Nachfragen.*0,5"))
    koko.fills("Ihre Frage", "War das ein halber Tag?")
    koko.presses("Frage senden")
    demo.delivers()
    question = demo.postbox.wait_for(ACCEPTS, "Rückfrage zu einem Zeiteintrag", seconds=1)
    assert "War das ein halber Tag?" in demo.postbox.text(question)
    advisor.goes_to(f"{page}tage/")
    advisor.presses(re.compile("Antworten"))
    advisor.fills("Notiz", "Gespräch mit Eltern, mit Anfahrt")
    advisor.presses("Speichern")
    signs_all(koko, page, 3)
    koko.goes_to(page)
    koko.sees("Von 3 zugesagten Tagen sind 2,25 gebucht")


def signs_all(koko, page, number):
    koko.goes_to(f"{page}tage/gegenzeichnen/")
    assert koko.ticks_all() == number
    koko.presses("Gegenzeichnen")
    koko.sees("Gegengezeichnet. Danke.")
