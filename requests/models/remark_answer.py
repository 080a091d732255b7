"""Answers of the office to what members remarked or wish to have changed, one for each section."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gsvo.offices.models import Changed
from requests.models.round import Round, Statement
from requests.sections import title_of


class RemarkAnswerQuerySet(models.QuerySet):
    def untold(self, support_request):
        """Return the answers that nobody was told."""
        of_case = Q(statement__seat__round__version__mandate__support_request=support_request)
        return self.filter(of_case, told_at=None).order_by("pk")

    def told_to(self, seat):
        """Return the answers that a member reads with the round of a seat; none for one not stored."""
        if seat.pk is None:
            return []
        found = self.filter(told_in=seat.round_id, statement__seat__member=seat.member_id)
        return list(found.select_related("statement").order_by("pk"))


class RemarkAnswer(Changed):
    """What the office answers to one remark. It can be changed until its reader was told."""

    class Verdict(models.TextChoices):
        TAKEN_OVER = "taken_over", _("übernommen")
        NOT_TAKEN_OVER = "not_taken_over", _("nicht übernommen")

    statement = models.ForeignKey(
        Statement, verbose_name=_("Stellungnahme"), on_delete=models.PROTECT, related_name="remark_answers"
    )
    section = models.CharField(_("Abschnitt"), max_length=20)  # key of `requests.sections`, or OVERALL
    verdict = models.CharField(_("Antwort"), max_length=15, choices=Verdict.choices)
    reason = models.TextField(_("Grund"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    told_at = models.DateTimeField(_("mitgeteilt"), null=True, editable=False)
    told_in = models.ForeignKey(  # the round whose mail tells it; none where a mail of its own did
        Round, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = RemarkAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("Antwort auf eine Rückmeldung")
        verbose_name_plural = _("Antworten auf Rückmeldungen")
        constraints = [
            models.UniqueConstraint(fields=["statement", "section"], name="remarkanswer_once"),
            models.CheckConstraint(
                name="remarkanswer_says_why_not",
                condition=Q(verdict="taken_over") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.get_verdict_display()}"

    @property
    def title(self):
        return title_of(self.section)

    @property
    def remark(self):
        """Return what the member said."""
        return self.statement.remarks.get(self.section, "")

    @property
    def is_taken_over(self):
        return self.verdict == self.Verdict.TAKEN_OVER
