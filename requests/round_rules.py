"""The rules by which a committee decides: pure functions over the answers of the seats with a vote.

They know no database and no clock; the words for them stand in `requests.round_words`. "Agree with remarks"
is a yes, "change needed" a no, an abstention is neither. Of a seat only the answer that counts is given, so
that none counts twice. A silent seat is never consent: where silence is allowed, it is only not in the way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rule(TextChoices):
    ALL = "all", _("Alle stimmen zu")
    MAJORITY = "majority", _("Mehrheit")
    SILENCE = "silence", _("Verschweigung")


class Outcome(TextChoices):
    AGREED = "agreed", _("zugestimmt")
    CHANGE = "change", _("Änderungen gewünscht")
    NONE = "none", _("ohne Ergebnis")


class Answer(TextChoices):
    AGREE = "agree", _("stimmt zu")
    AGREE_REMARKS = "agree_remarks", _("stimmt mit Anmerkung zu")
    CHANGE = "change", _("wünscht eine Änderung")
    ABSTAIN = "abstain", _("enthält sich")

    @classmethod
    def of(cls, answer: str, remarks: Mapping[str, str]) -> "Answer":
        """Return the answer to record: what makes an agreement one "with a remark" is the remark."""
        given = cls(answer)
        if given not in (cls.AGREE, cls.AGREE_REMARKS):
            return given
        return cls.AGREE_REMARKS if any(remarks.values()) else cls.AGREE


class Ending(TextChoices):
    """What ended a round."""

    ANSWERED = "answered", _("alle haben geantwortet")
    DEADLINE = "deadline", _("die Frist ist vorbei")
    EARLY = "early", _("vorzeitig beendet")
    MEETING = "meeting", _("in einer Sitzung entschieden")


AGREEING = (Answer.AGREE, Answer.AGREE_REMARKS)
REMINDERS_OF_SILENCE = 3  # before silence counts; settings.REMINDERS["silence"] has as many steps
DAYS_OF_SILENCE = 21  # that such a round lasts at least: room for three reminders, also around holidays


@dataclass(frozen=True)
class Tally:
    """Count of the seats with a vote, and what follows from it under the round's rule."""

    seats: int
    agree: int
    change: int
    abstain: int
    rule: Rule = Rule.ALL
    quorum: int = 0  # answers of seats with a vote that a majority needs, abstentions included
    unreminded: int = 0  # silent seats that did not get every reminder, or that nobody sits on

    @classmethod
    def of(
        cls, seats: Iterable[str | None], rule: Rule = Rule.ALL, quorum: int = 0, unreminded: int = 0
    ) -> "Tally":
        """Count seats with a vote: for each the answer that counts, or None."""
        answers = list(seats)
        return cls(
            seats=len(answers),
            agree=sum(answer in AGREEING for answer in answers),
            change=answers.count(Answer.CHANGE),
            abstain=answers.count(Answer.ABSTAIN),
            rule=Rule(rule),
            quorum=quorum,
            unreminded=unreminded,
        )

    @property
    def answered(self) -> int:
        return self.agree + self.change + self.abstain

    @property
    def open(self) -> int:
        return self.seats - self.answered

    @property
    def is_complete(self) -> bool:
        """Return whether every vote is given; a vacant seat's successor may answer until the deadline."""
        return self.open == 0

    @property
    def has_quorum(self) -> bool:
        return self.rule != Rule.MAJORITY or self.answered >= self.quorum

    @property
    def agrees(self) -> bool:
        """Return whether the committee agrees if no further answer comes until the deadline."""
        if not self.agree:
            return False
        if self.rule == Rule.MAJORITY:
            return self.has_quorum and self.agree > self.change
        if self.rule == Rule.SILENCE:
            return not self.change and not self.unreminded
        return self.agree == self.seats

    @property
    def is_certain(self) -> bool:
        """Return whether no missing answer can change if the committee agrees."""
        if not replace(self, agree=self.agree + self.open, unreminded=0).agrees:
            return True  # not even if all the others agreed
        return self.agrees and replace(self, change=self.change + self.open, unreminded=0).agrees

    @property
    def outcome(self) -> Outcome:
        """Return the outcome once all have answered, or at the deadline."""
        return self._outcome(self.agrees)

    def outcome_of(self, ending: str) -> Outcome:
        """Return the outcome for what ended the round.

        Ended early, it agrees only if nobody who is missing could have prevented it. In a meeting those
        present decide; silence does not count there, only at the deadline that was told.
        """
        if ending == Ending.EARLY:
            return self._outcome(self.agrees and self.is_certain)
        if ending == Ending.MEETING and self.rule == Rule.SILENCE:
            return self._outcome(self.agrees and self.is_complete)
        return self.outcome

    def _outcome(self, agrees: bool) -> Outcome:
        if agrees:
            return Outcome.AGREED
        return Outcome.CHANGE if self.change and self.has_quorum else Outcome.NONE


def least_days(rule: str) -> int:
    """Return how many days a round by this rule is open at least."""
    return DAYS_OF_SILENCE if rule == Rule.SILENCE else 1
