"""What each page may cost: the one table of marks. docs/performance.md prints it with the last figures.

CPU is that of web server and database together, beside a bare page of `tests/bench/twin/` that shows as many
rows and is as heavy. A page that is not here is not measured.
"""

from dataclasses import dataclass

LISTS, PAGES = 1.5, 2.5  # times the bare view
STATEMENTS = 14  # of a page about one record
GROWTH = 1.2  # from the smallest database to the largest
P95_SECONDS = 1.0  # with CONNECTIONS at once
CONNECTIONS = 16
MAIL_MS = 3.0  # to hand one of 500 mails to the queue


@dataclass(frozen=True)
class Mark:
    """`bare`: the view of the twin; `whole`: that shows rows of everybody, as staff see them."""

    page: str
    title: str
    bare: str
    factor: float
    whole: bool = False
    statements: int | None = None
    growth: float = GROWTH
    is_loaded: bool = False  # measured with CONNECTIONS at once as well
    cause: str = ""  # why it may miss its marks, said with the figures


# fmt: off
MARKS = (
    Mark("list", "Anfragen", "list", LISTS, is_loaded=True),
    Mark("search", "Anfragen: seltenes Wort", "search", LISTS),
    Mark("wide-search", "Anfragen: häufiges Wort", "search", LISTS),
    Mark("filter", "Anfragen: laufende", "filter", LISTS),
    Mark("deep", "Anfragen: tief geblättert", "deep", LISTS),
    Mark("request", "Anfrage", "detail", PAGES, statements=STATEMENTS),
    Mark("form", "Formular", "form", LISTS),
    Mark("submit", "Formular gesendet", "form", LISTS),
    Mark("pool", "Pool", "list", LISTS),
    Mark("engagements", "Begleitungen", "list", LISTS),
    Mark("engagement", "Begleitung", "detail", PAGES, statements=STATEMENTS),
    Mark("chain", "Kette", "detail", PAGES, statements=STATEMENTS),
    Mark("statement", "Stellungnahme per Link", "detail", PAGES, statements=STATEMENTS),
    Mark(
        "start", "G.I.B.: Was ansteht", "list", LISTS, whole=True,
        cause="a second list, eight warnings, and working days counted over the history of sixty cases",
    ),
    Mark("cases", "G.I.B.: Fälle", "list", LISTS, whole=True),
    Mark("case-search", "G.I.B.: Fälle, seltenes Wort", "search", LISTS, whole=True, is_loaded=True),
    Mark("case-wide-search", "G.I.B.: Fälle, häufiges Wort", "search", LISTS, whole=True),
    Mark(
        "case", "G.I.B.: Fall", "detail", PAGES, whole=True, statements=STATEMENTS,
        cause="ten kinds of records on one page, and rights, second factor and menu of the workplace",
    ),
    Mark(
        "case-engagement", "G.I.B.: Begleitung", "detail", PAGES, whole=True, statements=STATEMENTS,
        cause="everything about an engagement on one page, and what the workplace costs each of its pages",
    ),
    Mark("post", "G.I.B.: Post", "list", LISTS, whole=True),
    Mark("post-search", "G.I.B.: Post, Suche", "search", LISTS, whole=True),
)
# fmt: on
QUEUE = "queue"  # in PAGES: the mails
BY_PAGE = {mark.page: mark for mark in MARKS}


def chosen(names):
    """Return the marks of the pages in a list such as "list,search"; all without one."""
    asked = [name for name in names.split(",") if name]
    if unknown := set(asked) - BY_PAGE.keys() - {QUEUE}:
        raise SystemExit(f"PAGES: {', '.join(sorted(unknown))}? There are {', '.join(BY_PAGE)}, {QUEUE}.")
    return [mark for mark in MARKS if not asked or mark.page in asked]
