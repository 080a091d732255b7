"""What one row of the table of routes says: names, who exists, and what each meets at a door.

A door says for one method what each identity meets:
  "in"         answered (status as in `opens`), or the form again, or on to the next page – never a refusal
  "login"      sent to the login, with the same words whether the record exists or not
  "absent"     404, exactly as for an id that does not exist
  "refused"    403: somebody who may see the record but not do this, or staff without the right
  "elsewhere"  403 "wrong browser", exactly as for a link that does not exist
A method that a row does not name is a wrong one: 405 for whoever is not stopped before.
"""

from dataclasses import dataclass, field

OUTSIDE = (
    "anonymous",
    "inactive",
    "statement_holder",
    "invitation_holder",
    "account_holder",
    "password_holder",
    "acknowledgement_holder",
    "looking_back_holder",
    "part_confirmation_holder",
)
WRITERS = ("lead", "member")
OFFICE = (*WRITERS, "reader")
READERS = (*OFFICE, "partner")
COORDINATORS = (*READERS, "stranger")
ADVISORS = ("advisor", "other_advisor")
REVIEW, LEAD = ("casework", "leitung", "superuser"), ("leitung", "superuser")
GROUPS = (*REVIEW, "controlling")
STAFF = (*GROUPS, "newcomer")  # the newcomer is staff without any group
SUPERUSER = ("superuser",)
NOT_STAFF = (*COORDINATORS, "former", *ADVISORS)
INSIDE = (*NOT_STAFF, *STAFF)
IDENTITIES = (*OUTSIDE, *INSIDE)

ABSENT = {
    "oid": "a" * 16,
    "int": 99999999,
    "str": "99999",
    "path": 99999999,
    "token": "a" * 48,
    "slug": "zaubern",
    "gap": "no_deputy:aaaaaaaaaaaaaaaa",
}


def door(inside=(), refused=(), others="absent", outside="login"):
    """What each identity meets: `inside` get in, `refused` get 403, other accounts `others`."""
    meets = dict.fromkeys(OUTSIDE, outside) | dict.fromkeys(INSIDE, others)
    return meets | dict.fromkeys(refused, "refused") | dict.fromkeys(inside, "in")


def staff(*may):
    """A page of the workplace: staff without the right get 403, nobody else finds it."""
    return door(may, [name for name in STAFF if name not in may])


def link(purpose, others="elsewhere"):
    """A page behind a mail's link, for the browser that opened it."""
    return dict.fromkeys(IDENTITIES, others) | {f"{purpose}_holder": "in"}


EVERYBODY = dict.fromkeys(IDENTITIES, "in")
LOGGED_IN = door(INSIDE)
NOBODY = dict.fromkeys(IDENTITIES, "absent")
WRONG = dict.fromkeys(IDENTITIES, "wrong")
WRONG_BEHIND_LOGIN = door(others="wrong")
WRONG_FOR_STAFF = door() | dict.fromkeys(STAFF, "wrong")


# Why an address shows no page to look at (tests/e2e/accessibility).
FILE = "a file, or an answer for programs"
LEADS_ON = "leads on, without a page of its own"
BUTTON = "a button: the answer is another page's state"
SAME_PAGE = "the same page as for a statement's link"
SUPERUSERS_ONLY = "for superusers only, as Django ships it"
NOBODY_MAY = "nobody may"
NOBODY_DELETES = "nobody of the G.I.B. deletes"


@dataclass(frozen=True)
class Row:
    """One URL pattern.

    name: as templates write it, with its namespace; "" without. route: as `manage.py` prints it, converters
    included. given: parameter → name in World.records.
    GET, POST: doors. opens: the status codes of a GET by those who get in. login: False for what is open
    to people without login, whose wrong methods are answered before anybody is asked for one.
    data: field → name in World.records, for a POST that finds nothing without it.
    crossed: parameter → name of a record that belongs to somebody else, as the child of one's own record.
    path: the address itself, for patterns that are regular expressions.
    no_page: why there is nothing to look at; without it tests/e2e/accessibility shows the page in its states.
    """

    name: str
    route: str
    given: dict = field(default_factory=dict)
    GET: dict | None = None
    POST: dict | None = None
    opens: tuple = (200,)
    login: bool = True
    data: dict = field(default_factory=dict)
    crossed: dict = field(default_factory=dict)
    path: str | None = None
    no_page: str = ""

    @property
    def is_djangos(self):
        """One of the many addresses that Django's admin makes for each table."""
        return self.route.startswith("admin/") and (
            "<path:object_id>" in self.route or self.route.count("/") > 2
        )

    def door(self, method):
        """The door for a method; HEAD and OPTIONS go through that of GET."""
        if method not in ("GET", "HEAD", "POST", "OPTIONS"):
            return WRONG  # nothing here knows such a method, and nobody is asked who they are
        return (self.POST if method == "POST" else self.GET) or self._without()

    def _without(self):
        if self.route.startswith("admin/"):
            return WRONG_FOR_STAFF
        return WRONG_BEHIND_LOGIN if self.login else WRONG


# fmt: off
def row(name, route, /, GET=None, POST=None, *, opens=200, login=True, data=None, crossed=None,  # noqa: N803
        path=None, no_page="", **given):
    # fmt: on
    opens = opens if isinstance(opens, tuple) else (opens,)
    return Row(name, route, given, GET, POST, opens, login, data or {}, crossed or {}, path, no_page)


# --- doors of several tables ---------------------------------------------------------------------
WRITE_DRAFT = door(WRITERS, refused=("reader",))
OWN_OFFICE = door(OFFICE)
WRITES_SOMEWHERE = door(
    (*WRITERS, "stranger", "partner"),
    refused=[name for name in INSIDE if name not in ("lead", "member", "stranger", "partner")],
)
