import json
import os
from pathlib import Path

import pytest

from tests.e2e.faults.environment import FaultEnvironment
from tests.e2e.faults.services import missing

FIGURES = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def stand(request):
    """One portal for all faults, with a web server."""
    if lacking := missing():
        words = f"The fault kit needs {', '.join(lacking)}."
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    with FaultEnvironment() as stand:
        stand.web()
        yield stand
        account = stand.account()
        totals = {"told": account.told, "lost": len(account.lost), "duplicates": account.duplicates}
        report = {"figures": request.config.stash.get(FIGURES, []), **totals}
        if path := os.environ.get("FAULTS_REPORT"):
            Path(path).write_text(json.dumps(report))


@pytest.fixture
def calm(stand):
    """The stand before a fault: everything answers, nothing waits, no script."""
    stand.sink.script.clear()
    stand.sink.on_point = None
    assert stand.settled() == 0
    yield stand
    assert stand.dead() == {}, "no fault of others ends a process of ours"


@pytest.fixture
def figures(request):
    """Note what was measured; `make faults` prints it at the end."""

    def note(**found):
        line = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in found.items())
        request.config.stash.setdefault(FIGURES, []).append(f"{request.node.name}: {line}")

    return note
