"""Is it alive, is it ready? For load balancers and watchers, so without a login; details for staff only.

Load balancers ask /livez: what makes /readyz red is for people to mend, and other web servers do no better.
"""

import logging
import os
import socket
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, connections
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
PATIENCE = 3  # seconds that the database may take to answer


@login_not_required
@never_cache
@require_safe
def livez(request):
    """The process answers; nothing else is asked, or a dead database would restart healthy web servers."""
    return HttpResponse("ok\n", content_type=TEXT)


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Database, schema, post, scheduler and disk. What is wrong stands in the log, and here for staff."""
    with _impatient():
        found = troubles()
        reasons = found if found and _is_staff(request) else []
    for trouble in found:
        logger.warning("not ready: %s", trouble)
    text = "not ready\n" if found else "ok\n"
    text += "".join(f"- {reason}\n" for reason in reasons)
    return HttpResponse(text, status=503 if found else 200, content_type=TEXT)


@contextmanager
def _impatient():
    """A database that hangs is as good as gone: its connection is cut from here, and the question fails.

    Otherwise those who ask, one after the other, would take every thread of the web server.
    """
    done = threading.Event()
    threading.Thread(target=_watch, args=[connections[connection.alias], done], daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _watch(database, done):
    while not done.wait(PATIENCE):
        with suppress(AttributeError, OSError, database.Database.Error):  # SQLite has none; closed by now
            _cut(database.connection.fileno())


def _cut(number):
    with socket.socket(fileno=os.dup(number)) as wire:
        wire.shutdown(socket.SHUT_RDWR)


def _is_staff(request):
    try:
        return mfa_middleware.is_behind(request)
    except DatabaseError:
        return False


def troubles():
    """What keeps the portal from being ready, as sentences; none when all is well."""
    try:
        if pending := _pending():
            return [
                ngettext(
                    "Eine Migration der Datenbank steht aus.",
                    "%(count)s Migrationen der Datenbank stehen aus.",
                    pending,
                )
                % {"count": pending}
            ]
        return [*_of_the_clock(), *_of_the_post(), *_of_the_room()]
    except DatabaseError as error:
        return [_("Die Datenbank antwortet nicht: %(error)s") % {"error": error}]


def _pending():
    applied = MigrationRecorder(connection).applied_migrations()
    return len(_migrations() - applied.keys())


@cache
def _migrations():
    """The names of all migrations in this code; reading the files takes longer than asking the database."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _of_the_clock():
    beat_at = SystemStatus.objects.read().beat_at
    if beat_at is None:
        yield _("Die Zeitsteuerung lief noch nie: Nichts wird von selbst gesendet, erinnert oder gelöscht.")
    elif timezone.now() - beat_at > BEAT_WITHIN:
        yield _("Die Zeitsteuerung schweigt seit %(minutes)s Minuten.") % {"minutes": _minutes(beat_at)}


def _of_the_post():
    oldest = OutgoingMail.objects.filter(status__in=WAITING).aggregate(at=Min("created_at"))["at"]
    if oldest is None or _minutes(oldest) <= settings.MAIL_LATE_MINUTES:
        return
    yield _("Die älteste Mail wartet seit %(minutes)s Minuten.") % {"minutes": _minutes(oldest)}
    if SystemStatus.objects.read().paused_at:
        yield _("Der Versand ist angehalten: manage.py resume setzt ihn fort.")


def _of_the_room():
    left = disk_space.scarce()
    if left is not None:
        yield _("Auf der Platte sind nur noch %(left)s MB frei, weniger als MIN_FREE_MB.") % {"left": left}


def _minutes(moment):
    return int((timezone.now() - moment).total_seconds() // 60)
