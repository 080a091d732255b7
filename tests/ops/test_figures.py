"""A figure of the environment that cannot be is refused by name, when the settings are read."""

import ast
import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from gsvo.settings import auth, base, defaults

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("KEEP_CASE_DAYS", "-1", "KEEP_CASE_DAYS muss eine ganze Zahl ab 0 sein."),
        ("INVITATION_DAYS", "0", "INVITATION_DAYS muss eine ganze Zahl ab 1 sein."),
        ("SESSION_HOURS", "-12", "SESSION_HOURS muss eine ganze Zahl ab 1 sein."),
        ("ROUND_DAYS", "zwei", "ROUND_DAYS muss eine ganze Zahl ab 1 sein."),
        ("REMIND_FROM_HOUR", "24", "REMIND_FROM_HOUR muss eine ganze Zahl von 0 bis 23 sein."),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES muss eine ganze Zahl ab 0 sein."),
        ("REMIND_DRAFT", "bald,60", "REMIND_DRAFT muss aus ganzen Zahlen bestehen, mit Kommas dazwischen."),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name(monkeypatch, name, value, words):
    readers = {setting: reader for module in (defaults, auth, base) for setting, reader in _figures(module)}
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=f"^{re.escape(words)}$"):
        readers[name]()


def _figures(module):
    """(name, a function that reads it anew) of each figure that a file of settings takes from outside."""
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("number", "numbers"):
            code = compile(ast.Expression(node), module.__file__, "eval")
            yield node.args[0].value, lambda code=code: eval(code, vars(base))  # noqa: S307
