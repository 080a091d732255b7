"""Refuse to start in production with demo settings, placeholders or unsafe connections."""

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

from gsvo.pages import operator
from gsvo.settings.base import DEMO_SECRET

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
    """Return everything that `refuse_to_start` refuses, as German sentences."""
    if settings.TESTING:
        return []
    if settings.DEMO:
        return list(_demo())
    here = not settings.HTTPS and urlsplit(settings.BASE_URL).hostname in THIS_MACHINE
    if here and (settings.DEBUG or os.environ.get("BASE_URL")):
        return [*_keys(), *_rehearsal()]
    return [
        *_keys(),
        *_hosts(),
        *_mail(),
        *_data(),
        *_unencrypted_connections(),
        *_open_permissions(),
        *_people(),
        *_texts(),
    ]


def _demo():
    if settings.HTTPS or _is_public(urlsplit(settings.BASE_URL).hostname or ""):
        yield "DEMO ist an, aber BASE_URL ist eine echte Adresse: Das Passwort der Demo-Konten kennen alle."
    if others := _open_hosts():
        yield f"DEMO ist an, aber ALLOWED_HOSTS lässt {others} zu: Das Passwort der Demo-Konten kennen alle."
    if settings.TRUSTED_PROXIES:
        yield "DEMO ist an, aber TRUSTED_PROXIES nennt einen Proxy: Eine Demo läuft nur im eigenen Netz."


def _keys():
    if not _is_strong(settings.SECRET_KEY):
        yield "SECRET_KEY fehlt, ist zu kurz (unter 50 Zeichen) oder ein Demo-Wert."
    if not all(map(_is_strong, settings.SECRET_KEY_FALLBACKS)):
        yield "SECRET_KEY_FALLBACKS enthält einen Schlüssel, der zu kurz oder ein Demo-Wert ist."


def _rehearsal():
    if others := _open_hosts():
        yield (
            f"BASE_URL führt auf diesen Rechner, ALLOWED_HOSTS lässt aber auch {others} zu:"
            " So geprobt wird nur ohne Zugang von außen."
        )


def _open_hosts():
    """Return the names in ALLOWED_HOSTS under which somebody outside may reach the portal, as one text."""
    names = (name.strip() for name in settings.ALLOWED_HOSTS)
    return ", ".join(name for name in names if name in ("*", ".") or _is_public(name))


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


def _unencrypted_connections():
    """Yield connections over a network without encryption, except to PLAIN_TEXT_HOSTS."""
    encrypted = _database_option("sslmode") in ("require", "verify-ca", "verify-full")
    if any(map(_is_remote, _database_hosts())) and not encrypted:
        yield "DATABASE_URL führt unverschlüsselt zu einem anderen Rechner: Ergänzen Sie ?sslmode=require."
    for name, url in (("REDIS_URL", settings.REDIS_URL), ("CACHE_URL", settings.CACHE_URL)):
        parts = urlsplit(url)
        if _is_remote(parts.hostname or "") and parts.scheme != "rediss":
            yield f"{name} führt unverschlüsselt zu einem anderen Rechner: Nehmen Sie rediss://."
    secure = getattr(settings, "EMAIL_USE_TLS", False) or getattr(settings, "EMAIL_USE_SSL", False)
    if _is_remote(settings.EMAIL_HOST) and not secure:
        yield "EMAIL_URL führt unverschlüsselt zu einem anderen Rechner: Nehmen Sie smtp+tls:// oder smtp+ssl://."


def _database_option(name):
    """Return an option of the database connection: from DATABASE_URL, else from libpq's environment."""
    database = settings.DATABASES["default"]
    is_postgresql = database["ENGINE"].endswith("postgresql")
    from_environment = os.environ.get(f"PG{name.upper()}", "") if is_postgresql else ""
    return database.get("OPTIONS", {}).get(name) or from_environment


def _database_hosts():
    """Return every host of the database, from the three places that can name one."""
    named = [
        settings.DATABASES["default"].get("HOST") or _database_option("host"),
        _database_option("hostaddr"),
    ]
    return [host.strip() for hosts in named for host in hosts.split(",")]


def _is_remote(host):
    """Return whether a service is reached over a network. Names without a dot are in our Docker network."""
    if not host or host.startswith("/") or host in (*THIS_MACHINE, *settings.PLAIN_TEXT_HOSTS):
        return False
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return "." in host


def _open_permissions():
    """Yield what other accounts of this machine could read: .env, database, VAR_DIR, uploads."""
    database = settings.DATABASES["default"]
    kept = [("VAR_DIR", settings.VAR_DIR, 0o077), ("MEDIA_ROOT", Path(settings.MEDIA_ROOT), 0o007)]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        kept.append(("DATABASE_URL", Path(database["NAME"]), 0o077))
    secrets = settings.ENV_FILE
    if secrets.exists() and secrets.stat().st_mode & 0o007:
        yield f".env ({secrets}) ist für andere Konten dieses Rechners lesbar: chmod o-rwx {secrets}."
    for name, path, others in kept:
        if path.exists() and path.stat().st_mode & others and not _is_in_private_folder(path):
            yield f"{name} ({path}) ist für andere Konten dieses Rechners lesbar: chmod -R go-rwx {path}."


def _is_in_private_folder(path):
    """Return whether a path lies in a VAR_DIR closed to others, so that its own mode does not matter."""
    folder = settings.VAR_DIR
    return path != folder and path.is_relative_to(folder) and not folder.stat().st_mode & 0o077


def _is_public(host):
    """Return whether a host is one of the public internet. A leading dot means all names below it."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        host = f"any{host}" if host.startswith(".") else host
        return "." in host and not host.lower().endswith(INSIDE)


def _people():
    if not settings.STAFF_SECOND_FACTOR:
        yield "STAFF_SECOND_FACTOR ist aus: Die G.I.B. braucht einen zweiten Faktor."


def _texts():
    for name in operator.missing():
        yield f"{name} fehlt oder ist noch ein Platzhalter."
