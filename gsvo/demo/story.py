"""The demo's requests, the oldest first, so that numbers follow the calendar."""

import datetime as dt

from django.utils import timezone

from advisors import actions as advisor_actions
from advisors.models import Advisor
from gsvo.demo import cast, days, engagements, meetings, papers, second_version
from gsvo.demo.cases import (
    ago,
    answered,
    declined,
    engaged,
    file,
    granted,
    invited,
    mandate_written,
    mandated,
    round_opened,
    submitted,
    user_of,
)
from gsvo.demo.texts import ANSWER, QUESTION
from gsvo.offices.models import Office
from requests import actions
from requests.other_answers import OtherAnswer
from requests.remarks import worklist


def play():
    """Create all cases."""
    gib, lead = user_of("sachbearbeitung"), user_of("leitung")
    bielefeld, unna = cast.BIELEFELD, cast.UNNA

    engagements.closed()
    engagements.just_asked()

    row = engaged(unna, "agreement", 100, 8, by="koko.unna")
    days.play(row, days.AGREEMENT, by="koko.unna")
    papers.contract(row, 35)
    with ago(12):
        advisor_actions.interrupt(
            row,
            by=gib,
            reason="Die Koordinierungsstelle ist bis zum Frühjahr nur halb besetzt.",
            until=timezone.localdate() + dt.timedelta(days=75),
        )

    row = engaged(bielefeld, "inclusion", 92, 1)
    papers.contract(row, 71)
    days.play(row, days.INCLUSION)
    with ago(4):
        advisor_actions.finish(row, by=user_of("koko.bielefeld"))

    row = engaged(bielefeld, "three_codes", 80, 2)
    papers.contract(row, 61)
    days.play(row, days.THREE_CODES)

    engagements.late()

    row = submitted(bielefeld, "newcomers", 70)
    with ago(64):
        actions.cancel(
            row, by=lead, reason="Der Bedarf ist in eine gemeinsame Anfrage mit dem Nachbarkreis aufgegangen."
        )

    row = submitted(unna, "parents", 62, by="koko.unna")
    with ago(56):
        actions.reject(
            row, by=gib, reason="Elternarbeit an einzelnen Schulen fördert ein anderes Programm des Landes."
        )

    row = submitted(unna, "vocational", 60, by="koko.unna")
    with ago(52):
        actions.answer_otherwise(
            row,
            by=gib,
            kind=OtherAnswer.WORKSHOP,
            with_whom="Regionalagentur Westfälisches Ruhrgebiet",
            on=timezone.localdate(),
            reason="Ihre Fragen klärt ein Workshop an einem Tag, gemeinsam mit dem Kreis Warendorf.",
        )

    row = granted(bielefeld, "agreement", 58)
    with ago(50):
        actions.withdraw(
            row, by=user_of("kollegin.bielefeld"), reason="Wir erneuern die Vereinbarung ohne Begleitung."
        )

    engagements.taken_over()

    days.play(engaged(unna, "chambers", 48, 7, by="koko.unna"), days.CHAMBERS, by="koko.unna")

    row = mandated(bielefeld, "vocational", 36)
    invited(row, 9, 3, 4, 1, days=14)
    declined(row, 3)

    meetings.decides(granted(bielefeld, "summer", 26), 10)

    _second_version_before_the_committee(granted(bielefeld, "queries", 24))
    engagements.offered()

    granted(
        unna,
        "newcomers",
        15,
        by="koko.unna",
        conditions="Bitte die Nachbarkreise über den Beginn informieren.",
    )

    row = submitted(bielefeld, "chambers", 9)
    with ago(4):
        actions.ask_back(row, by=gib, question=QUESTION)
    wishes(row)

    row = submitted(unna, "summer", 8, by="koko.unna")
    with ago(7):
        actions.ask_back(row, by=gib, question=QUESTION)
    with ago(3):
        actions.answer(row, by=user_of("koko.unna"), reason=ANSWER)

    row = submitted(bielefeld, "parents", 6)
    with ago(5):
        actions.share(row, by=user_of("koko.bielefeld"), office=Office.objects.get(key=unna))

    wishes(file(bielefeld, "draft", 1, by="kollegin.bielefeld"))
    meetings.rule_on_record()


def _second_version_before_the_committee(row):
    """Create a round about version 2 that is half answered, after version 1 was refused."""
    koko = user_of("koko.bielefeld")
    mandate_written(row, 16)
    round_opened(row, 14, days=10)
    answered(row, 11, "agree", "change", "agree", "agree", "agree_remarks")
    with ago(6, 13):
        row.refresh_from_db()
        version = actions.new_version(row, by=koko)
        actions.save_mandate(row, by=koko, expected_revision=version.revision, **second_version.of(version))
    with ago(5, 10):
        second_version.answers(worklist(row).open, by=koko)
    round_opened(row, 4, days=8, rule="majority")
    answered(row, 2, "agree", None, "agree_remarks", remarks=second_version.REMARKS)


def wishes(row):
    """Create preferences for and against advisors."""
    first, second = Advisor.objects.order_by("pk")[:2]
    advisor_actions.prefer(row, by=row.created_by, advisor=first, kind="wish", reason="Kennt unsere Schulen.")
    advisor_actions.prefer(
        row, by=row.created_by, advisor=second, kind="exclude", reason="Berät schon einen Partner."
    )
