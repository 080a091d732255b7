"""`make faults`: the long versions – all faults on a portal of its own, then what LONG=1 tries elsewhere.

Then every story in a browser and every case that looks at pages, and on PostgreSQL every case of what asks a
database. At the end the units run on a dozen moved clocks. Prints what was measured; the last line says what
was lost and what came twice.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.clocks.moving import find_library
from tests.clocks.walk import walk
from tests.e2e.faults.programs import ROOT
from tests.e2e.faults.services import missing
from tests.helpers.long_files import long_files
from tests.run import find_postgres


def main():
    library = find_library()
    found = {"libfaketime": library, "PostgreSQL": find_postgres()}
    if lacking := missing() + [name for name, place in found.items() if not place]:
        sys.exit(f"The fault kit needs {', '.join(lacking)}.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        codes = [run("faults", ["tests/e2e/faults"], FAULTS_REPORT=str(path))]
        report = json.loads(path.read_text()) if path.exists() else None
    print("\n".join(report["figures"]) if report else "The portal of the faults did not come up.", flush=True)
    both_cores = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]
    codes.append(run("all else that has a long version", [*both_cores, *others()]))
    pages = [*both_cores, "-m", "browser or page", *(f"--ignore={path}" for path in long_files()), "tests"]
    codes.append(run("every story in a browser, and every case that looks at pages", pages))
    cases = [*both_cores, "-m", "not once and not browser", "--ignore=tests/e2e/faults"]
    every = {"LONG": "0", "ALL_CASES": "1", "DATABASE_URL": found["PostgreSQL"]}
    codes.append(run("every case on PostgreSQL", cases, **every))
    codes += walk(library)
    if report is None:
        sys.exit("The portal of the faults did not come up.")
    print(
        f"acknowledged {report['told']}, lost {report['lost']}, duplicates {report['duplicates']}", flush=True
    )
    sys.exit(any(codes) or report["lost"] > 0)  # not the numbers: -9 (killed) and 256 look like nothing


def others():
    """The test files elsewhere that have a long version: all that `make test` shows in full stays there."""
    return [path for path in long_files() if not path.startswith("tests/e2e/faults/")]


def run(title, tests, **environment):
    print(f"\n===== {title} =====", flush=True)
    begin = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "--show-capture=no", "--timeout=0", *tests]
    ours = {"LONG": "1", "DJANGO_SETTINGS_MODULE": "gsvo.settings", "PYTHONHASHSEED": "0"}
    environment = {**os.environ, **ours, **environment}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"{title}: {time.monotonic() - begin:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    main()
