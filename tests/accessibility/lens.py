"""Look at pages that were kept, in Chromium: wide, narrow, forced colours, on paper.

The browser gets each page as the server answered it, headers included, and our static files; nothing else.
One navigation per page: width and colours change in place.
"""

from importlib import resources
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

from tests.browser import chromium
from tests.long import LONG

WIDE, NARROW, PAPER = ({"width": width, "height": 800} for width in (1280, 320, 690))
BETWEEN = [{"width": width, "height": 800} for width in (390, 600, 768, 1024)] if LONG else []
ORIGIN = "http://localhost"
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async tags => {
  const found = await axe.run(document, {
    runOnly: { type: 'tag', values: tags }, preload: false, resultTypes: ['violations', 'incomplete'],
    rules: { 'target-size': { enabled: true }, 'duplicate-id': { enabled: true } },
  });
  const told = rule => rule.nodes.map(node => [rule.id, node.target.join(' '), node.any.concat(node.all,
    node.none).map(check => (check.data && check.data.messageKey) || '').join(' ').trim(), node.html]);
  return { violations: found.violations.flatMap(told), incomplete: found.incomplete.flatMap(told) };
}"""
SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('body *')].filter(element => !element.closest('.gs-scroll')
    && element.getBoundingClientRect().right > room + 1).map(element => element.outerHTML.slice(0, 120));
}"""
OPEN_FOLDS = """() => { const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach(fold => { fold.open = true; }); return closed.length; }"""
CLOSE_FOLDS = """() => document.querySelectorAll('details').forEach(fold => { fold.open = false; })"""
ON_PAPER = """() => {
  const shown = element => element.getClientRects().length > 0;
  const troubles = [...document.querySelectorAll('nav, .gs-skip, .gs-buttons')]
    .filter(part => shown(part) && part.innerText.trim())
    .map(element => 'printed: ' + element.outerHTML.slice(0, 80));
  const lost = [...document.querySelectorAll('main details > :not(summary)')].filter(part => part.innerText
    && shown(part.parentElement) && part.getBoundingClientRect().height === 0);
  return troubles.concat(lost.map(element => 'not printed: ' + element.outerHTML.slice(0, 80)));
}"""
# What axe cannot decide by itself and somebody has looked at: (variant, rule, why, part of the HTML): reason.
REVIEWED = {
    ("forced", "color-contrast", "equalRatio", ""): "axe compares with the author's background; the browser "
    "paints its own there, as pictures of the home page and the workplace show",
}


class Lens:
    """`look(shot)` collects in `troubles`; `looks` counts (page × state × variant)."""

    def __init__(self, browser):
        self.troubles, self.looks, self._shot, self._notes, self._shapes = [], 0, None, [], set()
        self.context = browser.new_context(viewport=WIDE, locale="de-DE", reduced_motion="reduce")
        self.context.add_init_script(AXE)
        self.page = self.context.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._notes.append(f"error: {error}"))

    def _console(self, message):
        if message.type in ("error", "warning"):
            self._notes.append(f"console: {message.text}")

    def _answer(self, route):
        """The page, our files, or nothing at all."""
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != ORIGIN:
            self._notes.append(f"foreign: {route.request.url}")
            route.abort()
        elif url.path.startswith("/static/") and (path := finders.find(url.path.removeprefix("/static/"))):
            route.fulfill(path=path)
        elif route.request.is_navigation_request():
            shot = self._shot
            # 200: the browser would write the error of an error page to the console
            route.fulfill(status=200, headers=_headers(shot), body=shot.html)
        else:
            self._notes.append(f"missing: {route.request.url}")
            route.abort()

    def look(self, shot):
        """All variants for the first of a shape; another of the same shape is read by axe at 1280 px only,
        and still measured on a narrow window and on paper. LONG=1 makes no such difference."""
        self._shot, self._notes = shot, []
        is_new = LONG or shot.shape not in self._shapes
        self._shapes.add(shot.shape)
        page = self.page
        page.goto(ORIGIN + shot.address.partition("#")[0])
        if LONG:
            self._axe("1280 px, closed")
        page.evaluate(OPEN_FOLDS)
        self._axe("1280 px")
        if is_new:
            page.emulate_media(forced_colors="active")
            self._axe("forced colours")
            if LONG:
                page.set_viewport_size(NARROW)
                self._axe("forced colours, narrow")
            page.emulate_media(forced_colors="none")
        for size in [NARROW, *BETWEEN]:
            page.set_viewport_size(size)
            self._note(f"{size['width']} px sideways", page.evaluate(SIDEWAYS))
            if is_new:
                self._axe(f"{size['width']} px")
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        page.evaluate(CLOSE_FOLDS)
        self._note("paper", page.evaluate(ON_PAPER) + page.evaluate(SIDEWAYS))
        page.emulate_media(media="screen")
        page.set_viewport_size(WIDE)
        self._note("browser", self._notes)

    def _axe(self, variant):
        self.looks += 1
        found = self.page.evaluate(LOOK, TAGS)
        self._note(variant, [" ".join(row[:3]) + f" {row[3][:120]}" for row in found["violations"]])
        unclear = [row for row in found["incomplete"] if not _is_reviewed(variant, row)]
        self._note(f"{variant}, unclear", [" ".join(row[:3]) + f" {row[3][:120]}" for row in unclear])

    def _note(self, variant, found):
        self.troubles += [f"{self._shot} · {variant}: {text}" for text in found]


def _headers(shot):
    """What came with the page, without what speaks about the connection or the length."""
    return {name: value for name, value in shot.headers.items() if name not in ("Content-Length",)}


def _is_reviewed(variant, row):
    rule, _target, why, html = row
    return any(
        variant.startswith(begin) and rule == known and why == reason and part in html
        for begin, known, reason, part in REVIEWED
    )


def look_at(shots):
    """(troubles, number of looks) of all pages, in one browser."""
    with chromium() as browser:
        lens = Lens(browser)
        for shot in shots:
            lens.look(shot)
        return lens.troubles, lens.looks
