"""`manage.py screens`: take pictures of the main pages, wide and narrow, for docs/screens/."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.test.utils import override_settings

from advisors.models import Engagement, Invitation
from chains.models import Chain
from gsvo.accounts.models import User
from gsvo.links.models import Link
from requests.models import Round, Seat, SupportRequest
from requests.workflow import State

FOLDER = settings.BASE_DIR / "docs" / "screens"
ORIGIN = "http://localhost"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"  # the files as they are now, not as collected
# Without coloured edges of letters the same picture comes out on every machine, and smaller.
FLAGS = ["--no-sandbox", "--disable-lcd-text", "--font-render-hinting=none"]
WIDTHS = {"breit": 1280, "schmal": 390}
HIGHEST = 1200  # px: a picture shows the beginning of a page, not all of a long one
KOKO, CASEWORK = "koko.bielefeld@example.org", "sachbearbeitung@example.org"


def pages():
    """Return (name of the file, what it is, who looks, address or link) of each picture."""
    case = {row.state: row for row in SupportRequest.objects.filter(office__key="05711").order_by("-pk")}
    open_seat = Seat.objects.filter(statements=None, round__closed_at=None).order_by("pk").first()
    seat = Link.objects.to(open_seat, Seat.LINK_PURPOSE).usable().last()
    unanswered = Invitation.objects.filter(state=Invitation.State.OPEN, offered_at=None).order_by("pk")
    invitation = Link.objects.to(unanswered.first(), Invitation.LINK_PURPOSE).last()
    round_ = Round.objects.filter(version__mandate__support_request__office__key="05711").latest("pk")
    chain = Chain.objects.filter(office__key="05711").latest("school_year")
    engaged = case[State.ENGAGED]
    return [
        ("start", "Startseite: das Angebot in fünf Schritten", None, "/"),
        ("anmelden", "Anmelden mit Passwort oder Code", None, "/konto/login/"),
        ("anfragen", "Anfragen einer Koordinierungsstelle: was jetzt zu tun ist", KOKO, "/anfragen/"),
        ("anfrage", "Eine Anfrage: wer am Zug ist, Weg, Verlauf", KOKO, f"/anfragen/{engaged.oid}/"),
        ("formular", "Ein Schritt des Formulars", KOKO, f"/anfragen/{case[State.DRAFT].oid}/schritt/2/"),
        ("pruefen", "Alles prüfen vor dem Einreichen", KOKO, f"/anfragen/{case[State.DRAFT].oid}/pruefen/"),
        ("auftrag", "Der Auftrag und seine Fassungen", KOKO,
         f"/anfragen/{case[State.CLARIFYING].oid}/auftrag/"),
        ("runde", "Wer im Gremium geantwortet hat", KOKO,
         f"/anfragen/{round_.version.mandate.support_request.oid}/auftrag/runde/{round_.oid}/"),
        ("stellungnahme", "Stellungnahme eines Mitglieds, hinter dem Link aus der Mail", None, seat),
        ("einladung", "Einladung an Beratende, hinter dem Link aus der Mail", None, invitation),
        ("gremium", "Das Steuerungsgremium", KOKO, "/gremium/05711/"),
        ("kette", "Verantwortungskette: wann, was, wer", KOKO, f"/ketten/{chain.oid}/"),
        ("pool", "Der Pool der Beratenden", KOKO, "/pool/"),
        ("begleitung", "Eine Begleitung", KOKO,
         f"/begleitungen/{Engagement.objects.get(support_request=engaged).oid}/"),
        ("arbeitsplatz", "Arbeitsplatz der G.I.B.: was ansteht", CASEWORK, "/admin/"),
        ("fall", "Ein Fall mit allem, was dazugehört", CASEWORK, f"/admin/faelle/{engaged.oid}/"),
        ("auswahl", "Eine Beratung aussuchen, mit den Gründen", CASEWORK,
         f"/admin/faelle/{case[State.MANDATED].oid}/invite/"),
        ("faelle", "Alle Fälle", CASEWORK, "/admin/faelle/"),
    ]  # fmt: skip


class Command(BaseCommand):
    help = "Macht Bilder der wichtigsten Seiten nach docs/screens/ (nur mit DEMO=1 und Demodaten)."

    def add_arguments(self, parser):
        parser.add_argument("--chromium", help="Pfad zu Chromium; sonst das von Playwright")

    def handle(self, *args, chromium, **options):
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise CommandError("Dazu braucht es Playwright: `make setup-dev`.") from None
        if not settings.DEMO or not User.objects.filter(email=KOKO).exists():
            raise CommandError("Bilder gibt es nur mit DEMO=1 und nach `manage.py demo`.")
        settings.ALLOWED_HOSTS = ["localhost"]
        # All answers first: beside Playwright, Django keeps this thread from its database.
        with override_settings(STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN}}):
            kept = {name: (text, *_answer(email, where)) for name, text, email, where in pages()}
        FOLDER.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, (_text, address, html) in kept.items():
                for suffix, width in WIDTHS.items():
                    _take(browser, address, html, width, FOLDER / f"{name}-{suffix}.png")
            browser.close()
        _write_readme({name: text for name, (text, *_rest) in kept.items()})
        size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
        self.stdout.write(f"{len(kept) * len(WIDTHS)} Bilder, {size / 1024 / 1024:.1f} MB")


def _answer(email, where):
    """Return (address, HTML) of a page as somebody sees it."""
    client = Client(HTTP_HOST="localhost")
    if email:
        client.force_login(User.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
    address = urlsplit(where.url()).path if isinstance(where, Link) else where
    answer = client.get(address, follow=True)
    if answer.status_code != 200:
        raise CommandError(f"{address}: {answer.status_code}")
    return (answer.redirect_chain[-1][0] if answer.redirect_chain else address), answer.content


def _take(browser, address, html, width, path):
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="de-DE", reduced_motion="reduce")
    page.route("**/*", lambda route: _serve(route, address, html))
    page.goto(ORIGIN + address)
    page.evaluate("document.fonts.ready")
    height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")
    page.close()


def _serve(route, address, html):
    path = urlsplit(route.request.url).path
    if path == address:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif path.startswith(settings.STATIC_URL) and (file := finders.find(path[len(settings.STATIC_URL) :])):
        route.fulfill(path=Path(file))
    else:
        route.abort()


def _write_readme(texts):
    lines = [
        "# Bilder der wichtigsten Seiten",
        "",
        "Gemacht von `manage.py screens` aus den Demodaten, links am großen Bildschirm, rechts am Telefon.",
        "Lange Seiten sind unten abgeschnitten.",
    ]
    for name, text in texts.items():
        lines += ["", f"## {text}", "", "| 1280 Punkte breit | 390 Punkte breit |", "| --- | --- |"]
        wide, narrow = (
            f'<img src="{name}-{suffix}.png" width="{size}" alt="{text}, {words}">'
            for suffix, size, words in (("breit", 640, "breites Fenster"), ("schmal", 240, "Telefon"))
        )
        lines.append(f"| {wide} | {narrow} |")
    (FOLDER / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
