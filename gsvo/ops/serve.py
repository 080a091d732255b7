"""`make run`: start the embedded portal (database, demo data, web server, worker, scheduler) in one terminal.

Prepares what is missing, starts the three processes, prints address and logins, and ends all when it ends.
"""

import errno
import hashlib
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from environ import Env

ROOT = Path(__file__).resolve().parent.parent.parent
STOP_WITHIN = 10  # seconds that a process gets to finish what it is doing
LOOPBACK = ("127.0.0.1", "localhost")
EVERYWHERE = ("0.0.0.0",)  # noqa: S104  only if somebody asks for it
OTHER_PORT = "Mit PORT=8001 make run nehmen Sie einen anderen."
CALM = ("--without-gossip", "--without-mingle", "--without-heartbeat")  # a worker that is alone
TOO_OFTEN = 5  # deaths within a minute after which restarting helps nobody


def main():
    # Before our own defaults: what stands there counts, as for every command.
    Env.read_env(ROOT / os.environ.get("ENV_FILE", ".env"))
    host, port = os.environ.get("HOST", "127.0.0.1"), _port()
    if trouble := _cannot_listen(host, port):
        sys.exit(trouble)
    _environment(host, port)
    _prepare()
    stop = Stop()
    children = [
        Child("Webserver", _web(host, port)),
        Child("Worker", _celery("worker", "--concurrency", "1", *CALM)),
        Child("Zeitsteuerung", _celery("beat")),  # not the worker's -B: that one is not revived when it dies
    ]
    try:
        _greet_when_ready(host, port, stop)
        while not stop.wait(0.5):
            for child in children:
                child.look_after()
    finally:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.end()


class Stop:
    """Flag for the end of all processes.

    A plain flag: an Event that a signal handler sets while the same thread waits on it can block for ever.
    """

    def __init__(self):
        self.asked = False
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            signal.signal(getattr(signal, name), self._ask)

    def _ask(self, *_):
        self.asked = True

    def wait(self, seconds):
        """Sleep in short steps and return whether the end was requested meanwhile."""
        end = time.monotonic() + seconds
        while not self.asked and time.monotonic() < end:
            time.sleep(0.1)
        return self.asked


class Child:
    """A process in its own group: restarted when it dies, ended with all its children."""

    def __init__(self, name, command):
        self.name, self.command, self.deaths = name, command, []
        self._start()

    def _start(self):
        self.process = subprocess.Popen(self.command, cwd=ROOT, start_new_session=True)

    def look_after(self):
        if self.process.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < 60] + [now]
        if len(self.deaths) >= TOO_OFTEN:
            sys.exit(
                f"{self.name} endet immer wieder (Code {self.process.returncode}). Die Meldungen stehen oben."
            )
        self._kill_group()
        print(f"{self.name} endete (Code {self.process.returncode}) und startet neu.", flush=True)
        self._start()

    def ask_to_end(self):
        if self.process.poll() is None:
            self.process.terminate()

    def end(self):
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_WITHIN)
        self._kill_group()

    def _kill_group(self):
        """Kill the whole group: surviving children would keep the port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _environment(host, port):
    """Return the environment of the embedded profile; what the environment or .env sets wins."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsvo.settings")
    name = "localhost" if host in LOOPBACK + EVERYWHERE else host
    if Env().bool("DEMO", default=False):  # a real portal is told its address, or says that it lacks one
        os.environ.setdefault("BASE_URL", f"http://{name}:{port}")
    if host not in LOOPBACK:
        os.environ.setdefault("ALLOWED_HOSTS", ",".join(["localhost", "127.0.0.1", name, *_own_names()]))


def _own_names():
    """Return this machine's name and private addresses; one of the open net is never let in unasked."""
    name = socket.gethostname()
    addresses = []
    with suppress(OSError):
        addresses = socket.gethostbyname_ex(name)[2]
    return [
        *([name] if "." not in name else []),
        *(address for address in addresses if ipaddress.ip_address(address).is_private),
    ]


def _port():
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text} ist keine Zahl von 1 bis 65535.")
    return int(text)


def _cannot_listen(host, port):
    """Return why no web server can listen there, as a sentence, or ""."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return {
                errno.EADDRINUSE: f"Port {port} ist schon belegt. {OTHER_PORT}",
                errno.EACCES: f"Port {port} dürfen Sie nicht öffnen. {OTHER_PORT}",
            }.get(error.errno, f"HOST={host} ist keine Adresse dieses Rechners.")
    return ""


def _prepare():
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import SystemCheckError
    from django.db import OperationalError

    try:
        django.setup()
        _fill()
    except (ImproperlyConfigured, SystemCheckError) as refusal:
        sys.exit(str(refusal))
    except OperationalError as error:
        sys.exit(f"Die Datenbank (DATABASE_URL) antwortet nicht: {str(error).strip()}")
    except PermissionError as error:
        sys.exit(f"Hier fehlt das Recht zu schreiben: {error.filename}")


def _fill():
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("check", databases=["default"], tags=["database"], verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _collect_static(settings, call_command)
    if settings.DEMO and not get_user_model().objects.exists():
        call_command("demo", verbosity=0)


def _collect_static(settings, call_command):
    """Collect static files if names or sizes of ours or versions of packages have changed."""
    digest = hashlib.sha256()
    for lock in ("package-lock.json", "requirements.txt", "gsvo/settings/database.py", "gsvo/lib/finders.py"):
        digest.update((ROOT / lock).read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def _web(host, port):
    return [
        sys.executable, "-m", "gunicorn", "gsvo.wsgi",
        "--bind", f"{host}:{port}",
        "--workers", "2", "--worker-class", "gthread", "--threads", "4",
        "--graceful-timeout", "5", "--log-level", "warning",
        "--logger-class", "gsvo.observability.formatters.GunicornLogger",
    ]  # fmt: skip


def _celery(*what):
    return [
        sys.executable, "-W", "ignore:You're running the worker",  # as root, on somebody's own machine
        "-m", "celery", "--quiet", "-A", "gsvo", *what, "--loglevel", "WARNING",
    ]  # fmt: skip


def _greet_when_ready(host, port, stop):
    """Wait for the first answer, then say where and as whom."""
    address = f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{port}/livez"
    as_the_proxy = {"Host": "localhost", "X-Forwarded-Proto": "https"}  # else a real portal logs refusals
    request = urllib.request.Request(address, headers=as_the_proxy)
    for _ in range(150):
        if stop.wait(0.2):
            return
        try:
            urllib.request.urlopen(request, timeout=2)  # noqa: S310  our own server
            break
        except urllib.error.HTTPError:
            break  # it answers; a name of its own may be demanded
        except OSError:
            continue
    from django.conf import settings

    print(f"\nDas Portal läuft: {settings.BASE_URL}\n", flush=True)
    if settings.DEMO:
        from gsvo.demo.cast import logins

        print(logins(), flush=True)
    print("Strg-C beendet alles.\n", flush=True)


if __name__ == "__main__":
    main()
