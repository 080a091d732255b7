"""Find the static files of KERN UX that our pages use, and join our style sheet."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core import checks
from django.core.files.storage import FileSystemStorage

KERN_FILES = (
    "kern.min.css",
    "fonts/fira-sans/FiraSans-Regular.woff2",
    "fonts/fira-sans/FiraSans-SemiBold.woff2",
)


class KernFinder(BaseFinder):
    """Serve the files named above, below `kern/`; the npm package holds 6 MB of fonts and builds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.KERN_DIR)
        self.storage.prefix = "kern"  # type: ignore[attr-defined]  # `collectstatic` reads it
        super().__init__(*args, **kwargs)

    def check(self, **_: Any) -> list[checks.CheckMessage]:
        missing = [name for name in KERN_FILES if not self.storage.exists(name)]
        if not missing:
            return []
        hint = "Install the packages of package-lock.json: npm ci"
        return [checks.Error(f"KERN UX lacks {', '.join(missing)}.", hint=hint, id="gsvo.E002")]

    def find(self, path: str, find_all: bool = False) -> Any:
        name = path.removeprefix("kern/")
        found = path.startswith("kern/") and name in KERN_FILES and self.storage.exists(name)
        if not found:
            return []
        return [self.storage.path(name)] if find_all else self.storage.path(name)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in KERN_FILES:
            if not matches_patterns(name, ignore_patterns or []):
                yield name, self.storage


STYLE_SHEET = "css/portal.css"
TOPICS = (  # of static/css/portal/, in the order of the cascade
    "tokens",
    "frame",
    "parts",
    "tables",
    "forms",
    "pictures",
    "public",
    "narrow",
    "print",
    "forced-colors",
)


class StyleSheetFinder(BaseFinder):
    """Join the topics to the one file that pages ask for: one request, and it packs better than ten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "styles")
        super().__init__(*args, **kwargs)

    def check(self, **_: Any) -> list[checks.CheckMessage]:
        folder = _topic("").parent
        unlisted = {path.stem for path in folder.glob("*.css")} ^ set(TOPICS)
        if not unlisted:
            return []
        hint = f"{folder} and TOPICS in gsvo/lib/finders.py must name the same files."
        return [
            checks.Error(f"Style sheets differ: {', '.join(sorted(unlisted))}.", hint=hint, id="gsvo.E004")
        ]

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != STYLE_SHEET:
            return []
        self._build()
        return [self.storage.path(path)] if find_all else self.storage.path(path)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        if not matches_patterns(STYLE_SHEET, ignore_patterns or []):
            self._build()
            yield STYLE_SHEET, self.storage

    def _build(self) -> None:
        """Write the file anew if a topic has changed."""
        text = "\n".join(_topic(name).read_text(encoding="utf-8") for name in TOPICS)
        target = Path(self.storage.path(STYLE_SHEET))
        if target.exists() and target.read_text(encoding="utf-8") == text:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)  # whoever reads meanwhile gets the old one, whole


def _topic(name: str) -> Path:
    return settings.BASE_DIR / "static" / "css" / "portal" / f"{name}.css"
