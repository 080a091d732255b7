"""`make clocks`: the units on all moved clocks; `python -m tests.clocks 4 9`: on these two."""

import sys

from tests.clocks.moving import find_library
from tests.clocks.walk import walk

if __name__ == "__main__":
    if not (library := find_library()):
        sys.exit("The moved clocks need libfaketime (Debian's package faketime).")
    sys.exit(any(walk(library, [int(number) for number in sys.argv[1:]] or None)))
