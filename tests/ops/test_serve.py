"""What `make run` makes of .env and of what cannot work, before it starts anything."""

import os
import socket
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from gsvo.ops import serve
from tests.outbox.smtp_server import free_port

pytestmark = pytest.mark.once
EVERYWHERE = serve.EVERYWHERE[0]
REAL = "https://gsvo.beispiel-nrw.de"


class Reached(Exception):  # noqa: N818  no error
    """Everything is well so far; from here on something would be started."""


@pytest.fixture
def begin(monkeypatch, tmp_path):
    """`begin(dotenv, NAME=value, …)` goes so far; returns the environment that the portal would get."""
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setattr(serve, "_prepare", mock.Mock(side_effect=Reached))

    def begins(dotenv="", **environment):
        (tmp_path / ".env").write_text(dotenv)
        environment = {"PORT": str(free_port()), **environment}
        with mock.patch.dict(os.environ, environment, clear=True):
            with pytest.raises(Reached):
                serve.main()
            return dict(os.environ)

    return begins


def test_a_real_portals_address_is_the_one_of_its_file(begin):
    environment = begin(f"BASE_URL={REAL}\nDEMO=false\n")

    assert environment["BASE_URL"] == REAL, "links in mails lead there, and what is half filled in is refused"


def test_a_real_portal_without_an_address_gets_none_that_looks_like_one(begin):
    assert "BASE_URL" not in begin(DEMO="0")


def test_a_demo_lives_on_this_machine(begin):
    port = str(free_port())

    assert begin(DEMO="1", PORT=port)["BASE_URL"] == f"http://localhost:{port}"


def test_a_portal_for_the_own_network_answers_to_its_private_addresses_only(begin, monkeypatch):
    monkeypatch.setattr(serve, "_cannot_listen", mock.Mock(return_value=""))
    monkeypatch.setattr(socket, "gethostname", lambda: "rechner")
    addresses = ["192.168.1.20", "93.184.216.34"]
    monkeypatch.setattr(socket, "gethostbyname_ex", lambda name: (name, [], addresses))

    allowed = begin(DEMO="1", HOST=EVERYWHERE)["ALLOWED_HOSTS"]
    assert set(allowed.split(",")) == {"localhost", "127.0.0.1", "rechner", "192.168.1.20"}

    monkeypatch.setattr(socket, "gethostname", lambda: "rechner.gsvo.example")
    assert "gsvo.example" not in begin(DEMO="1", HOST=EVERYWHERE)["ALLOWED_HOSTS"]


def test_what_cannot_work_is_a_sentence(begin):
    def words(**environment):
        with pytest.raises(SystemExit) as end:
            begin(**environment)
        return end.value.code

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert words(PORT=port) == f"Port {port} ist schon belegt. {serve.OTHER_PORT}"
    assert words(PORT="achtzig") == "PORT=achtzig ist keine Zahl von 1 bis 65535."
    assert words(PORT="70000") == "PORT=70000 ist keine Zahl von 1 bis 65535."
    assert words(HOST="198.51.100.1") == "HOST=198.51.100.1 ist keine Adresse dieses Rechners."


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (ImproperlyConfigured("Das Portal startet so nicht."), "Das Portal startet so nicht."),
        (OperationalError("refused\n"), "Die Datenbank (DATABASE_URL) antwortet nicht: refused"),
        (PermissionError(13, "no", "/srv/var"), "Hier fehlt das Recht zu schreiben: /srv/var"),
    ],
)
def test_what_stops_the_set_up_is_a_sentence(monkeypatch, trouble, sentence):
    monkeypatch.setattr(serve, "_fill", mock.Mock(side_effect=trouble))

    with pytest.raises(SystemExit) as end:
        serve._prepare()

    assert end.value.code == sentence
