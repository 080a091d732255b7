"""People who walk the journeys: with a mouse, by keyboard alone, with one thumb. All know the same verbs."""

import os
import re
from pathlib import Path

from tests.helpers.browser import Person, leaves

SHOTS = os.environ.get("SHOTS")  # a folder for pictures of each page that somebody leaves by a button


class Mouse(Person):
    """Clicks. The verbs of `Person`, and what journeys need besides."""

    def __init__(self, browser, base_url, **options):
        # nothing moves under her hand
        super().__init__(browser, base_url, reduced_motion="reduce", **options)
        self._steps = 0

    def field(self, label):
        return self.page.get_by_label(label).first

    def radio(self, label, group=None):
        """The circle with these words; `group` names its question where two have the same answers."""
        place = self.page.get_by_role("group", name=group) if group else self.page
        return place.get_by_role("radio", name=label).first

    def chooses(self, label, group=None):
        self.radio(label, group).check()

    def ticks(self, label):
        self._tick(self.page.get_by_role("checkbox", name=label).first)

    def ticks_all(self):
        """Tick every box of the page: (how many)."""
        boxes = self.page.get_by_role("checkbox").all()
        for box in boxes:
            self._tick(box)
        return len(boxes)

    def _tick(self, box):
        box.check()

    def picks(self, label, option):
        self.field(label).select_option(label=option)

    def dates(self, label, day):
        self.field(label).fill(day.isoformat())

    def times(self, label, clock):
        self.field(label).fill(f"{clock:%H:%M}")

    def control(self, name):
        """The button or link with these words."""
        for role in ("button", "link"):
            found = self.page.get_by_role(role, name=name).locator("visible=true").first
            if found.count():
                return found
        raise AssertionError(f"no „{name}“ on {self.page.url}:\n{self.page.locator('main').inner_text()}")

    def presses(self, name):
        self.looks()
        super().presses(name)

    def presses_twice(self, name):
        """As whoever is not sure that the first click did anything."""
        self.looks()
        with leaves(self.page):
            self.control(name).dblclick()

    def goes_back(self):
        """With the browser's button; a page that the browser cannot show again is an error."""
        self.page.go_back()

    def reloads(self):
        self.page.reload()

    def closes_the_tab(self):
        """And opens another one, which knows nothing of the first."""
        closed, self.page = self.page, self.context.new_page()
        closed.close(run_before_unload=True)

    def is_turned_away(self, status):
        """The page was refused with this status: the browser's note of it is no trouble."""
        noted = [trouble for trouble in self.troubles if f"status of {status}" in trouble]
        assert noted, (status, self.troubles)
        self.troubles[:] = [trouble for trouble in self.troubles if trouble not in noted]

    def is_told_of_errors(self, words):
        """The page says so in its title and in a summary that has the focus; its link leads to the field."""
        assert self.page.title().startswith("Fehler: "), self.page.title()
        self.page.locator("#fehler:focus").wait_for()  # once all is loaded
        self.looks()
        self.follows_error(words)
        field = self.page.locator(":focus:is(input, select, textarea)")
        field.wait_for()  # the link leads into it
        assert field.evaluate(SAYS_WHAT_IS_WRONG), field

    def follows_error(self, words):
        self.page.locator("#fehler").get_by_role("link", name=words).click()

    def looks(self):
        if SHOTS:
            self._steps += 1
            where = re.sub(r"\W+", "-", self.page.url.split("/", 3)[-1]) or "home"
            folder = Path(SHOTS) / type(self).__name__
            self.page.screenshot(path=folder / f"{self._steps:02}-{where}.png", full_page=True)

    def keeps(self):
        """The names of all that the site left in her browser."""
        stored = self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        return {*stored, *(cookie["name"] for cookie in self.context.cookies())}


# The field, or its group, is marked as wrong and names an element with the words.
SAYS_WHAT_IS_WRONG = """field => [field, field.closest("fieldset")].some(wrong => wrong &&
  wrong.getAttribute("aria-invalid") === "true" && wrong.getAttribute("aria-describedby").split(" ").some(
    id => id.endsWith("_error") && document.getElementById(id)?.textContent.trim()))"""


class Thumb(Mouse):
    """A telephone in one hand: taps only, and every control she aims at is measured. `taps` counts them."""

    PHONE = {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    }
    TARGET = 44  # CSS px for what the page is about; 24 is the floor for everything

    def __init__(self, browser, base_url):
        super().__init__(browser, base_url, **self.PHONE)
        self.taps = 0

    def _tap(self, control, *, at_least=TARGET):
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= at_least, (control, box)
        assert box["x"] >= 0, (control, box)
        assert box["x"] + box["width"] <= self.PHONE["viewport"]["width"], (control, box)
        control.tap()
        self.taps += 1

    def presses(self, name):
        self.looks()
        with leaves(self.page):
            self._tap(self.control(name))

    def chooses(self, label, group=None):
        """She aims at the words, not at the circle."""
        place = self.page.get_by_role("group", name=group) if group else self.page
        self._tap(place.locator("label", has_text=label).first)
        assert self.radio(label, group).is_checked()

    def follows_error(self, words):
        self._tap(self.page.locator("#fehler").get_by_role("link", name=words), at_least=24)
