"""Templates: none unused, none that our own policy would break; every mail has subject and text."""

import ast
import re
from pathlib import Path

import crispy_forms
import pytest
from django.template.loaders.app_directories import get_app_template_dirs

from tests.tree import ROOT, code, modules, templates

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


@pytest.mark.parametrize("name", PAGES)
def test_no_template_needs_what_our_policy_forbids(name):
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", templates()[name], flags=re.DOTALL)
    forbidden = re.findall(
        r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:|(?:src|srcset)=["']https?:""",
        text,
    )

    assert forbidden == []


def mails_in_code():
    """{"requests/receipt", …}: the kinds of mail that the modules called `emails` post."""
    kinds = set()
    for module, path in modules().items():
        if "emails" not in module.split("."):
            continue
        app = module.removeprefix("gsvo.").partition(".")[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrappers = {
            node.name: [argument.arg for argument in node.args.args].index("mail")
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and "mail" in [argument.arg for argument in node.args.args]
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "")
            if name == "post":
                kinds.update(text.value for text in call.args[:1] if isinstance(text, ast.Constant))
            elif name in wrappers:
                given = call.args[wrappers[name]]
                kinds.update(
                    f"{app}/{text.value}" for text in ast.walk(given) if isinstance(text, ast.Constant)
                )
    return kinds


def mails_in_templates(suffix):
    return {
        name.replace("/email/", "/").removesuffix(suffix)
        for name in templates()
        if "/email/" in name and name.endswith(suffix)
    }


def test_every_mail_has_a_subject_and_a_text_and_none_is_unused():
    subjects = mails_in_templates(".subject.txt")
    texts = {name for name in mails_in_templates(".txt") if not name.endswith(".subject")}

    assert subjects == texts
    assert mails_in_code() == texts


def test_the_look_asks_nobody_else():
    """No stylesheet of ours loads from another origin."""
    styles = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*.css")}

    assert [name for name, text in styles.items() if re.search(r"""url\(\s*["']?(https?:)?//""", text)] == []
