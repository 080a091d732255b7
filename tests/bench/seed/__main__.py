"""Fill the database that the environment names.

`python -m tests.bench.seed prepare`: what every size has. `… seed 50000`: so many requests; prints the walk.
"""

import json
import sys
import time

import django

if __name__ == "__main__":
    django.setup()
    from tests.bench.seed import fill, walk

    begin = time.monotonic()
    if sys.argv[1] == "prepare":
        fill.prepare()
    else:
        rows = fill.fill(int(sys.argv[1]), is_alone=True)
        fill.tidy()
        print(json.dumps({**walk.plan(), "seconds": time.monotonic() - begin, "rows": rows}))
