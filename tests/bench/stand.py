"""What is measured: the portal and the bare twin, each at every size, on a PostgreSQL of their own."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench import processes
from tests.bench.browser import Browser
from tests.e2e.faults.programs import ROOT, Program
from tests.e2e.faults.services import Postgres, Redis, eventually
from tests.outbox.smtp_server import free_port

UNIT = ROOT / "deploy/systemd/gsvo-web.service"
PORTAL, TWIN = "tests.bench.settings", "tests.bench.twin.settings"
BARE = "django.core.wsgi:get_wsgi_application()"
FILE = "portal.sqlite3"
UNSET = ("DEMO", "DEBUG", "MEDIA_ROOT", "DATABASE_URL", "REDIS_URL", "CACHE_URL", "EMAIL_URL")


class ProductionPostgres(Postgres):
    """As installed, but for the cleaning behind the seed, which is done before the measuring."""

    options = {"autovacuum": "off"}


@dataclass
class Site:
    """A server with its database. `walk`: what the seed said: sessions and addresses."""

    name: str
    size: int
    port: int
    program: Program
    walk: dict
    postgres: Postgres | None

    def browser(self, who=None):
        return Browser(self.port, self.walk["cookies"][who] if who else self.walk["cookie"])

    def cpu(self):
        """Return the seconds that web server and database have used so far."""
        pids = [self.program.process.pid, *([self.postgres.process.pid] if self.postgres else [])]
        return sum(map(processes.cpu, pids))

    def forget_peak(self):
        processes.forget_peak(self.program.process.pid)

    def peak_megabytes(self):
        return processes.peak_megabytes(self.program.process.pid)


class Stand:
    """Use as context: at its end every process is ended and every database gone."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="gsvo-bench-"))
        self.folder.chmod(0o755)
        self._ends, self._secret = ExitStack(), secrets.token_urlsafe(64)
        self._ends.callback(shutil.rmtree, self.folder, ignore_errors=True)
        try:
            self.postgres, self.redis = ProductionPostgres(), Redis()
            for service in (self.postgres, self.redis):
                self._ends.callback(service.remove)
                service.start()
            self._prepare()
        except BaseException:
            self._ends.close()
            raise
        return self

    def __exit__(self, *exception):
        self._ends.close()

    def _prepare(self):
        environment = self._environment(PORTAL, "portal", free_port())
        self._manage(environment, "collectstatic", "--noinput", "-v0")
        self.postgres.execute_alone("CREATE DATABASE portal")
        self._manage(environment, "migrate", "-v0")
        self.python(environment, "-m", "tests.bench.seed", "prepare")

    # --- sites -----------------------------------------------------------------------------------
    def sites(self, sizes):
        """Return ({size: portal}, {size: twin}), filled and started."""
        jobs = [(make, size) for size in sizes for make in (self._portal, self._twin)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            made = list(pool.map(lambda job: job[0](job[1]), reversed(jobs)))
        return tuple(
            {
                site.size: site
                for site in sorted(made, key=lambda site: site.size)
                if site.name.startswith(kind)
            }
            for kind in ("portal", "twin")
        )

    def _portal(self, size):
        name, port = f"portal_{size}", free_port()
        self.postgres.execute_alone(f"CREATE DATABASE {name} TEMPLATE portal")
        environment = self._environment(PORTAL, name, port)
        walk = self._seed(environment, "tests.bench.seed", size)
        return self._serve(name, size, port, environment, walk, self.postgres)

    def _twin(self, size):
        name, port = f"twin_{size}", free_port()
        self.postgres.execute_alone(f"CREATE DATABASE {name}")
        environment = self._environment(TWIN, name, port)
        walk = self._seed(environment, "tests.bench.twin.seed", size)
        return self._serve(name, size, port, environment, walk, self.postgres)

    def embedded(self, size):
        """Return the portal in its embedded profile: SQLite, and no Redis."""
        name, port = f"embedded_{size}", free_port()
        environment = self._environment(PORTAL, name, port) | self._files(name)
        shutil.copy(self._prepared(), self.folder / name)
        walk = self._seed(environment, "tests.bench.seed", size)
        return self._serve(name, size, port, environment, walk, None)

    @cache  # noqa: B019  there is one stand
    def _prepared(self):
        """Return the file of a database with all that every size has."""
        environment = self._environment(PORTAL, "embedded", free_port()) | self._files("embedded")
        for command in (["migrate", "-v0"], ["createcachetable"]):
            self._manage(environment, *command)
        self.python(environment, "-m", "tests.bench.seed", "prepare")
        return self.folder / "embedded" / FILE

    def _files(self, name):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return {"REDIS_URL": "", "DATABASE_URL": f"sqlite:///{folder / FILE}"}

    def _serve(self, name, size, port, environment, walk, postgres):
        application = "gsvo.wsgi" if environment["DJANGO_SETTINGS_MODULE"] == PORTAL else BARE
        program = Program(
            name, ["gunicorn", application, *server_flags(port, application)], environment, self.folder
        )
        self._ends.callback(program.end)
        site = Site(name, size, port, program, walk, postgres)
        assert eventually(lambda: _answers(port), 60), program.log()
        return site

    # --- commands --------------------------------------------------------------------------------
    def _environment(self, settings, name, port):
        kept = {key: value for key, value in os.environ.items() if key not in UNSET}
        return kept | {
            "DJANGO_SETTINGS_MODULE": settings,
            "DEMO": "0",
            "DEBUG": "0",
            "SECRET_KEY": self._secret,
            "BASE_URL": f"http://localhost:{port}",
            "ALLOWED_HOSTS": "localhost",
            "VAR_DIR": str(self.folder / name),
            "STATIC_ROOT": str(self.folder / "static"),
            "DATABASE_URL": self.postgres.url.removesuffix("postgres") + name,
            "REDIS_URL": self.redis.url,
            "CACHE_URL": "",
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "PYTHONWARNINGS": "ignore",
        }

    def _seed(self, environment, module, size):
        return json.loads(self.python(environment, "-m", module, str(size)).splitlines()[-1])

    def _manage(self, environment, *arguments):
        return self.python(environment, "manage.py", *arguments)

    def python(self, environment, *arguments):
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        return done.stdout

    def mail_milliseconds(self, size):
        environment = self._environment(PORTAL, f"portal_{size}", free_port())
        return float(self.python(environment, "-m", "tests.bench.mail_queue"))


def server_flags(port, application):
    """Return how the portal's own unit starts gunicorn; the twin has no logger of ours."""
    command = re.search(r"^ExecStart=\S+/gunicorn gsvo\.wsgi (.+)$", UNIT.read_text(), re.MULTILINE)[
        1
    ].split()
    ours = ("--bind", "--logger-class") if application == BARE else ("--bind",)
    return [*(flag for flag in command if not flag.startswith(ours)), f"--bind=127.0.0.1:{port}"]


def _answers(port):
    try:
        return Browser(port, "").get("/").status > 0
    except OSError:
        return False
