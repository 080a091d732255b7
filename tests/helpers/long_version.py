"""Whether the long versions run: LONG=1 tries everything that the suite samples."""

import os

LONG = os.environ.get("LONG") == "1"
