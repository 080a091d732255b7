"""Look at pages that were kept, in Chromium: wide, narrow, forced colours, on paper.

The browser gets each page as the server answered it, headers included, and our static files; nothing else.
One navigation per page: width and colours change in place. What is not due today has its turn on another day.
"""

import zlib
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.accessibility.static_server import AXE, serving
from tests.helpers.browser import chromium
from tests.helpers.long_version import LONG, SEED

WIDE, NARROW, PHONE, PAPER = ({"width": width, "height": 800} for width in (1280, 320, 390, 690))
BETWEEN = [{"width": width, "height": 800} for width in (390, 600, 768, 1024)] if LONG else []
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # most of axe's time
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}, "duplicate-id": {"enabled": True}},
}
BUT_COLOURS = {**EVERYTHING, "rules": EVERYTHING["rules"] | {rule: {"enabled": False} for rule in COLOURS}}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": COLOURS}}
LOOK = """async rules => {
  if (document.querySelector('.gs-session:not([hidden])')) scrollTo(0, document.documentElement.scrollHeight);
  const found = await axe.run(document,
    { ...rules, preload: false, resultTypes: ['violations', 'incomplete'] });
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
FIND = Path(__file__).with_name("a11y_layout.js").read_text()  # what is cut, covered or out at the side
OPEN_FOLDS = """() => { const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach(fold => { fold.open = true; }); return closed.length; }"""
NO_RING = """() => {
  const ring = element => [element, element.closest('label')].filter(Boolean).map(node => {
    const style = getComputedStyle(node);
    return style.boxShadow + (style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor);
  }).join();
  const stops = document.querySelectorAll(
    'a[href], button, summary, input, select, textarea, [tabindex="0"]');
  const found = [...stops].filter(element => {
    const before = ring(element);
    element.focus({ focusVisible: true, preventScroll: true });
    const isSeen = element !== document.activeElement || ring(element) !== before;
    element.blur();
    return !isSeen;
  });
  return found.map(element => element.outerHTML.slice(0, 120));
}"""
SAYS_SO = ".gs-session [role=status]:not(:empty)"  # that a login ends: it comes a moment after the page
PALE = """() => {
  const probe = document.body.appendChild(document.createElement('b'));
  probe.style.color = 'CanvasText';
  probe.style.backgroundColor = 'Canvas';
  const { color, backgroundColor } = getComputedStyle(probe);
  probe.remove();
  return [...document.querySelectorAll('svg.gs-mark')].filter(mark => {
    const own = getComputedStyle(mark);
    return own.color !== color || ![backgroundColor, 'rgba(0, 0, 0, 0)'].includes(own.backgroundColor);
  }).map(mark => mark.parentElement.outerHTML.slice(0, 120));
}"""
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
    ("", "color-contrast", "pseudoContent", "<dt>"): "the line from number to number runs beside the words",
    ("", "th-has-data-cells", "", "gs-table--choose"): "heads of groups span all columns, which have cells",
    (
        "",
        "color-contrast",
        "bgOverlap",
        "t-plate-n",
    ): "the tile below its plate: paper on act, 8.5 (measured)",
    (
        "",
        "color-contrast",
        "bgOverlap",
        "t-plate-0",
    ): "the tile below its plate: quiet on paper, 7.0 (measured)",
    (
        "",
        "color-contrast",
        "shortTextContent",
        "t-plate-0",
    ): "plates of one letter: quiet on paper, 7.0 (measured)",
    (
        "",
        "color-contrast",
        "nonBmp",
        '<span aria-hidden="true">',
    ): "an arrow has the colour of its link's words",
    ("", "color-contrast", "shortTextContent", 'class="s-num p-num"'): "figures at the lines of the picture",
    ("", "color-contrast", "imgNode", 'class="p-day"'): "days below the bars of the picture",
    ("", "color-contrast", "imgNode", 'class="s-num p-num"'): "figures beside the bars of the picture",
    ("", "color-contrast", "pseudoContent", 'href="/fragen/"'): "the last words beside the line of numbers",
    ("", "frame-tested", "", "gs-letter__frame"): "a mail in a sandbox: nobody's script may enter",
}


def is_due(what, days=9):
    """Whether it is a state's or a page's turn today: each has it every so many days, with LONG=1 always."""
    return LONG or (zlib.crc32(str(what).encode()) + int(SEED)) % days == 0


class BrowserChecks:
    """`look(shot)` collects in `troubles`; `looks` counts what axe read: pages × states × variants."""

    def __init__(self, browser, server):
        self.troubles, self.states, self.looks, self._notes = [], 0, 0, []
        self._pages, self._shapes = set(), set()
        self._server, self._origin = server, f"http://localhost:{server.server_port}"
        context = browser.new_context(viewport=NARROW, locale="de-DE", reduced_motion="reduce")
        self.page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._notes.append(f"error: {error}"))
        self.page.on("request", lambda request: self._asked(urlsplit(request.url)))

    def _console(self, message):
        if message.type in ("error", "warning"):
            self._notes.append(f"console: {message.text}")

    def _asked(self, url):
        if url.scheme != "data" and f"{url.scheme}://{url.netloc}" != self._origin:
            self._notes.append(f"foreign: {url.geturl()}")

    def look(self, shot):
        """Each page's first state, each further shape, and what is due of the others, at 320 and 390 px:
        nothing is cut, covered or out at the side. The first state of a page and of a further shape with axe:
        mostly on a narrow window, and each page on its own day of nine on a wide one and in every light.
        With LONG=1 axe reads every state, and each page has its day; a page's further states are its first
        with other words, so only that one comes at all widths and in every light."""
        is_first = shot.state.page not in self._pages
        is_new = LONG or is_first or shot.shape not in self._shapes
        if not is_new and not is_due(shot.state):
            return
        self.states += 1
        self._pages.add(shot.state.page)
        self._shapes.add(shot.shape)
        self._server.shot, self._notes = shot, []
        page = self.page
        page.goto(self._origin + shot.address.partition("#")[0])
        if shot.state.state == "login ends":
            page.locator(SAYS_SO).wait_for()
        if LONG and is_first:
            page.add_script_tag(url=AXE)
            self._axe("320 px, closed")
        page.evaluate(OPEN_FOLDS)
        self._on_a_phone()
        if is_new:
            self._closely(is_first)
        self._note("browser", self._notes)

    def _on_a_phone(self):
        for size in (PHONE, NARROW):
            self.page.set_viewport_size(size)
            self._note(f"{size['width']} px", self.page.evaluate(FIND))

    def _closely(self, is_first):
        page = self.page
        page.add_script_tag(url=AXE)
        self._note("focus without a ring", page.evaluate(NO_RING))
        is_wide = is_first and is_due(self._server.shot.state.page)
        if LONG or not is_wide:  # one width a day: most of what axe finds is there at each
            self._axe("320 px", EVERYTHING if LONG else BUT_COLOURS)  # they are the same at every width
        if is_wide:
            self._on_wide_windows()
            self._in_other_lights()
        elif LONG:
            page.set_viewport_size(WIDE)
            self._note("1280 px sideways", page.evaluate(SIDEWAYS))
            page.set_viewport_size(NARROW)

    def _on_wide_windows(self):
        for size in [*BETWEEN, WIDE]:
            self.page.set_viewport_size(size)
            self._note(f"{size['width']} px sideways", self.page.evaluate(SIDEWAYS))
            self._axe(f"{size['width']} px")

    def _in_other_lights(self):
        page = self.page
        page.emulate_media(forced_colors="active")
        self._axe("forced colours", EVERYTHING if LONG else ONLY_COLOURS)
        page.emulate_media(color_scheme="dark")
        self._note("forced colours, dark: a mark in colours of its own", page.evaluate(PALE))
        page.emulate_media(forced_colors="none", color_scheme="light", media="print")
        page.set_viewport_size(PAPER)
        page.evaluate(CLOSE_FOLDS)
        self._note("paper", page.evaluate(ON_PAPER) + page.evaluate(SIDEWAYS))
        page.emulate_media(media="screen")
        page.set_viewport_size(NARROW)

    def _axe(self, variant, rules=EVERYTHING):
        self.looks += 1
        found = self.page.evaluate(LOOK, rules)
        self._note(variant, [" ".join(row[:3]) + f" {row[3][:120]}" for row in found["violations"]])
        unclear = [row for row in found["incomplete"] if not _is_reviewed(variant, row)]
        self._note(f"{variant}, unclear", [" ".join(row[:3]) + f" {row[3][:120]}" for row in unclear])

    def _note(self, variant, found):
        self.troubles += [f"{self._server.shot} · {variant}: {text}" for text in found]


def _is_reviewed(variant, row):
    rule, _target, why, html = row
    return any(
        variant.startswith(begin) and rule == known and why == reason and part in html
        for begin, known, reason, part in REVIEWED
    )


def look_at(shots):
    """(troubles, number of states, number of looks by axe) of all pages, in one browser."""
    with serving() as server, chromium() as browser:
        lens = BrowserChecks(browser, server)
        for shot in shots:
            lens.look(shot)
        return lens.troubles, lens.states, lens.looks
