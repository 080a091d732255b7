"""Look at pages again and again, and note what they cost."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.bench.browser import COUNTING, Form

SECONDS = 2.0  # of a page at a time
LEAST, MOST, WARM = 8, 100, 4  # requests
LOAD_SECONDS = 10.0


@dataclass(frozen=True)
class Figures:
    """What a page costs. `cpu`: milliseconds of web server and database; times in milliseconds."""

    cpu: float
    statements: int
    p50: float
    p95: float
    weight: int
    megabytes: float


class Page:
    """A page of a site, to be measured in several turns."""

    def __init__(self, site, browser, path, sends=None, rows=None):
        self.site, self.path, self._seconds, self._cpu = site, path, [], 0.0
        self._form = Form(browser, path, sends) if sends else None
        self._look = self._form.send if sends else lambda **headers: browser.get(path, **headers)
        counted = browser.count(path) if not sends else self._form.send(**COUNTING)
        self.statements, self.weight = counted.statements, counted.size
        self._expected = 302 if sends else 200
        self._check(counted)
        if rows and not sends:
            _check_rows(site, path, counted.text, *rows)

    def _check(self, answer):
        if answer.status != self._expected:
            raise SystemExit(f"{self.site.name}{self.path}: {answer.status} instead of {self._expected}")

    def turn(self):
        """Look at the page for some seconds."""
        for _number in range(WARM):
            self._check(self._look())
        self.site.forget_peak()
        before, end, begun = self.site.cpu(), time.monotonic() + SECONDS, len(self._seconds)
        while (done := len(self._seconds) - begun) < LEAST or (done < MOST and time.monotonic() < end):
            answer = self._look()
            self._check(answer)
            self._seconds.append(answer.seconds)
        self._cpu += self.site.cpu() - before

    def figures(self):
        return Figures(
            cpu=self._cpu * 1000 / len(self._seconds),
            statements=self.statements,
            p50=percentile(self._seconds, 50) * 1000,
            p95=percentile(self._seconds, 95) * 1000,
            weight=self.weight,
            megabytes=self.site.peak_megabytes(),
        )


def _check_rows(site, path, text, marker, rows):
    found = len(re.findall(marker, text))
    if found != rows:
        raise SystemExit(f"{site.name}{path}: {found} rows instead of {rows}")


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]


def loaded_p95(browser, path, connections):
    """Return the seconds within which 95 of 100 answers come while so many callers ask at once."""
    end = time.monotonic() + LOAD_SECONDS

    def calls(_number):
        seconds = []
        while time.monotonic() < end:
            answer = browser.get(path)
            assert answer.status == 200, f"{path}: {answer.status}"
            seconds.append(answer.seconds)
        return seconds

    with ThreadPoolExecutor(connections) as pool:
        return percentile([second for found in pool.map(calls, range(connections)) for second in found], 95)
