"""`manage.py draw_images`: draw previews and icons into static/img/ with Chromium.

For developers, after a change of the mark or the headline; the pictures are committed.
"""

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

FOLDER = settings.BASE_DIR / "static" / "img"
PREVIEW, ICON = "pages/images/preview.svg", "pages/images/icon.svg"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ICONS = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
ICO_SIZES = (16, 32, 48)


class Command(BaseCommand):
    help = "Zeichnet Vorschaubild und Symbole nach static/img/. Braucht Chromium."
    requires_system_checks = []

    def handle(self, *args, **options):
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        if browser is None:
            raise CommandError("No Chromium on this machine.")
        mark = (FOLDER / "mark.svg").as_uri()
        (FOLDER / "preview.png").write_bytes(_picture(browser, PREVIEW, 1200, 630, mark))
        for name, size in ICONS.items():
            (FOLDER / name).write_bytes(_picture(browser, ICON, size, size, mark))
        small = [(size, _picture(browser, ICON, size, size, mark)) for size in ICO_SIZES]
        (FOLDER / "favicon.ico").write_bytes(_ico(small))


def _picture(browser, template, width, height, mark):
    """Return a template as PNG of this size in pixels."""
    fonts = (settings.BASE_DIR / "static" / "fonts").as_uri()
    html = render_to_string(template, {"mark": mark, "fonts": fonts, "size": width})
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder, "page.svg"), Path(folder, "picture.png")
        page.write_text(html, encoding="utf-8")
        subprocess.run(  # noqa: S603  our own page in the machine's browser
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--allow-file-access-from-files", "--force-device-scale-factor=1",
                f"--user-data-dir={folder}/profile", f"--window-size={width},{height}",
                "--virtual-time-budget=2000", f"--screenshot={picture}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
        return picture.read_bytes()


def _ico(pictures):
    """Return PNGs of several sizes as one ICO file: directory first, then the pictures. [(size in pixels,
    PNG)]
    """
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset, rows, bodies = len(head) + 16 * len(pictures), b"", b""
    for size, png in pictures:
        rows += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), offset + len(bodies))
        bodies += png
    return head + rows + bodies
