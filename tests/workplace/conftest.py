"""Every kind of mail, written once for all tests that read them."""

import pytest

from gsvo.workplace import mail_previews


@pytest.fixture(scope="session")
def written(django_db_setup, django_db_blocker):
    """Return {kind: its sample mails}."""
    with django_db_blocker.unblock():
        return mail_previews.mails()
