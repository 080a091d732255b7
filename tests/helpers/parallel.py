"""Real parallel writers: one thread and one database connection each, all released at the same moment.

    @pytest.mark.parallel
    def test_…(parallel_db):
        results = run_parallel(64, lambda number: …)

Works on the database the suite runs on: PostgreSQL, or SQLite in a file.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def run_parallel(count, function):
    """Call `function(number)` for 0 … count-1 at once. Returns in order what came back or was raised."""
    start = Barrier(count, timeout=30)

    def one(number):
        try:
            connection.ensure_connection()
            start.wait()
            return function(number)
        except Exception as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(one, range(count)))
