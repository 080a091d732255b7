"""What a new round needs: a deadline, a rule that the committee may use, members, a version that is whole."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused
from gsvo.offices.models import Committee, CommitteeMember
from requests.actions.mandate import check_plan, refuse_in_force
from requests.models import MandateVersion, Round, SupportRequest
from requests.round_rules import least_days
from requests.sections import title_of

LONGEST_ROUND = dt.timedelta(days=366)  # beyond it a year was mistyped


def refuse_deadline(answer_by: dt.date, rule: str = Round.Rule.ALL) -> None:
    """Refuse a deadline of a new round that leaves too little time, or whose year was mistyped."""
    today = timezone.localdate()
    if answer_by <= today:
        raise ActionRefused(_("Geben Sie dem Gremium mindestens bis morgen Zeit."))
    if answer_by > today + LONGEST_ROUND:
        raise ActionRefused(_("Bis dahin ist es länger als ein Jahr. Prüfen Sie bitte das Datum."))
    earliest = today + dt.timedelta(days=least_days(rule))
    if answer_by < earliest:
        raise ActionRefused(
            _("Bei Verschweigung erinnern wir vorher dreimal. Geben Sie mindestens bis %(day)s Zeit.")
            % {"day": dates.day(earliest)}
        )


def refuse_rule(committee: Committee, rule: str, voting: int) -> None:
    """Refuse a rule that the committee's own one does not allow, or that its members cannot fulfil."""
    if rule == Round.Rule.SILENCE and not committee.allows_silence:
        raise ActionRefused(
            _("Verschweigung geht nur, wenn das Gremium sie beschlossen hat. Tragen Sie dort ein, wann.")
        )
    if rule == Round.Rule.MAJORITY and committee.quorum > voting:
        raise ActionRefused(
            _(
                "Das Quorum des Gremiums ist %(quorum)s, mit Stimme sitzen dort aber nur %(voting)s. Ändern "
                "Sie zuerst die Regel oder die Mitglieder des Gremiums."
            )
            % {"quorum": committee.quorum, "voting": voting}
        )


def members_to_ask(support_request: SupportRequest) -> list[CommitteeMember]:
    """Return today's members. Refuse if none has a vote, or if a voting place has no person."""
    found = CommitteeMember.objects.current().filter(committee__office=support_request.office_id)
    members = list(found.select_related("committee").order_by("pk"))
    if not any(member.is_voting for member in members):
        raise ActionRefused(
            _("Im Steuerungsgremium steht noch niemand mit Stimme. Tragen Sie zuerst die Mitglieder ein.")
        )
    gone = [member.institution for member in members if member.is_voting and member.not_responsible_at]
    if gone:
        raise ActionRefused(
            _("Niemand mehr zuständig: %(institutions)s. Tragen Sie im Gremium zuerst jemand anderen ein.")
            % {"institutions": ", ".join(gone)}
        )
    return [member for member in members if not member.not_responsible_at]


def check_ready(support_request: SupportRequest, version: MandateVersion) -> None:
    if Round.objects.of(support_request).open().exists():
        raise ActionRefused(_("Das Gremium stimmt schon ab."))
    refuse_in_force(version)
    missing = version.missing()
    if missing:
        raise ActionRefused(
            _("Vor der Abstimmung fehlt noch etwas in diesen Abschnitten: %(sections)s.")
            % {"sections": ", ".join(title_of(section.key) for section in missing)}
        )
    check_plan(support_request, version.planned_quarters)
