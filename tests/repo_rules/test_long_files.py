"""`make faults` runs every test that has a long version, and none twice that has not."""

import pytest

from tests.helpers.long_files import ROOT, long_files

pytestmark = pytest.mark.once


def test_whoever_asks_for_the_long_version_is_found_through_modules_and_fixtures_too():
    asking = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if "from tests.helpers.long_version import" in path.read_text(encoding="utf-8")
    }

    assert asking <= {*long_files(), "tests/repo_rules/test_long_files.py"}
    assert "tests/e2e/accessibility/test_pages.py" in long_files(), "it asks through a module"


def test_what_is_the_same_in_both_versions_stays_with_the_suite():
    assert "tests/advisors/test_sessions.py" not in long_files()
