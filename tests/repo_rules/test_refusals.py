"""The portal starts with no demo value, no open door and no empty legal page: one sentence each says why."""

import os
import subprocess
import sys

import pytest

from gsvo.ops import production_settings
from gsvo.pages.operator import TEXTS
from gsvo.settings.base import DEMO_SECRET
from tests.helpers.source_tree import ROOT

pytestmark = pytest.mark.once
GOOD_KEY = "Zm9vYmFy-4711_qwertzuiopasdfghjklyxcvbnm-0815-MNBVCXY"


@pytest.fixture
def good(settings, monkeypatch):
    """A production that may start; tests spoil one thing each."""
    monkeypatch.setenv("BASE_URL", "https://gsvo.example")
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://mail.gsvo.example:587")
    settings.TESTING = settings.DEMO = settings.DEBUG = False
    settings.BASE_URL, settings.HTTPS, settings.ALLOWED_HOSTS = "https://gsvo.example", True, ["gsvo.example"]
    settings.TRUSTED_PROXIES = 1
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = GOOD_KEY, []
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@gsvo.example>"
    settings.REDIS_URL, settings.CACHE_URL = "redis://redis:6379/0", "rediss://10.0.0.5:6379/1"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "mail.gsvo.example", True, False
    settings.VAR_DIR = settings.BASE_DIR = settings.MEDIA_ROOT.parent
    settings.STAFF_SECOND_FACTOR = True
    settings.CONTACT_EMAIL, settings.CONTACT_PHONE = "portal@gsvo.example", "02041 7670"
    settings.CONTACT_HOURS = "Mo bis Fr 9 bis 15 Uhr"
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "steht fest")
    settings.SIGN_LANGUAGE_VIDEO = ""
    return settings


def test_a_good_production_starts(good):
    assert production_settings.bad_settings() == []
    production_settings.refuse_to_start()


DEMO = {
    "DEMO": True,
    "HTTPS": False,
    "BASE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": ["localhost"],
    "TRUSTED_PROXIES": 0,
}
BAD = {
    "developer's error pages": ("DEBUG", {"DEBUG": True}),
    "demo people under a real address": ("DEMO", {"DEMO": True}),
    "demo people under a real address without https": (
        "DEMO",
        {"DEMO": True, "HTTPS": False, "BASE_URL": "http://gsvo.example:8000"},
    ),
    "no key": ("SECRET_KEY", {"SECRET_KEY": "fehlt"}),
    "the demo's key": ("SECRET_KEY", {"SECRET_KEY": DEMO_SECRET}),
    "a short key": ("SECRET_KEY", {"SECRET_KEY": GOOD_KEY[:49]}),
    "a key of one letter": ("SECRET_KEY", {"SECRET_KEY": "x" * 64}),
    "Django's key of the first day": ("SECRET_KEY", {"SECRET_KEY": "django-insecure-" + GOOD_KEY}),
    "an old key of the demo": ("SECRET_KEY_FALLBACKS", {"SECRET_KEY_FALLBACKS": [DEMO_SECRET]}),
    "every host": ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ["gsvo.example", "*"]}),
    "no host": ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": []}),
    "not its own host": ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ["other.example"]}),
    "no https": ("BASE_URL", {"BASE_URL": "http://gsvo.example", "HTTPS": False}),
    "a proxy that nobody named": ("TRUSTED_PROXIES", {"TRUSTED_PROXIES": 0}),
    "mail into files": ("EMAIL_URL", {"EMAIL_BACKEND": "gsvo.outbox.mailbox.MailboxBackend"}),
    "mail to the screen": ("EMAIL_URL", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    "the example's sender": ("DEFAULT_FROM_EMAIL", {"DEFAULT_FROM_EMAIL": "GSVO <gsvo@example.org>"}),
    "a sender with a loose comma": (
        "DEFAULT_FROM_EMAIL",
        {"DEFAULT_FROM_EMAIL": "G.I.B., Ruhr <x@gib.example>"},
    ),
    "a sender without an address": ("DEFAULT_FROM_EMAIL", {"DEFAULT_FROM_EMAIL": "Portal der G.I.B."}),
    "an open Redis on the net": ("REDIS_URL", {"REDIS_URL": "rediss://93.184.216.34:6379/0"}),
    "an open cache on the net": ("CACHE_URL", {"CACHE_URL": "rediss://redis.gsvo.example:6379/0"}),
    "a Redis in clear on another machine": ("REDIS_URL", {"REDIS_URL": "redis://:pass@10.0.0.5:6379/0"}),
    "a cache in clear on another machine": ("CACHE_URL", {"CACHE_URL": "redis://:pass@cache.internal/1"}),
    "mail in clear to another machine": ("EMAIL_URL", {"EMAIL_USE_TLS": False}),
    "a demo under any name": ("DEMO", DEMO | {"ALLOWED_HOSTS": ["localhost", "*"]}),
    "a demo under a name of the net": ("DEMO", DEMO | {"ALLOWED_HOSTS": ["demo.gsvo.example"]}),
    "a demo under all names of a domain": ("DEMO", DEMO | {"ALLOWED_HOSTS": [".example"]}),
    "a demo under an address of the net": ("DEMO", DEMO | {"ALLOWED_HOSTS": ["93.184.216.34"]}),
    "a demo under an IPv6 address of the net": ("DEMO", DEMO | {"ALLOWED_HOSTS": ["[2a00:1450::5]"]}),
    "a demo behind a proxy": ("DEMO", DEMO | {"TRUSTED_PROXIES": 1}),
    "staff without second factor": ("STAFF_SECOND_FACTOR", {"STAFF_SECOND_FACTOR": False}),
    "an empty imprint": ("OPERATOR_ADDRESS", {"OPERATOR": {**dict.fromkeys(TEXTS, "x"), "address": ""}}),
    "the example's telephone": ("CONTACT_PHONE", {"CONTACT_PHONE": "02041 000-000"}),
    "the example's address": ("CONTACT_EMAIL", {"CONTACT_EMAIL": "gsvo@example.org"}),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_setting_is_refused_with_a_sentence_that_names_it(good, name):
    setting, spoiled = BAD[name]
    for key, value in spoiled.items():
        setattr(good, key, value)
    sentences = production_settings.bad_settings()
    assert [sentence for sentence in sentences if sentence.startswith((f"{setting} ", f"{setting}:"))]
    assert all(sentence.endswith(".") for sentence in sentences)


def test_uploads_among_public_files_are_refused(good):
    for folder in (good.STATIC_ROOT, good.STATIC_ROOT / "media", good.STATICFILES_DIRS[0] / "x"):
        good.MEDIA_ROOT = folder
        assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["MEDIA_ROOT"]


def test_an_example_password_of_the_database_is_refused(good, monkeypatch):
    monkeypatch.setitem(good.DATABASES["default"], "PASSWORD", "password")
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["DATABASE_URL"]


@pytest.mark.parametrize(
    ("host", "sslmode", "is_refused"),
    [
        ("database.gsvo.example", None, True),
        ("10.0.0.5", "prefer", True),
        ("10.0.0.5", "require", False),
        ("database.gsvo.example", "verify-full", False),
        ("postgres", None, False),
        ("127.0.0.1", None, False),
        ("/run/postgresql", None, False),
        ("wired.internal", None, False),
    ],
)
def test_a_database_on_another_machine_is_reached_encrypted(good, monkeypatch, host, sslmode, is_refused):
    good.PLAIN_TEXT_HOSTS = ["wired.internal"]
    monkeypatch.setitem(good.DATABASES["default"], "HOST", host)
    options = good.DATABASES["default"].get("OPTIONS", {})
    monkeypatch.setitem(
        good.DATABASES["default"], "OPTIONS", options | ({"sslmode": sslmode} if sslmode else {})
    )
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == [
        "DATABASE_URL"
    ] * is_refused


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        ({"host": "database.gsvo.example"}, {}),
        ({"host": "/run/postgresql,10.0.0.5"}, {}),
        ({"hostaddr": "10.0.0.5"}, {}),
        ({}, {"PGHOST": "database.gsvo.example"}),
        ({}, {"PGHOSTADDR": "10.0.0.5"}),
    ],
)
def test_the_other_ways_to_name_a_databases_machine_count_as_well(good, monkeypatch, options, environment):
    database = good.DATABASES["default"]
    monkeypatch.setitem(database, "ENGINE", "django.db.backends.postgresql")
    monkeypatch.setitem(database, "HOST", "")
    for name in ("PGHOST", "PGHOSTADDR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    monkeypatch.setitem(database, "OPTIONS", options)
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["DATABASE_URL"]

    monkeypatch.setitem(database, "OPTIONS", options | {"sslmode": "require"})
    assert production_settings.bad_settings() == []


def test_a_file_of_secrets_that_everybody_can_read_is_refused(good, tmp_path):
    good.ENV_FILE = secrets = tmp_path / ".env"
    secrets.write_text("SECRET_KEY=…")
    secrets.chmod(0o644)
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == [".env"]

    secrets.chmod(0o640)
    assert production_settings.bad_settings() == [], "the portal's group may read it"


def test_what_other_accounts_of_the_machine_can_read_is_refused(good, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    good.VAR_DIR = folder
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["VAR_DIR"]

    folder.chmod(0o700)
    good.MEDIA_ROOT = tmp_path / "elsewhere"
    good.MEDIA_ROOT.mkdir()
    good.MEDIA_ROOT.chmod(0o750)
    assert production_settings.bad_settings() == [], "a group may back up the uploads"

    good.MEDIA_ROOT.chmod(0o755)
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["MEDIA_ROOT"]


def test_a_database_file_that_others_can_read_is_refused(good, monkeypatch, tmp_path):
    file = tmp_path / "portal.sqlite3"
    file.touch()
    file.chmod(0o644)
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "PASSWORD": "", "HOST": ""}
    good.VAR_DIR = tmp_path / "data"
    good.VAR_DIR.mkdir(mode=0o700)
    monkeypatch.setitem(good.DATABASES, "default", {**good.DATABASES["default"], **database})

    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["DATABASE_URL"]

    file.chmod(0o600)
    assert production_settings.bad_settings() == []


@pytest.mark.parametrize("setting", ["BASE_URL", "EMAIL_URL"])
def test_what_has_no_default_must_be_set(good, monkeypatch, setting):
    monkeypatch.delenv(setting)
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == [setting]


@pytest.mark.parametrize(
    "address",
    [
        "rediss://:secret@redis.gsvo.example/0",
        "redis://redis/0",
        "redis://[::1]/0",
        "rediss://cache.internal/0",
        "redis://wired.internal/0",
        "",
    ],
)
def test_a_redis_with_password_or_inside_is_good(good, address):
    good.PLAIN_TEXT_HOSTS = ["wired.internal"]
    good.REDIS_URL = good.CACHE_URL = address
    assert production_settings.bad_settings() == []


def test_a_rehearsal_on_this_machine_needs_a_key_and_nothing_more(good, monkeypatch):
    monkeypatch.setenv("BASE_URL", "http://localhost:8000")
    good.BASE_URL, good.HTTPS, good.CONTACT_EMAIL = "http://localhost:8000", False, ""
    good.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testing.internal", "192.168.1.20"]
    assert production_settings.bad_settings() == []
    good.SECRET_KEY = DEMO_SECRET
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["SECRET_KEY"]


@pytest.mark.parametrize("host", ["*", ".gsvo.example", "gsvo.example", "93.184.216.34"])
@pytest.mark.parametrize("debug", [True, False])
def test_a_rehearsal_is_open_to_nobody_outside(good, monkeypatch, host, debug):
    """Else one wrong address in .env would put error pages with code and data on the net."""
    monkeypatch.setenv("BASE_URL", "http://localhost:8000")
    good.BASE_URL, good.HTTPS, good.DEBUG = "http://localhost:8000", False, debug
    good.ALLOWED_HOSTS = ["localhost", host]
    assert [sentence.split()[0] for sentence in production_settings.bad_settings()] == ["BASE_URL"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "192.168.1.20", "demo.internal"])
def test_a_demo_on_this_machine_or_inside_starts(good, host):
    good.DEMO, good.HTTPS, good.BASE_URL = True, False, f"http://{host}:8000"
    good.ALLOWED_HOSTS, good.TRUSTED_PROXIES = ["localhost", "127.0.0.1", "testing", host], 0
    assert production_settings.bad_settings() == []


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "deliver"],
        ["-c", "import gsvo.wsgi"],
        ["-m", "celery", "-A", "gsvo", "worker"],
    ],
    ids=["command", "web server", "worker"],
)
def test_neither_command_nor_web_server_nor_worker_starts(tmp_path, command):
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("DEMO", "DEBUG", "BASE_URL")},
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": DEMO_SECRET,
        "DJANGO_SETTINGS_MODULE": "gsvo.settings",
    }
    run = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode != 0
    assert "- SECRET_KEY fehlt, ist zu kurz (unter 50 Zeichen) oder ein Demo-Wert.\n" in run.stderr
    assert "- BASE_URL fehlt" in run.stderr
