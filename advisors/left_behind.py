"""The engagements that somebody would leave without advice, where G.I.B. is asked before it stops her."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import Advisor
from gsvo.accounts.left_behind import LeftBehind, finds_left_behind


@finds_left_behind
def running_engagements(user, *, office, reader, stays):
    if office is not None:  # whoever leaves an office stays in the pool
        return
    advisor = Advisor.objects.filter(user=user, left_at=None).first()
    if advisor is None:
        return
    cases = [row.support_request for row in advisor.running_engagements()]
    if cases:
        words = ngettext(
            "%(name)s begleitet gerade eine Koordinierungsstelle.",
            "%(name)s begleitet gerade %(count)s Koordinierungsstellen.",
            len(cases),
        ) % {"name": advisor, "count": len(cases)}
        then = _(
            "Sie bekommen dann eine Mail, und „Was ansteht“ erinnert, bis die Beratung gewechselt ist. Jede "
            "Koordinierungsstelle erfährt es ebenfalls."
        )
        yield LeftBehind(f"{words} {then}", tuple((_named(case), _page(case)) for case in cases))


def _named(case):
    return f"{case.office}: {case} ({case.number})"


def _page(case):
    return reverse("admin:case", args=[case.oid])
