"""The four ways in which programs show a mail, measured and, for people, as pictures.

`python -m tests.e2e.accessibility.mail_ways FOLDER` writes a picture of each kind in each way, and
sheets with many of them side by side. It reads the database of the settings.
"""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

MEASURES = Path(__file__).with_name("mail_measures.js").read_text()
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Way:
    """One way to show a mail: how wide, in the dark or not, with <style> or as programs that drop it."""

    name: str
    width: int
    is_dark: bool = False
    is_bare: bool = False

    def page(self, browser):
        size = {"width": self.width, "height": 800}
        return browser.new_page(viewport=size, color_scheme="dark" if self.is_dark else "light")

    def show(self, page, html):
        page.set_content(STYLE.sub("", html) if self.is_bare else html)


WAYS = [
    Way("wide", 760),
    Way("phone", 390),
    Way("dark", 390, is_dark=True),
    Way("bare", 390, is_bare=True),
]


def write_pictures(folder, letters):
    """Write FOLDER/<way>/<kind>.png, and FOLDER/<way>-1.png and so on with ten mails each."""
    from tests.helpers.browser import chromium

    with chromium() as browser:
        for way in WAYS:
            page, place = way.page(browser), folder / way.name
            place.mkdir(parents=True, exist_ok=True)
            for number, (kind, html) in enumerate(letters):
                way.show(page, html)
                page.screenshot(path=place / f"{number:02}-{kind.replace('/', '.')}.png", full_page=True)
            page.close()
    for way in WAYS:
        pictures = sorted((folder / way.name).glob("*.png"))
        for start in range(0, len(pictures), 10):
            _sheet(pictures[start : start + 10]).save(folder / f"{way.name}-{start // 10 + 1}.png")


def _sheet(pictures, in_a_row=5):
    from PIL import Image

    images = [Image.open(picture).convert("RGB") for picture in pictures]
    rows = [images[start : start + in_a_row] for start in range(0, len(images), in_a_row)]
    width = max(image.width for image in images) + 10
    heights = [max(image.height for image in row) + 10 for row in rows]
    sheet = Image.new("RGB", (width * in_a_row, sum(heights)), "grey")
    for number, row in enumerate(rows):
        for place, image in enumerate(row):
            sheet.paste(image, (place * width, sum(heights[:number])))
    return sheet


def letters():
    """Return (kind, html) of every sample, the links as people see them."""
    from gsvo.workplace import mail_previews

    return [
        (kind, mail.html.replace(mail.link_marker, mail_previews.LINK))
        for kind, mails in mail_previews.mails().items()
        for mail in mails
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsvo.settings")
    import django

    django.setup()
    write_pictures(Path(sys.argv[1]), letters())
