"""`python -m tests.access`: how much the matrix tries, for the README."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gsvo.settings")
os.environ.setdefault("DEMO", "1")


def main():
    import django

    django.setup()
    from tests.access import routes, table_staff
    from tests.access.rows import IDENTITIES
    from tests.access.runner import METHODS

    rows = routes.rows()
    everything = len(rows) * len(METHODS) * len(IDENTITIES)
    sys.stdout.write(
        f"{len(rows)} addresses ({len(table_staff.MODELS)} tables of the admin) × {len(METHODS)} methods × "
        f"{len(IDENTITIES)} identities = {everything} cases\n"
    )


if __name__ == "__main__":
    main()
