"""What stands in the portal at the time of the backup. Run inside `manage.py shell` of the drill's portal."""

import json

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from gsvo.files.models import StoredFile
from gsvo.http.session_store import SessionStore
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status
from requests.models import FundingPeriod
from requests.workflow import State
from tests import factories

CONTENT = b"%PDF-1.4 Genehmigung"


def build():
    """Make the database and fill it. Prints as JSON what the drill compares with afterwards."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    case = factories.support_request(State.SUBMITTED)
    file = StoredFile(
        name="genehmigung.pdf", content_type="application/pdf", size=len(CONTENT), sha256="0" * 64
    )
    file.file.save("egal", ContentFile(CONTENT))
    link = Link.objects.issue(
        "password", factories.user("nele@example.net", name="Nele"), email="nele@example.net"
    )
    kind = ContentType.objects.get_for_model(FundingPeriod)
    mail = {"kind": "drill", "text": "…", "html": "…", "content_type": kind}
    OutgoingMail.objects.all().delete()
    waits = OutgoingMail.objects.create(to_email="wartet@example.net", subject="Wartet", **mail)
    tried = OutgoingMail.objects.create(
        to_email="dabei@example.net", subject="In Arbeit", status=Status.SENDING, secret="x", **mail
    )
    gone = OutgoingMail.objects.create(
        to_email="marke@example.net", subject="Marke", status=Status.SENT, sent_at=timezone.now(), **mail
    )
    session = SessionStore()
    session["links"] = {}
    session.create()
    print(  # noqa: T201  the drill reads it
        json.dumps(
            {
                "number": case.number,
                "file": file.file.name,
                "link": link.url(),
                "waits": waits.pk,
                "tried": tried.pk,
                "gone": gone.pk,
            }
        )
    )
