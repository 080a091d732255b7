"""What is written down while people work, at the most talkative level: nothing about anybody."""

import logging

import pytest
from django.test import Client

from gsvo.links.models import Link
from gsvo.observability.formatters import JsonFormatter
from gsvo.offices.actions import invite
from gsvo.offices.models import Role
from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.source_tree import ROOT

pytestmark = pytest.mark.django_db
ADDRESS = "198.51.100.23"


class Lines(logging.Handler):
    """Keeps what our console would print."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []
        self.setFormatter(JsonFormatter())

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def written(caplog):
    caplog.set_level(logging.DEBUG)
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)


def test_nothing_personal_is_logged_while_people_come_in_and_open_links(koko, written, settings):
    office = koko.memberships.get().office
    invite(office, by=koko, email="nele.neumann@example.net", name="Nele Neumann", role=Role.MEMBER)
    link = Link.objects.get()
    path = link.url().removeprefix(settings.BASE_URL)
    token = path.rstrip("/").rpartition("/")[2]
    browser = Client(REMOTE_ADDR=ADDRESS)
    browser.get(path, follow=True)
    browser.post(link.page_url(), {"name": "", "phone": "0521 99887766"})
    for _guess in range(31):
        browser.get(path.replace(token, token[:16] + "a" * 32))
    for password in ("ganz-falsch-geraten", factories.PASSWORD):
        browser.post("/konto/login/", {"login": koko.email, "password": password})
    browser.post("/konto/passwort-vergessen/", {"email": koko.email})
    Link.objects.filter(pk=link.pk).revoke()
    browser.get(link.page_url())
    browser.get(f"/gibt-es-nicht/{token}/")
    browser.get("/", headers={"host": "evil.example"})
    deliver()
    text = "\n".join(written)
    assert OutgoingMail.objects.count() >= 2
    assert "Too many tries: guessed_link" in text
    for secret in (
        "neumann",
        "nele",
        "koko",
        "karla",
        "99887766",
        ADDRESS,
        token[16:],
        "ganz-falsch",
        factories.PASSWORD,
    ):
        assert secret not in text.lower(), secret


@pytest.mark.once
def test_no_web_server_of_ours_keeps_a_list_of_visits():
    for name in ("gsvo/ops/serve.py", "docker-compose.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "gunicorn" in text
        assert "access-log" not in text
