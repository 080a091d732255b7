"""On pages: lists find and sort however a word is spelled, and forms take it however it is typed."""

import unicodedata

import pytest
from django.contrib import admin
from django.urls import reverse

from gsvo.lib.admin import RecordAdmin
from gsvo.offices.models import CommitteeMember
from gsvo.pages.models import AccessRequest, Feedback
from tests import factories
from tests.e2e.input.html_form import HtmlForm

pytestmark = pytest.mark.django_db
NFD = unicodedata.normalize("NFD", "Frühe Übergänge")


@pytest.mark.parametrize("words", ["fruh", "FRUEH uebergang", NFD, "Über\u00adgänge"])
def test_an_office_finds_its_request(client, koko, words):
    found = factories.support_request("submitted", title="Frühe Übergänge")
    factories.support_request("submitted", title="Etwas anderes")
    client.force_login(koko)
    page = client.get(reverse("requests:list"), {"q": words})
    assert [row["support_request"] for row in page.context["rows"]] == [found]


@pytest.mark.parametrize("words", ["fruh", "yilmaz", "YILMAZ", "Duren", "dueren", "Krueger-Yılmaz"])
def test_staff_find_a_case_by_title_place_and_person(client, gib, words):
    office = factories.office(factories.UNNA)
    office.display_name = "Kreis Düren"
    office.save()
    found = factories.support_request(
        "submitted", office=office, title="Frühe Übergänge", contact_name="Ayşe Krüger-Yılmaz"
    )
    factories.support_request("submitted", title="Etwas anderes")
    client.force_login(gib)
    page = client.get(reverse("admin:cases"), {"q": words})
    assert list(page.context["page"]) == [found]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("accounts.user", "yilmaz"),
        ("advisors.advisor", "yilmaz"),
        ("advisors.invitation", "yilmaz"),
        ("advisors.invitation", "fruehe"),
        ("offices.office", "koeln"),
        ("outbox.outgoingmail", "yilmaz"),
        ("pages.feedback", "kruger"),
        ("pages.accessrequest", "neumuller"),
        ("requests.event", "fruehe"),
        ("requests.fundingperiod", "forderzeitraum"),
        ("requests.topic", "uebergange"),
        ("chains.actor", "agentur fur"),
    ],
)
def test_every_list_of_the_workplace_finds_alike(client, admin_user, gib, label, words):
    factories.staff("Leitung", name="Ayşe Yılmaz")
    factories.topic("Übergänge")
    factories.office("05315")
    Feedback.objects.create(kind="other", text="Von Krüger")
    AccessRequest.objects.create(
        office=factories.office(), name="Noa Neumüller", email="n@example.org", function="Leitung"
    )
    factories.invited(gib, [factories.advisor(name="Ayşe Yılmaz-Berger")], title="Frühe Wege")
    client.force_login(admin_user)
    url = reverse(f"admin:{label.replace('.', '_')}_changelist")
    assert client.get(url, {"q": words}).context["cl"].result_count > 0
    assert client.get(url, {"q": f"{words} gibtesnicht"}).context["cl"].result_count == 0


def test_the_workplace_searches_folded_columns_only():
    ours = [kind for kind in admin.site._registry.values() if isinstance(kind, RecordAdmin)]
    searched = {name for kind in ours for name in kind.search_fields}
    assert {name.rpartition("__")[2] for name in searched} == {"search_text"}


@pytest.mark.parametrize("sort", ["", "?o=1"])
def test_umlauts_stand_with_their_letters_in_the_workplace(client, admin_user, sort):
    for name in ("Zoe", "Öznur", "Oda", "Ärmel", "arne"):
        factories.advisor(name=name)
    client.force_login(admin_user)
    page = client.get(reverse("admin:advisors_advisor_changelist") + sort)
    assert [row.name for row in page.context["cl"].result_list] == ["Ärmel", "arne", "Oda", "Öznur", "Zoe"]


def test_umlauts_stand_with_their_letters_on_the_portal(client, koko):
    office = koko.memberships.get().office
    committee = factories.committee(office, members=0)
    for institution in ("Zoll", "Ämter", "Agentur", "Übergang", "Uni"):
        CommitteeMember.objects.create(
            committee=committee, institution=institution, name="x", email="x@example.org"
        )
    for title in ("Zu", "Über", "Ulm"):
        factories.support_request("submitted", title=title)
    client.force_login(koko)
    members = client.get(reverse("offices:committee", args=[office.key])).context["members"]
    rows = client.get(reverse("requests:list"), {"sort": "titel"}).context["rows"]
    assert [row.institution for row in members] == ["Agentur", "Ämter", "Übergang", "Uni", "Zoll"]
    assert [str(row["support_request"]) for row in rows] == ["Über", "Ulm", "Zu"]


def test_a_text_with_many_line_breaks_fits_as_the_browser_counts(client, db):
    text = "\r\n".join(["x" * 9] * 500)  # 4,999 letters as browsers count them
    client.post(reverse("feedback"), {"kind": "other", "text": text})
    assert len(Feedback.objects.get().text) == 4999


def test_the_limit_stands_at_the_field_and_nothing_is_cut(client, db):
    page = HtmlForm(client.get(reverse("feedback")).content.decode()).page
    field = page.one(id="id_text")
    assert "maxlength" not in field.attrs
    assert "id_text_limit" in field.attrs["aria-describedby"].split()
    assert page.one(id="id_text_limit").text == "höchstens 5.000 Zeichen"


def test_what_is_pasted_rests_without_marks(client, koko):
    client.force_login(koko)
    row = factories.support_request(office=koko.memberships.get().office, by=koko)
    client.post(
        reverse("requests:step", args=[row.oid, 2]),
        {"title": "Berufs\u00adorientierung u\u0308ber\r\n", "revision": row.revision, "spaeter": ""},
    )
    row.refresh_from_db()
    assert row.title == "Berufsorientierung über"
