"""The image is what the locks say, built in stages, and what runs in it may change nothing.

`make image-steps` takes the steps themselves, one by one.
"""

import os
import re

import pytest
import yaml

from tests.helpers.source_tree import APPS, ROOT
from tests.image.dockerfile import arguments, is_sent, read, stages

SHIPPED = ("gsvo", "requests", "advisors", "chains", "templates", "static")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(read("docker-compose.yml"))


def stage(name):
    return next(stage for stage in stages() if stage.name == name)


def runs():
    return [step.text for stage in stages() for step in stage.all("RUN")]


def test_compose_builds_this_image_and_hands_over_what_it_stands_on(compose):
    ours = [service for service in compose["services"].values() if service["image"] == "gsvo-portal"]
    handed = {name: f"${{{name}:-{default}}}" for name, default in arguments().items()}

    assert len(ours) == 4
    assert [service["build"] for service in ours] == [{"context": ".", "args": handed}] * 4
    bases = {stage.base for stage in stages()} - {stage.name for stage in stages()}
    assert bases == {f"${{{name}}}" for name in arguments()}


def test_packages_come_from_the_locks_and_run_nothing_of_their_own():
    installing = [run for run in runs() if re.search(r"\b(npm|pip) ", run)]

    assert installing == [
        "npm ci --ignore-scripts --omit=dev",
        "pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements.txt",
    ]
    assert not re.search(r"\b(curl|wget|git|ADD)\b|://", read("Dockerfile"))


def test_catalogues_and_static_files_are_made_at_build():
    made = [step.text for step in stage("built").all("RUN")]

    assert [re.search(r"manage\.py (\w+)", text)[1] for text in made[:2]] == ["texts", "collectstatic"]
    assert made[2] == "chmod -R a+rX,go-w ."


def test_the_image_runs_as_somebody_who_owns_nothing_but_the_volume(compose):
    image = stages()[-1]
    user = image.all("USER")[0].text
    made = next(step.text for step in image.all("RUN") if "useradd" in step.text)

    assert user == compose["services"]["web"]["user"] == "gsvo"
    assert f"--uid 1000 --home-dir /app {user}" in made
    assert f"install -d -m 700 -o {user} -g {user} /data" in made
    assert image.steps.index(image.all("USER")[0]) > max(map(image.steps.index, image.all("COPY")))
    assert not [step for step in image.all("COPY") if step.option("chown")]
    assert image.environment["VAR_DIR"] == compose["services"]["web"]["environment"]["VAR_DIR"] == "/data"
    assert [step.text for step in image.all("VOLUME")] == ["/data"]


def test_tools_of_the_database_are_those_of_its_server(compose):
    version = re.search(r"postgres:(\d+)", compose["services"]["postgres"]["image"])[1]

    assert f"postgresql-client-{version}" in stages()[-1].all("RUN")[0].text, "for backup and restore"


def test_everything_that_the_portal_runs_on_is_sent_to_the_build():
    files = [
        str((folder / name).relative_to(ROOT))
        for top in SHIPPED
        for folder, _folders, names in os.walk(ROOT / top)
        for folder in [ROOT / folder]
        for name in names
        if "__pycache__" not in folder.parts and not name.endswith(".mo")
    ]
    copied = [word for stage in stages() for step in stage.all("COPY") for word in step.words[:-1]]

    assert len(files) > 500
    assert {app.partition(".")[0] for app in APPS} <= set(SHIPPED)
    assert [path for path in [*files, "manage.py", "LICENSE"] if not is_sent(path)] == []
    assert [path for path in copied if (ROOT / path).is_file() and not is_sent(path)] == []


@pytest.mark.parametrize(
    "path",
    [
        ".env", ".env.production", ".env.example", ".git/config", ".venv/bin/python", "var/db.sqlite3",
        "backup/2027-01-01/database", "node_modules/vnu-jar/package.json", "staticfiles/staticfiles.json",
        "tests/conftest.py", "docs/screens/start-breit.png", "docs/operations.md", "docs/data-protection.md",
        "requirements-dev.txt", "gsvo/__pycache__/urls.cpython-313.pyc", "Dockerfile",
        "gsvo/locale/en/LC_MESSAGES/django.mo",
    ],
)  # fmt: skip
def test_nothing_else_is_sent_to_the_build(path):
    assert not is_sent(path)


def test_the_image_says_its_version_and_licence():
    label = stages()[-1].all("LABEL")[0].text
    project = read("pyproject.toml")

    for key, name in (("version", "version"), ("licenses", "license")):
        said = re.search(rf'^{name} = "([^"]+)"', project, re.MULTILINE)[1]
        assert f'org.opencontainers.image.{key}="{said}"' in label
