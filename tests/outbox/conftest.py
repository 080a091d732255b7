import pytest
from django.db import transaction

from gsvo.celery import app as celery_app
from gsvo.links.models import Link
from gsvo.outbox import notify_worker, rendering
from gsvo.outbox.queue import Mail, queue_mail
from tests import factories
from tests.outbox.smtp_server import SmtpServer


@pytest.fixture(autouse=True)
def probe_templates(settings):
    """Mails of our own making beside the portal's."""
    settings.ROOT_URLCONF = "tests.outbox.urls"
    templates = dict(settings.TEMPLATES[0])
    templates["DIRS"] = [settings.BASE_DIR / "tests/outbox/templates", *templates["DIRS"]]
    settings.TEMPLATES = [templates]
    rendering._engine.cache_clear()
    yield
    rendering._engine.cache_clear()


@pytest.fixture
def person(db):
    return factories.user("anna@example.org", name="Anna Ämtlich")


@pytest.fixture
def link(person):
    return Link.objects.issue("question", person, email=person.email)


@pytest.fixture
def sink(settings):
    """A real SMTP server that answers by script and keeps what it accepted."""
    with SmtpServer() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_TIMEOUT = 2
        yield sink


@pytest.fixture
def broker(monkeypatch):
    """The queue of a real broker in memory; it is emptied first, and nobody has given up on it."""
    monkeypatch.setattr(notify_worker, "_silent_until", 0.0)
    with celery_app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
        queue.clear()
        yield queue


def write(to="anna@example.org", *, name="Anna Ämtlich", link=None, about=None, introduces=None, **context):
    """Post the probe mail in a transaction of its own."""
    context = {"place": "Bielefeld", "reason": "Neue Wege & kurze Wege", **context}
    with transaction.atomic():
        mail = Mail(
            "probe/note", to=to, name=name, context=context, link=link, about=about, introduces=introduces
        )
        return queue_mail(mail)
