"""Answer load balancers and monitoring: is it alive, is it ready? Without a login; details for staff only.

Load balancers ask /livez: what makes /readyz red is for people to mend, and other web servers do no better.
"""

import logging
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gsvo.accounts import mfa_middleware
from gsvo.files import disk_space
from gsvo.outbox.models import WAITING, OutgoingMail
from gsvo.status.models import SystemStatus

logger = logging.getLogger(__name__)
TEXT = "text/plain; charset=utf-8"
BEAT_WITHIN = timedelta(minutes=2)  # four sweeps
DATABASE_TIMEOUT = 3  # seconds that a connection or a statement may take


@login_not_required
@never_cache
@require_safe
def livez(request):
    """Answer from the process alone: a dead database must not restart healthy web servers."""
    return HttpResponse("ok\n", content_type=TEXT)


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Answer whether database, schema, mail, scheduler and disk are well. Log what is not, and tell staff."""
    try:
        with _database_time_limit():
            warnings = _warnings()
            is_staff = bool(warnings) and mfa_middleware.is_behind(request)
    except DatabaseError as error:
        warnings, is_staff = [_no_database(error)], False
    for warning in warnings:
        logger.warning("not ready: %s", warning)
    text = "not ready\n" if warnings else "ok\n"
    text += "".join(f"- {warning}\n" for warning in warnings if is_staff)
    return HttpResponse(text, status=503 if warnings else 200, content_type=TEXT)


def warnings_now():
    """Return what keeps the portal from being ready, as sentences; an empty list when all is well."""
    try:
        with _database_time_limit():
            return _warnings()
    except DatabaseError as error:
        return [_no_database(error)]


@contextmanager
def _database_time_limit():
    """Raise DatabaseError if a connection or a statement takes longer than DATABASE_TIMEOUT.

    Otherwise those who ask, one after the other, would take every thread of the web server. A server that
    hangs ends no statement by itself, so a connection of our own comes first: only libpq counts its seconds.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _connect_once()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [DATABASE_TIMEOUT * 1000])
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")


def _connect_once():
    probe = connection.copy()
    probe.settings_dict["OPTIONS"] = {**probe.settings_dict["OPTIONS"], "connect_timeout": DATABASE_TIMEOUT}
    probe.ensure_connection()
    probe.close()


def _warnings():
    if pending := _pending():
        return [
            ngettext(
                "Eine Migration der Datenbank steht aus.",
                "%(count)s Migrationen der Datenbank stehen aus.",
                pending,
            )
            % {"count": pending}
        ]
    return [*scheduler_warnings(), *_mail_warnings(), *_disk_warnings()]


def _no_database(error):
    return _("Die Datenbank antwortet nicht: %(error)s") % {"error": error}


def _pending():
    applied = MigrationRecorder(connection).applied_migrations()
    return len(_migrations() - applied.keys())


@cache
def _migrations():
    """Return the names of all migrations in this code; cached, reading the files is slower than a query."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def scheduler_warnings():
    """Yield a sentence if nothing has worked in the background for minutes."""
    beat_at = SystemStatus.objects.read().beat_at
    if beat_at is None:
        yield _("Die Zeitsteuerung lief noch nie: Nichts wird von selbst gesendet, erinnert oder gelöscht.")
    elif timezone.now() - beat_at > BEAT_WITHIN:
        yield _("Die Zeitsteuerung schweigt seit %(minutes)s Minuten.") % {"minutes": _minutes(beat_at)}


def _mail_warnings():
    oldest = OutgoingMail.objects.filter(status__in=WAITING).aggregate(at=Min("created_at"))["at"]
    if oldest is None or _minutes(oldest) <= settings.MAIL_LATE_MINUTES:
        return
    yield _("Die älteste Mail wartet seit %(minutes)s Minuten.") % {"minutes": _minutes(oldest)}
    if SystemStatus.objects.read().paused_at:
        yield _("Der Versand ist angehalten: manage.py resume setzt ihn fort.")


def _disk_warnings():
    left = disk_space.scarce_megabytes()
    if left is not None:
        yield _("Auf der Platte sind nur noch %(left)s MB frei, weniger als MIN_FREE_MB.") % {"left": left}


def _minutes(moment):
    return int((timezone.now() - moment).total_seconds() // 60)
