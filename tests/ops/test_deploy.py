"""What deploy/ gives for a portal without Docker agrees with docker-compose.yml and the handbook."""

import re

import pytest

from tests.helpers.source_tree import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
HANDBOOK = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def unit(name):
    return (DEPLOY / "systemd" / name).read_text(encoding="utf-8")


def command(name):
    line = re.search(r"^ExecStart=/opt/gsvo/.venv/bin/(.*)$", unit(name), re.MULTILINE)[1]
    return line.split()


@pytest.mark.parametrize(
    ("service", "other"),
    [("worker", ()), ("beat", ("--schedule=/tmp/beat", "--schedule=/var/lib/gsvo/beat"))],
)
def test_worker_and_scheduler_begin_as_in_the_full_profile(service, other):
    args = re.search(rf"  {service}:\n    <<: \*portal\n    command: \[(.*)\]", COMPOSE)[1].split(", ")

    assert [other[1] if other and arg == other[0] else arg for arg in args] == command(
        f"gsvo-{service}.service"
    )


def test_the_web_server_begins_as_in_the_full_profile_but_on_this_machine_alone():
    args = re.search(r"  web:\n.*?command:\n((?:      - [^\n]*\n)+)", COMPOSE, re.DOTALL)[1]
    program, module, *theirs = [line.removeprefix("      - ") for line in args.splitlines()]
    in_a_container = {"--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm"}

    ours = command("gsvo-web.service")

    assert ours[:2] == [program, module]
    assert set(ours[2:]) - {"--bind=127.0.0.1:8000"} == set(theirs) - in_a_container
    assert "--bind=127.0.0.1:8000" in ours


def test_services_end_as_calmly_as_in_the_full_profile():
    assert "TimeoutStopSec=40" in unit("gsvo-web.service")
    assert "TimeoutStopSec=60" in unit("gsvo-worker.service")
    assert all("KillMode=mixed" in unit(f"gsvo-{name}.service") for name in ("web", "worker", "beat"))


def test_nginx_overwrites_what_the_portal_believes():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", text))

    assert headers == {
        "Host": "$host",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-Host": "$host",
    }
    assert "client_max_body_size 60m;" in text


def test_the_handbook_names_every_file():
    files = [path.name for path in DEPLOY.rglob("*") if path.is_file()]

    assert len(files) == 8
    missing = [name for name in files if name.removesuffix(".service").removesuffix(".timer") not in HANDBOOK]
    assert missing == []
