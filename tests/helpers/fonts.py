"""The machine's font for Arial: mails name it, and are measured in its widths."""

import shutil
import subprocess

AS_WIDE_AS_ARIAL = ("Arial", "Liberation Sans", "Arimo")


def find_arial():
    """Return the font that a browser takes for Arial here; None where it is one of other widths."""
    matcher = shutil.which("fc-match")
    if not matcher:
        return None
    command = [matcher, "--format=%{family}", "Arial"]
    family = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return family if family.startswith(AS_WIDE_AS_ARIAL) else None
