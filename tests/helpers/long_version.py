"""Whether the long versions run: LONG=1 tries everything that the suite samples."""

import datetime as dt
import os
import random

LONG = os.environ.get("LONG") == "1"
# Other samples every day; the summary of a run names the number, which brings the same ones again.
SEED = os.environ.setdefault("SAMPLE_SEED", str(dt.date.today().toordinal()))


def sample(things, count, *about):
    """Return `count` of the things in their order, others for each `about`; with LONG=1 all of them."""
    things = list(things)
    if LONG or count >= len(things):
        return things
    numbers = random.Random(f"{SEED} {about}").sample(range(len(things)), count)
    return [things[number] for number in sorted(numbers)]
