"""Templates: none unused, none that our own policy would break; every mail has subject and text."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import crispy_forms
import pytest
from django.template.loaders.app_directories import get_app_template_dirs

from tests.helpers.source_tree import ROOT, code, modules, templates
from tests.repo_rules import templates as rule

BY_CONVENTION = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "429.html",
    "500.html",
    "503.html",
}
PAGES = sorted(name for name in templates() if name.endswith(".html") and not name.startswith("email/"))


def _replaces_a_packages(name):
    return any((Path(folder) / name).exists() for folder in get_app_template_dirs("templates"))


def _belongs_to_crispy(name):
    source = Path(crispy_forms.__file__).parent
    texts = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    return name.startswith("kern/") and Path(name).name in texts


def _named_by_its_act(name):
    """f"requests/{act}.html" names the templates whose stem the views hold as a word."""
    app, _, page = name.partition("/")
    return f'f"{app}/{{' in code() and f'"{page.removesuffix(".html")}"' in code()


def test_no_template_is_unused():
    named = code() + "\n".join(templates().values())
    unused = [
        name
        for name in templates()
        if "/email/" not in name
        and name not in BY_CONVENTION
        and f'"{name}"' not in named
        and not _named_by_its_act(name)
        and not _replaces_a_packages(name)
        and not _belongs_to_crispy(name)
    ]

    assert unused == []


FORBIDDEN = re.compile(
    r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:|(?:src|srcset)=["']https?:"""
)
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}", re.DOTALL)


def test_no_template_needs_what_our_policy_forbids():
    found = {name: FORBIDDEN.findall(COMMENT.sub("", templates()[name])) for name in PAGES}

    assert {name: parts for name, parts in found.items() if parts} == {}
    assert len(found) > 300


RAW = re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off")
UNQUOTED = re.compile(r"""<[^>{]*\s[\w-]+=(?={{|{%)""")
UNESCAPED = {"mark_safe", "SafeString", "SafeText", "SafeData", "html_safe", "__html__"}
# Where Python says of a text that it is HTML already: (module, function or class): why that is true.
REVIEWED = {
    ("gsvo.lib.icons", "svg"): "shapes are constants of the module",
    (
        "gsvo.outbox.templatetags.mails",
        "LinkedNode",
    ): "parts that are escaped, and links that a template drew",
    ("gsvo.templatetags.gsvo", "breakable"): "a constant between two parts that are escaped",
    ("gsvo.lib.case_numbers", "unbroken"): "escaped in the line above; then only our span comes in",
    ("gsvo.templatetags.records", "_cells"): "cells that Django has drawn; their labels are escaped",
    ("gsvo.templatetags.records", "_named"): "the same, with a span whose words are escaped",
}


@pytest.mark.parametrize("pattern", [RAW, UNQUOTED], ids=["raw", "without quotes"])
def test_no_template_lets_a_text_through_as_markup(pattern):
    assert [name for name, text in templates().items() if pattern.search(text)] == []


def _name_of(node):
    return next((getattr(node, kind) for kind in ("id", "attr", "name") if hasattr(node, kind)), "")


def test_whoever_calls_a_text_markup_has_a_reason_here():
    found = set()
    for module, path in modules().items():
        for owner in ast.parse(path.read_text(encoding="utf-8")).body:
            names = {
                getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
                for node in ast.walk(owner)
            }
            if names & UNESCAPED and not isinstance(owner, ast.Import | ast.ImportFrom):
                found.add((module, owner.name))

    assert found == set(REVIEWED)


def test_markup_of_ours_is_a_constant_with_places_for_texts():
    """`format_html` escapes what is put in, not what it is put into."""
    wrong = []
    for module, path in modules().items():
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "").startswith("format_html"):
                place = call.args[1 if call.func.id == "format_html_join" else 0]
                if not isinstance(place, ast.Constant):
                    wrong.append(f"{module}: {ast.unparse(call)[:80]}")

    assert wrong == []


# Where these take a mail's name, its part included: "requests/lapsed".
BY_WHOLE_NAME = {"Mail": 0, "to_office": 1, "to_gib": 1, "ask_member": 2}


def mails_in_code():
    """{"requests/receipt", …}: the kinds of mail that the modules called `emails` post."""
    kinds, trees = set(), {}
    for module, path in modules().items():
        if "emails" in module.split("."):
            app = module.removeprefix("gsvo.").partition(".")[0]
            trees.setdefault(app, []).append(ast.parse(path.read_text(encoding="utf-8")))
    for app, parts in trees.items():
        nodes = [node for tree in parts for node in ast.walk(tree)]
        wrappers = {
            node.name: [argument.arg for argument in node.args.args].index("mail")
            for node in nodes
            if isinstance(node, ast.FunctionDef) and "mail" in [argument.arg for argument in node.args.args]
        }
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "")
            if name in BY_WHOLE_NAME:
                given = call.args[BY_WHOLE_NAME[name]]
                kinds.update([given.value] if isinstance(given, ast.Constant) else [])
            elif name in wrappers:
                given = call.args[wrappers[name]]
                kinds.update(
                    f"{app}/{text.value}" for text in ast.walk(given) if isinstance(text, ast.Constant)
                )
    return kinds


def mails_in_templates():
    """Their templates by kind; what several have in common stands in email/parts/."""
    return {
        name.replace("/email/", "/").removesuffix(".txt"): text
        for name, text in templates().items()
        if "/email/" in name and "/parts/" not in name
    }


def test_every_mail_has_one_template_with_a_subject_and_a_text_and_none_is_unused():
    found = mails_in_templates()

    assert all("{% block subject %}" in text and "{% block body %}" in text for text in found.values())
    assert mails_in_code() == set(found)


def test_what_mails_have_in_common_is_used():
    parts = [name for name in templates() if "/email/parts/" in name]
    named = code() + "\n".join(templates().values())

    assert len(parts) > 10
    assert [name for name in parts if f'"{name}"' not in named] == []


def test_the_look_asks_nobody_else():
    """No stylesheet of ours loads from another origin."""
    styles = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*.css")}

    assert [name for name, text in styles.items() if re.search(r"""url\(\s*["']?(https?:)?//""", text)] == []


def test_templates_are_written_by_the_rule():
    found = [trouble for path in rule.templates() for trouble in rule.troubles_in(path)]

    assert found == []


@pytest.mark.parametrize(("text", "code"), [("<p>Eins</p>", 0), ("<div><p>Eins</p></div>", 1)])
def test_the_rule_ends_as_make_expects(tmp_path, text, code):
    (tmp_path / "page.html").write_text(text)
    command = [sys.executable, "-m", "tests.repo_rules.templates", str(tmp_path / "page.html")]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, bool(done.stderr)) == (code, bool(code))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>" + "a" * 120 + "</p>", "127 characters"),
        ("<div><p>Eins</p></div>", "more than one block element"),
        ("<p>\n{% blocktranslate %}\nEins\nzwei\n{% endblocktranslate %}\n</p>", "without trimmed"),
    ],
)
def test_the_rule_names_the_line_that_breaks_it(tmp_path, text, words):
    path = tmp_path / "page.html"
    path.write_text("<!doctype html>\n" + text)

    [trouble] = rule.troubles_in(path)

    assert words in trouble
    assert trouble.startswith((f"{path}:2:", f"{path}:3:"))


@pytest.mark.parametrize(
    "text",
    [
        '<path d="' + "M1 1" * 60 + '"/>',
        "<p>{% blocktranslate trimmed %}\nEins\nzwei\n{% endblocktranslate %}</p>",
        "{% comment %}\n<div><p>\n{% endcomment %}\n<dt>Eins</dt>\n<dd>zwei</dd>",
    ],
)
def test_the_rule_lets_pass_what_is_meant(tmp_path, text):
    (tmp_path / "page.html").write_text(text)

    assert rule.troubles_in(tmp_path / "page.html") == []
