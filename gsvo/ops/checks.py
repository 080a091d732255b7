"""Checks that stop the portal before it starts wrongly."""

from pathlib import Path

from django.conf import settings
from django.core import checks


@checks.register
def requests_is_ours(**_):
    """The name `requests` also belongs to an HTTP library; ours must have won (docs/adr/0002)."""
    import requests

    if Path(requests.__file__).resolve().is_relative_to(settings.BASE_DIR):
        return []
    return [
        checks.Error(
            "`import requests` found another package than the portal's.",
            hint="Start in the project's folder and remove the distribution `requests`.",
            id="gsvo.E001",
        )
    ]
