"""What can be found in a page's HTML without a browser."""

import shutil
import subprocess
from collections import defaultdict
from http import HTTPStatus

import pytest
from django.urls import resolve

from tests.helpers.source_tree import ROOT
from tests.look.html_page import Page

VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
# To compile for speed costs more than the pages of a day; what is compiled quickly takes a deeper stack.
FOR_A_FEW_PAGES = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]


def troubles_in(shots):
    """What each page must have by itself, and what no two pages may share."""
    pages = [(shot, Page(shot.html)) for shot in shots]
    return [f"{shot}: {trouble}" for shot, page in pages for trouble in _of_one(shot, page)] + _same_titles(
        pages
    )


def _of_one(shot, page):
    if page.one("html").attrs.get("lang") != "de":
        yield "no language"
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} headings of first rank"
    if len(page.all("main")) != 1 or not page.all("header"):
        yield "landmarks are missing"
    if page.dangling():
        yield f"leads nowhere: {page.dangling()}"
    failed = page.all(class_="gs-errors")
    if page.all("title")[0].text.startswith("Fehler:") != bool(page.all(role="alert", class_="gs-errors")):
        yield f"„{page.one('title').text}“ with {len(failed)} summaries of errors"
    if shot.state.state.endswith("error") and not failed:
        yield "sent wrong, and no summary of errors"
    if shot.state.state.endswith("done") and not page.all(class_="gs-messages"):
        yield "done, and nothing says so"
    yield from _same_words(page)


def _same_words(page):
    """Links of the same words lead to the same place, buttons of the same words do the same: each is named
    with its record."""
    places = defaultdict(set)
    for link in page.all("a"):
        places[link.attrs.get("aria-label") or link.text].add(link.attrs.get("href", "").partition("#")[0])
    for button in page.all("button"):
        form = next((up for up in _above(button) if up.tag == "form"), None)
        if form is not None:
            act = (form.attrs.get("action"), button.attrs.get("name"), button.attrs.get("value"))
            places[f"[{button.attrs.get('aria-label') or button.text}]"].add(act)
    for words, found in places.items():
        if len(found) > 1:
            yield f"„{words}“ is {len(found)} things"


def _above(element):
    while element.parent:
        element = element.parent
        yield element


def _same_titles(pages):
    """Two pages have two titles; states of one page, and one page for several people, share theirs."""
    called = defaultdict(set)
    for shot, page in pages:
        if shot.status == HTTPStatus.OK:
            title = page.all("title")[0].text.removeprefix("Fehler: ")
            called[title].add(resolve(shot.address.partition("?")[0].partition("#")[0]).view_name)
    return [f"{sorted(names)} are all called „{title}“" for title, names in called.items() if len(names) > 1]


class NuChecker:
    """The checker of the W3C over all pages in one batch, beside whatever else runs."""

    def __init__(self, folder, shots):
        if not shutil.which("java"):
            pytest.skip("no Java on this machine")
        self.names, folder = {}, folder / "pages"  # beside it lie files that were handed in
        folder.mkdir()
        for number, shot in enumerate(shots):
            self.names[f"{number}.html"] = str(shot)
            (folder / f"{number}.html").write_text(shot.html, encoding="utf-8")
        command = ["java", *FOR_A_FEW_PAGES, "-jar", str(VNU), "--format", "gnu", str(folder)]
        self.run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def troubles(self):
        """Errors and warnings, each with its page and state."""
        _out, told = self.run.communicate()
        lines = (line.rpartition("/")[2].partition(":") for line in told.splitlines())
        return [f"{self.names.get(name.strip(chr(34)), name)}: {rest}" for name, _, rest in lines]
