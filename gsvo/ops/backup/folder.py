"""Write and check a backup: a folder with database, uploads, deletion log and a manifest with checksums."""

import hashlib
import json
import shutil
import tarfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gsvo.ops.backup import engines

MEDIA, PROTOCOL, MANIFEST = "media.tar", "deletions.jsonl", "manifest.json"


def write(folder):
    """Make a backup of the running portal in a folder that must be new or empty. Returns the manifest.

    The uploads are taken before the database, and what came meanwhile after it: a row whose file is missing
    cannot be mended, a file without a row is swept away. The manifest comes last: without it, it is none.
    """
    folder = Path(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise engines.Failed(f"{folder} ist nicht leer.")
    folder.chmod(0o700)
    try:
        return _fill(folder)
    except BaseException:  # half a backup is none, and would fill the disk and stand in the next one's way
        _empty(folder)
        raise


def _fill(folder):
    at = timezone.now()
    with tarfile.open(folder / MEDIA, "w") as archive:
        taken = _add(archive, known=frozenset())
        engines.dump(folder / engines.name_of_dump())
        _add(archive, known=taken)
    if settings.PURGE_PROTOCOL.exists():
        shutil.copyfile(settings.PURGE_PROTOCOL, folder / PROTOCOL)
    manifest = {
        "made_at": at.isoformat(timespec="seconds"),
        "files": {path.name: _digest(path) for path in sorted(folder.iterdir())},
    }
    fresh = folder / f".{MANIFEST}"
    fresh.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o600)
    fresh.replace(folder / MANIFEST)
    return manifest


def _add(archive, known):
    """Add every upload that is not known yet, but those that go meanwhile. Returns all their names."""
    names = set(known)
    for path in sorted(settings.MEDIA_ROOT.rglob("*")):
        name = str(path.relative_to(settings.MEDIA_ROOT))
        if name not in known and path.is_file():
            try:
                archive.add(path, arcname=name)
            except FileNotFoundError:
                continue
            names.add(name)
    return names


def verify(folder):
    """Return the manifest of a complete backup for this database engine, else raise Failed."""
    folder = Path(folder)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise engines.Failed(f"{folder} ist keine vollständige Sicherung ({MANIFEST}: {error}).") from error
    for name, digest in manifest["files"].items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise engines.Failed(f"{name} fehlt oder ist nicht, was gesichert wurde.")
    if engines.name_of_dump() not in manifest["files"]:
        raise engines.Failed("Die Sicherung kommt aus einem anderen Datenbanksystem als DATABASE_URL.")
    return manifest


def unpack_media(folder):
    """Put the uploads of a backup in the place of those that are there."""
    root = settings.MEDIA_ROOT
    root.mkdir(parents=True, exist_ok=True)
    _empty(root)
    with tarfile.open(Path(folder) / MEDIA) as archive:
        archive.extractall(root, filter="data")


def _empty(folder):
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
