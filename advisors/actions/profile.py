"""What an advisor says of herself: her profile, when she is away. No request is locked for it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import Absence, Advisor, ProfileChange
from gsvo.accounts.models import User
from gsvo.outbox.language import in_mail_language
from requests.actions import ActionRefused

PUBLIC = ("organisation", "profile", "methods", "languages", "topics", "offices", "mode")
PRIVATE = ("phone", "quarters_per_period", "paused_until")
MANY = ("topics", "offices")
MOST_ABSENCES = 12


@transaction.atomic
def change_profile(advisor: Advisor, *, values: Mapping[str, Any]) -> ProfileChange | None:
    """Save a profile and note for G.I.B. what of its public part is different. Return that note, or None."""
    advisor = Advisor.objects.select_for_update(of=("self",)).get(pk=advisor.pk)
    before = _public_words(advisor)
    for name in (*PUBLIC, *PRIVATE):
        if name not in MANY:
            setattr(advisor, name, values[name])
    advisor.save()
    for name in MANY:
        getattr(advisor, name).set(values[name])
    after = _public_words(advisor)
    changes = [
        {"field": name, "old": before[name], "new": after[name]}
        for name in PUBLIC
        if before[name] != after[name]
    ]
    return ProfileChange.objects.create(advisor=advisor, changes=changes) if changes else None


@in_mail_language
def _public_words(advisor: Advisor) -> dict[str, str]:
    """Return what coordinators read of a profile. It is stored, so it is written as mails are."""
    words = {name: str(getattr(advisor, name)) for name in PUBLIC if name not in MANY}
    return words | {
        "mode": advisor.mode_words,
        "topics": ", ".join(topic.name for topic in advisor.topics.order_by("position", "sort_name")),
        "offices": ", ".join(office.display_name for office in advisor.offices.order_by("sort_name"))
        or _("ganz Nordrhein-Westfalen"),
    }


@transaction.atomic
def note_seen(advisor: Advisor, *, by: User, last: int) -> int:
    """Record that G.I.B. looked at the changes up to the one with this key. Return how many were new."""
    unseen = ProfileChange.objects.unseen().filter(advisor=advisor, pk__lte=last)
    return unseen.update(seen_at=timezone.now(), seen_by=by)


@transaction.atomic
def add_absence(advisor: Advisor, *, from_on: dt.date, to_on: dt.date) -> Absence:
    """Note that an advisor is away; days that are noted already are not noted twice."""
    Advisor.objects.select_for_update(of=("self",)).get(pk=advisor.pk)
    current = advisor.absences.current()
    if current.filter(from_on__lte=to_on, to_on__gte=from_on).exists():
        raise ActionRefused(
            _("Ein Teil dieser Tage steht schon da. Löschen Sie zuerst den alten Eintrag."), field="from_on"
        )
    if current.count() >= MOST_ABSENCES:
        raise ActionRefused(_("Mehr als zwölf Abwesenheiten auf einmal gehen nicht."))
    return Absence.objects.create(advisor=advisor, from_on=from_on, to_on=to_on)


@transaction.atomic
def drop_absence(advisor: Advisor, *, key: int) -> None:
    """Delete an absence; one that is gone already is no matter."""
    advisor.absences.filter(pk=key).delete()
