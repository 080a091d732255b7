"""The 53 Kommunale Koordinierungsstellen, their people and their steering committees."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField, SortField


class Changed(models.Model):
    """Who changed a record last and when, set by the act that writes."""

    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("geändert"), auto_now=True)

    class Meta:
        abstract = True


class Role(models.TextChoices):
    LEAD = "lead", _("Leitung")
    MEMBER = "member", _("Mitarbeit")
    READER = "reader", _("nur lesen")


class OfficeQuerySet(FoldedQuerySet):
    def of(self, user):
        """Return the offices in which a user works today, in whatever role."""
        return self.filter(memberships__in=Membership.objects.current().filter(user=user))


class Office(FoldedModel):
    key = models.CharField(_("Kreisschlüssel"), max_length=5, unique=True)
    name = models.CharField(_("amtlicher Name"), max_length=100)
    display_name = models.CharField(_("Name"), max_length=100)
    kind = models.CharField(_("Art"), max_length=40)
    district_government = models.CharField(_("Regierungsbezirk"), max_length=40)
    plate = models.CharField(_("Kennzeichen"), max_length=3)
    tile_col = models.PositiveSmallIntegerField()
    tile_row = models.PositiveSmallIntegerField()
    is_named_publicly = models.BooleanField(_("öffentlich genannt"), default=False)
    naming_changed_at = models.DateTimeField(
        _("zugestimmt oder zurückgenommen am"), null=True, editable=False
    )
    naming_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zugestimmt oder zurückgenommen von"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    search_text = SearchField(sources=["display_name", "name", "key", "plate"])
    sort_name = SortField(sources=["display_name"])

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Koordinierungsstelle")
        verbose_name_plural = _("Koordinierungsstellen")
        ordering = ["sort_name"]
        constraints = [models.UniqueConstraint(fields=["tile_col", "tile_row"], name="office_one_per_tile")]

    def __str__(self):
        return self.display_name


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_at=None, user__is_active=True)

    def writing(self):
        """Return memberships that may act for the office: leads and members."""
        return self.filter(role__in=[Role.LEAD, Role.MEMBER])


class Membership(Changed):
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("Rolle"), max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(_("seit"), default=timezone.now)
    left_at = models.DateTimeField(_("bis"), null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hid_first_steps = models.BooleanField(
        _("hat die ersten Schritte ausgeblendet"), default=False, db_default=False
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zugehörigkeit")
        verbose_name_plural = _("Zugehörigkeiten")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "user"],
                condition=Q(left_at=None),
                name="membership_one_current_per_office_and_person",
                violation_error_message=_("Diese Person gehört schon zu dieser Koordinierungsstelle."),
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.office} · {self.get_role_display()}"

    @property
    def is_current(self):
        return self.left_at is None and self.user.is_active

    @property
    def may_write(self):
        return self.role != Role.READER

    def is_last_lead(self):
        """Return whether the office would have no lead without this person, who therefore stays lead."""
        leads = Membership.objects.current().filter(office=self.office_id, role=Role.LEAD)
        return self.role == Role.LEAD and not leads.exclude(pk=self.pk).exists()


class AccountInvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, withdrawn_at=None)


class AccountInvitation(models.Model):
    """An invitation by link to join an office."""

    LINK_PURPOSE = "account"

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="account_invitations")
    email = EmailField(_("E-Mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=200)
    role = models.CharField(_("Rolle"), max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("eingeladen am"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("angenommen am"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = AccountInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung zum Konto")
        verbose_name_plural = _("Einladungen zum Konto")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "office",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="accountinvitation_one_open_per_office_and_address",
                violation_error_message=_("Diese Person ist schon eingeladen."),
            )
        ]

    def __str__(self):
        return f"{self.email} · {self.office}"


class Committee(Changed):
    """The local steering committee; its name differs from place to place, and so does how it decides."""

    class Rule(models.TextChoices):
        ALL = "all", _("Alle müssen zustimmen")
        MAJORITY = "majority", _("Die Mehrheit entscheidet")

    office = models.OneToOneField(Office, on_delete=models.PROTECT, related_name="committee")
    name = models.CharField(_("Name des Gremiums"), max_length=100, default="Steuerungsgremium")
    rule = models.CharField(
        _("Wie entscheidet das Gremium?"),
        max_length=10,
        choices=Rule.choices,
        default=Rule.ALL,
        db_default=Rule.ALL,
    )
    quorum = models.PositiveSmallIntegerField(_("Quorum"), default=0, db_default=0)
    allows_silence = models.BooleanField(_("Verschweigung ist erlaubt"), default=False, db_default=False)
    rule_reference = models.CharField(
        _("Wo steht es?"), max_length=200, blank=True, default="", db_default=""
    )
    rule_decided_on = models.DateField(_("Beschlossen am"), null=True, blank=True)
    shares_remarks = models.BooleanField(
        _("Mitglieder lesen die Anmerkungen der anderen"), default=False, db_default=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("Steuerungsgremium")
        verbose_name_plural = _("Steuerungsgremien")
        constraints = [
            models.CheckConstraint(
                name="committee_silence_is_on_record",
                condition=Q(allows_silence=False)
                | (Q(rule_decided_on__isnull=False) & ~Q(rule_reference="")),
            )
        ]

    def __str__(self):
        return f"{self.name} {self.office}"


class CommitteeMemberQuerySet(FoldedQuerySet):
    def current(self):
        return self.filter(left_at=None)

    def responsible(self):
        """Return members without those who said that they are no longer responsible; they get no mail until
        replaced.
        """
        return self.filter(not_responsible_at=None)


class CommitteeMember(FoldedModel, Changed):
    oid = OpaqueIdField()
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    institution = models.CharField(_("Institution"), max_length=150)
    function = models.CharField(_("Funktion"), max_length=150, blank=True)
    name = models.CharField(_("Name"), max_length=200)
    email = EmailField(_("E-Mail"), max_length=254)
    is_voting = models.BooleanField(_("mit Stimme"), default=True)
    is_chair = models.BooleanField(_("Vorsitz"), default=False)
    joined_at = models.DateTimeField(_("seit"), default=timezone.now)
    left_at = models.DateTimeField(_("bis"), null=True, blank=True)
    substitute_name = models.CharField(_("Vertretung"), max_length=200, blank=True)
    not_responsible_at = models.DateTimeField(
        _("nach eigener Angabe nicht zuständig seit"), null=True, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    sort_name = SortField(sources=["institution", "name"], max_length=400)

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitglied des Steuerungsgremiums")
        verbose_name_plural = _("Mitglieder des Steuerungsgremiums")
        ordering = ["-is_chair", "sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(is_chair=True, left_at=None),
                name="committeemember_one_chair",
                violation_error_message=_("Den Vorsitz hat schon jemand anderes."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.institution})"

    def get_absolute_url(self):
        return reverse("offices:edit_committee_member", args=[self.oid])
