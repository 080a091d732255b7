"""The whole portal on a test stand: services, web server, workers, schedulers, and what became of each mail.

Every process is started here and ended by its id. `told` is what was acknowledged to a caller; `account`
compares it with what the sink accepted.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.faults.programs import ROOT, Program, Writer, inode_of, sockets_of
from tests.e2e.faults.services import Postgres, Redis, eventually
from tests.e2e.faults.smtp_server import FaultySmtpServer
from tests.outbox.smtp_server import free_port

WAITING = "SELECT count(*) FROM outbox_outgoingmail WHERE status IN ('queued', 'sending', 'retry')"


@dataclass(frozen=True)
class Account:
    """What became of the mails that somebody was told of."""

    told: int
    lost: list  # acknowledged, never arrived
    duplicates: int  # arrivals too many, of one Message-ID
    uncalled: list  # arrived, though the decision was rolled back
    misled: list  # arrived at another address


class FaultEnvironment:
    def __init__(self, *, workers=2, senders=2, **environment):
        self.folder = Path(tempfile.mkdtemp(prefix="gsvo-faults-"))
        self.postgres, self.redis, self.sink = Postgres(), Redis(), FaultySmtpServer()
        self.told, self.rolled_back, self._count = {}, set(), 0
        self.web_port = free_port()
        self.url = f"http://localhost:{self.web_port}"
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DEMO", "DEBUG", "MEDIA_ROOT")
        }
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "tests.e2e.faults.settings",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "VAR_DIR": str(self.folder),
            "BASE_URL": self.url,
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "CACHE_URL": "",
            "EMAIL_URL": self.sink.url,
            "PYTHONWARNINGS": "ignore",
            **environment,
        }
        self._workers, self._senders = workers, senders
        self.programs = {}

    def __enter__(self):
        try:
            self.redis.start()
            self.postgres.start()
            self.sink.start()
            for number in range(self._workers):
                self.worker(number)  # they get ready meanwhile
            self.manage("migrate", "-v0")
            self.manage("createcachetable")
            self.beat("beat")
            self.writer = Writer(self)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        for program in self.programs.values():
            program.ask_to_end()
        for program in self.programs.values():
            program.end(15)
        if hasattr(self, "writer"):
            self.writer.process.kill()
        self.sink.stop()
        self.redis.remove()
        self.postgres.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- processes --------------------------------------------------------------------------------
    def manage(self, *arguments, **environment):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, name, *arguments, **environment):
        self.programs[name] = Program(name, arguments, {**self.environment, **environment}, self.folder)
        return self.programs[name]

    def worker(self, number):
        """As docker-compose.yml starts it."""
        return self.run(
            f"worker{number}",
            *["celery", "-A", "gsvo", "worker", f"--concurrency={self._senders}", "--loglevel=INFO"],
            *["--hostname", f"worker{number}@stand"],
        )

    def beat(self, name, **environment):
        command = ["celery", "-A", "gsvo", "beat", "--schedule", str(self.folder / f"{name}.schedule")]
        return self.run(name, *command, **environment)

    def web(self):
        bind = ["--bind", f"127.0.0.1:{self.web_port}", "--workers", "2", "--worker-class", "gthread"]
        self.run("web", "gunicorn", "gsvo.wsgi", *bind, "--threads", "4")
        assert eventually(lambda: self.get("/livez")[0] == 200, 60), self.programs["web"].log()

    def get(self, path):
        """(status, text) of a page, opened with an empty cookie jar; (0, what happened) without an answer."""
        try:
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with browser.open(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def sender_at(self, port):
        """(worker, process id) of whoever speaks to the sink from this port."""
        inode = inode_of(port)
        for program in self.programs.values():
            if program.name.startswith("worker"):
                for pid in program.members():
                    if inode in sockets_of(pid):
                        return program, pid
        return None

    # --- mails ------------------------------------------------------------------------------------
    def take_in(self, row):
        if row.get("stands"):
            self.told[row["message_id"]] = row["to"]
        elif "stands" in row:
            self.rolled_back.add(row["message_id"])

    def addresses(self, count, name="person"):
        self._count += 1
        return [f"{name}{self._count}-{number}@example.org" for number in range(count)]

    def write(self, count, name="person", **options):
        """Decide so often. Returns the Message-IDs of what stands (four of five)."""
        self.writer.order(do="write", to=self.addresses(count, name), **options)
        return [row["message_id"] for row in self.writer.finish() if row.get("stands")]

    def counted(self):
        return Counter(mail.message_id for mail in list(self.sink.arrived))

    def arrive(self, message_ids, within):
        """Wait for these mails. Returns those that did not come."""
        wanted = set(message_ids)
        eventually(lambda: wanted <= self.counted().keys(), within)
        return wanted - self.counted().keys()

    def settled(self, within=60):
        """Wait until nothing waits any more. Returns how many mails still do."""

        def waiting():
            return self.postgres.rows(WAITING)[0][0]

        eventually(lambda: waiting() == 0, within, every=0.3)
        return waiting()

    def let_time_pass(self):
        """The gap before the next try is over."""
        self.postgres.execute("UPDATE outbox_outgoingmail SET next_try_at = now() WHERE status = 'retry'")

    def states(self, message_ids):
        """{Message-ID: (status, attempts, last answer)}"""
        rows = self.postgres.rows("SELECT message_id, status, attempts, last_answer FROM outbox_outgoingmail")
        return {row[0]: row[1:] for row in rows if row[0] in set(message_ids)}

    def account(self):
        counted = self.counted()
        arrived = {mail.message_id: mail.to for mail in self.sink.arrived}
        return Account(
            told=len(self.told),
            lost=[message_id for message_id in self.told if message_id not in counted],
            duplicates=sum(count - 1 for count in counted.values()),
            uncalled=[message_id for message_id in counted if message_id in self.rolled_back],
            misled=[m for m, to in self.told.items() if m in arrived and arrived[m] != to],
        )

    def dead(self):
        """{who ended though nobody asked: (exit code, last words)}"""
        died = [program for program in self.programs.values() if program.died()]
        return {program.name: (program.process.returncode, program.log()[-3000:]) for program in died}

    def logs(self):
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


def in_background(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    return thread
