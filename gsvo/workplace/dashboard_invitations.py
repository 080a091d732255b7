"""Invitations that wait for G.I.B.: lines for the start page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import Invitation
from gsvo.lib import dates

SHOWN = 8  # the rest comes when these are done


def undelivered_invitations():
    """Yield a line for each of the first open invitations whose mail did not arrive."""
    found = Invitation.objects.undelivered().select_related("advisor", "support_request__office")
    pending = _("Die Frist läuft so lange nicht ab.")
    for row in found.order_by("answer_by", "pk")[:SHOWN]:
        case = row.support_request
        to_do = (
            _("Berichtigen Sie die Adresse und verlängern Sie dann die Frist.")
            if row.answer_by <= timezone.now()
            else _("Berichtigen Sie die Adresse, oder rufen Sie an.")
        )
        yield {
            "mark": "bad",
            "url": reverse("admin:case", args=[case.oid]) + "#auftrag",
            "label": _("Die Einladung an %(name)s kam nicht an") % {"name": row.advisor.name},
            "note": " ".join([f"{case.office}, {case.number}.", to_do, pending]),
            "side": _("Frist: %(day)s") % {"day": dates.short_day(row.answer_day)},
        }
