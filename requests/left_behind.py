"""The open requests that somebody would leave to others of an office, on the pages that ask before."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.accounts.left_behind import LeftBehind, finds_left_behind
from gsvo.offices.models import Membership, Role
from requests.actions import handled_by, mentions_of
from requests.workflow import State

SHOWN = 10  # with a way to each; nobody looks after many more


@finds_left_behind
def open_requests(user, *, office, reader, stays):
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


@finds_left_behind
def requests_that_name(user, *, office, reader, stays):
    """Yield the requests that others look after and that name the person. Who stays as reader stays named."""
    if stays:
        return
    memberships = user.memberships.filter(left_at=None).select_related("office").order_by("pk")
    for place in [office] if office is not None else [row.office for row in memberships]:
        found = list(mentions_of(user, place).order_by("-changed_at", "-pk"))
        if found:
            yield LeftBehind(_named_words(user, place, found, reader), _ways_to_read(user, found, reader))


def _named_words(user, office, cases, reader):
    """Return in how many requests a person is named, and what becomes of it."""
    if user == reader:
        named = ngettext(
            "Sie sind in %(office)s in einer offenen Anfrage genannt, die jemand anderes betreut.",
            "Sie sind in %(office)s in %(count)s offenen Anfragen genannt, die andere betreuen.",
            len(cases),
        )
    else:
        named = ngettext(
            "%(name)s ist in %(office)s in einer offenen Anfrage genannt, die jemand anderes betreut.",
            "%(name)s ist in %(office)s in %(count)s offenen Anfragen genannt, die andere betreuen.",
            len(cases),
        )
    sentences = [named % {"name": user, "office": office, "count": len(cases)}]
    if any(_is_contact(user, case) for case in cases):
        sentences.append(
            _(
                "Ansprechperson ist danach, wer die Anfrage betreut. "
                "Diese Person und wer berät, erfahren es per Mail."
            )
        )
    if not all(_is_contact(user, case) for case in cases):
        sentences.append(
            _("Als Vertretung bleibt der Name stehen. Sagen Sie vorher Bescheid, wer sonst hilft.")
        )
    return " ".join(sentences)


def _is_contact(user, case):
    return case.contact_email.lower() == user.email.lower()


def _ways_to_read(user, cases, reader):
    """Return (label, address) of each request, with what the person is in it."""
    name = "admin:case" if reader.is_staff else "requests:detail"
    return tuple(
        (
            ": ".join((_titled(case), _("Ansprechperson") if _is_contact(user, case) else _("Vertretung"))),
            reverse(name, args=[case.oid]),
        )
        for case in cases[:SHOWN]
    )


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
    named = {case.oid: _titled(case) for case in cases[:SHOWN]}
    if reader.is_staff:
        return tuple((title, reverse("admin:case", args=[oid])) for oid, title in named.items())
    return tuple(
        (_("„%(title)s“ übergeben") % {"title": title}, reverse("requests:hand_over", args=[oid]))
        for oid, title in named.items()
    )


def _titled(case):
    return f"{case} ({case.number})" if case.number else str(case)
