"""A PostgreSQL and a Redis of our own on spare ports, to be stopped, hung and killed by process id."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg2
import redis

from tests.outbox.smtp_server import free_port

START_WITHIN = 30  # seconds
UNPRIVILEGED = ("postgres", "gsvo-ci", "nobody")  # PostgreSQL refuses to run as root


def binary(name):
    """The path of a program, also where Debian hides PostgreSQL's, or None."""
    hidden = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(hidden[-1]) if hidden else None)


def missing():
    """Names of the programs that the kit needs and does not find."""
    return [name for name in ("postgres", "initdb", "pg_dump", "redis-server") if not binary(name)]


def eventually(condition, within, every=0.1):
    """Wait until `condition()` is true and return it; what it last said when the time is over."""
    end = time.monotonic() + within
    while not (value := condition()) and time.monotonic() < end:
        time.sleep(every)
    return value


class Service:
    """A process that we started and that only we end."""

    process = None

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="gsvo-faults-"))
        self.port = free_port()

    def start(self):
        self.process = self._popen()
        if not eventually(self.answers, START_WITHIN):
            raise AssertionError(f"{type(self).__name__} does not start: {self.log()}")

    def log(self):
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def tell(self, number):
        os.kill(self.process.pid, number)

    def hang(self):
        self.tell(signal.SIGSTOP)

    def go_on(self):
        self.tell(signal.SIGCONT)

    def stop(self, number=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.tell(number)
            self.go_on()  # one that hangs would not hear it
            self.process.wait(START_WITHIN)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Service):
    options = {"max_connections": 100, "fsync": "off"}  # processes die here, not machines

    def __init__(self):
        super().__init__()
        self._owner = {}
        if os.geteuid() == 0:
            known = {entry.pw_name: entry for entry in pwd.getpwall()}
            person = next(known[name] for name in UNPRIVILEGED if name in known)
            self._owner = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
            os.chown(self.folder, person.pw_uid, person.pw_gid)
        self.data = self.folder / "data"
        command = [
            binary("initdb"),
            "-D",
            self.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        done = subprocess.run(
            [*command, "--locale=C.UTF-8"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self._owner,
        )
        if done.returncode:
            raise AssertionError(done.stderr)
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def _popen(self):
        options = {
            "port": self.port,
            "unix_socket_directories": self.folder,
            "listen_addresses": "127.0.0.1",
            **self.options,
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [binary("postgres"), "-D", self.data, *flags],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **self._owner,
            )

    def answers(self):
        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.Error:
            return False
        return True

    def stop(self, number=signal.SIGINT):  # at once, and cleanly
        super().stop(number)

    def tell(self, number):
        """To the postmaster; what holds and continues concerns the connections as well."""
        super().tell(number)
        if number in (signal.SIGSTOP, signal.SIGCONT):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
            for pid in children.split():
                with suppress(ProcessLookupError):  # a connection that ended meanwhile
                    os.kill(int(pid), number)

    def rows(self, question):
        """What one SELECT says."""
        connection = psycopg2.connect(self.url, connect_timeout=5)
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchall()
        finally:
            connection.close()

    def execute(self, statement):
        connection = psycopg2.connect(self.url, connect_timeout=5)
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    def execute_alone(self, statement):
        """Execute what no transaction may hold, such as making a database."""
        connection = psycopg2.connect(self.url, connect_timeout=5)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    def dump(self):
        command = [binary("pg_dump"), "--dbname", self.url.replace("postgres://", "postgresql://")]
        return subprocess.run(command, capture_output=True, check=True).stdout


class Redis(Service):
    def __init__(self):
        super().__init__()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url, socket_timeout=3, socket_connect_timeout=1)

    def _popen(self):
        with (self.folder / "log").open("ab") as log:
            command = [binary("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1"]
            return subprocess.Popen(
                [*command, "--save", "", "--dir", str(self.folder)], stdout=log, stderr=log
            )

    def answers(self):
        try:
            return self.client.ping()
        except redis.RedisError:
            return False

    def dump(self):
        """Everything in it: each value as Redis writes it, its name, and the file that SAVE makes."""
        values = [
            name + b"\n" + (self.client.dump(name) or b"") for name in self.client.scan_iter(count=1000)
        ]
        values += [repr(self._plain(name)).encode() for name in self.client.scan_iter(count=1000)]
        self.client.save()
        return b"\n".join(values) + (self.folder / "dump.rdb").read_bytes()

    def _plain(self, name):
        """DUMP packs long texts; read them plainly as well."""
        readers = {
            b"string": lambda: self.client.get(name),
            b"list": lambda: self.client.lrange(name, 0, -1),
            b"hash": lambda: self.client.hgetall(name),
            b"set": lambda: self.client.smembers(name),
            b"zset": lambda: self.client.zrange(name, 0, -1),
        }
        return readers.get(self.client.type(name), lambda: b"")()
