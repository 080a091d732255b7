"""Read by every Python that starts with a moved clock: mends what libfaketime 0.9.10 breaks.

It refuses to sleep until a moment of the monotonic clock, which is how Python's `time.sleep` sleeps.
"""

import select
import time


def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select((), (), (), seconds)


time.sleep = sleep
