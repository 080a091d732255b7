"""A link in a mail: a capability for one person, one purpose and one record – never a login."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.ids import OpaqueIdField
from gsvo.lib.model_fields import EmailField
from gsvo.links import tokens


def new_nonce() -> str:
    """128 random bits that the token is bound to."""
    return secrets.token_hex(16)


def addressee_of(record: Any) -> Any:
    """Whose address a link's record stands for: a seat's member, an invitation's advisor, else itself."""
    for name in ("member", "advisor"):
        if not hasattr(record, "email") and hasattr(record, name):
            return getattr(record, name)
    return record


class LinkClosed(Exception):  # noqa: N818  it is a state, not a fault
    """The link was revoked or has expired, perhaps while its page stood open."""


class LinkQuerySet(models.QuerySet["Link"]):
    def usable(self) -> Self:
        now = timezone.now()
        return self.filter(revoked_at=None).filter(models.Q(expires_at=None) | models.Q(expires_at__gt=now))

    def to(self, target: Any, purpose: str | None = None) -> Self:
        """The links that lead to one record."""
        found = self.filter(content_type=ContentType.objects.get_for_model(target), object_id=target.pk)
        return found.filter(purpose=purpose) if purpose else found

    def to_many(self, model: type[models.Model], keys: Iterable[int], purpose: str) -> Self:
        """The links of one purpose that lead to these records of one model."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, object_id__in=list(keys), purpose=purpose)

    def revoke(self) -> int:
        return self.filter(revoked_at=None).update(revoked_at=timezone.now())

    def issue(
        self,
        purpose: str,
        target: models.Model,
        *,
        email: str,
        name: str = "",
        expires_at: dt.datetime | None = None,
    ) -> Link:
        """Make the one valid link to a record for a purpose; older ones to it die."""
        self.to(target, purpose).revoke()
        return self.create(purpose=purpose, target=target, email=email, name=name, expires_at=expires_at)

    def claim(self, link: Link) -> Link:
        """Lock the link's row inside a transaction before a decision. LinkClosed if it died meanwhile."""
        row = self.select_for_update().get(pk=link.pk)
        if not row.is_usable:
            raise LinkClosed
        return row


class Link(models.Model):
    oid = OpaqueIdField()
    purpose = models.CharField(_("Zweck"), max_length=30)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    email = EmailField(_("E-Mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gilt bis"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("widerrufen"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Link")
        verbose_name_plural = _("Links")
        indexes = [models.Index(fields=["content_type", "object_id"], name="link_target")]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.oid}"

    @property
    def addressee(self) -> Any:
        """Whose address of today counts for the record behind the link."""
        return addressee_of(self.target)

    @property
    def successor(self) -> Link | None:
        """A newer link to the same record and the same mailbox that holds, or None."""
        same = Link.objects.to(self.target, self.purpose).usable().filter(email__iexact=self.email)
        return same.exclude(pk=self.pk).order_by("pk").last()

    @property
    def is_same_person(self) -> bool:
        """Whether the one who got this link is still who would get one today, be it at another address."""
        person = self.addressee
        if getattr(person, "left_at", None) or not getattr(person, "is_active", True):
            return False
        names = {self.name, person.name} - {""}
        return person.email.lower() == self.email.lower() or len(names) < 2

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and not self.is_expired

    def url(self) -> str:
        """The address for the mail, made anew each time; always with the configured BASE_URL."""
        token = tokens.make(self.purpose, self.oid, self.nonce)
        return settings.BASE_URL + reverse(f"links:{self.purpose}-enter", args=[token])

    def page_url(self) -> str:
        """The address without the token, good only in a browser that opened the mail's link."""
        return reverse(f"links:{self.purpose}", args=[self.oid])

    @property
    def not_responsible_url(self) -> str:
        return reverse(f"links:{self.purpose}-not-responsible", args=[self.oid])
