"""How `make test` ends."""

import pytest

from tests import run as program


@pytest.mark.parametrize(
    ("codes", "failed"), [((0, 0), False), ((1, 0), True), ((0, 1), True), ((-9, 0), True)]
)
def test_one_engine_that_failed_or_was_killed_fails_the_suite(monkeypatch, codes, failed):
    left = iter(codes)
    monkeypatch.setattr(program, "find_postgres", lambda: "postgres://somewhere/suite")
    monkeypatch.setattr(program, "find_redis", lambda: "redis://somewhere/1")
    monkeypatch.setattr(program, "find_chromium", lambda: "chromium")
    monkeypatch.setattr(program.shutil, "which", lambda name: name)
    monkeypatch.setattr(program, "run", lambda name, *_: (next(left), f"{name}: told"))

    with pytest.raises(SystemExit) as end:
        program.main()

    assert bool(end.value.code) is failed
