"""Main menu by role, and links of the footer."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from requests.models import standing_of

PUBLIC = (
    (_("Angebot"), "home"),
    (_("So funktioniert’s"), "how"),
    (_("Fragen"), "requests:questions"),
    (_("Orte"), "places"),
    (_("Anmelden"), "account_login"),
)
OFFICE = (
    (_("Anfragen"), "requests:list"),
    (_("Begleitungen"), "advisors:engagements"),
    (_("Kette"), "chains:list"),
    (_("Gremium"), "offices:committee"),
    (_("Pool"), "advisors:pool"),
)
ADVISOR = (
    (_("Begleitungen"), "advisors:engagements"),
    (_("Mein Profil"), "advisors:my_profile"),
)
STAFF = ((_("Arbeitsplatz"), "admin:index"),)
EVERYBODY = ((_("Konto"), "accounts:account"),)

FOOT = (
    (_("Kontakt"), "contact"),
    (_("Impressum"), "imprint"),
    (_("Datenschutz"), "privacy"),
    (_("Barrierefreiheit"), "accessibility"),
    (_("Rückmeldung"), "feedback"),
    (_("Leichte Sprache"), "easy_language"),
    (_("Gebärdensprache"), "sign_language"),
    (_("Orte"), "places"),
    (_("Kooperations-Workshops"), "workshops"),
)


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    current: str = ""  # the value of aria-current


def entries(request):
    """Return the main menu for the user: no query for strangers, else one, which pages need anyway."""
    user = getattr(request, "user", None)  # missing if the request failed before anybody was recognised
    if user is None or not user.is_authenticated:
        return _entries(PUBLIC, request.path)
    return _entries(_for(user), request.path)


def foot():
    return _entries(FOOT, "")


def _for(user):
    advisor = getattr(user, "advisor", None)
    chosen = OFFICE if standing_of(user).roles else ()
    chosen += ADVISOR if advisor and advisor.left_at is None else ()
    chosen += (STAFF if user.is_staff else ()) + EVERYBODY
    return tuple(dict.fromkeys(chosen))


def _entries(pages, path):
    found = []
    for label, name in pages:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Entry(label, url, _current(url, path)))
    return found


def _current(url, path):
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
