"""Who has been told how we came by name and address: once per address and source, with the first mail.

Somebody who was entered as contact and later into a committee is told of both. Whoever gave us an address
herself (the feedback form) is told nothing here, and hears it when somebody else enters her. What is
remembered is a keyed hash of the address and a code of the source: they outlive the mail's words.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from gsvo.lib.text import normalize_email, same_email
from gsvo.outbox.models import FirstNotice, OutgoingMail, Status

EVERYTHING = ""  # the source of a notice of a former release, which told in general


@dataclass(frozen=True)
class Source:
    """Who entered an address, and as what. `words` go on after "von"; `key` names it for our memory."""

    key: str
    words: str

    def __str__(self) -> str:
        return self.words


def by_pool() -> Source:
    return Source("pool", _("der G.I.B., die Sie in den Pool der Beratenden aufgenommen hat"))


def by_staff() -> Source:
    return Source("staff", _("der Leitung der G.I.B., die ein Konto für Sie angelegt hat"))


def by_office(office: Any, part: str) -> Source:
    """`part`: a key of the words below."""
    words = {
        "member": _("der Koordinierungsstelle %(office)s, die Sie in ihr Steuerungsgremium eingetragen hat"),
        "contact": _("der Koordinierungsstelle %(office)s, die Sie als Ansprechperson genannt hat"),
        "institution": _(
            "der Koordinierungsstelle %(office)s, die Sie in ihrer Verantwortungskette für Ihre Stelle "
            "genannt hat"
        ),
        "deputy": _("der Koordinierungsstelle %(office)s, die Sie als Vertretung genannt hat"),
    }
    return Source(f"{part}:{office.key}", words[part] % {"office": office})


def _unnamed() -> Source:
    """Of an account whose mails do not say who made it."""
    return Source(
        "account", _("der G.I.B. oder einer Koordinierungsstelle, die ein Konto für Sie angelegt hat")
    )


def is_owed(address: str, source: Source | None = None) -> bool:
    """Whether no mail that tells an address of a source is on its way yet, or was sent. Never to ourselves.

    Without a source: whether it was told of none at all.
    """
    if same_email(address, settings.CONTACT_EMAIL):
        return False
    told = _told().filter(address=hash_of(address))
    if source is not None:
        told = told.filter(source__in=[EVERYTHING, key_of(source)])
    return not told.exists()


def people_owed(people: Iterable[Any], source_of: Callable[[Any], Source]) -> list[Any]:
    """Those of many people (with `email`) who were not told of their source yet, with one query for 500."""
    people = list(people)
    told: set[tuple[str, str]] = set()
    for start in range(0, len(people), 500):
        hashes = [hash_of(person.email) for person in people[start : start + 500]]
        told.update(_told().filter(address__in=hashes).values_list("address", "source"))
    return [
        person
        for person in people
        if not {(hash_of(person.email), EVERYTHING), (hash_of(person.email), key_of(source_of(person)))}
        & told
    ]


def record(addresses: Iterable[str], sources: Iterable[Source | None], mails: Iterable[OutgoingMail]) -> None:
    """Remember what these mails tell. Two first mails at once may both carry the notice; better that than one
    that waits for the other.
    """
    told = zip(addresses, sources, mails, strict=True)
    FirstNotice.objects.bulk_create(
        FirstNotice(address=hash_of(address), source=key_of(source), mail=mail)
        for address, source, mail in told
        if source
    )


def sources_to_tell(addresses: Sequence[str], named: Sequence[Any]) -> list[Source | None]:
    """The source that each of some mails has to tell, or None; with one query for all.

    `named`: as the mail's writer knows it, or False. Of two of them to one address the first tells it.
    """
    asked = {
        hash_of(address) for address, source in zip(addresses, named, strict=True) if source is not False
    }
    told: dict[str, set[str]] = {hashed: set() for hashed in asked}
    for hashed, key in _told().filter(address__in=asked).values_list("address", "source"):
        told[hashed].add(key)
    return [
        None if source is False else _to_tell(address, source, told[hash_of(address)])
        for address, source in zip(addresses, named, strict=True)
    ]


def _to_tell(address: str, named: Any, told: set[str]) -> Source | None:
    """The source to tell an address, which counts as told from then on. `told`: the keys that were."""
    source = named or _unnamed()
    is_known = told & {EVERYTHING, key_of(source)} if named else told
    if is_known or same_email(address, settings.CONTACT_EMAIL):
        return None
    told.add(key_of(source))
    return source


def key_of(source: Source) -> str:
    """The code of a source; of one that is only words, a hash of them."""
    if isinstance(source, Source):
        return source.key
    return hashlib.sha256(str(source).encode()).hexdigest()[:32]


def hash_of(address: str) -> str:
    address = normalize_email(address, strict=False)
    return salted_hmac("gsvo.outbox.first_notice", address, algorithm="sha256").hexdigest()


def _told() -> models.QuerySet[FirstNotice]:
    return FirstNotice.objects.exclude(mail__status__in=[Status.FAILED, Status.OBSOLETE])
