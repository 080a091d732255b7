"""Rounds: the committee is asked about a frozen version; of each seat's statements the latest counts."""

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
from requests.round_rules import AGREEING, REMINDERS_OF_SILENCE, Answer, Ending, Outcome, Rule, Tally
from requests.sections import BY_KEY, OVERALL, title_of

MAX_PERSONAL_LINE = 500


class RoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def due(self):
        """Return open rounds whose last day is over."""
        return self.open().filter(answer_by__lt=timezone.localdate())

    def of(self, support_request):
        return self.filter(version__mandate__support_request=support_request)


class Round(models.Model):
    Rule = Rule
    Outcome = Outcome
    Ending = Ending

    oid = OpaqueIdField()
    version = models.ForeignKey(MandateVersion, on_delete=models.PROTECT, related_name="rounds")
    rule = models.CharField(_("Regel"), max_length=10, choices=Rule.choices, default=Rule.ALL)
    # as the committee's own rule stood at the opening
    quorum = models.PositiveSmallIntegerField(_("Quorum"), default=0, db_default=0, editable=False)
    rule_reference = models.CharField(
        _("wo die Regel steht"), max_length=200, blank=True, default="", db_default="", editable=False
    )
    rule_decided_on = models.DateField(_("Regel beschlossen am"), null=True, editable=False)
    shares_remarks = models.BooleanField(
        _("Mitglieder lesen die Anmerkungen der anderen"), default=False, db_default=False, editable=False
    )
    opened_at = models.DateTimeField(_("eröffnet"), default=timezone.now, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    personal_line = models.TextField(  # of whoever opened it, to the members
        _("persönliche Zeile"), max_length=MAX_PERSONAL_LINE, blank=True, default="", db_default=""
    )
    answer_by = models.DateField(_("Antwort bis"))
    closed_at = models.DateTimeField(_("beendet"), null=True, editable=False)
    outcome = models.CharField(
        _("Ergebnis"), max_length=10, choices=Outcome.choices, blank=True, editable=False
    )
    ending = models.CharField(  # blank: open, overtaken, or before endings were kept
        _("beendet durch"),
        max_length=10,
        choices=Ending.choices,
        blank=True,
        default="",
        db_default="",
        editable=False,
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
    def is_change(self):
        """Return whether it is about another mandate for an engagement that had begun."""
        engaged_at = self.version.mandate.support_request.engaged_at
        return engaged_at is not None and self.opened_at >= engaged_at

    @property
    def stays_in_force(self):
        """Return the version that holds while a change is asked about, and after it failed; else None."""
        is_agreed = self.outcome == Outcome.AGREED
        return self.version.replaces if self.is_change and not is_agreed else None

    @property
    def is_overtaken(self):
        """Return whether the engagement ended before the committee had decided."""
        return self.is_change and not (self.is_open or self.ending)

    @property
    def deadline(self):
        """Return the last moment for an answer: the end of the day, Europe/Berlin."""
        return end_of_day(self.answer_by)

    def tally(self):
        models.prefetch_related_objects([self], "seats__statements")  # nothing where a page has them already
        seats = [seat for seat in self.seats.all() if seat.is_voting]
        return Tally.of(
            [seat.answer for seat in seats],
            rule=self.rule,
            quorum=self.quorum,
            unreminded=sum(not seat.answer and not seat.is_reminded for seat in seats),
        )


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
    reminders = models.PositiveSmallIntegerField(  # of whoever sits there now
        _("Erinnerungen"), default=0, db_default=0, editable=False
    )
    reminded_at = models.DateTimeField(_("zuletzt erinnert"), null=True, editable=False)

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
    def is_reminded(self):
        """Return whether the seat's silence may count under the rule that allows it."""
        return self.not_responsible_at is None and self.reminders >= REMINDERS_OF_SILENCE

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
    Answer = Answer
    AGREEING = AGREEING

    class Way(models.TextChoices):
        """How an answer came that the office entered."""

        MAIL = "mail", _("per Mail")
        TELEPHONE = "telephone", _("am Telefon")
        MEETING = "meeting", _("in der Sitzung")

    OF_GUESTS = {  # who has no vote neither agrees nor abstains
        Answer.AGREE: _("hat nichts angemerkt"),
        Answer.AGREE_REMARKS: _("hat etwas angemerkt"),
        Answer.ABSTAIN: _("hat nichts angemerkt"),
    }

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="statements")
    link = models.ForeignKey(  # None: the office entered the answer
        Link, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingetragen von"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    came_by = models.CharField(
        _("kam"), max_length=10, choices=Way.choices, blank=True, default="", db_default="", editable=False
    )
    said_on = models.DateField(_("gesagt am"), null=True, editable=False)
    answer = models.CharField(_("Antwort"), max_length=15, choices=Answer.choices)
    remarks = models.JSONField(default=dict)  # {section's key: text}
    name = models.CharField(_("Name"), max_length=200)
    deputising_for = models.CharField(_("in Vertretung für"), max_length=200, blank=True)
    at = models.DateTimeField(_("wann"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Stellungnahme")
        verbose_name_plural = _("Stellungnahmen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_by_link_or_entered",
                condition=Q(link__isnull=False, entered_by=None) | Q(link=None, entered_by__isnull=False),
            )
        ]

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
