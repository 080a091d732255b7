"""Writing the mandate: the request's texts are checked, two writers keep their words, days are counted."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from gsvo.unsent_forms.models import UnsentForm
from requests import actions
from requests.sections import MAX_TEXT
from requests.workflow import State
from tests import factories
from tests.e2e.input.html_form import HtmlForm
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db
NEW = {"sections": {}, "goals": [], "milestones": []}


@pytest.fixture
def case(koko, client):
    client.force_login(koko)
    return factories.support_request(State.CLARIFYING, by=koko)


def url(case):
    return reverse("requests:edit_mandate", args=[case.oid])


def standing(html):
    """What a browser would send of the page, as it stands there."""
    form = HtmlForm(html)
    return form.hidden | {name: form.value(name) for name in form.names if form.kind(name) != "checkbox"}


def opened(client, case, **typed):
    return standing(client.get(url(case)).content.decode()) | {"do": "save"} | typed


def begun(case, **texts):
    """The first version as it comes from the request."""
    case.mandate.versions.all().delete()
    case.mandate.delete()
    case.refresh_from_db()
    actions.start_mandate(case, by=case.created_by)
    return case.mandate.latest


def state_of(page, number):
    return re.search(rf'id="abschnitt-{number}">.*?class="sub">([^<]*)<', page, re.DOTALL)[1].strip()


# --- taken over from the request ------------------------------------------------------------------
def test_what_the_request_said_does_not_count_before_somebody_checked_it(client, case):
    version = begun(case)
    assert {"occasion", "goals"} <= {*version.unchecked}
    page = client.get(url(case)).content.decode()
    assert state_of(page, 1) == "aus der Anfrage, bitte prüfen"
    assert "0 von 15 Abschnitten sind ausgefüllt." in page

    client.post(url(case), opened(client, case))  # nobody looked
    assert "occasion" in case.mandate.latest.unchecked
    client.post(url(case), opened(client, case, checked_occasion="on"))

    page = client.get(url(case)).content.decode()
    assert state_of(page, 1) == "ausgefüllt"
    assert "1 von 15 Abschnitten ist ausgefüllt." in page
    assert "checked_occasion" not in page


def test_who_changes_a_text_has_looked_at_it(client, case):
    begun(case)
    client.post(url(case), opened(client, case, occasion="Neu geschrieben.", scope=""))
    version = case.mandate.latest
    assert not {"occasion", "scope"} & {*version.unchecked}
    page = client.get(url(case)).content.decode()
    assert state_of(page, 1) == "ausgefüllt"
    assert state_of(page, 5) == "fehlt noch"


def test_a_mandate_with_unchecked_texts_is_not_called_complete(client, case):
    version = factories.filled(case.mandate.latest)
    version.unchecked = ["occasion"]
    version.save()
    page = client.get(reverse("requests:mandate", args=[case.oid])).content.decode()
    assert "was aus der Anfrage übernommen ist" in page
    assert version.to_check()[0].key == "occasion"


def test_who_asks_the_committee_is_told_what_nobody_has_checked(client, case):
    version = factories.filled(case.mandate.latest)
    version.unchecked = ["occasion"]
    version.save()
    page = client.post(url(case), opened(client, case) | {"do": "ask"}, follow=True).content.decode()
    assert "noch von niemandem geprüft: 1 Anlass und Ausgangslage." in page


# --- two writers ----------------------------------------------------------------------------------
def save(case, by, **parts):
    version = case.mandate.latest
    actions.save_mandate(case, by=by, expected_revision=version.revision, **NEW | parts)


def test_what_only_the_colleague_changed_is_taken_and_what_both_changed_is_shown(client, case, colleague):
    goal = {"text": "Melden", "criterion": "Zwölf Meldungen"}
    save(case, colleague, sections={"scope": "alt", "roles": "alt", "risks": "alt"}, goals=[goal])
    mine = opened(client, case, scope="von mir", risks="von mir")
    save(case, colleague, sections={"scope": "von Kim", "roles": "von Kim", "risks": "alt"}, goals=[goal] * 2)

    page = client.post(url(case), mine).content.decode()
    sheet = HtmlForm(page)

    texts = [sheet.value(name) for name in ("scope", "roles", "risks")]
    assert texts == ["von mir", "von Kim", "von mir"]
    assert sheet.value("goals-1-text") == "Melden"
    assert compact(page).count("Inzwischen geändert. Vorher stand hier:") == 2  # roles, goals
    assert compact(page).count("So steht es inzwischen da:") == 1  # scope
    assert case.mandate.latest.sections["scope"] == "von Kim"

    assert client.post(url(case), standing(page) | {"do": "save"}).status_code == 302
    version = case.mandate.latest
    assert version.sections == {"scope": "von mir", "roles": "von Kim", "risks": "von mir"}
    assert version.goals.count() == 2


def test_rows_that_both_changed_stay_as_typed_and_the_others_are_shown(client, case, colleague):
    row = {"title": "Auftakt", "result": "", "due_on": None, "quarters": 4}
    save(case, colleague, milestones=[row])
    mine = opened(client, case, **{"milestones-0-title": "Erster Termin"})
    save(case, colleague, milestones=[row, row | {"title": "Werkstatt", "quarters": 5}])

    page = client.post(url(case), mine).content.decode()

    assert HtmlForm(page).value("milestones-0-title") == "Erster Termin"
    assert "Werkstatt, 1,25 Tage" in page
    client.post(url(case), standing(page) | {"do": "save"})
    assert [row.title for row in case.mandate.latest.milestones.all()] == ["Erster Termin"]


def test_a_draft_that_waited_overwrites_nothing_that_came_meanwhile(client, case, colleague):
    save(case, colleague, sections={"scope": "alt", "roles": "alt"})
    client.post(url(case), opened(client, case, scope="von mir") | {"_keep": "1"})
    save(case, colleague, sections={"scope": "alt", "roles": "von Kim"})

    page = client.get(url(case)).content.decode()

    assert (HtmlForm(page).value("scope"), HtmlForm(page).value("roles")) == ("von mir", "von Kim")
    assert "hat das inzwischen geändert" in page
    assert "Hier steht wieder, was Sie zuletzt eingegeben haben" in page
    client.post(url(case), standing(page) | {"do": "save"})
    assert case.mandate.latest.sections == {"scope": "von mir", "roles": "von Kim"}


# --- nothing typed is lost ------------------------------------------------------------------------
def test_all_sections_open_and_close_by_a_link_that_keeps_what_was_typed(client, case):
    page = client.get(url(case)).content.decode()
    button = re.search(r'<button [^>]*name="_go" value="([^"]+)"[^>]*>Alle Abschnitte öffnen</button>', page)
    answer = client.post(url(case), opened(client, case, scope="noch nicht gespeichert") | {"_go": button[1]})
    page = client.get(answer.url).content.decode()
    assert "noch nicht gespeichert" in page
    assert page.count("<details") == len(re.findall(r"<details[^>]*\sopen", page))
    assert not re.findall(r"<details[^>]*\sopen", client.get(f"{url(case)}?offen=keine").content.decode())


def test_a_draft_that_says_nothing_new_is_not_announced(client, case):
    client.post(url(case), opened(client, case) | {"_keep": "1"})
    assert UnsentForm.objects.exists()
    assert "Hier steht wieder" not in client.get(url(case)).content.decode()


def test_rows_are_kept_as_they_were_moved(client, case):
    goals = {"goals-TOTAL_FORMS": "2", "goals-0-text": "A", "goals-1-text": "B"}
    client.post(url(case), opened(client, case, **goals) | {"do": "down-goals-0"})
    sheet = HtmlForm(client.get(url(case)).content.decode())
    assert (sheet.value("goals-0-text"), sheet.value("goals-1-text")) == ("B", "A")


# --- bad input ------------------------------------------------------------------------------------
def milestones(*days):
    fields = {"milestones-TOTAL_FORMS": str(len(days)), "milestones-INITIAL_FORMS": str(len(days))}
    for number, text in enumerate(days):
        fields |= {f"milestones-{number}-title": f"Schritt {number}", f"milestones-{number}-quarters": text}
    return fields


def test_days_beyond_those_promised_are_shown_at_the_row_that_goes_too_far(client, case):
    page = client.post(url(case), opened(client, case, **milestones("3", "2,5", "1,5", "1"))).content.decode()
    assert 'href="#id_milestones-2-quarters"' in page
    assert page.count("Die Meilensteine brauchen zusammen 8 Tage. Zugesagt: 6 Tage.") == 2
    assert compact(page).count("Zu viel verplant: 2 Tage") == 2


def test_a_milestone_outside_the_period_is_kept_and_said_at_its_day_and_above(client, case):
    late = case.period_to + dt.timedelta(days=1)
    rows = {
        "milestones-TOTAL_FORMS": "2",
        "milestones-0-title": "Auftakt",
        "milestones-0-due_on": case.period_from.isoformat(),
        "milestones-1-title": "Beschluss",
        "milestones-1-due_on": late.isoformat(),
    }
    page = client.post(url(case), opened(client, case, **rows), follow=True).content.decode()

    assert [row.due_on for row in case.mandate.latest.milestones.all()] == [case.period_from, late]
    assert "Außerhalb des Zeitraums der Anfrage: Beschluss. Ist das so gemeint?" in page
    hint = re.search(r'id="id_milestones-1-due_on_helptext"[^>]*>(.*?)</', page, re.DOTALL)[1]
    assert hint.strip().startswith("Liegt außerhalb des Zeitraums der Anfrage")
    assert 'id="id_milestones-0-due_on_helptext"' not in page


def test_days_left_count_what_is_typed_after_each_act_on_rows(client, case):
    data = opened(client, case, **milestones("1,25", "viel", "2")) | {"do": "add-milestones"}
    assert compact(client.post(url(case), data).content.decode()).count("Noch frei: 2,75 Tage") == 2


def test_21_goals_come_back_with_a_sentence(client, case):
    goals = {"goals-TOTAL_FORMS": "21", "goals-INITIAL_FORMS": "21"}
    for number in range(21):
        goals |= {f"goals-{number}-text": f"Ziel Nr. {number}", f"goals-{number}-criterion": "Zeichen"}
    page = client.post(url(case), opened(client, case, **goals)).content.decode()
    assert "Es gehen höchstens 5 Ziele." in page
    assert all(f"Ziel Nr. {number}" in page for number in range(21))
    page = client.post(url(case), opened(client, case, **goals) | {"do": "remove-goals-3"}).content.decode()
    assert page.count('name="goals-19-text"') == 1
    assert 'name="goals-20-text"' not in page
    assert case.mandate.latest.goals.count() == 0


def test_50000_letters_pasted_from_word_come_back_with_both_counts(client, case):
    text = "Wort\x0b\u00ad „Übergang“\r\n" * 2500
    page = client.post(url(case), opened(client, case, scope=text)).content.decode()
    assert re.search(rf"höchstens {MAX_TEXT} Zeichen. Jetzt sind es \d{{5}}\.", page)
    assert page.count("„Übergang“") >= 2500
    assert UnsentForm.objects.exists()
    assert case.mandate.latest.sections.get("scope", "") == ""
