"""What links in mails are for: each app registers its purposes in its `link_purposes.py`, once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from gsvo.links.models import Link


@dataclass(frozen=True)
class Purpose:
    """All parts of a purpose. None may be missing: no link goes out that nobody can renew or disown."""

    name: str  # stands in the row of each link and in the names of its addresses: "links:statement"
    prefix: str  # of its addresses: "stellungnahme/"
    page: Callable[..., HttpResponse]  # view(request, oid), the page behind the link; gets `request.link`
    not_responsible: Callable[..., HttpResponse]  # view(request, oid) on which somebody says so
    # Mails a fresh link to the address registered today, in a transaction; nothing where that is pointless.
    renew: Callable[[Link], object]
    # Mails a link that holds once more, as it is; nothing where that is pointless.
    resend: Callable[[Link], object]


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Add a purpose. Its name and its prefix belong to it alone."""
    for other in _purposes.values():
        if purpose.name == other.name or purpose.prefix == other.prefix:
            raise ValueError(f"{purpose.name} is registered already, or its prefix is")
    _purposes[purpose.name] = purpose


def registered() -> list[Purpose]:
    """Return all purposes, in the order of the apps."""
    return list(_purposes.values())


def purpose_of(link: Link) -> Purpose:
    """Return the purpose of a link."""
    return _purposes[link.purpose]
