"""Every transition of the workflow table is real: it has an act, a button and a test."""

import ast
import re

from django.urls import get_resolver

from advisors import actions as advisor_actions
from gsvo.workplace.case_actions import CASE_ACTIONS
from requests import actions, workflow
from requests.workflow import WorkflowRole
from tests.helpers.source_tree import our_files

NAMES = list(workflow.TRANSITIONS)
STAFF = {WorkflowRole.CASEWORK, WorkflowRole.LEADERSHIP}
# Acts whose button stands on a page with another name.
ON_PAGE = {"submit": "requests:check"}
# Acts that come by a link in a mail: the purpose of that link.
BY_LINK = {"accept": "invitation", "decline": "invitation", "agree": "statement"}


def parts_of(transition):
    return frozenset().union(*(move.roles for move in transition.moves))


def test_every_transition_has_an_act_of_its_name():
    found = {name: getattr(actions, name, None) or getattr(advisor_actions, name) for name in NAMES}

    assert {name: act.__name__ for name, act in found.items()} == {name: name for name in NAMES}


def test_every_transition_has_its_button():
    names = _url_names()
    missing = []
    for name, transition in workflow.TRANSITIONS.items():
        if not transition.has_button:
            continue  # it follows from another act
        if parts_of(transition) & STAFF and name not in CASE_ACTIONS:
            missing.append(f"{name}: an act in the workplace")
        own = {f"requests:{name}", f"advisors:{name}", ON_PAGE.get(name)}
        if WorkflowRole.OFFICE in parts_of(transition) and not names & own:
            missing.append(f"{name}: a page of the portal")
        if name in BY_LINK and f"links:{BY_LINK[name]}" not in names:
            missing.append(f"{name}: a page behind a link")

    assert missing == []


def test_only_the_clock_what_follows_from_an_act_and_what_has_no_case_yet_have_no_button():
    alone = {
        name
        for name, transition in workflow.TRANSITIONS.items()
        if parts_of(transition) == {WorkflowRole.CLOCK} or not transition.has_button
    }

    # take_over makes the case; it stands in the workplace on a page of its own.
    assert alone == {"expire", "lapse", "leave_pool", "take_over"}


def test_every_transition_is_tested():
    tests = _tests()

    assert [name for name in NAMES if not re.search(rf'\b{name}\(|"{name}"', tests)] == []


def _url_names():
    def walk(resolver, namespace):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
            elif pattern.name:
                yield f"{namespace}{pattern.name}"

    return set(walk(get_resolver(), ""))


def _tests():
    """All test functions of the parts, with what parametrizes them."""
    parts = []
    for path in our_files(".py"):
        if not path.name.startswith("test_") or "repo_rules" in path.parts:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                first = min(part.lineno for part in [node, *node.decorator_list])
                parts += lines[first - 1 : node.end_lineno]
    return "\n".join(parts)
