"""Public pages: open to anybody, saying what they must, found by search engines, linked from each other."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from gsvo.pages.seo import PAGES
from tests import factories
from tests.look.html_page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MUST_SAY = {
    "home": ["Verantwortungs", "Anfrage vorbereiten", "Leichter Sprache", "Gebärdensprache"],
    "how": ["Was eine Begleitung ist", "Auftrag klären", "Was es kostet", "Arbeitstagen", "Welchen Stand"],
    "requests:questions": ["Alle Fragen der Anfrage"],
    "places": ["Wie ein Ort auf die Karte kommt"],
    "workshops": ["Das Thema legt die Kommunale Koordinierungsstelle fest", "Auskunft gibt"],
    "contact": ["Telefon", "Sprechzeiten", "E-Mail", "Anschrift"],
    "imprint": ["§ 5", "Name", "Anschrift", "Vertreten durch", "Register", "E-Mail", "Telefon"],
    "privacy": [
        "Artikel 13 und 14",
        "Verantwortlich",
        "Datenschutzbeauftragte",
        "Wozu",
        "Woher",
        "Rechtsgrundlage",
        "Wer die Daten bekommt",
        "Wie lange",
        "Artikel 15",
        "Widerspruch",
        "Artikel 7 Absatz 3",
        "Artikel 77",
        "Ohne Name und E-Mail",
        "Profiling",
    ],
    "accessibility": [
        "§ 10b",
        "BITVNRW",
        "teilweise vereinbar",
        "Was noch nicht barrierefrei ist",
        "Selbstbewertung",
        "Stand der Erklärung",
        "Barriere melden",
        "Ombudsstelle",
        "§ 10d",
    ],
    "feedback": ["Ihre Nachricht", "Datenschutz"],
    "ask_access": ["Ihre Koordinierungsstelle", "Verantwortlich für Ihre Angaben", "Datenschutz"],
    "easy_language": ["Verantwortungs-Kette", "So benutzen Sie diese Internet-Seite", "Ombuds-Stelle"],
    "sign_language": ["Das Video ist noch nicht da"],
}


def read(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200, name
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\xad", "").split())


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_is_open_and_says_what_it_must(client, name):
    html = read(client, name)

    assert [phrase for phrase in MUST_SAY[name] if phrase not in words(html)] == []
    assert Page(html).dangling() == []


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_tells_previews_who_it_is(client, settings, name):
    settings.BASE_URL = "https://portal.example.org"
    page = Page(read(client, name))
    tags = [tag.attrs for tag in page.all("meta") if "content" in tag.attrs]
    meta = {tag.get("property") or tag["name"]: tag["content"] for tag in tags}

    address = settings.BASE_URL + reverse(name)
    assert page.all("title")[0].text == f"{meta['og:title']} – Gemeinsam.Stark.VorOrt."
    assert page.one("link", rel="canonical").attrs["href"] == meta["og:url"] == address
    assert meta["og:description"] == meta["description"]
    assert 30 <= len(meta["description"]) <= 160
    assert meta["og:image"].startswith("https://portal.example.org/static/")
    assert "robots" not in meta


@pytest.mark.parametrize("address", ["/konto/login/", "/rueckmeldung/danke/"])
def test_other_pages_tell_robots_to_stay_out(client, address):
    page = Page(client.get(address).content.decode())

    assert page.one("meta", name="robots").attrs["content"] == "noindex"
    assert page.all("link", rel="canonical") == []


def test_a_page_behind_the_login_tells_robots_to_stay_out(client, koko):
    client.force_login(koko)

    assert '<meta name="robots" content="noindex">' in read(client, "requests:list")


def test_no_link_of_a_public_page_is_dead(client):
    factories.funding_period()
    dead, seen = [], set()
    for name in PAGES:
        for link in Page(read(client, name)).all("a"):
            target = urlsplit(link.attrs["href"])
            if target.scheme in ("mailto", "tel") or target.path in seen or not target.path:
                continue
            assert target.netloc == "", link.attrs["href"]
            seen.add(target.path)
            if client.get(target.path, follow=True).status_code != 200:
                dead.append(f"{name}: {target.path}")

    assert dead == []
    assert {reverse(name) for name in PAGES} <= seen


@pytest.mark.parametrize("name", PAGES)
def test_contact_stands_at_the_same_place_at_the_foot_of_every_page(client, name):
    html = read(client, name)
    foot = html[html.index("<footer") :]

    order = ["tel:", "mailto:", "/kontakt/", "/impressum/", "/datenschutz/", "/barrierefreiheit/"]
    order += [
        "/rueckmeldung/",
        "/leichte-sprache/",
        "/gebaerdensprache/",
        "/orte/",
        "/kooperations-workshops/",
    ]
    places = [foot.index(f'href="{target}') for target in order]
    assert places == sorted(places)


def test_how_it_works_takes_its_figures_from_the_settings(client, settings):
    settings.ROUND_DAYS, settings.INVITATION_DAYS, settings.CLARIFY_WITHIN_DAYS = 17, 9, 35

    html = words(read(client, "how"))

    assert "17 Tage je Runde; vorgesehen sind 5 Wochen" in html
    assert "9 Tage für jede Antwort" in html


def test_a_single_day_is_said_in_the_singular(client, settings):
    settings.INVITATION_DAYS = settings.ANSWER_WITHIN_WORKING_DAYS = 1

    home, how = words(read(client, "home")), words(read(client, "how"))

    assert "Die G.I.B. antwortet in 1 Arbeitstag: Sie" in home
    assert "Antwort in 1 Arbeitstag; warten" in how
    assert "1 Tag für jede Antwort" in how


# --- for programs -------------------------------------------------------------------------------
def test_the_sitemap_names_every_public_page_and_no_other(client, settings):
    settings.BASE_URL = "https://portal.example.org"
    answer = client.get("/sitemap.xml")

    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = [loc.text for loc in ET.fromstring(answer.content).findall("s:url/s:loc", names)]  # noqa: S314
    assert answer["Content-Type"].startswith("application/xml")
    assert listed == [settings.BASE_URL + reverse(name) for name in PAGES]


def test_robots_are_sent_to_the_sitemap_and_away_from_everything_personal(client, settings):
    settings.BASE_URL = "https://portal.example.org"
    lines = client.get("/robots.txt").content.decode().splitlines()
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]

    assert "Sitemap: https://portal.example.org/sitemap.xml" in lines
    for path in ("/konto/login/", "/admin/", "/postfach/", "/stellungnahme/x", "/einladung/x", "/anfragen/"):
        assert any(path.startswith(prefix) for prefix in closed), path
    assert not any(reverse(name).startswith(prefix) for name in PAGES for prefix in closed)


def test_who_finds_a_flaw_learns_whom_to_tell(client, settings):
    text = client.get("/.well-known/security.txt").content.decode()

    assert f"Contact: mailto:{settings.CONTACT_EMAIL}\n" in text
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT00:00:00Z$", text, re.MULTILINE)


def test_every_picture_for_browsers_and_previews_exists(client):
    html = read(client, "home")
    manifest = client.get("/site.webmanifest").json()
    wanted = re.findall(r'(?:href|content)="[^"]*/static/([^"]+\.(?:png|ico|svg|woff2))"', html)
    wanted += [icon["src"].removeprefix("/static/") for icon in manifest["icons"]]

    assert len(wanted) >= 8
    assert [name for name in wanted if finders.find(name) is None] == []
    assert client.get("/favicon.ico").url == "/static/img/favicon.ico"
    assert png_size(finders.find("img/preview.png")) == (1200, 630)


def png_size(path):
    with open(path, "rb") as file:  # noqa: PTH123
        head = file.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_on_a_public_page_gets_no_cookie_but_the_forms_guard(client, name):
    read(client, name)

    assert set(client.cookies) == ({"csrftoken"} if name in ("feedback", "ask_access") else set())
