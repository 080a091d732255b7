"""The pages of time entries: who sees and does what, refusals at their fields, nothing typed lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advisors import actions
from advisors.models import TimeEntry
from gsvo.lib.days import as_words
from requests.models import Milestone
from tests import factories
from tests.advisors.entries import changed, day, page_of, planned, stored, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(koko):
    return planned(koko)


def typed(**values):
    return {"done_on": day().isoformat(), "kind": "on_site", "quarters": "0,75", "note": "Werkstatt"} | values


# --- entering -----------------------------------------------------------------------------------------
def test_the_advisor_enters_time_and_finds_it_in_the_list(client, engagement):
    client.force_login(engagement.advisor.user)
    milestone = Milestone.objects.get(title="M1 Auftakt")

    response = client.post(url("add_entry", engagement), typed(milestone=milestone.pk), follow=True)

    assert response.redirect_chain == [(url("time_entries", engagement), 302)]
    entry = TimeEntry.objects.get()
    assert (entry.quarters, entry.milestone, entry.note) == (3, milestone, "Werkstatt")
    shown = words(response.content.decode())
    assert "Eingetragen. Die Koordinierungsstelle zeichnet jetzt gegen." in shown
    assert "0,75" in shown
    assert "M1 Auftakt Werkstatt" in shown


def test_the_page_says_what_is_left_and_leads_to_more(client, engagement):
    client.force_login(engagement.advisor.user)
    html = client.get(url("add_entry", engagement)).content.decode()
    left = engagement.support_request.left_quarters
    assert f"Noch frei {as_words(left)}" in words(html)
    assert f'href="{url("ask_for_days", engagement)}"' in html


WRONG = {
    "no day": ({"done_on": ""}, "done_on", "Geben Sie an, an welchem Tag Sie gearbeitet haben."),
    "tomorrow": ({"done_on": day(-1).isoformat()}, "done_on", "Dieser Tag kommt erst noch."),
    "long ago": ({"done_on": day(40).isoformat()}, "done_on", "Die Begleitung begann am"),
    "no kind": ({"kind": ""}, "kind", "Wählen Sie aus, was Sie getan haben."),
    "nothing": ({"quarters": "0"}, "quarters", "Es muss mindestens 0,25 Tage sein."),
    "below zero": ({"quarters": "-1"}, "quarters", "Es muss mindestens 0,25 Tage sein."),
    "a third": ({"quarters": "0,33"}, "quarters", "Möglich sind ganze Tage und Viertel"),
    "words": ({"quarters": "viel"}, "quarters", "Geben Sie die Tage als Zahl an"),
    "two days": ({"quarters": "2"}, "quarters", "Mehr als 1,5 Tage geht nicht."),
    "another's milestone": ({"milestone": "0"}, "milestone", ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(client, engagement, case):
    values, field, sentence = WRONG[case]
    client.force_login(engagement.advisor.user)

    response = client.post(url("add_entry", engagement), typed(note="Zwei Stunden Telefon", **values))

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]
    assert "Zwei Stunden Telefon" in response.content.decode()
    assert stored(engagement) == (0, 0)


def test_above_the_promised_days_the_field_says_how_many_are_left(client, engagement):
    for ago in range(4):
        factories.worked(engagement, 5, done_on=day(ago))
    client.force_login(engagement.advisor.user)

    response = client.post(url("add_entry", engagement), typed(done_on=day(5).isoformat(), quarters="1,25"))

    assert response.context["form"].errors["quarters"] == [
        "Noch frei: 1 Tag. Brauchen Sie mehr, fragen Sie die G.I.B. über „Mehr Tage anfragen“."
    ]


def test_the_same_page_sent_twice_makes_one_entry(engagement):
    client = Client(enforce_csrf_checks=True)
    client.force_login(engagement.advisor.user)
    client.get(url("add_entry", engagement))
    token = client.cookies["csrftoken"].value

    for _press in range(2):
        response = client.post(url("add_entry", engagement), typed(csrfmiddlewaretoken=token))

    assert response.status_code == 302
    assert TimeEntry.objects.count() == 1


# --- changing --------------------------------------------------------------------------------------------
def test_a_stale_page_is_told_so_and_can_be_sent_again(client, engagement):
    entry = factories.worked(engagement, 2)
    changed(entry, quarters=4)
    client.force_login(engagement.advisor.user)

    response = client.post(url("change_entry", engagement, entry), typed(quarters="1,5", revision=1))

    assert "hat sich inzwischen geändert" in response.content.decode()
    assert stored(engagement) == (4, 4)
    again = response.context["form"].data["revision"]
    client.post(url("change_entry", engagement, entry), typed(quarters="1,5", revision=again))
    assert stored(engagement) == (6, 6)


def test_withdrawing_asks_on_a_page_of_its_own(client, engagement):
    entry = factories.worked(engagement, 2)
    client.force_login(engagement.advisor.user)
    address = url("withdraw_entry", engagement, entry)

    assert "Damit ist der Eintrag weg" in client.get(address).content.decode()
    assert stored(engagement) == (2, 2)
    client.post(address, {"revision": entry.revision})
    assert stored(engagement) == (0, 0)
    again = client.post(address, {"revision": entry.revision})
    assert again.status_code == 404
    assert "Vielleicht ist er inzwischen zurückgenommen." in words(again.content.decode())


def test_a_countersigned_entry_offers_to_correct_it_and_asks_why(client, engagement, koko):
    entry = factories.worked(engagement, 2)
    actions.sign_entries(engagement, [entry], by=koko)
    shown = page_of(client, engagement.advisor.user, url("time_entries", engagement))
    address = url("correct_entry", engagement, entry)
    assert address in shown
    assert url("change_entry", engagement, entry) not in shown

    response = client.post(address, {"revision": 2, "note": ""})
    assert "Schreiben Sie, was an dem Eintrag falsch war." in response.content.decode()
    client.post(address, {"revision": 2, "note": "War in Unna"})

    assert stored(engagement) == (0, 0)
    shown = client.get(url("time_entries", engagement)).content.decode()
    assert "−0,5 Tage" in shown
    assert address not in shown


def test_whoever_writes_about_a_withdrawn_entry_reads_it_and_keeps_her_words(client, engagement, koko):
    entry = factories.worked(engagement, 2)
    client.force_login(koko)
    actions.withdraw_entry(entry, by=engagement.advisor.user)

    typed = {"revision": 1, "question": "Welche Werkstatt war das?"}
    answer = client.post(url("ask_about_entry", engagement, entry), typed)

    assert answer.status_code == 404  # as about any entry that is not there, or of another engagement
    html = answer.content.decode()
    assert "Vielleicht ist er inzwischen zurückgenommen." in words(html)
    assert "Welche Werkstatt war das?" in html
    assert url("time_entries", engagement) in html


# --- countersigning ------------------------------------------------------------
def test_the_office_ticks_what_is_right(client, engagement, koko):
    first, second = factories.worked(engagement, 2), factories.worked(engagement, 3, done_on=day(1))
    client.force_login(koko)
    address = url("sign_entries", engagement)
    assert client.get(address).context["form"]["entries"].value() is None

    assert "Wählen Sie mindestens einen" in client.post(address, {}).content.decode()
    client.post(address, {"entries": [f"{first.oid}.{first.revision}"]})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_signed, second.is_signed) == (True, False)


def test_what_changed_meanwhile_is_not_signed_unseen(client, engagement, koko):
    entry = factories.worked(engagement, 2)
    seen = f"{entry.oid}.{entry.revision}"
    changed(entry, quarters=6)
    client.force_login(koko)

    response = client.post(url("sign_entries", engagement), {"entries": [seen]})

    assert response.context["form"].errors["entries"] == ["Dieser Zeiteintrag hat sich inzwischen geändert."]
    assert "1,5 Tage" in response.content.decode()
    assert not TimeEntry.objects.get().is_signed


def test_a_question_reaches_the_advisor_and_her_answer_is_the_saved_entry(client, engagement, koko):
    entry = factories.worked(engagement, 2)
    client.force_login(koko)
    address = url("ask_about_entry", engagement, entry)
    assert "Schreiben Sie, was Sie" in client.post(address, {"revision": 1}).content.decode()
    client.post(address, {"revision": 1, "question": "War das die Werkstatt?"})

    shown = words(page_of(client, engagement.advisor.user, engagement.get_absolute_url()))
    assert "Sie sind am Zug" in shown
    assert "Die Koordinierungsstelle fragt nach einem Zeiteintrag." in shown
    answer = url("change_entry", engagement, entry)
    assert "War das die Werkstatt?" in client.get(answer).content.decode()
    client.post(answer, typed(quarters="0,5", revision=2, note="Ja, die erste."))
    assert TimeEntry.objects.get().state == "waiting"


# --- who sees what ------------------------------------------------------------
def test_each_side_reads_the_list_and_finds_its_own_acts_only(client, engagement, koko, reader, gib):
    entry = factories.worked(engagement, 2)
    own = {name: url(name, engagement, entry) for name in ("change_entry", "ask_about_entry")}
    address = url("time_entries", engagement)

    shown = {
        person.email: page_of(client, person, address) for person in (engagement.advisor.user, koko, reader)
    }

    assert own["change_entry"] in shown[engagement.advisor.email]
    assert own["ask_about_entry"] not in shown[engagement.advisor.email]
    assert own["ask_about_entry"] in shown[koko.email]
    assert url("sign_entries", engagement) in shown[koko.email]
    assert not any(link in shown[reader.email] for link in own.values())
    client.force_login(gib)
    assert client.get(address).status_code == 404


def test_acts_of_the_other_side_are_barred(client, engagement, koko, reader, other_koko):
    entry = factories.worked(engagement, 2)
    of_advisor = [url("add_entry", engagement)]
    of_advisor += [url(f"{act}_entry", engagement, entry) for act in ("change", "withdraw", "correct")]
    of_office = [url("sign_entries", engagement), url("ask_about_entry", engagement, entry)]

    for person, barred in ((koko, of_advisor), (engagement.advisor.user, of_office), (reader, of_office)):
        client.force_login(person)
        assert [client.get(address).status_code for address in barred] == [403] * len(barred)
        assert [client.post(address, {}).status_code for address in barred] == [403] * len(barred)
    client.force_login(other_koko)
    assert {client.get(address).status_code for address in of_advisor + of_office} == {404}


def test_who_advised_before_reads_her_own_entries_until_the_close(client, engagement, gib, koko):
    former = engagement.advisor.user
    factories.worked(engagement, 2, note="Von der Früheren")
    actions.change_advisor(engagement.support_request, by=gib, reason="Elternzeit")
    actions.invite(engagement.support_request, by=gib, advisors=[factories.advisor()])
    invitation = engagement.support_request.invitations.open().get()
    engagement = actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    factories.worked(engagement, 2, note="Von der Neuen")

    shown = page_of(client, former, url("time_entries", engagement))
    assert "Von der Früheren" in shown
    assert "Von der Neuen" not in shown
    assert url("time_entries", engagement) in page_of(client, former, engagement.get_absolute_url())
    assert client.get(url("add_entry", engagement)).status_code == 403

    engagement.ended_at = engagement.began_at
    engagement.save()
    assert client.get(url("time_entries", engagement)).status_code == 404
    assert url("time_entries", engagement) not in client.get(engagement.get_absolute_url()).content.decode()


def test_the_list_costs_the_same_with_one_row_and_three(client, engagement, koko):
    client.force_login(koko)
    costs = []
    for number in range(3):
        factories.worked(engagement, 1, done_on=day(number), milestone=Milestone.objects.first())
        with CaptureQueriesContext(connection) as asked:
            client.get(url("time_entries", engagement))
        costs.append(len(asked))
    assert len(set(costs)) == 1, costs


def test_the_page_of_the_request_leads_the_office_to_what_it_has_to_sign(client, engagement, koko):
    request_page = engagement.support_request.get_absolute_url()
    client.force_login(koko)
    assert url("sign_entries", engagement) not in client.get(request_page).content.decode()

    by = engagement.advisor.user
    actions.add_entry(engagement, by=by, kind="online", done_on=day(), quarters=1)

    page = client.get(request_page).content.decode()
    assert f'href="{url("sign_entries", engagement)}"' in page
    assert "Zeiteinträge ansehen" in page
