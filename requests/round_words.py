"""A round in words: its rule, its arithmetic and its result, for pages, mails and the history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.lib import dates
from gsvo.lib.workdays import is_workday
from gsvo.offices.models import Committee, CommitteeMember
from requests.models import Round, Tally
from requests.round_rules import Ending, Outcome, Rule


def rule_sentence(rule: str, quorum: int = 0) -> str:
    """Return what has to come together for a mandate to be agreed."""
    if rule == Rule.SILENCE:
        return _(
            "Regel: Verschweigung. Mindestens ein Mitglied mit Stimme stimmt zu, und bis zur Frist wünscht "
            "niemand eine Änderung."
        )
    if rule == Rule.MAJORITY and quorum:
        return ngettext(
            "Regel: Mehrheit. Mehr Mitglieder stimmen zu, als eine Änderung wünschen, und mindestens "
            "%(count)s mit Stimme hat geantwortet.",
            "Regel: Mehrheit. Mehr Mitglieder stimmen zu, als eine Änderung wünschen, und mindestens "
            "%(count)s mit Stimme haben geantwortet.",
            quorum,
        ) % {"count": quorum}
    if rule == Rule.MAJORITY:
        return _("Regel: Mehrheit. Mehr Mitglieder stimmen zu, als eine Änderung wünschen.")
    return _("Regel: Alle mit Stimme müssen zustimmen.")


def rule_choice(rule: str, committee: Committee) -> str:
    """Return a rule as a choice at the opening, the committee's usual one marked."""
    words = {
        Rule.ALL: _("Alle: Jedes Mitglied mit Stimme stimmt zu"),
        Rule.MAJORITY: _("Mehrheit: mehr Stimmen dafür als dagegen, %(quorum)s")
        % {
            "quorum": _("Quorum %(count)s") % {"count": committee.quorum}
            if committee.quorum
            else _("ohne Quorum")
        },
        Rule.SILENCE: _(
            "Verschweigung, nur im Ausnahmefall: Mindestens ein Mitglied stimmt zu, und bis zur Frist "
            "wünscht niemand eine Änderung. Vorher erinnern wir dreimal. Beschluss vom %(day)s, %(reference)s"
        )
        % {"day": dates.day(committee.rule_decided_on), "reference": committee.rule_reference},
    }[Rule(rule)]
    return _("%(rule)s (die Regel Ihres Gremiums)") % {"rule": words} if rule == committee.rule else words


def source_sentence(row: Round | Committee) -> str:
    """Return where the committee's rule stands and since when, or ""."""
    if not (row.rule_reference and row.rule_decided_on):
        return ""
    return _("So hat es das Gremium am %(day)s beschlossen (%(reference)s).") % {
        "day": dates.day(row.rule_decided_on),
        "reference": row.rule_reference,
    }


def rule_of(round_: Round) -> str:
    """Return a round's rule, with its source where the committee decided on it."""
    return " ".join(filter(None, [rule_sentence(round_.rule, round_.quorum), source_sentence(round_)]))


def without_answer(rule: str, is_voting: bool = True) -> str:
    """Return what it means under a rule if a member does not answer."""
    if not is_voting:
        return _("Als Gast stimmen Sie nicht mit ab. Ohne Ihre Antwort geht es trotzdem weiter.")
    if rule == Rule.SILENCE:
        return _(
            "Antworten Sie nicht, gilt das nicht als Zustimmung. Der Auftrag kommt dann aber zustande, wenn "
            "mindestens ein anderes Mitglied zustimmt und niemand eine Änderung wünscht."
        )
    if rule == Rule.MAJORITY:
        return _("Es entscheidet die Mehrheit. Ohne Ihre Antwort zählt Ihre Stimme nicht mit.")
    return _("Ohne Ihre Antwort kommt keine gemeinsame Zustimmung zustande.")


def day_hint(day: dt.date) -> str:
    """Return a hint if a deadline falls on a day on which hardly anybody reads mails, or ""."""
    if is_workday(day):
        return ""
    return _("%(day)s ist kein Arbeitstag. Viele lesen dann keine Mails.") % {"day": dates.weekday(day)}


def several_seats(members: Iterable[CommitteeMember]) -> list[str]:
    """Return a sentence for each person who sits on more than one seat: a link and a vote for each."""
    by_address = defaultdict(list)
    for member in members:
        by_address[member.email.lower()].append(member)
    return [
        _(
            "%(name)s sitzt für %(institutions)s im Gremium: für jeden Sitz eine Mail, ein Link und eine "
            "Stimme."
        )
        % {
            "name": rows[0].name,
            "institutions": get_text_list([row.institution for row in rows], _("und")),
        }
        for rows in by_address.values()
        if len(rows) > 1
    ]


# --- arithmetic ------------------------------------------------------------------------------------
def answered(tally: Tally) -> str:
    """Return how a round stands: "7 von 9 mit Stimme haben geantwortet, 6 stimmen zu; Quorum 5 erreicht."."""
    came = ngettext(
        "%(answered)s von %(seats)s mit Stimme hat geantwortet",
        "%(answered)s von %(seats)s mit Stimme haben geantwortet",
        tally.answered,
    ) % {"answered": tally.answered, "seats": tally.seats}
    counts = [came, _agreeing(tally)]
    if tally.rule != Rule.ALL and tally.change:
        counts.append(_changes(tally))
    quorum = _quorum(tally)
    return ", ".join(counts) + (f"; {quorum}." if quorum else ".")


def standing(round_: Round, tally: Tally) -> str:
    """Return how an open round stands and until when, in a sentence."""
    until = _("offen bis %(day)s") % {"day": dates.weekday(round_.answer_by)}
    return f"{answered(tally).removesuffix('.')}; {until}."


def _agreeing(tally: Tally) -> str:
    return ngettext("%(count)s stimmt zu", "%(count)s stimmen zu", tally.agree) % {"count": tally.agree}


def _changes(tally: Tally) -> str:
    return ngettext("%(count)s wünscht eine Änderung", "%(count)s wünschen eine Änderung", tally.change) % {
        "count": tally.change
    }


def _quorum(tally: Tally) -> str:
    if tally.rule != Rule.MAJORITY or not tally.quorum:
        return ""
    if tally.has_quorum:
        return _("Quorum %(count)s erreicht") % {"count": tally.quorum}
    return _("Quorum %(count)s noch nicht erreicht") % {"count": tally.quorum}


# --- result ----------------------------------------------------------------------------------------
def closed(round_: Round) -> str:
    """Return how a round ended and why, and what holds if a change of the mandate came to nothing."""
    stays = round_.stays_in_force
    words = _("Es gilt weiter Fassung %(number)s.") % {"number": stays.number} if stays else ""
    return " ".join(filter(None, [_ended(round_), words]))


def _ended(round_: Round) -> str:
    tally = round_.tally()
    if round_.is_overtaken:
        return _("Die Begleitung endete, bevor das Gremium entschieden hatte.")
    if round_.outcome == Outcome.AGREED:
        return _agreed(round_, tally)
    if round_.outcome == Outcome.CHANGE:
        wishes = ngettext(
            "Ein Mitglied wünscht eine Änderung am Auftrag.",
            "%(count)s Mitglieder wünschen Änderungen am Auftrag.",
            tally.change,
        ) % {"count": tally.change}
        return wishes if tally.rule == Rule.ALL else f"{wishes} {answered(tally)}"
    sentences = [_("Die Runde endete ohne Ergebnis."), answered(tally), missing(round_, tally)]
    return " ".join(filter(None, sentences))


def _agreed(round_: Round, tally: Tally) -> str:
    if tally.agree == tally.seats:
        return _("Alle mit Stimme haben zugestimmt.")
    if tally.rule == Rule.SILENCE:
        return _("Das Gremium hat nach der Regel Verschweigung zugestimmt. %(answered)s") % {
            "answered": answered(tally)
        }
    return _("Die Mehrheit hat zugestimmt. %(answered)s") % {"answered": answered(tally)}


def missing(round_: Round, tally: Tally) -> str:
    """Return what a round without result lacked under its rule, or ""."""
    if tally.rule == Rule.MAJORITY and not tally.has_quorum:
        return _("Für eine Entscheidung haben zu wenige geantwortet.")
    if tally.rule == Rule.SILENCE and not tally.agree:
        return _("Niemand hat ausdrücklich zugestimmt. Schweigen allein genügt nicht.")
    if round_.ending == Ending.EARLY and tally.agrees:
        return _("Beim vorzeitigen Ende hätten fehlende Antworten das Ergebnis noch ändern können.")
    if tally.rule == Rule.SILENCE and round_.ending == Ending.MEETING:
        return _("In einer Sitzung zählt Schweigen nicht.")
    if tally.rule == Rule.SILENCE and tally.unreminded:
        return ngettext(
            "%(count)s Mitglied hat nicht geantwortet und nicht alle drei Erinnerungen bekommen. Sein "
            "Schweigen zählt deshalb nicht.",
            "%(count)s Mitglieder haben nicht geantwortet und nicht alle drei Erinnerungen bekommen. Ihr "
            "Schweigen zählt deshalb nicht.",
            tally.unreminded,
        ) % {"count": tally.unreminded}
    return ""


def early_end(tally: Tally) -> str:
    """Return what an early end would bring, before it is made."""
    if tally.outcome_of(Ending.EARLY) == Outcome.AGREED:
        return _("Es reicht für eine Zustimmung, und wer noch fehlt, kann daran nichts ändern.")
    if tally.agrees:
        return _(
            "Im Moment reicht es für eine Zustimmung. Wer noch fehlt, könnte sie aber verhindern: Beenden "
            "Sie die Runde jetzt, bleibt sie ohne Ergebnis."
        )
    return _("Für eine Zustimmung reicht es nicht. Danach sind Sie wieder am Zug.")


def outlook(tally: Tally) -> str:
    """Return, for an open round, whether missing answers can still matter; "" where that is plain."""
    if tally.is_complete or not tally.answered or not tally.is_certain:
        return ""
    if tally.agrees:
        return _("Wer noch fehlt, kann am Ergebnis nichts mehr ändern: Es reicht für eine Zustimmung.")
    return _("Wer noch fehlt, kann am Ergebnis nichts mehr ändern: Für eine Zustimmung reicht es nicht mehr.")
