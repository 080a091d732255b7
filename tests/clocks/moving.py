"""Whether and how the clock is moved: libfaketime, in a process and in all that it starts."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.clocks.moments import MOMENTS

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ("usr/lib/*/faketime", "usr/lib*/faketime", "usr/local/lib/faketime")  # Debian's comes first
TRY = "import threading, time; time.sleep(0.01); threading.Event().wait(0.01); print(time.time())"


def find_library():
    """The path of a libfaketime that moves our clock, None without one (Debian's package: libfaketime)."""
    found = (path for place in PLACES for path in sorted(Path("/").glob(f"{place}/libfaketime.so.1")))
    return next((str(path) for path in found if _moves(str(path))), None)


def environment(moment, library):
    """The variables with which a program, and all it starts, begins at a moment.

    A distance and not a moment, so that those that start later do not begin anew. What measures seconds goes
    by the monotonic clock, which is left alone: waiting takes as long as ever.
    """
    others = os.environ.get("PYTHONPATH")
    return {
        "LD_PRELOAD": library,
        "FAKETIME": f"{moment.at.timestamp() - time.time():+.3f}s",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",  # the same in the words of older versions
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parent), others])),
    }


def _moves(library):
    """Whether a Python of ours comes through with it: some versions wait for ever, or move nothing."""
    moment = MOMENTS[0]
    begin = {**os.environ, **environment(moment, library)}
    try:
        told = subprocess.run(
            [sys.executable, "-c", TRY], env=begin, capture_output=True, timeout=60, check=True
        )
        return abs(float(told.stdout) - moment.at.timestamp()) < 300
    except (subprocess.SubprocessError, ValueError):
        return False
