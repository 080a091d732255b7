"""What `make run` starts: it answers, revives a dead server, keeps its data, ends with all its children."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.e2e.stories.portal import ROOT, spare_port

pytestmark = pytest.mark.once


@pytest.fixture
def start(tmp_path):
    """Start the supervisor on a spare port; ends it if the test did not."""
    started = []

    def starts():
        port = spare_port()
        names = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "BASE_URL", "HOST")
        environment = {name: value for name, value in os.environ.items() if name not in names}
        environment |= {"DEMO": "1", "VAR_DIR": str(tmp_path), "PORT": str(port)}
        environment["STATIC_ROOT"] = str(tmp_path / "static")  # the other worker's portal serves its own
        log = (tmp_path / "serve.log").open("ab")
        command = [sys.executable, "-m", "gsvo.ops.serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        started.append(process)
        return process, f"http://127.0.0.1:{port}"

    yield starts
    for process in started:
        process.terminate()
        process.wait(30)


def page(address, *, seconds=90):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            return urllib.request.urlopen(address, timeout=5).read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")


def family(pid):
    """Every process below one, by what the kernel knows."""
    children = [
        int(word)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for word in task.read_text().split()
    ]
    return children + [below for child in children for below in family(child)]


def command_line(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux' list of processes")
def test_it_serves_revives_keeps_its_data_and_ends_everything(start, tmp_path):
    process, address = start()
    assert "Gemeinsam.Stark.VorOrt." in page(f"{address}/")
    log = tmp_path / "serve.log"
    wait_for_words(log, "Strg-C beendet alles.")
    assert "koko.bielefeld@example.org" in log.read_text()

    for word, name in ((b"gunicorn", "Webserver"), (b"beat", "Zeitsteuerung"), (b"worker", "Worker")):
        pids = family(process.pid)
        os.kill(next(p for p in pids if word in command_line(p)), signal.SIGKILL)
        wait_for_words(log, f"{name} endete")
    assert page(f"{address}/readyz", seconds=180) == "ok\n"

    everybody = family(process.pid)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert [pid for pid in everybody if is_alive(pid)] == []

    before = (tmp_path / "portal.sqlite3").stat().st_size
    begin = time.monotonic()
    _process, address = start()
    page(f"{address}/")
    assert time.monotonic() - begin < 30  # seconds: two on an idle machine, never a second set-up
    assert (tmp_path / "portal.sqlite3").stat().st_size == before


def wait_for_words(log, words, *, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if words in log.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
