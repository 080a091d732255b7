"""Which test files have a long version: they, or a module of the tests that they import, ask for LONG."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = "tests.helpers.long_version"
CHOOSE = {"tests.engines", "tests.run"}  # which tests run where: the tests are the same


@cache  # every module of the tests is parsed: three seconds
def long_files():
    """Return the test files, as paths from the root in order, whose tests differ with LONG=1."""
    imported = {name_of(path): _imports(path) for path in (ROOT / "tests").rglob("*.py")}
    long = {SOURCE}
    while found := {name for name, needs in imported.items() if name not in long | CHOOSE and needs & long}:
        long |= found
    paths = (ROOT / name.replace(".", "/") for name in long)
    return sorted(f"{path.relative_to(ROOT)}.py" for path in paths if path.name.startswith("test_"))


def name_of(path):
    """Return the dotted name of a module of the tests."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(path):
    """Return the modules of the tests that a file imports; a test file also has its folders' conftest.py."""
    found = {name_of(folder / "conftest.py") for folder in path.parents if (folder / "conftest.py").exists()}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found
