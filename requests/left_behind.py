"""The open requests that somebody would leave to the leads of an office, on the page that asks before."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.accounts.left_behind import LeftBehind, finds_left_behind
from gsvo.offices.models import Membership, Role
from requests.actions import handled_by
from requests.workflow import State

SHOWN = 10  # with a way to each; nobody looks after many more


@finds_left_behind
def open_requests(user, *, office, reader):
    written_for = user.memberships.writing().filter(left_at=None).select_related("office")
    if office is not None:
        written_for = written_for.filter(office=office)
    for membership in written_for.order_by("pk"):
        cases = handled_by(user, membership.office).order_by("-changed_at", "-pk")
        if reader.is_staff:  # drafts are read by the office alone
            cases = cases.exclude(state=State.DRAFT)
        found = list(cases)
        if found:
            yield LeftBehind(_words(user, membership.office, len(found), reader), _ways(found, reader))


def _words(user, office, count, reader):
    """Return whose they are, who looks after them then and who is told."""
    if user == reader:
        whose = ngettext(
            "Sie betreuen in %(office)s eine offene Anfrage.",
            "Sie betreuen in %(office)s %(count)s offene Anfragen.",
            count,
        )
    else:
        whose = ngettext(
            "%(name)s betreut in %(office)s eine offene Anfrage.",
            "%(name)s betreut in %(office)s %(count)s offene Anfragen.",
            count,
        )
    words = {"name": user, "office": office, "count": count}
    return f"{whose % words} {_who_then(user, office, reader)}"


def _who_then(user, office, reader):
    leads = Membership.objects.current().filter(office=office, role=Role.LEAD).exclude(user=user)
    names = [str(row.user) for row in leads.select_related("user").order_by("pk")]
    if not names:
        return _("Danach tut es niemand, und Mails dazu bekommt niemand. Laden Sie bald eine Leitung ein.")
    then = _(
        "Danach tut es die Leitung (%(leads)s), bis jemand übernimmt. Die Leitung erfährt es per Mail, "
        "ebenso wer berät."
    )
    words = then % {"leads": ", ".join(names)}
    return words if reader.is_staff else words + " " + _("Besser ist, Sie übergeben vorher.")


def _ways(cases, reader):
    """Return (label, address): for the office to hand over, for G.I.B. to read."""
    named = {case.oid: f"{case} ({case.number})" if case.number else str(case) for case in cases[:SHOWN]}
    if reader.is_staff:
        return tuple((title, reverse("admin:case", args=[oid])) for oid, title in named.items())
    return tuple(
        (_("„%(title)s“ übergeben") % {"title": title}, reverse("requests:hand_over", args=[oid]))
        for oid, title in named.items()
    )
