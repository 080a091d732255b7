import pytest
from django.conf import settings as project


@pytest.fixture
def sample_pages(settings):
    """The portal with the pages of `tests.look.urls`."""
    settings.ROOT_URLCONF = "tests.look.urls"
    folder = project.BASE_DIR / "tests" / "look" / "templates"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]
