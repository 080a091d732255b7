"""What the portal refuses to start with, so that no demo and no half-filled form ever answers for G.I.B."""

import ipaddress
import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.http.request import validate_host

from gsvo.pages import texts
from gsvo.settings.place import DEMO_SECRET

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
INSIDE = (".local", ".internal", ".lan", ".localdomain", ".home.arpa")  # names of one's own network
EXAMPLE_PASSWORDS = ("password", "passwort", "postgres", "gsvo", "secret")


def refuse_to_start():
    """Raise ImproperlyConfigured with one sentence per setting that must not be as it is.

    Called when Django is set up, so in every web server, worker and command; system checks run in commands
    only. With a BASE_URL on this very machine, set by hand, it is a rehearsal: only the key must be real, and
    no name of the open net leads here.
    """
    found = bad_settings()
    if found:
        raise ImproperlyConfigured("Das Portal startet so nicht.\n- " + "\n- ".join(found))


def bad_settings():
    """Everything that `refuse_to_start` refuses, as German sentences."""
    if settings.TESTING:
        return []
    if settings.DEMO:
        return list(_demo())
    here = not settings.HTTPS and urlsplit(settings.BASE_URL).hostname in THIS_MACHINE
    if here and (settings.DEBUG or os.environ.get("BASE_URL")):
        return [*_keys(), *_rehearsal()]
    return [*_keys(), *_hosts(), *_mail(), *_data(), *_people(), *_texts()]


def _demo():
    if settings.HTTPS or _is_public(urlsplit(settings.BASE_URL).hostname or ""):
        yield "DEMO ist an, aber BASE_URL ist eine echte Adresse: Das Passwort der Demo-Konten kennen alle."


def _keys():
    if not _is_strong(settings.SECRET_KEY):
        yield "SECRET_KEY fehlt, ist zu kurz (unter 50 Zeichen) oder ein Demo-Wert."
    if not all(map(_is_strong, settings.SECRET_KEY_FALLBACKS)):
        yield "SECRET_KEY_FALLBACKS enthält einen Schlüssel, der zu kurz oder ein Demo-Wert ist."


def _rehearsal():
    others = [name for name in settings.ALLOWED_HOSTS if name == "*" or _is_public(name)]
    if others:
        yield (
            f"BASE_URL führt auf diesen Rechner, ALLOWED_HOSTS lässt aber auch {', '.join(others)} zu:"
            " So geprobt wird nur ohne Zugang von außen."
        )


def _is_strong(key):
    return len(key) >= 50 and len(set(key)) > 10 and key != DEMO_SECRET and "insecure" not in key


def _hosts():
    if settings.DEBUG:
        yield "DEBUG ist an: Fehlerseiten zeigen dann Code und Daten. Das geht nur auf dem eigenen Rechner."
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not os.environ.get("BASE_URL"):
        yield "BASE_URL fehlt: Links in Mails führen sonst auf den eigenen Rechner."
    elif not settings.HTTPS:
        yield "BASE_URL beginnt nicht mit https://."
    elif not settings.TRUSTED_PROXIES:  # it speaks https for us: unknown, each page redirects to itself
        yield "TRUSTED_PROXIES ist 0: Nennen Sie die Zahl Ihrer Proxys vor dem Portal, meist 1."
    if any(entry.strip() in ("*", ".", "") for entry in settings.ALLOWED_HOSTS) or not settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS ist leer oder erlaubt jeden Namen (*). Nennen Sie die Namen des Portals."
    elif os.environ.get("BASE_URL") and not validate_host(host, settings.ALLOWED_HOSTS):
        yield "ALLOWED_HOSTS enthält den Namen aus BASE_URL nicht."


def _mail():
    if not os.environ.get("EMAIL_URL"):
        yield "EMAIL_URL fehlt: Ohne Mailserver geht keine Mail hinaus."
    elif settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend":
        yield "EMAIL_URL führt zu keinem Mailserver (smtp://, smtp+tls://, smtp+ssl://)."
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if not address or address.endswith(("@example.org", "@example.com")):
        yield "DEFAULT_FROM_EMAIL ist noch die Beispieladresse."
    elif not _is_sender(settings.DEFAULT_FROM_EMAIL):  # no mail at all could be built
        yield (
            "DEFAULT_FROM_EMAIL ist kein Absender wie: Name <adresse@stelle.example>. Ein Name mit Komma, "
            "Klammer oder Doppelpunkt gehört in Anführungszeichen."
        )


def _is_sender(words):
    try:
        sanitize_address(words, "utf-8")
        validate_email(parseaddr(words)[1])
    except (ValueError, ValidationError):
        return False
    return True


def _data():
    for name, url in (("REDIS_URL", settings.REDIS_URL), ("CACHE_URL", settings.CACHE_URL)):
        parts = urlsplit(url)
        if not parts.password and _is_public(parts.hostname or ""):
            yield f"{name} zeigt ohne Passwort auf eine öffentliche Adresse."
    if settings.DATABASES["default"].get("PASSWORD", "") in EXAMPLE_PASSWORDS:
        yield "DATABASE_URL enthält ein Beispielpasswort."
    media, static = Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()
    served = (static, *(Path(folder).resolve() for folder in settings.STATICFILES_DIRS))
    if any(media.is_relative_to(folder) or folder.is_relative_to(media) for folder in served):
        yield "MEDIA_ROOT liegt bei den öffentlichen Dateien (STATIC_ROOT): Alle könnten Unterlagen lesen."


def _is_public(host):
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(INSIDE)


def _people():
    if not settings.STAFF_SECOND_FACTOR:
        yield "STAFF_SECOND_FACTOR ist aus: Die G.I.B. braucht einen zweiten Faktor."


def _texts():
    for name in texts.missing():
        yield f"{name} fehlt oder ist noch ein Platzhalter."
