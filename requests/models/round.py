"""Rounds: the committee is asked about a frozen version; of each seat's statements the latest counts."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.workdays import end_of_day
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from requests.models.mandate import MandateVersion
from requests.sections import BY_KEY, OVERALL, title_of


@dataclass(frozen=True)
class Tally:
    """Count of the voting seats, under the rule that all must agree."""

    seats: int
    agree: int
    change: int
    abstain: int

    @classmethod
    def of(cls, seats):
        """Count voting seats: for each the answer that counts, or None."""
        answers = [answer for answer in seats if answer]
        return cls(
            seats=len(seats),
            agree=sum(answer in Statement.AGREEING for answer in answers),
            change=answers.count(Statement.Answer.CHANGE),
            abstain=answers.count(Statement.Answer.ABSTAIN),
        )

    @property
    def answered(self):
        return self.agree + self.change + self.abstain

    @property
    def open(self):
        return self.seats - self.answered

    @property
    def is_complete(self):
        """Return whether every vote is given; a vacant seat's successor may answer until the deadline."""
        return self.open == 0

    @property
    def outcome(self):
        if self.seats and self.agree == self.seats:
            return Round.Outcome.AGREED
        return Round.Outcome.CHANGE if self.change else Round.Outcome.NONE


class RoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def due(self):
        """Return open rounds whose last day is over."""
        return self.open().filter(answer_by__lt=timezone.localdate())

    def of(self, support_request):
        return self.filter(version__mandate__support_request=support_request)


class Round(models.Model):
    class Rule(models.TextChoices):
        ALL = "all", _("alle stimmen zu")

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("zugestimmt")
        CHANGE = "change", _("Änderungen gewünscht")
        NONE = "none", _("ohne Ergebnis")

    oid = OpaqueIdField()
    version = models.ForeignKey(MandateVersion, on_delete=models.PROTECT, related_name="rounds")
    rule = models.CharField(_("Regel"), max_length=10, choices=Rule.choices, default=Rule.ALL)
    opened_at = models.DateTimeField(_("eröffnet"), default=timezone.now, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField(_("Antwort bis"))
    closed_at = models.DateTimeField(_("beendet"), null=True, editable=False)
    outcome = models.CharField(
        _("Ergebnis"), max_length=10, choices=Outcome.choices, blank=True, editable=False
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Runde")
        verbose_name_plural = _("Runden")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(closed_at=None), name="round_one_open_per_version"
            ),
            models.CheckConstraint(
                name="round_closed_at_and_outcome_together",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.version}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def deadline(self):
        """Return the last moment for an answer: the end of the day, Europe/Berlin."""
        return end_of_day(self.answer_by)

    def tally(self):
        models.prefetch_related_objects([self], "seats__statements")  # nothing where a page has them already
        return Tally.of([seat.answer for seat in self.seats.all() if seat.is_voting])


class SeatQuerySet(models.QuerySet):
    def answers(self):
        """Return (whether it has a vote, the answer that counts or None) for each seat, in one query."""
        latest = Statement.objects.filter(seat=OuterRef("pk")).order_by("-pk").values("answer")[:1]
        counts = Case(When(not_responsible_at=None, then=Subquery(latest)))
        return self.annotate(counts=counts).values_list("is_voting", "counts")


class Seat(models.Model):
    """A member's place in a round, as of the round's opening."""

    LINK_PURPOSE = "statement"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="seats")
    institution = models.CharField(_("Institution"), max_length=150)
    function = models.CharField(_("Funktion"), max_length=150, blank=True)
    is_voting = models.BooleanField(_("mit Stimme"), default=True)
    not_responsible_at = models.DateTimeField(_("nicht zuständig seit"), null=True, editable=False)
    entry_changed_at = models.DateTimeField(  # stays when the entry is set back
        _("Name oder Adresse neu seit"), null=True, editable=False
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitz")
        verbose_name_plural = _("Sitze")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="seat_once_per_round")]

    def __str__(self):
        return self.institution

    @property
    def is_answer_marked(self):
        """Return whether the answer that counts came after a change of name or address."""
        statement = self.statement
        return bool(statement and self.entry_changed_at and statement.at >= self.entry_changed_at)

    @property
    def statement(self):
        """Return the latest statement, unless the member then declared not to be responsible.

        Prefetch `statements` where many seats are shown.
        """
        statements = list(self.statements.all())
        return statements[0] if statements and not self.not_responsible_at else None

    @property
    def answer(self):
        """Return the answer that counts, or None."""
        statement = self.statement
        return statement and statement.answer


class Statement(models.Model):
    class Answer(models.TextChoices):
        AGREE = "agree", _("stimmt zu")
        AGREE_REMARKS = "agree_remarks", _("stimmt mit Anmerkung zu")
        CHANGE = "change", _("wünscht eine Änderung")
        ABSTAIN = "abstain", _("enthält sich")

    AGREEING = (Answer.AGREE, Answer.AGREE_REMARKS)
    OF_GUESTS = {  # who has no vote neither agrees nor abstains
        Answer.AGREE: _("hat nichts angemerkt"),
        Answer.AGREE_REMARKS: _("hat etwas angemerkt"),
        Answer.ABSTAIN: _("hat nichts angemerkt"),
    }

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="statements")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("Antwort"), max_length=15, choices=Answer.choices)
    remarks = models.JSONField(default=dict)  # {section's key: text}
    name = models.CharField(_("Name"), max_length=200)
    deputising_for = models.CharField(_("in Vertretung für"), max_length=200, blank=True)
    at = models.DateTimeField(_("wann"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Stellungnahme")
        verbose_name_plural = _("Stellungnahmen")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.seat}: {self.get_answer_display()}"

    @property
    def word(self):
        """Return what was answered, of somebody with a vote or of a guest."""
        words = {} if self.seat.is_voting else self.OF_GUESTS
        return words.get(self.answer) or self.get_answer_display()

    @property
    def titled_remarks(self):
        """Return (title, text) in the order of the sections, the mandate as a whole last."""
        order = [*BY_KEY, OVERALL]
        return [(title_of(key), self.remarks[key]) for key in order if self.remarks.get(key)]
