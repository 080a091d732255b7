"""What a forge, an editor and a commit ask for is what the project's own checks ask for."""

import configparser
import re
import subprocess
import tomllib

import yaml

from tests.helpers.source_tree import ROOT


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def tracked():
    """{path: bytes} of every text file that git knows."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    found = {name: (ROOT / name).read_bytes() for name in names if name and (ROOT / name).is_file()}
    return {name: content for name, content in found.items() if b"\0" not in content}


def test_the_pipeline_of_a_forge_only_calls_ours():
    pipeline = yaml.safe_load(read(".gitlab-ci.yml"))

    assert list(pipeline) == ["check"]
    assert pipeline["check"]["script"] == ["bash .ci/run"]
    assert not {"before_script", "after_script", "services", "variables"} & pipeline["check"].keys()


def test_the_hooks_fetch_nothing_and_check_style_and_templates():
    repos = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    hooks = {hook["id"]: hook for repo in repos for hook in repo["hooks"]}

    assert [repo["repo"] for repo in repos] == ["local"]
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    assert hooks.keys() == {"ruff-check", "ruff-format", "mypy", "templates"}
    assert hooks["templates"]["entry"] == "make --assume-old=setup-dev lint"  # which sets nothing up
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)[1]
    for name in ("ruff-check", "ruff-format"):
        program, command = hooks[name]["entry"].split()[:2]
        assert f"/{program.rpartition('/')[2]} {command}" in recipe, f"make lint does not know {name}"
    assert hooks["mypy"]["entry"].endswith(" .venv/bin/mypy")
    assert "/mypy\n" in recipe


def test_editors_are_told_the_lines_that_ruff_takes():
    rules = configparser.ConfigParser()
    rules.read_string("[root]\n" + read(".editorconfig"))
    ruff = tomllib.loads(read("pyproject.toml"))["tool"]["ruff"]

    assert int(rules["*.py"]["max_line_length"]) == ruff["line-length"]
    assert rules["*.py"]["indent_size"] == "4"
    assert rules["Makefile"]["indent_style"] == "tab"


def test_files_are_as_editors_are_told():
    files = tracked()
    crlf = {name for name, content in files.items() if b"\r\n" in content}
    tabs = {name for name, content in files.items() if re.search(rb"^ *\t", content, re.MULTILINE)}
    loose = {name for name, content in files.items() if re.search(rb"[ \t]+\r?$", content, re.MULTILINE)}

    assert len(files) > 500
    assert {name for name in crlf if not name.endswith(".csv")} == set()
    assert {name for name in files if name.endswith(".csv")} == crlf
    assert tabs == {"Makefile"}
    assert loose == set()
