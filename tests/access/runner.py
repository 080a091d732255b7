"""Knock at every door: what a request is answered with, compared with what the table says."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from tests.access import routes
from tests.access.db_guard import undone, writes
from tests.access.rows import IDENTITIES, OUTSIDE
from tests.helpers.long_version import LONG, sample

SAMPLED = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
METHODS = ("GET", "POST", *SAMPLED)
ANSWERED = {200, 302, 400, 409, 410}  # what somebody who gets in may meet with an empty form
_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
_REFERENCE = re.compile(rb"\b[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}\b")  # a request's number
_CLOCK = re.compile(rb'data-(idle|life)="\d+"|\d\d:\d\d:\d\d GMT')
_UNCOMPARED = {"Content-Length", "Set-Cookie", "Date", "Server-Timing"}


@dataclass
class AccessRun:
    """Goes through rows with every identity and keeps what was not as the table says, in `wrong`."""

    world: object
    wrong: list = field(default_factory=list)
    requests: int = 0
    turn: int = 0

    def identities(self, row, method):
        """Whom to send to a row: with LONG=1 everybody. Else some of those who get in or are refused, and of
        those for whom there is nothing, or who are all treated alike, other ones every day."""
        meets = row.door(method)
        known = [name for name in IDENTITIES if meets[name] in ("in", "refused")]
        others = [name for name in IDENTITIES if name not in known]
        alike = row.is_djangos or not others
        return [
            *sample(known, 2 if alike else 3, row.route, method),
            *sample(
                others, 1 if row.is_djangos or set(meets.values()) == {"wrong"} else 2, row.route, method
            ),
        ]

    def methods(self, row):
        """Methods that one identity at a time tries: some at each row, with LONG=1 all."""
        return sample(SAMPLED, 1 if row.is_djangos else 2, row.route)

    def compares(self, row, identity):
        """Whether to ask for a missing record as well: by turns, less often outside the login."""
        self.turn += 1
        return LONG or self.turn % (5 if row.is_djangos or identity in OUTSIDE else 2) == 0

    def visit(self, row, identity, method):
        """One request and its verdict; everything that it did is undone."""
        expected = row.door(method)[identity]
        path = routes.path_of(row, self.world.records)
        answer, done = self.ask(identity, method, path, self._data(row, method))
        problem = self._problem(row, identity, method, expected, answer, done)
        if problem:
            self.wrong.append(f"{method} {row.route} as {identity}: {problem}")

    def _data(self, row, method):
        return {name: self.world.records[to] for name, to in row.data.items()} if method == "POST" else {}

    def ask(self, identity, method, path, data=None):
        """(answer, tables written to) of a request that is undone afterwards."""
        browser = self.world.browsers[identity]
        cache.clear()  # nobody runs into a limit here
        self.requests += 1
        with undone(), writes() as done:
            answer = getattr(browser, method.lower())(path, data or ({} if method == "POST" else None))
            if answer.streaming:
                b"".join(answer.streaming_content)
        return answer, done

    def _problem(self, row, identity, method, expected, answer, done):
        if answer.status_code >= 500 and answer.status_code not in row.opens:
            return f"answers {answer.status_code}"
        if done and (expected != "in" or method != "POST"):
            return f"writes although nothing may change: {sorted(set(done))}"
        return getattr(self, f"_{expected}")(row, identity, method, answer)

    def _in(self, row, _identity, method, answer):
        status = answer.status_code
        if method == "OPTIONS":
            good = status in (*row.opens, 403, 405)  # our tables to read refuse what is no GET
        elif method == "POST":
            good = status in ANSWERED and not (_leads_to_login(answer) and row.login)
        else:
            good = status in row.opens and not (_leads_to_login(answer) and row.login)
        return None if good else f"should get in, but is answered {_short(answer)}"

    def _login(self, row, identity, method, answer):
        if not _leads_to_login(answer):
            return f"should be sent to the login, but is answered {_short(answer)}"
        return self._differs(row, identity, method, answer)

    def _absent(self, row, identity, method, answer):
        if method == "OPTIONS" and answer.status_code == 405:
            return None
        if answer.status_code != 404:
            return f"should find nothing, but is answered {_short(answer)}"
        return self._differs(row, identity, method, answer)

    def _elsewhere(self, row, identity, method, answer):
        if answer.status_code != 403:
            return f"should hear that this is the wrong browser, but is answered {_short(answer)}"
        return self._differs(row, identity, method, answer)

    def _refused(self, _row, _identity, method, answer):
        says_nothing = method == "OPTIONS" and (answer.status_code == 405 or not answer.content)
        if answer.status_code == 403 or says_nothing:
            return None
        return f"should be refused (403), but is answered {_short(answer)}"

    def _wrong(self, _row, _identity, method, answer):
        return (
            None if answer.status_code == 405 else f"{method} should be wrong (405), but is {_short(answer)}"
        )

    def _differs(self, row, identity, method, answer):
        """Whether a record that is there can be told from one that is not."""
        path = routes.absent_path(row)
        if path is None or not self.compares(row, identity):
            return None
        missing, _done = self.ask(identity, method, path, self._data(row, method))
        real = routes.path_of(row, self.world.records)
        return told(trace(answer, real), trace(missing, path))

    def cross(self, row):
        """A foreign child under the own record is as absent as one that is not there."""
        foreign, missing = routes.crossed_paths(row, self.world.records)
        for method in ("GET", "POST"):
            for identity in [name for name in IDENTITIES if row.door(method).get(name) == "in"]:
                answer, done = self.ask(identity, method, foreign)
                other, _done = self.ask(identity, method, missing)
                same = trace(answer, foreign) == trace(other, missing)
                if answer.status_code != 404 or done or not same:
                    foreigner = f"a foreign {', '.join(row.crossed)}"
                    self.wrong.append(
                        f"{method} {row.route} as {identity} with {foreigner}: {_short(answer)}"
                    )


def told(one, other):
    """Which difference between two answers tells that a record exists, or None."""
    if one == other:
        return None
    lines = [[str(answer[0]), *b"\n".join(answer[1]).decode().splitlines()] for answer in (one, other)]
    here, there = next(((a, b) for a, b in zip_longest(*lines) if a != b), ("order", "order"))
    return f"can tell this record from one that does not exist: {here!r} is {there!r} there"


def trace(answer, path):
    """What somebody sees of an answer, the address itself and what changes with each request masked."""
    body = b"" if answer.streaming else answer.content
    words = [quote(path).encode(), quote(path, safe="").encode(), path.encode()]
    headers = {name: value.encode() for name, value in answer.headers.items() if name not in _UNCOMPARED}
    # Which, not their secrets. The session's comes again after some minutes, whatever is asked for.
    cookies = answer.cookies.keys() - {settings.SESSION_COOKIE_NAME}
    headers |= {"Set-Cookie": " ".join(sorted(cookies)).encode()}
    found = [
        _CSRF.sub(b"csrf", body),
        *(name.encode() + b": " + value for name, value in sorted(headers.items())),
    ]
    for word in words:
        found = [text.replace(word, b"#") for text in found]
    return answer.status_code, [_CLOCK.sub(b"now", _REFERENCE.sub(b"ref", text)) for text in found]


def _leads_to_login(answer):
    """The admin's own login only leads on to the portal's."""
    logins = (reverse("account_login"), reverse("admin:login"))
    return answer.status_code == 302 and answer.url.startswith(logins)


def _short(answer):
    return f"{answer.status_code}{f' → {answer.url}' if answer.status_code in (301, 302) else ''}"
