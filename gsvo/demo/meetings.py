"""The demo's mandate that a committee decides on in a meeting, and a rule on record."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gsvo.demo import cast, papers
from gsvo.demo.cases import ago, mandate_written, round_opened, user_of
from gsvo.offices import committee_actions
from gsvo.offices.models import Committee, Office
from requests import actions
from requests.models import Round

MINUTES = (
    "Dies ist ein Beispiel ohne rechtliche Wirkung.\n\n"
    "- Die Koordinierungsstelle stellt den Auftrag vor.\n"
    "- Wer den Kontakt im Juli und August hält, klären die Beteiligten in der ersten Werkstatt.\n"
    "- Das Gremium stimmt dem Auftrag zu. Eine Stelle war nicht vertreten."
)


def decides(row, on, *, by="koko.bielefeld"):
    """Ask the committee, then record its decision in a meeting so many working days ago, with minutes."""
    mandate_written(row, on + 8, by=by)
    round_opened(row, on + 6, by=by, days=21, rule="majority")
    with ago(on, 15):
        seats = Round.objects.of(row).open().get().seats.filter(is_voting=True)
        members = [seat.member.oid for seat in seats.select_related("member").order_by("pk")]
        votes = dict.fromkeys(members[:-1], "agree")
        actions.decide_in_meeting(
            row,
            by=user_of(by),
            held_on=timezone.localdate(),
            votes=votes,
            minutes=SimpleUploadedFile("Niederschrift.pdf", papers.minutes(row.title, MINUTES)),
        )
    row.refresh_from_db()
    return row


def rule_on_record():
    """Record for Kreis Unna that its committee decides by majority."""
    with ago(20, 11):
        office = Office.objects.get(key=cast.UNNA)
        committee = Committee.objects.get(office=office)
        committee_actions.set_rule(
            office,
            by=user_of("koko.unna"),
            expected_revision=committee.revision,
            rule="majority",
            quorum=3,
            allows_silence=False,
            rule_reference="Geschäftsordnung, § 4",
            rule_decided_on=timezone.localdate() - dt.timedelta(days=40),
            shares_remarks=True,
        )
