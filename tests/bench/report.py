"""The table of a run, and what missed its mark."""

from dataclasses import dataclass, field

from tests.bench.marks import MAIL_MS, P95_SECONDS


@dataclass
class Result:
    """One page: {size: Figures} of the portal and of the twin."""

    mark: object
    ours: dict = field(default_factory=dict)
    bare: dict = field(default_factory=dict)
    p95_loaded: float | None = None

    @property
    def factors(self):
        return {
            size: figures.cpu / self.bare[size].cpu
            for size, figures in self.ours.items()
            if size in self.bare
        }

    @property
    def growth(self):
        return growth(self.ours)

    def misses(self):
        """Yield a sentence for each mark that the page misses, with the cause where one is known."""
        cause = f" Cause: {self.mark.cause}." if self.mark.cause else ""
        for miss in self._misses():
            yield f"{miss}.{cause}"

    def _misses(self):
        mark = self.mark
        for size, factor in self.factors.items():
            if factor > mark.factor:
                yield (
                    f"{mark.page}: {factor:.2f} times the bare view at {size:,}, the mark is {mark.factor}"
                    f" ({self.ours[size].cpu:.0f} ms of CPU beside {self.bare[size].cpu:.0f})"
                )
        statements = max(figures.statements for figures in self.ours.values())
        if mark.statements and statements > mark.statements:
            yield f"{mark.page}: {statements} statements, the mark is {mark.statements}"
        if self.growth and self.growth > mark.growth:
            yield f"{mark.page}: {_grows(self.growth, self.ours)}, the mark is {mark.growth}"
        if self.p95_loaded and self.p95_loaded > P95_SECONDS:
            yield f"{mark.page}: p95 of {self.p95_loaded:.1f} s under load, the mark is {P95_SECONDS:.0f} s"


def growth(figures):
    """Return how many times more a page costs at the largest size than at the smallest; None for one size."""
    if len(figures) < 2:
        return None
    return figures[max(figures)].cpu / figures[min(figures)].cpu


def _grows(times, figures):
    return f"costs {times:.2f} times as much at {max(figures):,} requests as at {min(figures):,}"


def misses_of_embedded(mark, figures):
    found = growth(figures)
    if found and found > mark.growth:
        yield f"{mark.page} on SQLite: {_grows(found, figures)}, the mark is {mark.growth}."


def misses_of_queue(milliseconds):
    if milliseconds > MAIL_MS:
        yield f"queue: {milliseconds:.1f} ms a mail, the mark is {MAIL_MS:.0f}."


# --- Markdown --------------------------------------------------------------------------------------
def table(results):
    """Return the table as lines of Markdown."""
    sizes = list(results[0].ours)
    heads = ["page", *(f"CPU ms at {size:,} (bare)" for size in sizes), "times bare (mark)", "growth (mark)"]
    heads += ["statements (bare, mark)", "p50 / p95 ms", "KB", "MB", "p95 s loaded"]
    return _markdown(heads, [_row(result, sizes) for result in results])


def _row(result, sizes):
    last, mark = result.ours[sizes[-1]], result.mark
    bare = result.bare[sizes[-1]]
    most = f", {mark.statements}" if mark.statements else ""
    return [
        f"{mark.title} (`{mark.page}`)",
        *(f"{result.ours[size].cpu:.0f} ({result.bare[size].cpu:.0f})" for size in sizes),
        f"{' / '.join(f'{factor:.1f}' for factor in result.factors.values())} ({mark.factor})",
        f"{result.growth:.2f} ({mark.growth})" if result.growth else "–",
        f"{last.statements} ({bare.statements}{most})",
        f"{last.p50:.0f} / {last.p95:.0f}",
        f"{last.weight / 1024:.0f} ({bare.weight / 1024:.0f})",
        f"{last.megabytes:.0f}",
        f"{result.p95_loaded:.2f} ({P95_SECONDS:.0f})" if result.p95_loaded else "",
    ]


def embedded_table(figures_by_page):
    """`figures_by_page`: {Mark: {size: Figures}} of the embedded profile."""
    sizes = list(next(iter(figures_by_page.values())))
    heads = ["page", *(f"CPU ms at {size:,}" for size in sizes), "growth (mark)"]
    rows = [
        [
            f"`{mark.page}`",
            *(f"{figures[size].cpu:.0f}" for size in sizes),
            f"{found:.2f} ({mark.growth})" if (found := growth(figures)) else "–",
        ]
        for mark, figures in figures_by_page.items()
    ]
    return _markdown(heads, rows)


def _markdown(heads, rows):
    line = ["---", *(["--:"] * (len(heads) - 1))]
    return [f"| {' | '.join(row)} |" for row in (heads, line, *rows)]
