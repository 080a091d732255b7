"""The rules of the choice, one after the other, without a database."""

import datetime as dt
from dataclasses import replace

import pytest

from advisors.choice import RULES, Candidate, Fit, Need
from advisors.choice import rules as r
from advisors.choice.facts import overlap
from gsvo.management.commands import write_choice_rules

TODAY = dt.date(2027, 1, 11)
NEED = Need(
    topics=("Übergaben", "Berufskolleg", "Moderation"),
    office="Bielefeld",
    mode="mixed",
    first=dt.date(2027, 2, 1),
    last=dt.date(2027, 10, 31),
    today=TODAY,
)
WHO = Candidate(name="Bea Beratung", topics={"Übergaben"}, free=44, total=80)


def day(month, number, year=2027):
    return dt.date(year, month, number)


def found(rule, need=NEED, **facts):
    finding = rule(need, replace(WHO, **facts))
    return finding and (finding.fit, finding.words)


def test_an_exclusion_blocks_with_its_reason():
    assert found(r.exclusion) is None
    assert found(r.exclusion, is_excluded=True) == (
        Fit.BLOCKED,
        "Bielefeld hat diese Person ausgeschlossen.",
    )
    assert found(r.exclusion, is_excluded=True, reason="Streit")[1].endswith("Grund: „Streit“")


def test_a_conflict_of_interest_blocks():
    assert found(r.conflict) is None
    assert found(r.conflict, conflict_on=day(12, 3, 2026)) == (
        Fit.BLOCKED,
        "Interessenkonflikt: Deshalb am 3. Dezember 2026 eine Anfrage aus Bielefeld abgelehnt.",
    )


@pytest.mark.parametrize(
    ("until", "blocks"), [(None, False), (day(1, 10), False), (TODAY, True), (day(2, 1), True)]
)
def test_a_pause_blocks_to_its_last_day(until, blocks):
    finding = found(r.pause, paused_until=until)

    assert bool(finding) == blocks
    assert not finding or finding[0] == Fit.BLOCKED


def test_whoever_is_asked_is_not_asked_twice():
    assert found(r.asked, is_asked=True)[0] == Fit.BLOCKED
    assert found(r.asked) is None


@pytest.mark.parametrize(
    ("spans", "fit"),
    [
        ([], None),
        ([(day(12, 1, 2026), day(1, 10))], None),  # over
        ([(day(11, 1), day(12, 1))], None),  # after the period
        ([(TODAY, day(1, 20))], Fit.RESERVE),  # before it, but now: when she is to answer
        ([(day(3, 1), day(6, 30))], Fit.RESERVE),
        ([(day(2, 1), day(10, 30))], Fit.RESERVE),  # but for one day
        ([(day(2, 1), day(10, 31))], Fit.BLOCKED),
        ([(day(1, 1), day(5, 31)), (day(6, 1), day(12, 31))], Fit.BLOCKED),  # together
        ([(day(1, 1), day(5, 31)), (day(6, 2), day(12, 31))], Fit.RESERVE),
    ],
)
def test_absence_is_a_reserve_and_blocks_only_where_nothing_is_left(spans, fit):
    finding = found(r.absence, absences=spans)

    assert (finding and finding[0]) == fit


def test_an_absence_says_its_days():
    assert found(r.absence, absences=[(day(3, 1), day(6, 30))])[1] == (
        "Nicht da: 1. März 2027 bis 30. Juni 2027."
    )


@pytest.mark.parametrize(
    ("free", "missing", "expected"),
    [
        (32, 0, None),
        (31, 1, (Fit.RESERVE, "0,25 Tage zu wenig frei.")),
        (26, 6, (Fit.RESERVE, "1,5 Tage zu wenig frei.")),
        (1, 31, (Fit.RESERVE, "7,75 Tage zu wenig frei.")),
        (0, 32, (Fit.BLOCKED, "In diesem Förderzeitraum ist kein Tag mehr frei.")),
        (-4, 32, (Fit.BLOCKED, "In diesem Förderzeitraum ist kein Tag mehr frei.")),
        (0, 0, None),  # all days are worked, only the close is left
    ],
)
def test_days_are_compared_with_those_that_are_left(free, missing, expected):
    assert found(r.free_days, free=free, missing=missing) == expected


def test_topics_are_counted_in_the_order_of_the_request():
    assert found(r.topics, topics={"Moderation", "Übergaben", "Anderes"}) == (
        Fit.FITS,
        "2 von 3 Themen: Übergaben, Moderation.",
    )
    assert found(r.topics, topics=set()) == (Fit.RESERVE, "Keins der 3 Themen steht im Profil.")
    assert found(r.topics, replace(NEED, topics=("Übergaben",))) == (
        Fit.FITS,
        "1 von 1 Thema: Übergaben.",
    )
    assert found(r.topics, replace(NEED, topics=())) is None


def test_the_place():
    assert found(r.place) == (Fit.FITS, "Arbeitet in ganz Nordrhein-Westfalen.")
    assert found(r.place, has_places=True, works_here=True) == (Fit.FITS, "Arbeitet in Bielefeld.")
    assert found(r.place, has_places=True) == (Fit.RESERVE, "Bielefeld steht nicht unter den Orten.")


@pytest.mark.parametrize("wanted", ["mixed", "on_site", "online"])
@pytest.mark.parametrize("offered", ["mixed", "on_site", "online"])
def test_the_form(wanted, offered):
    finding = found(r.form, replace(NEED, mode=wanted), mode=offered)

    assert (finding is None) == (offered in ("mixed", wanted))
    assert finding is None or finding[0] == Fit.RESERVE


def test_who_was_asked_before_and_who_knows_the_place():
    assert found(r.answered, answered="Keine Zeit im Zeitraum") == (
        Fit.RESERVE,
        "War für diese Anfrage schon gefragt: Keine Zeit im Zeitraum.",
    )
    assert found(r.worked_here, knows_office=True) == (Fit.FITS, "Hat Bielefeld schon begleitet.")
    assert found(r.wish, is_wished=True, reason="Kennt uns") == (
        Fit.FITS,
        "Gewünscht, weil: „Kennt uns“",
    )
    for rule in (r.answered, r.worked_here, r.wish):
        assert found(rule) is None


def test_the_worst_finding_stands_first():
    findings = r.judge(NEED, replace(WHO, mode="online", is_excluded=True))

    fits = [finding.fit for finding in findings]
    assert fits == sorted(fits, reverse=True)
    assert fits[0] == Fit.BLOCKED


def test_spans_are_cut_and_joined():
    spans = [
        (day(6, 1), day(6, 30)),
        (day(1, 1), day(3, 31)),
        (day(3, 15), day(4, 30)),
        (day(5, 1), day(5, 2)),
    ]

    assert overlap(spans, day(2, 1), day(6, 10)) == [(day(2, 1), day(5, 2)), (day(6, 1), day(6, 10))]
    assert overlap(spans, day(7, 1), day(8, 1)) == []


def test_a_rule_finds_only_what_its_row_in_the_table_says():
    """Each kind of finding that a rule can make has words in the table, and the other way round."""
    made = {
        "exclusion": {Fit.BLOCKED}, "conflict": {Fit.BLOCKED}, "pause": {Fit.BLOCKED}, "asked": {Fit.BLOCKED},
        "absence": {Fit.RESERVE, Fit.BLOCKED}, "free_days": {Fit.RESERVE, Fit.BLOCKED},
        "topics": {Fit.FITS, Fit.RESERVE}, "place": {Fit.FITS, Fit.RESERVE}, "form": {Fit.RESERVE},
        "answered": {Fit.RESERVE}, "worked_here": {Fit.FITS}, "wish": {Fit.FITS},
    }  # fmt: skip
    told = {
        rule.judge.__name__: {
            fit
            for fit, words in (
                (Fit.FITS, rule.fits),
                (Fit.RESERVE, rule.reserve),
                (Fit.BLOCKED, rule.blocked),
            )
            if words
        }
        for rule in RULES
    }

    assert told == made


def test_the_document_holds_the_table():
    text = write_choice_rules.Command.document.read_text(encoding="utf-8")

    assert write_choice_rules.Command().fresh(text) == text
    assert "| Ausschluss |" in text
    assert write_choice_rules.Command().fresh(text.replace("| Ausschluss |", "| Anders |")) == text
