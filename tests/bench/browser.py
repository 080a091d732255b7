"""A caller of pages: a new connection each time, as our nginx makes them, and a cookie."""

import http.client
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.counting import ASKED, PARTS, STATEMENTS
from tests.helpers.admin_forms import standing

COUNTING = {ASKED: "1"}


@dataclass
class Answer:
    status: int
    text: str
    seconds: float
    statements: int  # this and the next only where they were asked for
    parts: dict  # of its templates
    cookie: str

    @property
    def size(self):
        return len(self.text.encode())


class Browser:
    def __init__(self, port, cookie):
        self.port, self.cookie = port, f"sessionid={cookie}"

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, data, token, **headers):
        """Send a form. `token`: the cookie that its page came with."""
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://localhost:{self.port}",
        }
        return self._ask("POST", path, urlencode(data, doseq=True), headers, token)

    def count(self, path):
        """Return the page, with what it takes."""
        return self.get(path, **COUNTING)

    def _ask(self, method, path, body, headers, token=""):
        cookie = "; ".join(filter(None, [self.cookie, token]))
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("localhost", self.port, timeout=120)
        connection.request(method, path, body, {"Cookie": cookie, "Connection": "close", **headers})
        response = connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - begin
        connection.close()
        return Answer(
            response.status,
            content.decode(),
            seconds,
            int(response.headers.get(STATEMENTS, 0)),
            json.loads(response.headers.get(PARTS, "{}")),
            _token(response.headers),
        )


def _token(headers):
    """Return the cookie against foreign forms, if the answer sets one."""
    cookies = (value.partition(";")[0] for value in headers.get_all("Set-Cookie", []))
    return next((cookie for cookie in cookies if cookie.startswith("csrftoken=")), "")


class Form:
    """A page's form that is sent again and again, each time for the record as the last one left it."""

    def __init__(self, browser, path, sends):
        self.browser, self.path = browser, path
        page = browser.get(path)
        self._token, self._sends = page.cookie, sends
        self._data = standing(page.text, path, field=next(iter(sends))) | sends
        self._count = 0

    def send(self, **headers):
        self._count += 1
        first = next(iter(self._sends))
        changed = {first: f"{self._sends[first]} {self._count}"}
        answer = self.browser.post(self.path, self._data | changed, self._token, **headers)
        if "revision" in self._data:
            self._data["revision"] = int(self._data["revision"]) + 1
        return answer
