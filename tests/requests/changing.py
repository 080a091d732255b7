"""A running engagement whose mandate changes, for tests."""

from django.urls import reverse

from advisors.models import Engagement
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Mandate, Seat, SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.milestones import agree_milestones

WHY = "Die Berufsschulen kommen dazu."


def running(koko, advisor_user):
    """An engagement with a mandate, a committee of two and a milestone; no mails so far."""
    factories.committee(members=2)
    case = factories.support_request(State.ENGAGED, by=koko)
    case.engagement.assignments.update(advisor=advisor_user.advisor)
    Engagement.objects.update(advisor=advisor_user.advisor)
    agree_milestones(case.engagement)
    OutgoingMail.objects.all().delete()
    return SupportRequest.objects.get(pk=case.pk)


def url(name, case, *more):
    return reverse(f"requests:{name}", args=[case.oid, *more])


def drafted(case, koko):
    return actions.change_mandate(case, by=koko, reason=WHY)


def asked(case, koko, **fields):
    """Open a round on a change whose scope reads differently. Returns the round."""
    version = drafted(case, koko)
    factories.filled(version, goals=())
    if not version.goals.exists():
        factories.filled(version)
    version.sections["scope"] = "Jetzt auch die Berufsschulen."
    version.save()
    return factories.opened_round(case, by=koko, **fields)


def answer_all(round_, said="agree"):
    for seat in Seat.objects.filter(round=round_):
        factories.answer(seat, said)


def in_force(case):
    return Mandate.objects.get(support_request=case).agreed.number


def kinds():
    return sorted(OutgoingMail.objects.values_list("kind", flat=True))
