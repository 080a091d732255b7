"""Restore a backup and leave the portal in a state that is safe to open.

Between the backup and its return the world went on: mails left, people were reminded, data was deleted. So
sending stays paused until somebody has looked, what waited then counts as a task, what was due counts as
reminded, and the deletions are done again before anybody can open the portal.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from gsvo.accounts.models import User
from gsvo.files.models import StoredFile
from gsvo.lib import trigrams
from gsvo.links.models import Link
from gsvo.ops.backup import engines, folder
from gsvo.outbox.models import WAITING, OutgoingMail, Status
from gsvo.reminders.models import claim
from gsvo.reminders.registry import kinds
from gsvo.reminders.run import due
from gsvo.retention import purge
from gsvo.status.models import SystemStatus

# Stored, so not in anybody's language.
HELD = "Nach einer Rücksicherung angehalten: Ob diese Mail schon hinausging, ist nicht bekannt."


def is_live():
    """Return whether database or uploads hold anything that a restore would overwrite."""
    with suppress(OSError):
        if any(settings.MEDIA_ROOT.iterdir()):
            return True
    try:
        return User.objects.exists()
    except DatabaseError:  # no tables yet
        return False
    finally:
        connection.close()


def restore(source, *, end_links=False):
    """Put a verified backup in the place of what is here. Returns {what: how many} for the report.

    `end_links`: also kill every link that was open at the time of the backup.
    """
    source = Path(source)
    engines.load(source / engines.name_of_dump())
    with suppress(DatabaseError):  # an older backup has no such table yet; what follows may break off
        SystemStatus.objects.pause_sending()
    folder.unpack_media(source)
    call_command("migrate", interactive=False, verbosity=0)
    trigrams.add_missing()  # left out by engines.load
    SystemStatus.objects.pause_sending()
    done = {
        "held mails": _hold_mails(),
        "steps counted as reminded": _skip_reminders(),
        "sessions ended": Session.objects.all().delete()[0],
        "links ended": Link.objects.usable().revoke() if end_links else 0,
        "deleted again": _delete_again(source / folder.PROTOCOL),
    }
    with suppress(DatabaseError, OSError):  # a cache that is away holds nothing either
        cache.clear()
    return done | {"rows without their file": len(dangling())}


def _hold_mails():
    """Mark mails that were waiting as failed: they may have left since, so staff decide on each."""
    return OutgoingMail.objects.filter(status__in=WAITING).update(
        status=Status.FAILED, last_answer=HELD, secret="", leased_until=None
    )


def _skip_reminders():
    """Count what is due as reminded, but for announcements: what ends after one may not have been told."""
    today = timezone.localdate()
    return sum(
        claim(kind.name, key, matter.anchor, step)
        for kind in kinds()
        if not kind.announces
        for key, _person, matter, step in due(kind, today)
    )


def _delete_again(saved):
    """Replay the deletion log that survived here, else the backup's own, which is then continued."""
    protocol = settings.PURGE_PROTOCOL
    if not protocol.exists() and saved.exists():
        protocol.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(saved, protocol)
    again = sum(purge.replay(protocol).values()) if protocol.exists() else 0
    return again + sum(purge.purge().values())


def dangling():
    """Return the names of files that a row refers to and the disk does not have."""
    names = StoredFile.objects.exclude(file="").values_list("file", flat=True)
    return [name for name in names if not default_storage.exists(name)]
