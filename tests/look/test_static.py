"""What leaves the house as static files, under production's storage."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.core.management import call_command

from gsvo.lib import finders as ours
from gsvo.lib.finders import KERN_FILES, STYLE_SHEET, TOPICS, KernFinder, StyleSheetFinder


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def test_of_kern_only_what_pages_use_is_served(collected):
    plain = re.compile(r"\.[0-9a-f]{12}\.|\.gz$|\.br$")
    files = [path for path in (collected / "kern").rglob("*") if path.is_file()]

    assert sorted(
        path.relative_to(collected / "kern").as_posix() for path in files if not plain.search(path.name)
    ) == sorted(KERN_FILES)


def test_style_sheets_name_hashed_fonts(collected):
    (fonts,) = (path for path in (collected / "css").glob("fonts.*.css"))

    urls = re.findall(r'url\("([^"]+)"\)', fonts.read_text())
    assert len(urls) == 4
    assert all((fonts.parent / url).resolve().is_file() for url in urls)
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", url) for url in urls)


def test_the_finder_finds_what_it_lists_and_nothing_else():
    assert [name for name, _storage in KernFinder().list(None)] == list(KERN_FILES)
    assert finders.find("kern/kern.min.css") == str(project.KERN_DIR / "kern.min.css")
    assert finders.find("kern/kern.css") is None
    assert KernFinder().find("kern/../package.json") == []


def test_a_missing_package_is_reported_before_the_start(settings, tmp_path):
    settings.KERN_DIR = tmp_path

    (error,) = KernFinder().check()

    assert error.id == "gsvo.E002"


def test_templates_carry_no_style_script_or_handler_of_their_own():
    pages = [path for path in (project.BASE_DIR / "templates").rglob("*.html") if "email" not in path.parts]
    forbidden = re.compile(r"<style|<script(?![^>]+src=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)

    assert [path.name for path in pages if forbidden.search(path.read_text())] == []


def test_style_sheets_ask_no_other_address():
    for path in [*(project.BASE_DIR / "static").rglob("*.css"), project.KERN_DIR / "kern.min.css"]:
        urls = re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text())
        assert [url for url in urls if re.match(r"(https?:)?//", url)] == [], path.name
        assert "@import" not in path.read_text()


def test_the_style_sheet_is_its_topics_in_their_order(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    text = Path(StyleSheetFinder().find(STYLE_SHEET)).read_text()

    topics = [(settings.BASE_DIR / f"static/css/portal/{name}.css").read_text() for name in TOPICS]
    places = [text.find(topic) for topic in topics]
    assert -1 not in places
    assert places == sorted(places)
    assert StyleSheetFinder().find("css/other.css") == []


def test_a_changed_topic_changes_the_style_sheet(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, topic = tmp_path, tmp_path / "topic.css"
    monkeypatch.setattr(ours, "_topic", lambda name: topic)
    monkeypatch.setattr(ours, "TOPICS", ("topic",))
    texts = []
    for text in ("a {}", "b {}"):
        topic.write_text(text)
        texts.append(Path(StyleSheetFinder().find(STYLE_SHEET)).read_text())

    assert texts == ["a {}", "b {}"]


def test_a_topic_that_nobody_joins_is_told(monkeypatch):
    assert StyleSheetFinder().check() == []
    monkeypatch.setattr(ours, "TOPICS", TOPICS[:-1])

    assert "forced-colors" in str(StyleSheetFinder().check())
