"""Pages under strain: 400 % zoom, wider text spacing, twice the size of text. One navigation per page."""

from tests.e2e.accessibility.browser_checks import FIND, OPEN_FOLDS, PAPER, SAYS_SO, WIDE, BrowserChecks
from tests.helpers.long_version import LONG

ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
USUAL, SMALLEST = 16, 15  # CSS px: of text, and of notes in the workplace
# What has no use on paper: ways to other pages, buttons, what is said once.
SCREEN_ONLY = (
    "nav, header, footer, .breadcrumbs, button, .kern-btn, .gs-skip, .gs-no-print, .gs-buttons, "
    ".gs-messages, .gs-filter, .gs-session, .gs-next-action__act, .gs-only-phone, .gs-only-wide"
)
# A style sheet made by script is no inline style: the page's own CSP stays as it is.
ADD = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
  document.adoptedStyleSheets = text ? [sheet] : []; }"""
TEXTS = "!element.closest('svg, script, .gs-vh') && [...element.childNodes].some(node => node.data?.trim())"
SIZES = f"""() => [...document.querySelectorAll('body *')].filter(element => {TEXTS})
  .map(element => [parseFloat(getComputedStyle(element).fontSize), element.outerHTML.slice(0, 100)])"""
SHOWN = f"""() => [...document.querySelectorAll('body *')].filter(
  element => {TEXTS} && !element.closest('option')).map(element => [
    element.getClientRects().length > 0, element.closest('{SCREEN_ONLY}') !== null,
    element.outerHTML.slice(0, 100)])"""


class LayoutChecks(BrowserChecks):
    def __init__(self, browser, server):
        super().__init__(browser, server)
        self._line = self.page.context.new_cdp_session(self.page)
        self._line.send("Page.enable")

    def look(self, shot):
        self._shot = shot
        page = self.page
        self._server.shot = shot
        page.goto(self._origin + shot.address.partition("#")[0])
        if shot.state.state == "login ends":
            page.locator(SAYS_SO).wait_for()
        page.evaluate(OPEN_FOLDS)
        self._grown()
        page.evaluate(ADD, SPACING)
        if LONG:
            self._strained("text spacing")
        page.set_viewport_size(ZOOMED)
        self._strained("text spacing at 400 %")
        page.evaluate(ADD, "")
        if LONG:
            self._strained("400 %")
        page.set_viewport_size(WIDE)
        self._printed()

    def _grown(self):
        """As somebody who set the browser's own size of text to twice the usual."""
        self._sized(2 * USUAL)
        self._strained("text at 200 %")
        small = [html for size, html in self.page.evaluate(SIZES) if size < 2 * SMALLEST]
        self._note("does not grow to 200 %", small)
        self._sized(USUAL)

    def _sized(self, size):
        self._line.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})

    def _printed(self):
        """Every text of the screen is on paper as well, inside its edges."""
        page = self.page
        before = page.evaluate(SHOWN)
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        pairs = zip(before, page.evaluate(SHOWN), strict=True)
        lost = [html for (was, no_use, html), (stays, *_) in pairs if was and not stays and not no_use]
        self._note("not on paper", lost)
        self._strained("paper")
        page.emulate_media(media="screen")
        page.set_viewport_size(WIDE)

    def _strained(self, variant):
        self.looks += 1
        self._note(variant, self.page.evaluate(FIND))
