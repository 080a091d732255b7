"""Is it alive, is it ready? For load balancers and watchers, so without a login and without any detail."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)
TEXT = "text/plain; charset=utf-8"


@login_not_required
@never_cache
@require_safe
def livez(request):
    """The process answers; nothing else is asked, or a dead database would restart healthy web servers."""
    return HttpResponse("ok\n", content_type=TEXT)


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """The database answers and has the schema of this code. What is wrong stands in the log only."""
    trouble = _trouble()
    if trouble:
        logger.warning("not ready: %s", trouble)
        return HttpResponse("not ready\n", status=503, content_type=TEXT)
    return HttpResponse("ok\n", content_type=TEXT)


def _trouble():
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"database: {error}"
    return f"{len(pending)} pending migrations" if pending else ""
