"""List "So fangen Sie an": what a new office does first, each step done or open."""

from dataclasses import dataclass, replace

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from chains.models import Chain
from gsvo.offices.models import AccountInvitation, CommitteeMember, Membership, Office, Role
from requests.models import SupportRequest
from requests.workflow import State


@dataclass(frozen=True)
class Step:
    label: str
    note: str
    is_done: bool
    url: str  # where it is done, or where to look; empty where that is this page


@dataclass(frozen=True)
class FirstSteps:
    """The steps of one office, for one of its people."""

    office: Office
    steps: list[Step]


def with_progress(memberships):
    """Annotate `is_set_up`: whether the office has done every step, as most have for years."""
    of_office = {"office": OuterRef("office")}
    is_done = (
        Exists(SupportRequest.objects.submitted().filter(**of_office))
        & Exists(Chain.objects.filter(**of_office))
        & Exists(CommitteeMember.objects.current().filter(committee__office=OuterRef("office")))
        & Exists(Membership.objects.current().filter(**of_office).exclude(user=OuterRef("user")))
    )
    return memberships.annotate(is_set_up=ExpressionWrapper(is_done, BooleanField()))


def first_steps(memberships):
    """Return a FirstSteps for each office in which something is still open. One query, where it is.

    `memberships`: of one person, of `with_progress`. Whoever has put the steps away sees none.
    """
    shown = {row.office_id: row for row in memberships if not (row.hid_first_steps or row.is_set_up)}
    if not shown:
        return []
    found = [FirstSteps(office, _steps(office, shown[office.pk])) for office in _with_steps(shown)]
    return [place for place in found if not all(step.is_done for step in place.steps)]


def _with_steps(memberships):
    """Return the offices, each with what it has. `memberships`: {office's key: that of one person}."""
    person = next(iter(memberships.values())).user_id
    of_office = {"office": OuterRef("pk")}
    colleague = Membership.objects.current().filter(**of_office).exclude(user=person)
    drafts = SupportRequest.objects.filter(**of_office, state=State.DRAFT).order_by("-pk")
    return Office.objects.filter(pk__in=memberships).annotate(
        has_colleague=Exists(colleague),
        has_invited=Exists(AccountInvitation.objects.open().filter(**of_office)),
        has_committee=Exists(CommitteeMember.objects.current().filter(committee__office=OuterRef("pk"))),
        has_chain=Exists(Chain.objects.filter(**of_office)),
        has_request=Exists(SupportRequest.objects.submitted().filter(**of_office)),
        draft_oid=Subquery(drafts.values("oid")[:1]),
    )


def put_away(*, by):
    """Show the steps to this person no more, in none of the offices."""
    Membership.objects.current().filter(user=by).update(hid_first_steps=True)


def _steps(office, membership):
    """Return the four steps, each with a link: to the act for whoever may, else to what is there.

    Whoever may only read is told that colleagues do them.
    """
    steps = [_colleagues(office, membership), _committee(office), _chain(office, membership),
             _request(office, membership)]  # fmt: skip
    if membership.may_write:
        return steps
    return [replace(step, note=_("Das tun Ihre Kolleg:innen. Sie lesen mit.")) for step in steps]


def _colleagues(office, membership):
    is_done = office.has_colleague or office.has_invited
    invites = membership.role == Role.LEAD and not is_done
    return Step(
        _("Kolleg:innen einladen"),
        _("Dann geht es weiter, wenn jemand fehlt. Einladen kann, wer die Stelle leitet."),
        is_done,
        reverse("offices:invite" if invites else "offices:people", args=[office.key]),
    )


def _committee(office):
    return Step(
        _("Steuerungsgremium eintragen"),
        _("Die Mitglieder stimmen später über den Auftrag ab, per Link und ohne Konto."),
        office.has_committee,
        reverse("offices:committee", args=[office.key]),
    )


def _chain(office, membership):
    creates = membership.may_write and not office.has_chain
    return Step(
        _("Verantwortungskette anlegen"),
        _("Als Kopie der Landesvorlage: wer was bis wann tut und an wen übergibt."),
        office.has_chain,
        reverse("chains:create" if creates else "chains:list"),
    )


def _request(office, membership):
    writes = membership.may_write and not office.has_request
    note = _("Das dauert 10 bis 15 Minuten. Ihr Entwurf bleibt gespeichert.")
    url = reverse("requests:new")
    if office.draft_oid and not office.has_request:
        note, url = _("Ein Entwurf ist begonnen."), reverse("requests:detail", args=[office.draft_oid])
    return Step(_("Anfrage einreichen"), note, office.has_request, url if writes else "")
