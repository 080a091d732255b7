"""What allauth keeps to itself is used in one module, which says why; the tests have one of their own."""

import ast
import re
from functools import cache
from pathlib import Path

import allauth
import pytest

from tests.helpers.source_tree import ROOT, our_files

ALLOWED = {"gsvo/lib/allauth_internals.py", "tests/accounts/mfa.py"}


def test_nobody_else_uses_what_allauth_keeps_to_itself():
    found = {
        str(path.relative_to(ROOT)): uses
        for path in our_files(".py")
        if (uses := _private_uses(path.read_text(encoding="utf-8")))
    }

    assert found.keys() - ALLOWED == set(), found


def test_each_import_of_the_module_has_its_reason():
    module = (ROOT / "gsvo/lib/allauth_internals.py").read_text(encoding="utf-8")
    imported = [
        alias.asname or alias.name
        for node in ast.parse(module).body
        if isinstance(node, ast.ImportFrom) and node.module.startswith("allauth.")
        for alias in node.names
    ]

    assert imported
    reasons = dict(re.findall(r'^    "(\w+)",  # (.{20,})$', module, re.MULTILINE))
    assert set(imported) - reasons.keys() == set()


@pytest.mark.parametrize(
    "source",
    [
        "from allauth.account.internal.flows.login import record_authentication",
        "from allauth.mfa.totp import internal",
        "import allauth.core.internal.cryptokit",
        "from allauth.account import forms\nform._user",
        "import allauth.account.views\ndef _redirect_to_pending_stage(self): pass",
    ],
)
def test_the_rule_sees(source):
    assert _private_uses(source)


def _private_uses(source):
    """Return a file's imports of allauth's private modules and, if it imports allauth, its private names."""
    nodes = list(ast.walk(ast.parse(source)))
    imports = [
        f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    private = [name for name in imports if name.startswith("allauth.") and "internal" in name.split(".")]
    if any(name.startswith("allauth.") for name in imports):
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        private += sorted(names & _private_names())
    return private


@cache
def _private_names():
    """Return the names with an underscore that allauth's classes have, without those of Django's."""
    folder = Path(allauth.__file__).parent
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for part in ("account", "core", "mfa")
        for path in (folder / part).rglob("*.py")
        if "tests" not in path.parts
    )
    found = set(re.findall(r"def (_[a-z]\w+)|self\.(_[a-z]\w+)", text))
    return {name for names in found for name in names if name} - {"_meta"}
