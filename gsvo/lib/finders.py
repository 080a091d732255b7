"""Find the static files of KERN UX that our pages use."""

from collections.abc import Iterable, Iterator
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
