"""Put a mail into the outbox, inside the transaction of the decision that causes it."""

from django.db import transaction
from django.template.loader import render_to_string

from gsvo.outbox.models import OutgoingMail


def post(kind, *, to, name="", context=None, about=None, link=None):
    """Write one mail. `kind` "requests/receipt" names its templates requests/email/receipt{.subject.txt,.txt}."""
    assert transaction.get_connection().in_atomic_block
    app, _, mail = kind.partition("/")
    row = OutgoingMail(kind=kind, to_email=to, to_name=name, about=about, link=link)
    context = {"name": name, **(context or {})}
    row.subject = " ".join(render_to_string(f"{app}/email/{mail}.subject.txt", context).split())
    row.text = render_to_string(f"{app}/email/{mail}.txt", context)
    row.save()
    return row
