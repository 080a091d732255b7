"""Somebody without a mouse: she gets to a control by Tab alone, and every stop on the way is judged."""

import re
from pathlib import Path

from tests.e2e.stories.people import Mouse
from tests.helpers.browser import leaves

LIMIT = 90  # stops until she gives up
PROBE = Path(__file__).with_name("stop.js").read_text()
ACTIVE = "element => element === document.activeElement"


class Keyboard(Mouse):
    """`stops` counts what she passed; `faults` holds every stop that was unseen, covered or out of order."""

    def __init__(self, browser, base_url):
        super().__init__(browser, base_url)
        self.stops, self.faults, self._last = 0, [], None

    # --- getting there ---
    def tabs(self, key="Tab", target=None):
        """One stop further. What stands there, and whether it is the target; nothing outside the page."""
        self.page.keyboard.press(key)
        stop = self.page.evaluate(PROBE, target)
        self.stops += 1
        if stop:
            self._judge(stop, backwards=key != "Tab")
        self._last = stop
        return stop

    def _judge(self, stop, *, backwards):
        where = f"{self.page.url} {stop['what']}"
        if stop["contrast"] < 3:
            self.faults.append(f"{where}: focus is not to be seen ({stop['ring']}, {stop['contrast']:.1f})")
        if stop["covered"]:
            self.faults.append(f"{where}: is covered by {stop['covered']}")
        if stop["tabindex"] > 0:
            self.faults.append(f"{where}: has an order of its own")
        last = self._last
        if last and last["page"] == stop["page"] and not backwards and not last["fixed"]:
            above = stop["bottom"] <= last["top"] + 1
            if above and stop["left"] < last["right"] and stop["right"] > last["left"]:
                self.faults.append(f"{where}: stands above {last['what']} but comes after it")

    def tabs_to(self, control, key="Tab"):
        target = control.element_handle()  # found once: to look for words at every stop takes time
        if target.evaluate(ACTIVE):
            return
        for _ in range(LIMIT):
            stop = self.tabs(key, target)
            if stop and stop["arrived"]:
                return
        here = self.page.locator("main").inner_text()
        raise AssertionError(f"{control} is out of reach on {self.page.url}:\n{here}")

    def skips(self):
        """The first stop of a page is the skip link, and it leads past head and navigation."""
        stop = self.tabs()
        assert stop["what"].startswith("A Zum Inhalt springen"), stop
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "inhalt"
        self._last = None
        self.tabs()
        assert self.page.evaluate("!!document.activeElement.closest('main, footer')")

    # --- the verbs ---
    def presses(self, name):
        self.looks()
        control = self.control(name)
        self.tabs_to(control)
        is_button = control.evaluate("element => element.tagName === 'BUTTON'")
        with leaves(self.page):
            self.page.keyboard.press("Space" if is_button else "Enter")

    def fills(self, label, text):
        self.tabs_to(self.field(label))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)  # in one go: letter by letter takes minutes where much is typed

    def dates(self, label, day):
        """Digits only. Which part comes first is the browser's own language, no page's."""
        field = self.field(label)
        self.tabs_to(field)
        self.page.keyboard.type(f"{day:%d%m%Y}")
        if field.input_value() != day.isoformat():
            for _ in ("back to the second part", "and to the first"):
                self.tabs("Shift+Tab")
            self.page.keyboard.type(f"{day:%m%d%Y}")
        assert field.input_value() == day.isoformat(), field.input_value()

    def times(self, label, clock):
        """Digits only, and in a browser that counts to twelve the half of the day."""
        field = self.field(label)
        self.tabs_to(field)
        self.page.keyboard.type(f"{clock:%H%M}")
        if field.input_value() != f"{clock:%H:%M}":
            for _ in ("back to the minutes", "and to the hours"):
                self.tabs("Shift+Tab")
            self.page.keyboard.type(f"{clock:%I%M%p}")
        assert field.input_value() == f"{clock:%H:%M}", field.input_value()

    def _tick(self, box):
        self.tabs_to(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def chooses(self, label, group=None):
        """Tab enters the group, arrows move in it."""
        radio = self.radio(label, group)
        radios = self.page.locator(f'input[type="radio"][name="{radio.get_attribute("name")}"]')
        for _ in range(LIMIT):
            if radios.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.tabs()
        for _ in range(radios.count()):
            if radio.evaluate(ACTIVE):
                break
            self.page.keyboard.press("ArrowDown")
        if not radio.is_checked():
            self.page.keyboard.press("Space")
        assert radio.is_checked()

    def picks(self, label, option):
        field = self.field(label)
        self.tabs_to(field)
        for _ in range(field.locator("option").count()):
            if field.evaluate("select => select.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no „{option}“ in „{label}“")

    def opens_all(self):
        """Every closed fold of the page, in passing."""
        for summary in self.page.locator("main details:not([open]) > summary").all():
            self.tabs_to(summary)
            self.page.keyboard.press("Enter")

    def follows_error(self, words):
        link = self.page.locator("#fehler").get_by_role("link", name=re.compile(words))
        begin, links = self.stops, self.page.locator("#fehler a").count()
        self.tabs_to(link)
        assert self.stops - begin <= links, "the summary is not where the focus is"
        self.page.keyboard.press("Enter")
        self._last = None  # the link jumps on purpose
