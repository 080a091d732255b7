import pytest

from chains import actions
from tests import factories


@pytest.fixture
def chain(koko):
    return actions.copy_from_template(factories.office(), 2026, by=koko)
