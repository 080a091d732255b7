"""A real portal for stories: web server, worker with scheduler, mail sink, own database and broker."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import redis
from aiosmtpd.controller import Controller

from tests.e2e.stories.postbox import Postbox

ROOT = Path(__file__).resolve().parents[3]
START_WITHIN = 60  # seconds
# One process for all of it: starting Django is what costs. That a portal migrates is for `make run` to show.
SET_UP = """
from django.core.management import call_command
call_command("createcachetable", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
"""
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def spare_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """`url` to open, `postbox` to read, `run(code)` to prepare what no page makes."""

    settings = "gsvo.settings"

    def __init__(self, folder, database_url, redis_url, *, is_migrated=False):
        port, mail_port = spare_port(), spare_port()
        self.folder, self.url = folder, f"http://localhost:{port}"
        self._is_migrated = is_migrated
        self.postbox = Postbox()
        self._mail = Controller(self.postbox, hostname="127.0.0.1", port=mail_port)
        self._bind = f"127.0.0.1:{port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DEMO", "DEBUG")},
            "SECRET_KEY": secrets.token_urlsafe(64),
            "VAR_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),  # collecting takes files away from whoever serves them
            "BASE_URL": self.url,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "CACHE_URL": redis_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "DJANGO_SETTINGS_MODULE": self.settings,
            # the gate has tests of its own: tests/accounts/test_mfa_middleware.py
            "STAFF_SECOND_FACTOR": "false",
            "PYTHONWARNINGS": "ignore",
        }

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, code):
        return self.manage("shell", "--no-imports", "-c", code)

    def sets_up(self, more=""):
        self.run(("" if self._is_migrated else MIGRATE) + SET_UP + more)

    @contextmanager
    def running(self):
        self._mail.start()
        self.sets_up()
        with (
            self._process(
                "web", "gunicorn", "gsvo.wsgi", "--bind", self._bind, "--workers", "2", "--threads", "4"
            ),
            self._process(
                "worker", "celery", "-A", "gsvo", "worker", "-B", "--concurrency", "1", "-l", "INFO"
            ),
        ):
            self._wait()
            try:
                yield self
            finally:
                self._mail.stop()

    @contextmanager
    def _process(self, name, module, *arguments):
        log = (self.folder / f"{name}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
            log.close()

    def _wait(self):
        for _ in range(START_WITHIN * 5):
            try:
                urllib.request.urlopen(f"{self.url}/readyz", timeout=5)
            except (OSError, urllib.error.HTTPError):
                time.sleep(0.2)
            else:
                return
        raise AssertionError(self.logs())

    def logs(self):
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


@contextmanager
def own_database(folder, suite_url, template=None):
    """A database of the kind the suite runs on, only for this portal: (address). Empty, or a copy."""
    if not suite_url.startswith("postgres"):
        path = folder / "story.sqlite3"
        if template:
            shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        return
    server, _, name = suite_url.rpartition("/")
    name = f"{urlsplit(suite_url).path.strip('/')}_story_{secrets.token_hex(3)}"
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        try:
            yield f"{server}/{name}"
        finally:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    connection.close()


@contextmanager
def own_broker(redis_url):
    """The suite's Redis database, emptied afterwards; without one the file broker."""
    try:
        yield redis_url
    finally:
        if redis_url:
            redis.Redis.from_url(redis_url).flushdb()
