"""Further records for new rows of the table: one line each, so that many hands can add theirs."""

from functools import partial

from django.utils import timezone

from advisors import actions as advisor_actions
from advisors import calendar_feed
from advisors.models import Absence, PoolImport
from chains import actions as chain_actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.milestones import agree_milestones
from tests.advisors.reviews import begin_review
from tests.advisors.sessions import fields

GUETERSLOH = "05754"


def more_records(people, rows):
    """name → id for `given` in the table. `people` and `rows` are those of tests.access.world."""
    today = timezone.localdate()
    remark = _remark(people)
    absence = Absence.objects.create(advisor=people["advisor"].advisor, from_on=today, to_on=today)
    running = SupportRequest.objects.get(pk=rows["engagement"].support_request_id).engagement
    plan = partial(advisor_actions.plan_session, running, by=people["lead"])
    other = factories.support_request("engaged", office=factories.office(factories.UNNA)).engagement
    return {
        "absence": absence.pk,
        "session": plan(**fields(40)).oid,
        "past_session": plan(**fields(-1, date_reason="Nachgetragen")).oid,
        "other_session": advisor_actions.plan_session(
            other, by=other.support_request.handled_by, **fields(40)
        ).oid,
        "milestone": agree_milestones(running)[0].pk,
        "other_milestone": agree_milestones(other)[0].pk,
        "review": begin_review(running, by=people["lead"]).oid,
        "other_review": begin_review(other, by=other.support_request.handled_by).oid,
        "concern": advisor_actions.tell_concern(running, by=people["advisor"], text="Niemand ruft an.").oid,
        "other_concern": advisor_actions.tell_concern(
            other, by=other.support_request.handled_by, text="Es geht nicht voran."
        ).oid,
        "feed": calendar_feed.address_of(calendar_feed.replace_feed(people["stranger"])).split("/")[-1][:-4],
        "remarked": remark.statement.seat.round.version.mandate.support_request.oid,
        "remarked_round": remark.statement.seat.round.oid,
        "remarked_member": remark.statement.seat.member.oid,
        "remarked_section": remark.section,
        "pool_import": PoolImport.objects.create(by=people["casework"]).oid,
        "engaged_case": running.support_request.oid,
        "owed_kind": "final",
        "step_part": "wer",
        "contract_kind": "contract",
        "paper_form": "pdf",
        "report": factories.paper(running).oid,
        "other_report": factories.paper(other).oid,
        "stranger_account": people["stranger"].pk,
        "account_act": "abmelden",
        "time_entry": factories.time_entry(rows["engagement"]).oid,
        "published": _published(rows["chain"], people["lead"]).oid,
        "unna_entry": factories.time_entry(
            factories.engagement(office=factories.office(factories.UNNA), by=people["stranger"])
        ).oid,
    }


def _remark(people):
    """A remark with an answer that nobody was told, in a case whose partner reads along."""
    case = factories.support_request(State.MANDATED, by=people["lead"], office=factories.office())
    case.partner_offices.add(factories.office(GUETERSLOH))
    return factories.answered_remark(case, by=people["lead"])


def _published(chain, by):
    chain.refresh_from_db()  # others have asked institutions about it meanwhile
    return chain_actions.publish(chain, by=by, expected_revision=chain.revision)
