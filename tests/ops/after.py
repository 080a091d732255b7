"""What stands in the portal after its return. Run inside `manage.py shell` of the drill's portal."""

import json
import os

from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import default_storage
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from gsvo.ops.health import warnings_now
from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.registry import kinds
from gsvo.reminders.run import due
from gsvo.status.models import SystemStatus
from requests.models import SupportRequest


def look():
    """Print as JSON what is true now, before and after sending was resumed."""
    before, sessions = json.loads(os.environ["BEFORE"]), Session.objects.count()
    fresh = OutgoingMail.objects.create(
        kind="drill", to_email="neu@example.net", subject="Neu", text="…", html="…"
    )
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        deliver()
        while_paused = [message.to for message in mail.outbox]
        SystemStatus.objects.resume_sending()
        deliver()
    with default_storage.open(before["file"]) as file:
        content = file.read().decode()
    path = before["link"].partition("localhost")[2].partition("/")[2]
    print(  # noqa: T201  the drill reads it
        json.dumps(
            {
                "numbers": list(SupportRequest.objects.values_list("number", flat=True)),
                "content": content,
                "link": Client().get(f"/{path}", headers={"host": "localhost"}).status_code,
                "while paused": while_paused,
                "after": [to for message in mail.outbox for to in message.to],
                "held": list(OutgoingMail.objects.exclude(pk=fresh.pk).values_list("pk", "status", "secret")),
                "gone": OutgoingMail.objects.get(pk=before["gone"]).to_email,
                "sessions": sessions,
                "due": sum(len(due(kind, timezone.localdate())) for kind in kinds()),
                "troubles": [str(trouble) for trouble in warnings_now()],
            }
        )
    )
