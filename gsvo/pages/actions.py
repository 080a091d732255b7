"""Acts on what the public sends: feedback, and wishes for access."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.text import normalize_email
from gsvo.offices import actions as offices
from gsvo.pages import emails
from gsvo.pages.models import AccessRequest, Feedback


def give_feedback(*, sending, kind, page, text, email):
    """Store and mail a message, once per form however often its button is pressed. Returns the Feedback."""
    try:
        with transaction.atomic():
            feedback = Feedback.objects.create(sending=sending, kind=kind, page=page, text=text, email=email)
            emails.notice(feedback)
            if email:
                emails.receipt(feedback)
    except IntegrityError:
        return Feedback.objects.get(sending=sending)
    return feedback


def ask_for_access(*, sending, office, email, **given):
    """Store somebody's wish for access, once per form; G.I.B. gets a mail unless the same one is still open.

    Whether the address is known makes no difference: nobody learns from the form who has an account.
    """
    email = normalize_email(email, strict=False)
    waits = AccessRequest.objects.open().filter(office=office, email__iexact=email).exists()
    try:
        with transaction.atomic():
            asked = AccessRequest.objects.create(sending=sending, office=office, email=email, **given)
            if not waits:
                emails.access_asked(asked)
    except IntegrityError:
        return AccessRequest.objects.get(sending=sending)
    return asked


@transaction.atomic
def invite_asker(asked, *, by, name, email, role):
    """Invite the person who asked for access; that settles her wish. Returns the AccountInvitation."""
    asked = AccessRequest.objects.select_for_update(of=("self",)).select_related("office").get(pk=asked.pk)
    if asked.is_settled:
        raise ActionRefused(_("Diese Bitte ist schon erledigt."))
    invitation = offices.invite(asked.office, by=by, email=email, name=name, role=role)
    settle(asked, by=by)
    return invitation


def settle(asked, *, by):
    """Mark a wish for access as settled."""
    asked.is_settled, asked.settled_at, asked.settled_by = True, timezone.now(), by
    asked.save(update_fields=["is_settled", "settled_at", "settled_by"])
