"""Ways forward from where a round is stuck: a sentence each, with the link to the act."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from requests.models import Round, SupportRequest


@dataclass(frozen=True)
class Way:
    sentence: str
    label: str
    url: str


def before_round(support_request: SupportRequest, members: list) -> list[Way]:
    """Return what helps before the committee is asked: no chair, dead addresses, rare meetings."""
    failing = [member for member in members if getattr(member, "mail_failure", None)]
    return [
        *_without_chair(support_request, members),
        *_unreachable(support_request, members, failing),
        in_meeting(support_request, _("Tagt Ihr Gremium nur selten, oder hat es schon entschieden?")),
    ]


def in_round(support_request: SupportRequest, round_: Round, failures: dict) -> list[Way]:
    """Return what helps while a round is open, for whoever may act."""
    seats = list(round_.seats.all())
    waiting = [seat.member for seat in seats if not seat.statement and not seat.not_responsible_at]
    failing = [member for member in waiting if member.email.lower() in failures]
    vacant = [seat.institution for seat in seats if seat.not_responsible_at and seat.is_voting]
    ways = _unreachable(support_request, waiting, failing)
    if vacant:
        sentence = _("Niemand mehr zuständig: %(institutions)s. Wer nachrückt, wird gleich gefragt.")
        ways.append(
            Way(
                sentence % {"institutions": ", ".join(vacant)},
                _("Andere Person eintragen"),
                _committee(support_request),
            )
        )
    ways += _without_chair(support_request, [seat.member for seat in seats])
    end = reverse("requests:end_round", args=[support_request.oid, round_.oid])
    ways.append(
        in_meeting(support_request, _("Entscheidet das Gremium doch in einer Sitzung?")),
    )
    ways.append(Way(_("Hat sich die Runde erledigt?"), _("Runde vor der Frist beenden"), end))
    return ways


def in_meeting(support_request: SupportRequest, sentence: str) -> Way:
    url = reverse("requests:decide_in_meeting", args=[support_request.oid])
    return Way(sentence, _("Beschluss aus einer Sitzung eintragen"), url)


def _unreachable(support_request: SupportRequest, asked: list, failing: list) -> list[Way]:
    if not asked or len(failing) < len(asked):
        return []
    return [
        Way(
            _(
                "Keine der Mails kommt an. Prüfen Sie die Adressen, oder rufen Sie an und tragen Sie die "
                "Antworten ein."
            ),
            _("Mitglieder des Gremiums pflegen"),
            _committee(support_request),
        )
    ]


def _without_chair(support_request: SupportRequest, members: list) -> list[Way]:
    if not members or any(member.is_chair and member.left_at is None for member in members):
        return []
    return [
        Way(
            _("Das Gremium hat gerade keinen Vorsitz. Abstimmen kann es trotzdem."),
            _("Vorsitz eintragen"),
            _committee(support_request),
        )
    ]


def _committee(support_request: SupportRequest) -> str:
    return reverse("offices:committee", args=[support_request.office.key])
