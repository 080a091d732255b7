"""What surrounds the code: locks, settings, the full profile, the README's picture."""

import re
import subprocess
import tomllib

import pytest
import yaml
from django.conf import settings as django_settings
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gsvo.files.upload_limits import MAX_REQUEST_BYTES
from tests.helpers.source_tree import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name):
    """{package: version} of a lock file; of two lines for different Pythons the last."""
    return {
        canonicalize_name(row[0]): row[1]
        for row in re.findall(r"^([\w.\-\[\]]+?)==(\S+)", read(name), re.MULTILINE)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name):
    entries = re.split(r"^(?=\S)", read(name).replace("\\\n", " "), flags=re.MULTILINE)

    assert [entry for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []
    assert "://" not in read(name)


def test_the_lock_of_the_look_has_hashes_and_no_address():
    assert "://" not in read("package-lock.json")
    assert read("package-lock.json").count('"integrity": "sha512-') == 2
    assert "omit-lockfile-registry-resolved=true" in read(".npmrc")


def test_the_locks_fit_what_is_asked_for():
    project = tomllib.loads(read("pyproject.toml"))
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
    }
    wrong = [
        line
        for name, lines in asked.items()
        for line in lines
        if not Requirement(line).specifier.contains(
            locked(name).get(canonicalize_name(Requirement(line).name), "0")
        )
    ]

    assert wrong == []
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


def _fits(asked, versions):
    return asked.specifier.contains(versions.get(canonicalize_name(asked.name), "0"))


def test_every_setting_from_outside_has_its_row():
    settings = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "gsvo/settings").glob("*.py"))
    read_in_settings = set(re.findall(r"""\b(?:env(?:\.\w+)?|numbers?)\(\s*"([A-Z_]+)\"""", settings))
    rows = set(re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE))

    read_by_compose = set(re.findall(r"\$\{([A-Z_]+)", read("docker-compose.yml")))
    assert rows - read_by_compose <= read_in_settings
    assert read_in_settings | read_by_compose <= rows


def test_the_full_profile_is_whole():
    compose = yaml.safe_load(read("docker-compose.yml"))
    services = compose["services"]
    ours = {name: service for name, service in services.items() if service["image"] == "gsvo-portal"}

    assert set(services) == {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}
    assert set(ours) == {"migrate", "web", "worker", "beat"}
    assert {service["user"] for service in ours.values()} == {"gsvo"}
    assert [
        name for name, service in services.items() if name != "migrate" and "healthcheck" not in service
    ] == []
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_no_container_gains_a_right_or_writes_beside_its_volumes():
    services = yaml.safe_load(read("docker-compose.yml"))["services"]

    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else []), name
    assert [name for name, service in services.items() if "user" not in service] == ["proxy"]


def test_database_and_broker_are_reached_by_the_portal_alone():
    compose = yaml.safe_load(read("docker-compose.yml"))
    networks = {name: set(service["networks"]) for name, service in compose["services"].items()}

    assert compose["networks"]["back"] == {"internal": True}
    assert networks["postgres"] == networks["redis"] == {"back"}
    assert networks["proxy"] == {"front"}
    assert {name for name, of in networks.items() if "front" in of} == {"proxy", "web"}


def test_redis_wants_a_password_and_the_portals_database_role_is_no_superuser():
    compose = yaml.safe_load(read("docker-compose.yml"))
    settings = compose["services"]["web"]["environment"]

    assert "requirepass" in str(compose["services"]["redis"]["command"])
    assert all("redis://:${REDIS_PASSWORD" in settings[name] for name in ("REDIS_URL", "CACHE_URL"))
    assert "NOSUPERUSER" in compose["configs"]["portal-role"]["content"]
    assert compose["services"]["postgres"]["environment"]["POSTGRES_USER"] == "postgres"
    assert "postgres://gsvo:" in settings["DATABASE_URL"]


def test_no_log_fills_the_disk_and_the_proxys_holds_nobodys_address():
    compose = yaml.safe_load(read("docker-compose.yml"))

    assert [n for n, s in compose["services"].items() if "max-size" not in str(s.get("logging"))] == []
    excluded = re.search(r"exclude ([^#\n]+)", compose["configs"]["caddyfile"]["content"])[1].split()
    assert {"http.log", "http.handlers", "http.stdlib"} == set(excluded)


def test_the_proxy_lets_through_what_the_portal_takes():
    proxy = yaml.safe_load(read("docker-compose.yml"))["configs"]["caddyfile"]["content"]
    megabytes = [int(number) for number in re.findall(r"(?:max_size|request_buffers) (\d+)MB", proxy)]

    assert len(megabytes) == 2
    assert min(megabytes) * 1_000_000 > MAX_REQUEST_BYTES


def test_a_scheduler_that_stands_still_does_not_take_the_web_away():
    web = yaml.safe_load(read("docker-compose.yml"))["services"]["web"]

    assert "/livez" in str(web["healthcheck"])
    assert "/readyz" not in str(web["healthcheck"])


def test_who_is_asked_to_end_has_time_for_what_is_at_hand():
    services = yaml.safe_load(read("docker-compose.yml"))["services"]
    seconds = {name: int(services[name]["stop_grace_period"].removesuffix("s")) for name in ("web", "worker")}
    graceful = next(word for word in services["web"]["command"] if word.startswith("--graceful-timeout="))

    assert seconds["web"] > int(graceful.partition("=")[2])
    assert seconds["worker"] >= 2 * django_settings.EMAIL_TIMEOUT
    assert "gsvo.observability.formatters.GunicornLogger" in str(services["web"]["command"])


def test_postgresql_is_the_same_everywhere():
    compose = yaml.safe_load(read("docker-compose.yml"))["services"]["postgres"]["image"]

    ci = re.search(r"POSTGRES_VERSION=(\d+)", read(".ci/run"))[1]

    assert compose == f"${{POSTGRES_IMAGE:-postgres:{ci}}}"


def test_top_level_names_are_the_agreed_ones():

    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    names = {name.partition("/")[0] for name in tracked}

    agreed = (
        "manage.py gsvo requests advisors chains templates static tests docs deploy docker-compose.yml"
        " pyproject.toml README.md Makefile package.json package-lock.json LICENSE CHANGELOG.md"
        " publiccode.yml CONTRIBUTING.md SECURITY.md Dockerfile"
    )
    assert {name for name in names if not name.startswith(".")} <= {*agreed.split(), *LOCKS}


def test_the_picture_in_the_readme_is_fresh(capsys):
    call_command("draw_workflow", "--check")


def test_the_readme_has_two_set_up_commands():
    section = re.search(r"## Los geht’s\n(.*?)\n## ", read("README.md"), re.DOTALL)[1]

    assert re.findall(r"^make \w+", section, re.MULTILINE) == ["make run", "make test"]
