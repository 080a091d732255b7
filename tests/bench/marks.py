"""What each page may cost: the one table of marks. docs/performance.md prints it with the last figures.

CPU is that of web server and database together, beside a bare page of `tests/bench/twin/` that shows as many
rows, is as heavy and has as much in its template. A page that is not here is not measured.
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


# Why pages miss their marks: what a profile of the web server's own time says of them ("own time" below).
_OFFICE_LIST = (
    "eight statements beside the bare list's six (rights, offices, tasks, first steps): Django building and"
    " reading them is half of its own time, filter, icons and days in words by tags of our own are the rest"
)
_STAFF_LIST = (
    "second factor, rights and the menu's figures are asked before the first row, a fifth of its own time;"
    " the filters and the words of each row by tags of our own are over half"
)
_POST = (
    "Django's own list of a table: a choice for each kind of mail in its filters is a fifth of its own time,"
    " the cells of each row, made one by one, a third"
)
# fmt: off
MARKS = (
    Mark("list", "Anfragen", "list", LISTS, is_loaded=True, cause=_OFFICE_LIST),
    Mark("search", "Anfragen: seltenes Wort", "search", LISTS, cause=_OFFICE_LIST),
    Mark("wide-search", "Anfragen: häufiges Wort", "search", LISTS, cause=_OFFICE_LIST),
    Mark("filter", "Anfragen: laufende", "filter", LISTS, cause=_OFFICE_LIST),
    Mark("deep", "Anfragen: tief geblättert", "deep", LISTS, cause=_OFFICE_LIST),
    Mark(
        "request", "Anfrage", "detail", PAGES, statements=STATEMENTS,
        cause="14 statements beside the bare page's six: Django building and reading them is seven tenths of"
        " its own time",
    ),
    Mark(
        "form", "Formular", "form", LISTS,
        cause="label, hint, limit and error of each field are templates of our own, half of its own time",
    ),
    Mark(
        "submit", "Formular gesendet", "form", LISTS,
        cause="the draft is locked and compared with what the browser had, and kept input is looked for and"
        " deleted, where the bare form only writes",
    ),
    Mark(
        "pool", "Pool", "list", LISTS,
        cause="a filter with the 53 offices and all topics as choices, and topics and offices of each advisor"
        " in further statements: half of its own time is Django building and reading those",
    ),
    Mark("engagements", "Begleitungen", "list", LISTS, cause="rights are read before the rows"),
    Mark(
        "engagement", "Begleitung", "detail", PAGES, statements=STATEMENTS,
        cause="days, papers, goals, milestones, committee, sessions, looking back: each part has rows of its"
        " own, which is one statement each; Django building and reading them is half of its own time",
    ),
    Mark(
        "chain", "Kette", "detail", PAGES, statements=STATEMENTS,
        cause="picture and table each draw every step and its hand-over: templates are over half of its own"
        " time",
    ),
    Mark(
        "statement", "Stellungnahme per Link", "detail", PAGES, statements=STATEMENTS,
        cause="a remark to each of fifteen sections: drawing these fields is two fifths of its own time,"
        " finding what was typed and not sent a twelfth",
    ),
    Mark(
        "start", "G.I.B.: Was ansteht", "list", LISTS, whole=True,
        cause="the history of sixty cases for their working days, a second list and the warnings beside them,"
        " 24 statements: Django building and reading them is three fifths of its own time",
    ),
    Mark("cases", "G.I.B.: Fälle", "list", LISTS, whole=True, cause=_STAFF_LIST),
    Mark(
        "case-search", "G.I.B.: Fälle, seltenes Wort", "search", LISTS, whole=True, is_loaded=True,
        cause=_STAFF_LIST,
    ),
    Mark(
        "case-wide-search", "G.I.B.: Fälle, häufiges Wort", "search", LISTS, whole=True, cause=_STAFF_LIST,
    ),
    Mark(
        "case", "G.I.B.: Fall", "detail", PAGES, whole=True, statements=STATEMENTS,
        cause="every mail, answer and act of the case on one page: templates are over half of its own time,"
        " the mails alone a third; ten kinds of records, each a statement or two, are two fifths",
    ),
    Mark(
        "case-engagement", "G.I.B.: Begleitung", "detail", PAGES, whole=True, statements=STATEMENTS,
        cause="days, bookings, papers, goals, milestones, committee, sessions, concerns: each has rows of"
        " its own, which is one statement each, after those for second factor, rights and the menu's figures",
    ),
    Mark(
        "choice", "G.I.B.: Beratung aussuchen", "list", LISTS, whole=True, statements=STATEMENTS,
        cause="every advisor of the pool in one table, each held against the mandate, reasons in words and"
        " a field of its own: rules and templates of the rows are most of its own time",
    ),
    Mark("post", "G.I.B.: Post", "list", LISTS, whole=True, cause=_POST),
    Mark("post-search", "G.I.B.: Post, Suche", "search", LISTS, whole=True, cause=_POST),
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
