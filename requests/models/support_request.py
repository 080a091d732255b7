"""The support request: facts here, queries in `requests.models.queries`, acts in `requests.actions`."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chains.models import Actor, TemplateStep
from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, SearchField, SortField
from gsvo.lib.text import same_email
from gsvo.offices.models import CommitteeMember, Membership, Office, Role
from requests import states, workflow
from requests.models.funding import FundingPeriod
from requests.models.queries import SupportRequestQuerySet
from requests.workflow import State, WaitingOn


class Topic(FoldedModel):
    """A subject that a request needs and an advisor offers."""

    name = models.CharField(_("Thema"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    is_offered = models.BooleanField(_("wird angeboten"), default=True)
    search_text = SearchField(sources=["name"])
    sort_name = SortField(sources=["name"])

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ["position", "sort_name"]

    def __str__(self):
        return self.name


class Contact(NamedTuple):
    name: str
    email: str
    phone: str
    former: str = ""  # who is named in the form and left the office

    def __str__(self):
        if not self.former:
            return self.name
        return gettext("%(name)s (früher %(former)s)") % {"name": self.name, "former": self.former}


class SupportRequest(FoldedModel):
    class Occasion(models.TextChoices):
        BUILD = "build", _("Wir bauen die Verantwortungskette auf")
        REWORK = "rework", _("Wir überarbeiten die Verantwortungskette")
        STEP = "step", _("Ein einzelner Schritt oder eine Übergabe klappt nicht")
        LAW = "law", _("Neue Vorgaben sollen vor Ort umgesetzt werden")
        OTHER = "other", _("Anderer Anlass")

    class ChainStatus(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Noch nicht begonnen")
        IN_WORK = "in_work", _("In Arbeit")
        AGREED = "agreed", _("Vereinbart")
        IN_REVISION = "in_revision", _("In Überarbeitung")

    class CommitteeStatus(models.TextChoices):
        DECIDED = "decided", _("Ja, es hat die Anfrage beschlossen")
        INFORMED = "informed", _("Ja, es ist informiert")
        PLANNED = "planned", _("Noch nicht, es ist geplant")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("Vor Ort")
        ONLINE = "online", _("Online")
        MIXED = "mixed", _("Vor Ort und online")

    oid = OpaqueIdField()
    number = models.CharField(_("Nummer"), max_length=20, unique=True, null=True, editable=False)
    creation_key = models.CharField(max_length=40, unique=True, null=True, editable=False)
    # Grows with each change; finds stale tabs.
    revision = models.PositiveIntegerField(default=1, editable=False)
    office = models.ForeignKey(
        Office, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="support_requests"
    )
    partner_offices = models.ManyToManyField(
        Office, verbose_name=_("lesen mit"), blank=True, related_name="partnered_requests"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("angelegt von"), on_delete=models.PROTECT, related_name="+"
    )
    handled_by = models.ForeignKey(  # whose desk it lies on in the office; any colleague may go on
        settings.AUTH_USER_MODEL,
        verbose_name=_("bearbeitet von"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)
    changed_by = models.ForeignKey(  # who saved the form last; tells the slower of two who was faster
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("eingereicht"), null=True, editable=False)

    # Where it stands. Written by `requests.actions.move` only.
    state = models.CharField(
        _("Stand"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False
    )
    waiting_on = models.CharField(
        _("am Zug"), max_length=10, choices=WaitingOn.choices, default=WaitingOn.OFFICE, editable=False
    )
    waiting_since = models.DateTimeField(_("seit"), auto_now_add=True)
    due_on = models.DateField(_("Frist"), null=True, editable=False)  # of the one who has to act
    deferred_until = models.DateField(_("zurückgestellt bis"), null=True, editable=False)
    engaged_at = models.DateTimeField(_("erste Annahme"), null=True, editable=False)
    # The day on which G.I.B. entered an engagement that had begun outside of the portal.
    taken_over_on = models.DateField(_("übernommen am"), null=True, editable=False)
    ended_early = models.BooleanField(_("vorzeitig beendet"), default=False, editable=False)

    # What G.I.B. promised. Changed by `requests.actions` together with the ledger only.
    period = models.ForeignKey(
        FundingPeriod, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    granted_quarters = models.PositiveIntegerField(_("zugesagte Vierteltage"), default=0, editable=False)
    # What the engagement's time entries sum up to, changed together with them (`funding.book_days`).
    booked_quarters = models.PositiveIntegerField(_("gebuchte Vierteltage"), default=0, editable=False)
    conditions = models.TextField(_("Bedingungen"), blank=True, editable=False)
    clarify_by = models.DateField(_("Auftrag klären bis"), null=True, editable=False)

    # The answers of the form, step by step (requests/forms/steps.py).
    contact_name = models.CharField(_("Ansprechperson"), max_length=200, blank=True)
    contact_email = EmailField(_("E-Mail der Ansprechperson"), max_length=254, blank=True)
    contact_phone = models.CharField(_("Telefon der Ansprechperson"), max_length=50, blank=True)
    deputy_name = models.CharField(_("Vertretung"), max_length=200, blank=True)
    deputy_email = EmailField(_("E-Mail der Vertretung"), max_length=254, blank=True)
    title = models.CharField(_("Titel"), max_length=120, blank=True)
    occasion = models.CharField(_("Anlass"), max_length=10, choices=Occasion.choices, blank=True)
    occasion_text = models.TextField(_("Ausgangslage"), max_length=4000, blank=True)
    goal_1 = models.TextField(_("Ziel 1"), max_length=1000, blank=True)
    goal_2 = models.TextField(_("Ziel 2"), max_length=1000, blank=True)
    goal_3 = models.TextField(_("Ziel 3"), max_length=1000, blank=True)
    chain_status = models.CharField(
        _("Stand der Kette"), max_length=12, choices=ChainStatus.choices, blank=True
    )
    chain_agreed_on = models.DateField(_("Vereinbarung vom"), null=True, blank=True)
    chain_steps = models.ManyToManyField(TemplateStep, verbose_name=_("Schritte der Kette"), blank=True)
    period_from = models.DateField(_("gewünscht ab"), null=True, blank=True)
    period_to = models.DateField(_("gewünscht bis"), null=True, blank=True)
    period_alternative = models.CharField(_("anderer möglicher Zeitraum"), max_length=300, blank=True)
    wanted_quarters = models.PositiveIntegerField(_("gewünschte Tage"), null=True, blank=True)
    mode = models.CharField(_("vor Ort oder online"), max_length=10, choices=Mode.choices, blank=True)
    committee_status = models.CharField(
        _("Steuerungsgremium informiert"), max_length=10, choices=CommitteeStatus.choices, blank=True
    )
    committee_on = models.DateField(_("Datum im Steuerungsgremium"), null=True, blank=True)
    partners = models.ManyToManyField(Actor, verbose_name=_("Partner"), blank=True)
    partners_text = models.TextField(_("weitere Beteiligte"), max_length=1000, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("Themen"), blank=True)
    method_wishes = models.TextField(_("Wünsche an die Arbeitsweise"), max_length=2000, blank=True)
    privacy_read = models.BooleanField(_("Hinweis zum Datenschutz gelesen"), default=False)
    answers_before = models.JSONField(
        default=dict, editable=False
    )  # as submitted, while the form is open again

    # What everybody who finds a request may read in it, its partners included (requests/views/detail.py).
    search_text = SearchField(
        sources=[
            "title", "number", "office__display_name", "contact_name", "deputy_name", "occasion_text",
            "goal_1", "goal_2", "goal_3",
        ]
    )  # fmt: skip
    sort_name = SortField(sources=["title"])

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anfrage")
        verbose_name_plural = _("Anfragen")
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("review_supportrequest", _("Anfragen bearbeiten (Sachbearbeitung)")),
            ("lead_supportrequest", _("Anfragen abbrechen und wieder öffnen (Leitung)")),
        ]
        indexes = [
            # The orders in which lists show their first rows, however many there are.
            models.Index(fields=["-waiting_since", "-id"], name="supportrequest_newest"),
            models.Index(fields=["office", "-waiting_since", "-id"], name="supportrequest_of_office"),
            models.Index(
                fields=["waiting_on", "due_on", "waiting_since", "id", "state"], name="supportrequest_turn"
            ),
            # What lists are counted by, so that no row is read for it.
            models.Index(fields=["-id", "office", "state"], name="supportrequest_counted"),
            models.Index(
                fields=["due_on", "waiting_since", "id"],
                name="supportrequest_due",
                condition=~Q(state=State.DRAFT) & ~Q(state__in=sorted(states.ENDS)),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="supportrequest_number_from_submission_on",
                condition=Q(state=State.DRAFT, number=None)
                | (~Q(state=State.DRAFT) & Q(number__isnull=False)),
            ),
            models.CheckConstraint(
                name="supportrequest_days_belong_to_a_period",
                condition=Q(granted_quarters=0) | Q(period__isnull=False),
            ),
            models.CheckConstraint(
                name="supportrequest_booked_within_granted",
                condition=Q(booked_quarters__lte=F("granted_quarters")),
            ),
        ]

    def __str__(self):
        return self.title or str(_("Anfrage ohne Titel"))

    def get_absolute_url(self):
        return reverse("requests:detail", args=[self.oid])

    # As Django's own, without translating every choice to find one: half of a list's translations.
    def get_state_display(self):
        return str(State(self.state).label)

    def get_waiting_on_display(self):
        return str(WaitingOn(self.waiting_on).label)

    @property
    def goals(self):
        return [goal for goal in (self.goal_1, self.goal_2, self.goal_3) if goal]

    @property
    def left_quarters(self):
        """Return the quarters of a day that are granted and that no time entry booked."""
        return self.granted_quarters - self.booked_quarters

    @property
    def next_step(self):
        return states.next_step(self.state, self.waiting_on)

    @property
    def is_ended(self):
        return self.state in states.ENDS

    def may(self, name, roles):
        """Return whether people with these roles may do the named act now. Every button asks it."""
        return workflow.may(self.state, name, roles)

    def committee_members(self):
        """Return today's members of the office's committee, without those who said they are none."""
        return CommitteeMember.objects.current().responsible().filter(committee__office=self.office_id)

    def colleagues(self):
        """Return the memberships of people who act for the office today, in the order in which they came."""
        found = Membership.objects.current().writing().filter(office=self.office_id)
        return found.select_related("user").order_by("pk")

    def recipients(self):
        """Return who in the office gets mail about this request: the assigned person, else its leads."""
        current = self.colleagues()
        mine = [row.user for row in current if row.user_id == self.handled_by_id]
        return mine or [row.user for row in current.filter(role=Role.LEAD)]

    @cached_property
    def _people(self):
        """Return the memberships of all who ever worked in the office, read once for a page."""
        return list(Membership.objects.filter(office=self.office_id).select_related("user"))

    @cached_property
    def is_handled(self):
        """Return whether the assigned person still acts for the office (see `with_handler`)."""
        return any(
            row.user_id == self.handled_by_id and row.is_current and row.may_write for row in self._people
        )

    @property
    def handler_words(self):
        """Return the assigned person in words: "niemand" once that person left or may only read."""
        if self.is_handled:
            return str(self.handled_by)
        if self.handled_by is None:
            return gettext("niemand")
        return gettext("niemand (früher %(name)s)") % {"name": self.handled_by}

    @cached_property
    def contact(self):
        """Return the contact named in the form; once that person left, the assigned person."""
        named = Contact(self.contact_name, self.contact_email, self.contact_phone)
        known = [row for row in self._people if same_email(row.user.email, named.email)]
        if not known or any(row.is_current for row in known):
            return named
        person = next(iter(self.recipients()), None)
        return Contact(person.name, person.email, person.phone, named.name) if person else named
