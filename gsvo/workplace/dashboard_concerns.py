"""Open concerns: lines for the start page and the daily digest of whoever works on cases."""

from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import Concern
from gsvo.lib import dates
from gsvo.workplace.case_action import CONCERNS, page_of

SHOWN = 8  # the rest comes when these are done


def open_concerns():
    """Yield a line for each of the first open concerns: where something is wrong, neither who says so nor
    what.
    """
    for row in Concern.objects.open().select_related("engagement__support_request__office")[:SHOWN]:
        case = row.engagement.support_request
        yield {
            "mark": "bad",
            "url": page_of(case, CONCERNS)[0],
            "label": _("Es stockt in %(office)s") % {"office": case.office},
            "note": _("%(number)s. Vertraulich: Lesen Sie es auf der Seite der Begleitung.")
            % {"number": case.number},
            "side": _("seit %(day)s") % {"day": dates.short_day(timezone.localtime(row.told_at))},
        }
