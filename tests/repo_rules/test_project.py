"""House rules: who may import whom, and how the tree looks. Other rules of the house are in
tests/repo_rules/.
"""

import ast
import importlib.metadata
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

import requests
from tests.helpers.source_tree import APPS, ROOT, modules, our_files

# Between rooms and apps: each imports only from what stands before it. What has no line here or in TOP
# (gsvo/celery.py and the few files beside it) is the base of all apps.
ORDER = [
    "gsvo.settings",
    "gsvo.lib",
    "gsvo.http",
    "gsvo.observability",
    "base",
    "gsvo.retention",
    "gsvo.status",
    "gsvo.links",
    "gsvo.unsent_forms",
    "gsvo.outbox",
    "gsvo.reminders",
    "gsvo.files",
    "gsvo.accounts",
    "gsvo.offices",
    "chains",
    "requests",
    "advisors",
    "top",
]
# The top may know all: it puts the parts together.
TOP = (
    "gsvo.apps",
    "gsvo.context_processors",
    "gsvo.demo",
    "gsvo.management",
    "gsvo.navigation",
    "gsvo.ops",
    "gsvo.pages",
    "gsvo.templatetags",
    "gsvo.urls",
    "gsvo.workplace",
)
# Inside an app, from left to right. What is not named here may stand anywhere, but carries nothing backwards.
LAYERS = [
    ("workflow", "sections"),
    ("models",),
    ("signals", "roles"),
    ("emails",),
    ("actions",),
    ("forms",),
    ("panels",),
    ("views",),
    ("urls", "admin", "tasks", "link_purposes"),
]
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}


def part_of(module):
    """Where a module stands in ORDER."""
    if module.startswith(TOP):
        return "top"
    package = ".".join(module.split(".")[: 2 if module.startswith("gsvo.") else 1])
    return package if package in ORDER else "base"


@cache
def imports():
    """{module: the modules of ours it imports, wherever in the file}."""
    known = modules()
    graph = {}
    for module, path in known.items():
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
        graph[module] = {found for name in names if (found := _nearest(name, known))} - {module}
    return graph


def _nearest(name, known):
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def test_between_apps_imports_run_one_way():
    wrong = [
        f"{module} imports {other}"
        for module, others in imports().items()
        for other in others
        if ORDER.index(part_of(other)) > ORDER.index(part_of(module))
    ]

    assert sorted(wrong) == []


@pytest.mark.parametrize("app", APPS)
def test_inside_an_app_imports_run_one_way(app):
    wrong = [
        f"{module} reaches {other}"
        for module in imports()
        if part_of(module) == app and _layer(module) is not None
        for other in _reachable(module, app)
        if _layer(other) is not None and _layer(other) > _layer(module)
    ]

    assert sorted(wrong) == []


def _layer(module):
    return next((LAYER[name] for name in module.split(".")[1:] if name in LAYER), None)


def _reachable(module, app):
    """Modules of the same app that a module imports, directly or through others."""
    seen, todo = set(), [module]
    while todo:
        for other in imports()[todo.pop()]:
            if other not in seen and part_of(other) == app:
                seen.add(other)
                todo.append(other)
    return seen


def test_the_rules_see_what_they_are_to_see():
    assert len(imports()) > 100
    assert "requests.workflow" in imports()["requests.models.support_request"]


def test_relative_imports_hide_nothing():
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules().values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert wrong == []


def test_requests_is_ours_and_no_package_shadows_us():
    ours = {"gsvo", "requests", "advisors", "chains", "tests"}

    assert Path(requests.__file__).is_relative_to(ROOT)
    assert ours.isdisjoint(importlib.metadata.packages_distributions())


def test_no_file_is_longer_than_300_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in our_files(".py", ".html", ".txt", ".js")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
        and "migrations" not in path.parts
    }

    assert long == {}


def test_every_url_name_is_unique():
    """One name, one view; a view may have a short address beside the full one."""
    names = Counter(name for name, _view in set(_names(get_resolver(), "")))

    assert [name for name, count in names.items() if count > 1] == []


def _names(resolver, namespace):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            if pattern.namespace != "admin":  # Django's own site has jump-pages under one name
                yield from _names(pattern, inner)
        elif pattern.name:
            yield namespace + pattern.name, pattern.callback


def test_the_glossary_names_every_model():
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    ours = [
        model.__name__
        for model in apps.get_models()
        if part_of(model.__module__) in ORDER[ORDER.index("base") + 1 : -1]
    ]

    assert [name for name in ours if f"`{name}`" not in glossary] == []


def test_migrations_have_names_that_say_something():
    auto = [str(path.relative_to(ROOT)) for path in our_files(".py") if re.search(r"_auto_\d{8}", path.name)]

    assert auto == []


def test_the_shared_packages_are_all_installed():
    installed = {config.name for config in apps.get_app_configs()}

    assert set(APPS) - installed == set()
    assert ORDER[ORDER.index("base") + 1 : -1] == APPS


@pytest.mark.once
@pytest.mark.xdist_group("together")
def test_groups_of_tests_stay_on_one_worker(request):
    """xdist writes them into a test's name; beside a pytest that it does not know nobody reads them.

    They come first: none may hold a test with real transactions, which empties the worker's database.
    """
    has_groups = getattr(request.config.option, "loadgroup", False)

    assert request.node.nodeid.endswith("@together") == has_groups


def test_each_decision_has_a_number_of_its_own():
    found = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [path.name[:4] for path in found]
    assert len(numbers) == len(set(numbers)), numbers
    for path in found:
        title = path.read_text(encoding="utf-8").splitlines()[0]
        assert int(title.split()[1].rstrip(".")) == int(path.name[:4]), path.name
