import pytest

from chains import actions
from tests import make


@pytest.fixture
def chain(koko):
    return actions.copy_from_template(make.office(), 2026, by=koko)
