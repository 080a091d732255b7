"""Steps of the story of a whole engagement, second half: goals, committee, change, papers, end."""

import re

from tests.e2e.stories import engagement_begins as begins
from tests.e2e.stories.engagement_begins import ACCEPTS, FOLLOWS, KOKO, OFFICE, opens_act, opens_engagement
from tests.e2e.stories.journeys import in_days
from tests.files import samples

MEMBERS = [f"gremium{number}.{begins.TOWN}@example.org" for number in (1, 2, 3)]
# Four months go by, and it is the morning of a working day.
FOUR_MONTHS_LATER = """
import datetime as dt
from unittest.mock import patch
from django.db.models import F
from advisors.models import Engagement
from gsvo.demo.time_travel import days_ago
from gsvo.reminders import registry, run
found = Engagement.objects.filter(support_request__office__key="05754")
found.update(ended_at=F("ended_at") - dt.timedelta(days=130))
asks = [kind for kind in registry.kinds() if kind.name == "follow_up"]  # the others are for other stories
with patch.object(run, "kinds", lambda: asks), days_ago(1):  # at ten: before that today's mails would wait
    print("REMINDED", run.remind())
"""


# --- goals, milestones, committee ---------------------------------------------------------------------
def look_at_the_goals(demo, koko, advisor, page):
    koko.goes_to(page)
    koko.presses("Zielgespräch beginnen")
    koko.dates("Wann wieder?", in_days(60))
    koko.presses("Zielgespräch beginnen")
    rates(koko, "teilweise erreicht", "Zwei von fünf Schulen haben ein Angebot.")
    koko.sees("Die Sicht der Beratung fehlt noch")
    demo.delivers()
    demo.postbox.wait_for(ACCEPTS, "Wo stehen die Ziele", seconds=1)
    advisor.goes_to(page)
    advisor.presses("Sagen, wo die Ziele für Sie stehen")
    rates(advisor, "unterwegs", "Eltern ohne Deutsch erreicht noch keines.")
    for person in (koko, advisor):
        person.goes_to(page)
        person.sees("Zwei von fünf Schulen haben ein Angebot.")
        person.sees("Eltern ohne Deutsch erreicht noch keines.")


def rates(person, standing, sentence):
    person.chooses(standing)
    person.fills("Woran sehen Sie das bei Ziel 1?", sentence)
    person.presses("Absenden")


def reach_a_milestone(demo, advisor, koko, enters, page):
    """The committee takes note by link, with a remark that the office reads."""
    advisor.goes_to(page)
    advisor.presses(re.compile("Ergebnis eintragen.*Auftakt"))
    advisor.dates("Wann war es so weit?", in_days(-8))
    advisor.fills("Was kam heraus?", "Alle Schulen kennen die Wege.")
    advisor.presses("Ergebnis eintragen")
    demo.delivers()
    member = enters()
    member.goes_to(demo.link_to(MEMBERS[1], OFFICE, "kenntnisnahme"))
    member.sees("Alle Schulen kennen die Wege.")
    member.ticks(re.compile("zur Kenntnis genommen"))
    member.fills("Möchten Sie etwas anmerken?", "Bitte auch die Berufskollegs.")
    member.presses("Bestätigen")
    member.sees("Danke.")
    koko.goes_to(page)
    koko.sees("1 von 3 hat bestätigt")
    koko.sees("Bitte auch die Berufskollegs.")


# --- another advisor ----------------------------------------------------------------------------------
def another_takes_over(demo, gib, koko, former, enters, case, page):
    """Return the new advisor. The former one reads what she entered, and nothing of what comes."""
    opens_act(gib, case, re.compile("Beratung wechseln"))
    gib.fills("Grund", "Frau Eickhoff hat eine neue Stelle.")
    gib.presses("Beratung wechseln")
    begins.invites(gib, case, "Mehmet Arslan")
    demo.delivers()
    advisor = enters()
    begins.accepts(advisor, begins.invitation_of(demo, FOLLOWS))
    begins.logs_in(advisor, FOLLOWS)
    begins.enters_time(advisor, page, 0, "0,25", "Einstieg von Herrn Arslan")
    begins.signs_all(koko, page, 1)
    former.goes_to(page)
    former.sees("Ihre Begleitung endete")
    former.presses("Ihre Zeiteinträge")
    former.sees("Werkstatt mit den Schulen")
    assert former.page.get_by_text("Einstieg von Herrn Arslan").count() == 0
    return advisor


# --- papers -------------------------------------------------------------------------------------------
def files_the_contract(gib, case):
    opens_act(gib, case, re.compile("Vertrag ablegen"))
    file = {"name": "Vertrag.pdf", "mimeType": "application/pdf", "buffer": samples.pdf("Vertrag")}
    gib.field("Datei").set_input_files(file)
    gib.presses("Ablegen")
    gib.sees("Der Vertrag liegt jetzt")


def finishes(koko, page):
    koko.goes_to(page)
    koko.presses(re.compile("Begleitung beenden"))
    koko.chooses("Wie geplant")
    koko.presses("Begleitung beenden")
    koko.sees("Abschluss")


def writes_the_report(advisor, koko, page):
    """A form that knows days and goals already becomes a PDF that the office reads."""
    advisor.goes_to(page)
    advisor.presses(re.compile("Abschlussbericht abgeben"))
    advisor.presses("Bericht schreiben")
    assert "2,5" in advisor.field("Beratungstage").input_value()
    goals = advisor.field("Ziele: was ist erreicht?").input_value()
    assert "Koordinierungsstelle: teilweise erreicht. „Zwei von fünf Schulen haben ein Angebot.“" in goals
    assert "Beratung: unterwegs. „" in goals
    advisor.fills("Das Wichtigste in Kürze", "Alle Schulen haben ein Angebot.")
    advisor.fills("Wie es weitergeht", "Die Koordinierungsstelle fragt im Herbst nach.")
    advisor.presses("Bericht abgeben")
    advisor.sees("Danke. Der Bericht liegt jetzt vor.")
    koko.goes_to(page)
    address = koko.page.get_by_role("link", name=re.compile("^PDF")).first.get_attribute("href")
    answer = koko.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


# --- the end and afterwards ---------------------------------------------------------------------------
def look_back(demo, koko, advisor, enters, page):
    for person, again in ((koko, "ja"), (advisor, "vielleicht")):
        person.goes_to(page)
        person.presses("In drei Fragen zurückblicken")
        answers_three_questions(person, f"Mehr Eltern kommen, sagt {again}.", again, "Rückblick speichern")
        person.sees("Danke für Ihren Rückblick.")
    demo.delivers()
    for number, address in enumerate(MEMBERS, 1):
        member = enters()
        member.goes_to(demo.link_to(address, "Rückblick", "rueckblick"))
        answers_three_questions(member, f"Mitglied {number} sieht mehr Eltern.", "ja", "Antwort senden")
        member.sees("Ihre Antwort ist angekommen")
        koko.goes_to(page)
        shown = koko.page.get_by_text("sieht mehr Eltern.").count()
        assert shown == (3 if number == 3 else 0)  # nobody can be told by her answer


def answers_three_questions(person, different, again, button):
    person.chooses("ja", group=re.compile("Hat es geholfen"))
    person.chooses(again, group=re.compile("wieder"))
    person.fills("Was ist jetzt anders?", different)
    person.presses(button)


def completes(gib, koko, former, case, page):
    opens_act(gib, case, re.compile("Abschließen|Fall abschließen"))
    gib.presses("Fall abschließen")
    gib.sees("Abgeschlossen")
    koko.goes_to(page)
    koko.sees("Niemand muss mehr etwas tun")
    former.goes_to(page)
    assert former.page.get_by_role("link", name="Ihre Zeiteinträge").count() == 0


def says_what_lasted(demo, koko, gib, case, page):
    printed = demo.prepares(FOUR_MONTHS_LATER)
    assert re.search("REMINDED [12]", printed), printed  # and the one that the demo has waiting
    mail = demo.postbox.wait_for(KOKO, "Was hat von", seconds=1)
    koko.goes_to(demo.postbox.link(mail, "begleitungen"))
    koko.fills("Was hat gehalten?", "Vier von fünf Schulen laden weiter ein.")
    koko.presses("Antwort speichern")
    koko.sees("Danke für Ihre Antwort.")
    opens_engagement(gib, case)
    gib.sees("Vier von fünf Schulen laden weiter ein.")
