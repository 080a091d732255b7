"""`make bench`: what pages cost beside bare ones, at 1,000 and at 50,000 requests. See docs/performance.md.

SIZES=1000,10000 takes other sizes, PAGES=list,search these pages only, EMBEDDED=0 leaves SQLite out,
BENCH_WRITE=1 writes the figures into docs/performance.md. Ends with an error where a mark is missed.
"""

import os
import signal
import sys
import time

from tests.bench import document, marks, report, twin_walk
from tests.bench.measuring import Page, loaded_p95
from tests.bench.report import Result
from tests.bench.stand import Stand
from tests.e2e.faults.services import missing

TURNS = 2
EMBEDDED_MOST = 10_000


def main():
    if lacking := missing():
        sys.exit(f"Missing: {', '.join(lacking)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # not without its servers and databases
    sizes = sorted(int(size) for size in os.environ.get("SIZES", "1000,50000").split(","))
    names = os.environ.get("PAGES", "")
    chosen, begin = marks.chosen(names), time.monotonic()
    with Stand() as stand:
        run = Run(stand, sizes, chosen)
        run.pages()
        if not names or marks.QUEUE in names.split(","):
            run.queue()
        if os.environ.get("EMBEDDED", "1") == "1":
            run.embedded()
    say(f"\n{time.monotonic() - begin:.0f} s")
    if os.environ.get("BENCH_WRITE") == "1":
        document.write(run.lines, run.misses)
    say("\n".join(["", *(run.misses or ["Every mark is met."])]))
    sys.exit(bool(run.misses))


class Run:
    """Measures, prints as it goes, and collects lines for the document and what missed its mark."""

    def __init__(self, stand, sizes, chosen):
        self.stand, self.sizes, self.chosen, self.misses, self.lines = stand, sizes, chosen, [], []

    def pages(self):
        if not self.chosen:
            return
        begin = time.monotonic()
        ours, bare = self.stand.sites(self.sizes)
        say(f"seeded in {time.monotonic() - begin:.0f} s: " + _seeded(ours))
        results = [self._result(mark, ours, bare) for mark in self.chosen]
        self._print(report.table(results))
        for result in results:
            self.misses += result.misses()

    def _result(self, mark, ours, bare):
        pages, twins = {}, {}
        for size, site in ours.items():
            pages[size], twins[size] = _page(mark, site), _twin(mark, site, bare[size])
        for _turn in range(TURNS):  # side by side, so that a busy minute of the machine meets all of them
            for page in (*pages.values(), *twins.values()):
                page.turn()
        result = Result(mark, _figures(pages), _figures(twins))
        if mark.is_loaded:
            site = ours[self.sizes[-1]]
            visit = site.walk["visits"][mark.page]
            result.p95_loaded = loaded_p95(site.browser(visit["who"]), visit["path"], marks.CONNECTIONS)
        say(
            f"{mark.page}: "
            + ", ".join(f"{size:,} {figures.cpu:.0f} ms" for size, figures in result.ours.items())
        )
        return result

    def queue(self):
        milliseconds = self.stand.mail_milliseconds(self.sizes[-1])
        self._print([f"500 mails into the queue: {milliseconds:.1f} ms each (mark: {marks.MAIL_MS:.0f})."])
        self.misses += report.misses_of_queue(milliseconds)

    def embedded(self):
        sizes = sorted({min(size, EMBEDDED_MOST) for size in self.sizes})
        sites = {size: self.stand.embedded(size) for size in sizes}
        found = {}
        for mark in self.chosen:
            pages = {size: _page(mark, site) for size, site in sites.items()}
            for page in pages.values():
                page.turn()
            found[mark] = _figures(pages)
            self.misses += report.misses_of_embedded(mark, found[mark])
        if found:
            self._print(["On SQLite:", "", *report.embedded_table(found)])

    def _print(self, lines):
        self.lines += [*lines, ""]
        say("\n".join(["", *lines]))


def _page(mark, site):
    visit = site.walk["visits"][mark.page]
    rows = (visit["marker"], visit["rows"])
    return Page(site, site.browser(visit["who"]), visit["path"], visit["sends"], rows)


def _twin(mark, site, twin):
    visit = site.walk["visits"][mark.page]
    ours, browser = site.browser(visit["who"]).count(visit["path"]), twin.browser()
    sends = {"title": "Übergänge im Kreis"} if visit["sends"] else None
    rows = (twin_walk.ROW, twin_walk.rows(mark, visit))
    page = Page(twin, browser, twin_walk.path(mark, visit, browser, ours), sends, rows)
    if not sends and abs(page.weight - ours.size) > ours.size * twin_walk.TOLERANCE:
        raise SystemExit(f"{mark.page}: the bare page weighs {page.weight} bytes, ours {ours.size}")
    return page


def _figures(pages):
    return {size: page.figures() for size, page in pages.items()}


def _seeded(sites):
    return ", ".join(f"{size:,} in {site.walk['seconds']:.0f} s" for size, site in sites.items())


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
