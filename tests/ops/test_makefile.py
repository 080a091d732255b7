"""The Makefile's own commands run in the folder of a real portal, whatever its .env says."""

import os
import re
import subprocess
import sys

import pytest

from tests.helpers.source_tree import ROOT

pytestmark = pytest.mark.once
REAL = "BASE_URL=https://gsvo.example.org\nALLOWED_HOSTS=gsvo.example.org,localhost\n"


def settings_load(**environment):
    """Load the settings as a command does. Returns the refusal; nothing where they load."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH")}
    command = [sys.executable, "manage.py", "texts", "--help"]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_catalogues_and_checks_do_not_read_an_operators_settings(tmp_path):
    real = tmp_path / ".env"
    real.write_text(REAL)
    as_demo = re.search(r"^AS_DEMO := ([^#]*)", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]
    environment = dict(assignment.split("=", 1) for assignment in as_demo.split())

    assert "ALLOWED_HOSTS" in settings_load(**environment | {"ENV_FILE": str(real)}), (
        "a demo on a real portal"
    )
    assert settings_load(**environment) == ""
