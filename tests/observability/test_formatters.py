"""One JSON line a record, with the request's number, and nothing that names anybody."""

import io
import json
import logging
import re
import time

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from gsvo.accounts.models import User
from gsvo.celery import send_request_id
from gsvo.links.models import Link
from gsvo.observability import request_id
from gsvo.observability.formatters import JsonFormatter, PlainFormatter, redact
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBER = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}")


@pytest.fixture
def lines():
    """What stands in the log by now, line by line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root, ours = logging.getLogger(), ("gsvo.observability.access_log", "gsvo.security")
    levels = {name: logging.getLogger(name).level for name in ours}
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def events(lines):
    return [line for line in lines() if line["logger"] == "gsvo.security"]


def test_each_answer_has_a_number_of_ours_and_its_line(client, lines):
    answer = client.get("/kontakt/?q=Nele+Neumann", headers={"x-request-id": "forged\nline"})

    [line] = [line for line in lines() if line["logger"] == "gsvo.observability.access_log"]
    assert NUMBER.fullmatch(answer["X-Request-ID"])
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "kontakt/", 200)
    assert line["time"].endswith("+00:00")
    assert line["ms"] >= 0
    assert "Neumann" not in str(lines())
    assert client.get("/kontakt/")["X-Request-ID"] != answer["X-Request-ID"]


def test_a_record_is_one_line_whatever_an_address_holds(client, lines):
    client.get("/a%0d%0a%1b[31m2026 ERROR forged/")

    assert [line["message"] for line in lines() if line["logger"] == "gsvo.observability.access_log"] == [
        "request"
    ]
    record = logging.LogRecord("x", logging.INFO, "", 0, "a\r\n\x1b[31mb\u2028c", (), None)
    for formatter in (JsonFormatter(), PlainFormatter()):
        assert re.search(r"[\x00-\x1f\u2028]", formatter.format(record)) is None


def test_what_django_tells_after_the_answer_has_its_number_too(client, lines):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    told = [line for line in lines() if line["logger"] == "django.request"]
    assert [line["request"] for line in told] == [answer["X-Request-ID"]]


def test_strangers_fill_no_log_with_tracebacks(client, lines):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400

    assert [line for line in lines() if "exception" in line] == []
    assert [line["status"] for line in lines() if line["logger"] == "gsvo.observability.access_log"] == [400]


@pytest.mark.parametrize(
    "text",
    [
        "Invalid request from ip=[IP]: Invalid HTTP request line: 'GET /?q=Karla Koko 0521 HTTP/1.1'",
        "mail to karla.koko@example.org failed",
        "Invalid request from ip=198.51.100.23: x",
        "connection to server at 2001:db8::17, port 5432 failed",
        "duplicate key value\nDETAIL:  Key (name, phone)=(Karla Koko, 0521 99) already exists.",
        "new row violates\nDETAIL:  Failing row contains (7, Karla Koko, 0521 99).",
        "new row violates\nDETAIL:  Failing row contains (7, Dear\nKarla Koko, (0521) 99).\n",
        f"/konto/passwort/{'a' * 48}/",
    ],
)
def test_what_names_somebody_is_taken_out(text):
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (text,), None)
    for formatter in (JsonFormatter(), PlainFormatter()):
        line = formatter.format(record)
        for secret in ("karla", "Karla", "0521", "198.51", "2001:db8", "a" * 32):
            assert secret not in line


@pytest.mark.parametrize("piece", ["a", "a.", "=(", "1:", "@a", "a@"])
def test_a_long_text_costs_no_time(piece):
    begin = time.process_time()
    redact(piece * 10_000)

    assert time.process_time() - begin < 3


def test_times_and_versions_stay_readable():
    record = logging.LogRecord("x", logging.INFO, "", 0, "since 12:30:05, PostgreSQL 15.4, a::b", (), None)

    assert "since 12:30:05, PostgreSQL 15.4" in PlainFormatter().format(record)


def test_an_exception_shows_where_and_not_whose(lines):
    factories.user("nele@example.net")
    try:
        User.objects.create(email="nele@example.net", pk=User.objects.get(email="nele@example.net").pk)
    except IntegrityError:
        logging.getLogger("x").exception("broken")

    [line] = [line for line in lines() if line["message"] == "broken"]
    assert "IntegrityError" in line["exception"]
    assert "nele" not in line["exception"]


def test_what_a_security_officer_asks_for_is_there_without_names(koko, admin_user, lines, settings):
    browser = Client()
    for password in ("falsch-geraten", factories.PASSWORD):
        browser.post("/konto/login/", {"login": koko.email, "password": password})
    link = Link.objects.issue("password", koko, email=koko.email)
    Client().get(link.url().removeprefix(settings.BASE_URL))
    browser.post("/konto/logout/")
    staff = Client(enforce_csrf_checks=True)
    staff.force_login(admin_user)
    staff.post("/admin/faelle/")
    staff = Client()
    staff.force_login(admin_user)
    staff.post("/admin/requests/topic/add/", {"name": "Neues Thema", "position": "1", "is_active": "on"})

    found = events(lines)
    assert [line["message"] for line in found if line["message"] != "login"] == [
        "login failed",
        "link used",
        "logout",
        "denied",
        "admin",
    ]
    assert koko.pk in [line["account"] for line in found if line["message"] == "login"]
    admin = next(line for line in found if line["message"] == "admin")
    assert (admin["act"], admin["table"], admin["account"]) == ("add", "requests.topic", admin_user.pk)
    assert all(NUMBER.fullmatch(line["request"]) for line in found if line["message"] != "login")
    assert "koko" not in str(found).lower()
    assert "Neues Thema" not in str(found)


def test_a_task_carries_the_number_of_the_request_that_caused_it():
    number = request_id.begin()
    headers = {}
    send_request_id(headers=headers)
    request_id.end()

    assert headers == {"request_number": number}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/", "/konto/", "/admin/"])
def test_without_its_database_pages_are_calm_and_quote_a_number_of_the_log(koko, lines, path):
    browser = Client(raise_request_exception=False)
    browser.force_login(koko)

    def gone(*_):
        raise OperationalError('connection to server at "10.1.2.3" failed')

    with connection.execute_wrapper(gone):
        answer = browser.get(path)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Das Portal macht gerade eine Pause" in page
    assert "Traceback" not in page
    assert answer["X-Request-ID"] in page
    assert answer["X-Request-ID"] in [line["request"] for line in lines() if "exception" in line]
    assert "10.1.2.3" not in str(lines())
    assert browser.get(path).status_code in (200, 302, 404)


def test_a_fault_shows_a_number_that_leads_to_its_traceback(lines, monkeypatch):
    monkeypatch.setattr("gsvo.pages.views._number_word", lambda _number: 1 / 0)

    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    [line] = [line for line in lines() if "exception" in line]
    assert line["request"] == answer["X-Request-ID"]
    assert "ZeroDivisionError" in line["exception"]
