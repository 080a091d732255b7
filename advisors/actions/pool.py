"""Acts on the pool: accounts and addresses. An advisor and her account share one address."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.invitations import send_again
from advisors.models import Advisor, Invitation
from gsvo.accounts.email_changes import announce_address_change, change_login_address, record_address_change
from gsvo.accounts.models import AddressChange, User
from gsvo.links.models import Link
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.privacy_notice import by_pool
from gsvo.outbox.resend import readdress
from requests import actions
from requests.actions import ActionRefused
from requests.models import SupportRequest
from requests.workflow import WorkflowRole


def account_for(advisor: Advisor) -> User:
    """Link the advisor to the account with her address, or create one without a password.

    Into a new one she logs in by a code, which goes to this very address.
    """
    user = User.objects.filter(email__iexact=advisor.email).first()
    if user is None:
        user = User.objects.create_user(advisor.email, name=advisor.name, phone=advisor.phone)
    elif hasattr(user, "advisor") and user.advisor != advisor:
        raise ActionRefused(
            _("Zu dieser E-Mail-Adresse gehört schon jemand anderes im Pool. Fragen Sie bitte die G.I.B.")
        )
    advisor.user = user
    advisor.save(update_fields=["user"])
    return user


@transaction.atomic
def change_address(advisor: Advisor, email: str, *, by: User) -> None:
    """Change an advisor's address for mails, links and login; both mailboxes are told."""
    if advisor.user is not None:
        change_login_address(advisor.user, email, by=by)  # comes back by `follow_address`
    else:
        lock_for_address(advisor, email)
        former = (advisor.name, advisor.email)
        advisor.email = email
        change = record_address_change(advisor, by=by, former=former)
        follow_address(advisor, change, by=by)
        announce_address_change(change, what=_pool_entry_label(), introduces=by_pool())
    advisor.refresh_from_db()


@transaction.atomic
def note_new_name(advisor: Advisor, *, former: str, by: User) -> None:
    """Record that an address got another name: perhaps another person reads it."""
    change = record_address_change(advisor, by=by, former=(former, advisor.email))
    if _record(advisor, change, by):
        announce_address_change(change, what=_pool_entry_label(), introduces=by_pool())


def lock_for_address(advisor: Advisor, email: str) -> None:
    """Take the locks that a new address needs, in the global order: requests, then the advisor."""
    for support_request in cases_of(advisor):
        actions.lock(support_request)
    Advisor.objects.select_for_update(of=("self",)).get(pk=advisor.pk)
    if Advisor.objects.filter(email__iexact=email).exclude(pk=advisor.pk).exists():
        raise ActionRefused(_("Diese E-Mail-Adresse gehört schon jemand anderem im Pool."))


def follow_address(advisor: Advisor, change: AddressChange, *, by: User) -> None:
    """Write the new address, revoke all links to the former one and send open invitations again."""
    advisor.email = change.email
    advisor.save(update_fields=["email"])
    readdress(advisor)
    every = advisor.invitations.values_list("pk", flat=True)
    Link.objects.to_many(Invitation, every, Invitation.LINK_PURPOSE).revoke()
    _record(advisor, change, by)
    for invitation in advisor.invitations.open():
        send_again(invitation)


def cases_of(advisor: Advisor) -> models.QuerySet[SupportRequest]:
    """Return the requests that an advisor is or will be asked for or advises now, in lock order."""
    asked = advisor.invitations.pending().values("support_request")
    advised = advisor.assignments.filter(ended_at=None).values("engagement__support_request")
    return SupportRequest.objects.filter(Q(pk__in=asked) | Q(pk__in=advised)).order_by("pk")


def _record(advisor: Advisor, change: AddressChange, by: User) -> int:
    """Record the change on each case and mark unanswered invitations. Return how many cases."""
    cases = cases_of(advisor)
    for support_request in cases:
        role = WorkflowRole.ADVISOR if by.pk == advisor.user_id else WorkflowRole.CASEWORK
        data = {"address_change": change.pk}
        actions.record(support_request, "advisor_changed", by=by, role=role, data=data)
    advisor.invitations.pending().update(address_changed_at=timezone.now())
    return len(cases)


@in_mail_language
def _pool_entry_label() -> str:
    return _("Ihr Eintrag im Pool der Beratenden")
