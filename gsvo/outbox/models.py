"""One table for all outgoing mail, written in the transaction of the decision that causes it."""

import secrets
import uuid
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField
from gsvo.links.models import Link


def new_message_id() -> str:
    """Fixed with the row, so that a second attempt is recognised as the same mail."""
    return f"<{uuid.uuid4()}@{urlsplit(settings.BASE_URL).hostname}>"


def new_marker() -> str:
    """What stands in the body where the link goes; random, so that nobody's text can contain it."""
    return f"link-{secrets.token_hex(12)}"


class Status(models.TextChoices):
    QUEUED = "queued", _("wartet")
    SENDING = "sending", _("wird gesendet")
    RETRY = "retry", _("neuer Versuch folgt")
    SENT = "sent", _("gesendet")
    FAILED = "failed", _("fehlgeschlagen")
    OBSOLETE = "obsolete", _("nicht mehr nötig")


class Priority(models.IntegerChoices):
    """Somebody sits and waits for an urgent mail: it overtakes all others."""

    ORDINARY = 0
    URGENT = 1


WAITING = (Status.QUEUED, Status.SENDING, Status.RETRY)


class OutgoingMailQuerySet(FoldedQuerySet):
    def about(self, record: models.Model) -> Self:
        """The mails of one case."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def to_person(self, person: Any) -> Self:
        """The mails to somebody, by whatever address."""
        kind = ContentType.objects.get_for_model(person)
        return self.filter(addressee_type=kind, addressee_id=person.pk)

    def unsettled(self) -> Self:
        """What failed and is still a task: neither settled nor followed by a newer link to the same."""
        same = {name: models.OuterRef(f"link__{name}") for name in ("content_type", "object_id", "purpose")}
        newer = Link.objects.filter(pk__gt=models.OuterRef("link"), **same)
        return self.filter(status=Status.FAILED, settled_at=None).exclude(models.Exists(newer))

    def due(self) -> Self:
        """What a sender may take now: waiting and due, or taken by a sender whose lease ran out.

        A mail that is taken has its next try when the lease ends. So both are one question, which the index
        "mail_waiting" answers from its beginning, however many wait.
        """
        due = self.filter(status__in=WAITING, next_try_at__lte=timezone.now())
        # What was tried least goes first: mails that cost a silent server's patience hold up no new ones.
        return due.order_by("-priority", "attempts", "next_try_at", "pk")

    def drop_expired(self) -> int:
        """What waits and would come too late is not sent any more, and its secret is wiped. Returns how many.

        A mail in the hands of a sender is left to the sender, unless the lease ran out.
        """
        now = timezone.now()
        late = self.filter(expires_at__lte=now, status__in=WAITING)
        return late.exclude(status=Status.SENDING, leased_until__gt=now).update(
            status=Status.OBSOLETE, secret="", leased_until=None
        )


class OutgoingMail(FoldedModel):
    oid = OpaqueIdField()
    kind = models.CharField(_("Anlass"), max_length=60)
    to_email = EmailField(_("an"), max_length=254)
    to_name = models.CharField(_("Name"), max_length=200, blank=True)
    subject = models.CharField(_("Betreff"), max_length=250)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"))
    calendar = models.TextField(blank=True, editable=False)  # iCalendar, a further part of the mail
    calendar_method = models.CharField(max_length=10, blank=True, editable=False)  # REQUEST or CANCEL
    language = models.CharField(max_length=8, default="de")
    link = models.ForeignKey(Link, verbose_name=_("Link"), null=True, blank=True, on_delete=models.PROTECT)
    link_marker = models.CharField(max_length=40, default=new_marker, editable=False)
    secret = models.TextField(blank=True, editable=False)  # sealed (gsvo.outbox.rendering), wiped at the end
    priority = models.SmallIntegerField(_("Vorrang"), choices=Priority.choices, default=Priority.ORDINARY)
    expires_at = models.DateTimeField(_("nur sinnvoll bis"), null=True, blank=True)
    content_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.PROTECT, db_index=False
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey()
    addressee_type = models.ForeignKey(
        ContentType,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,
    )
    addressee_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    addressee = GenericForeignKey("addressee_type", "addressee_id")  # whose address of today counts
    status = models.CharField(_("Stand"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    next_try_at = models.DateTimeField(_("nächster Versuch"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_answer = models.CharField(_("letzte Antwort"), max_length=500, blank=True)
    message_id = models.CharField(max_length=100, default=new_message_id, unique=True, editable=False)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True)
    resend_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="resends", editable=False
    )
    settled_at = models.DateTimeField(_("erledigt am"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("erledigt von"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    settled_note = models.CharField(_("Notiz"), max_length=300, blank=True, editable=False)

    search_text = SearchField(sources=["subject", "to_name", "to_email"])

    objects = OutgoingMailQuerySet.as_manager()  # type: ignore[misc]  # a manager of its own beside the base's

    class Meta:
        verbose_name = _("Mail im Postausgang")
        verbose_name_plural = _("Postausgang")
        ordering = ["-pk"]
        indexes = [  # every change of a row writes them all: none twice
            models.Index(  # in the order of `due`: the first are found at once, however many wait
                fields=["-priority", "attempts", "next_try_at", "id"],
                name="mail_waiting",
                condition=models.Q(status__in=WAITING),
            ),
            models.Index(
                fields=["created_at"],
                name="mail_task",
                condition=models.Q(status=Status.FAILED, settled_at=None),
            ),
            models.Index(fields=["status", "-id"], name="mail_status"),
            models.Index(fields=["kind", "-id"], name="mail_kind"),
            models.Index(fields=["content_type", "object_id"], name="mail_about"),
            models.Index(fields=["addressee_type", "addressee_id"], name="mail_addressee"),
            models.Index(fields=["created_at"], name="mail_created"),
            models.Index(fields=["to_email", "-id"], name="mail_address"),  # what came after a failure
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_at_exactly_when_sent",
                condition=models.Q(status=Status.SENT, sent_at__isnull=False)
                | (~models.Q(status=Status.SENT) & models.Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_secret_only_while_it_waits",
                condition=models.Q(secret="") | models.Q(status__in=WAITING),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # Django's own is in the stubs
        """Return what Django's own would, without translating every choice to find one."""
        return str(Status(self.status).label)

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @property
    def is_stale(self) -> bool:
        """Nobody can use it any more: its link is dead or its secret has expired."""
        is_late = self.expires_at is not None and self.expires_at <= timezone.now()
        return is_late or (self.link is not None and not self.link.is_usable)

    @property
    def secret_marker(self) -> str:
        """What stands in the body where the secret goes; as random as the link's marker, and different."""
        return "secret-" + self.link_marker.removeprefix("link-")


class FirstNotice(models.Model):
    """An address was told how we came by it, with this mail. The address itself is not kept here."""

    address = models.CharField(max_length=64, db_index=True, editable=False)  # a keyed hash
    source = models.CharField(
        max_length=40, default="", editable=False
    )  # a code, see gsvo.outbox.privacy_notice
    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("wann"), auto_now_add=True)

    class Meta:
        verbose_name = _("Hinweis auf die Herkunft der Adresse")
        verbose_name_plural = _("Hinweise auf die Herkunft der Adresse")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
